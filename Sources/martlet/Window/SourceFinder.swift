import Articles
import Dispatch
import FeedParsing
import Foundation
import ReaderCore
import Storage

/// Finds out for the window what can be added, and adds it.
final class SourceFinder: Sendable {
  private enum Found: Sendable {
    case folder(String)
    case feed(FeedProbe.Found)
  }

  struct Added: Sendable {
    let source: Source
    let title: String
    /// `nil` where they are still to be read.
    var articles: Int?
  }

  private let desk: OpenWorkspace
  /// What the last question has found, with its number.
  private let found = Locked<(request: Int, what: Found)?>(nil)
  /// Ends what is being looked for.
  private let stop = Locked<FetchStop?>(nil)
  /// Adding takes no longer than the disk does; finding may take as long as a server likes.
  private let adding = DispatchQueue(label: "sources", qos: .userInitiated)

  init(_ desk: OpenWorkspace) {
    self.desk = desk
  }

  /// - Parameter tell: called on another thread, unless it was stopped before.
  func find(
    _ text: String, offer: String?, request: Int,
    tell: @escaping @Sendable (SourceFinding) -> Void
  ) {
    let stop = FetchStop()
    self.stop.withLock { $0 = stop }
    // A thread of its own: it mostly waits.
    Thread.detachNewThread { [self] in
      let finding: SourceFinding
      do {
        finding = try self.finding(text, offer: offer, request, stop)
      } catch {
        finding = .failed(reason: Self.reason(error))
      }
      if !stop.isStopped { tell(finding) }
    }
  }

  /// Ends what is being looked for; nothing is told of it.
  func stopFinding() {
    let stop = self.stop.withLock { $0 }
    stop?.stop()
  }

  /// Adds what was found; tells of it on another thread.
  func add(
    request: Int, tell: @escaping @Sendable (Result<Added, CommandFailure>) -> Void
  ) {
    adding.async { [self] in
      guard let found = found.withLock({ $0 }), found.request == request else { return }
      do {
        guard let added = try add(found.what) else { return }
        desk.change { $0.add(added.source) }
        tell(.success(added))
      } catch {
        tell(.failure(CommandFailure(.failed, Self.reason(error))))
      }
    }
  }

  /// Takes the sources from their file again, which somebody has changed; tells of it on another
  /// thread.
  func follow(tell: @escaping @Sendable (Result<Workspace, CommandFailure>) -> Void) {
    adding.async { [desk] in
      do {
        tell(.success(try desk.change { try $0.readSources() }))
      } catch {
        tell(.failure(CommandFailure(.failed, Self.reason(error))))
      }
    }
  }

  /// Ends what is being looked for, and returns when nothing is being added.
  func end() {
    stopFinding()
    adding.sync {}
  }

  private func finding(
    _ text: String, offer: String?, _ request: Int, _ stop: FetchStop
  ) throws -> SourceFinding {
    let workspace = desk.now
    let locations = SourceArgument.locationsToAdd(Paths.withHome(text, workspace.environment))
    let subscribing = subscribing(workspace)
    for location in offer.map({ [$0] }) ?? locations where try subscribing.isKnown(location) {
      return .failed(
        reason: Wording.knownSource(Output.clean(offer ?? text), in: subscribing.disk.path))
    }
    if let path = locations.first, path.hasPrefix("/") {
      guard FileManager.default.fileExists(atPath: path) else {
        return .failed(reason: Wording.noSuchSource(Output.clean(text)))
      }
      found.withLock { $0 = (request, .folder(path)) }
      return .source(SourcePreview(title: Output.clean(path), location: Output.clean(path)))
    }
    guard locations.allSatisfy(FeedLocation.isFeed) else {
      return .failed(reason: Wording.notAnAddress(Output.clean(text)))
    }
    var probe = try workspace.probe()
    probe.stop = stop
    let finder = FeedFinder(probe: probe)
    let finding =
      try offer.map { .feed(try finder.feed(at: $0, besides: locations)) } ?? finder.find(locations)
    switch finding {
    case .failed(let reason): return .failed(reason: reason)
    case .several(let offers):
      return .several(
        offers.map {
          SourceOffer(address: $0.url, title: $0.title.map(Output.clean))
        })
    case .feed(let feed):
      if try subscribing.isKnown(feed.address) {
        return .failed(
          reason: Wording.knownSource(Output.clean(feed.address), in: subscribing.disk.path))
      }
      found.withLock { $0 = (request, .feed(feed)) }
      return .source(SourcePreview(feed))
    }
  }

  private func add(_ what: Found) throws -> Added? {
    let subscribing = subscribing(desk.now)
    switch what {
    case .folder(let path):
      return try subscribing.add(folder: path)
        .map { Added(source: $0, title: Output.clean($0.location)) }
    case .feed(let feed):
      return try subscribing.add(feed).map {
        Added(source: $0, title: SourcePreview(feed).title, articles: feed.items.count)
      }
    }
  }

  private func subscribing(_ workspace: Workspace) -> Subscribing {
    Subscribing(
      library: workspace.library, disk: SourcesDisk(environment: workspace.environment))
  }

  private static func reason(_ error: any Error) -> String {
    (error as? CommandFailure)?.message ?? (error as? StorageError)?.message ?? "\(error)"
  }
}

extension SourcePreview {
  fileprivate init(_ found: FeedProbe.Found) {
    self.init(
      title: Output.clean(found.feed.title ?? found.address),
      location: Output.clean(found.address), count: found.items.count,
      headlines: found.newest.map { Headline(title: Output.clean($0.title), published: $0.date) })
  }
}
