import ArgumentParser
import Articles
import FeedParsing
import Foundation
import Networking
import Storage

/// `martlet add SOURCE`: a folder, a feed, or a page that has one.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a folder, a feed, or the feed of a web page to the sources file.",
    discussion: """
      What a page offers is shown; of several feeds one is chosen by its number on a terminal, and \
      otherwise all are printed to add one by its address. A source that is there already gets the \
      name that is given.
      """)

  @Option(help: ArgumentHelp("What you call it.", valueName: "name"))
  var title: String?

  @Option(
    name: .customLong("tag"), help: ArgumentHelp("A tag for it. May be repeated.", valueName: "tag")
  )
  var tags: [String] = []

  @Argument(
    help: ArgumentHelp("A folder, or the address of a feed or a page.", valueName: "source"))
  var source: String

  @OptionGroup var state: StateOption

  func run() throws {
    let location = SourceArgument.locationToAdd(source)
    if try isKnown(location) { return }
    let workspace = try Workspace.open(sources: [], state: state, needsSources: false)
    workspace.tellNotices()
    if location.hasPrefix("/") {
      try addFolder(location, to: workspace)
    } else {
      guard FeedLocation.isFeed(location) else {
        throw Stop(.wrongUsage, Wording.notAnAddress(Output.clean(source)))
      }
      let finder = FeedFinder(probe: try workspace.probe())
      try addFeed(try chosen(location, with: finder), to: workspace)
    }
  }

  /// Whether the source is there already; then it only gets its new name.
  private func isKnown(_ location: String) throws -> Bool {
    let disk = SourcesDisk()
    let identity = SourceEntry.identity(of: location)
    guard try disk.read().entries.contains(where: { $0.identity == identity }) else { return false }
    if let title = name {
      try disk.edit { file throws(SourcesFile.Failure) in
        try file.renaming(identity, to: title)
      }
    }
    Output.error(Wording.knownSource(Output.clean(location), in: disk.path))
    return true
  }

  /// The name that was given, on one line.
  private var name: String? {
    title.map(SourceEntry.word).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func addFolder(_ path: String, to workspace: Workspace) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Stop(.wrongUsage, Wording.noSuchSource(Output.clean(source)))
    }
    try write(path)
    let spec = SourceSpec(location: path, title: name)
    let added = try workspace.library.attach([spec], now: SystemClock.now)
    let summary = try Indexer(library: workspace.library).index(added)
    let view = workspace.library.view(sources: added.map(\.id), state: workspace.marks.stateID)
    Output.line(Output.clean(path))
    for row in try view.firstPage(.all, around: nil, limit: Self.previewed) {
      tell(row.published, row.title)
    }
    Output.error(Wording.added(path, articles: summary.added))
  }

  private func addFeed(_ found: FeedProbe.Found, to workspace: Workspace) throws {
    if try isKnown(found.address) { return }
    try write(found.address)
    let spec = SourceSpec(feed: found.address, title: name)
    guard let added = try workspace.library.attach([spec], now: SystemClock.now).first else {
      return
    }
    try workspace.library.store(
      [
        FeedBatch(
          source: added.id, feed: found.feed, items: found.items, state: FeedState(found.state))
      ], now: SystemClock.now)
    Output.line(Output.clean(name ?? found.feed.title ?? found.address))
    // Feeds mostly have the newest first, but not all of them.
    let dated = found.items.map { (date: $0.published ?? $0.updated, item: $0) }
    let newest = dated.enumerated().sorted {
      ($1.element.date?.milliseconds ?? .min, $0.offset)
        < ($0.element.date?.milliseconds ?? .min, $1.offset)
    }
    for (date, item) in newest.prefix(Self.previewed).map(\.element) {
      tell(date, item.title ?? item.link ?? "")
    }
    Output.error(Wording.added(found.address, articles: found.items.count))
  }

  private static let previewed = 5

  private func tell(_ date: Instant?, _ title: String) {
    let date = date.map { String($0.iso8601.prefix(10)) } ?? "          "
    Output.line("  \(date)  \(Output.clean(title))")
  }

  private func write(_ location: String) throws {
    let entry = SourceEntry(
      location: location, title: name,
      tags: tags.map(SourceEntry.word).filter { !$0.isEmpty })
    try SourcesDisk().edit { file throws(SourcesFile.Failure) in
      let isThere = file.entries.contains { $0.identity == entry.identity }
      return isThere ? nil : try file.appending([entry])
    }
  }

  // MARK: Several feeds

  private func chosen(_ location: String, with finder: FeedFinder) throws -> FeedProbe.Found {
    switch finder.find(location) {
    case .feed(let found): return found
    case .failed(let reason): throw Stop(.failed, "\(Output.clean(source)): \(reason)")
    case .several(let offers):
      guard isatty(0) == 1, isatty(2) == 1 else {
        for offer in offers { Output.line(Self.line(offer)) }
        throw Stop(.wrongUsage, Wording.severalFeeds(offers.count))
      }
      let offer = offers[try number(of: offers) - 1]
      switch finder.ask(offer.url, besides: location) {
      case .feed(let found): return found
      case .page: throw Stop(.failed, "\(Output.clean(offer.url)): \(Wording.noFeed)")
      case .failed(let reason): throw Stop(.failed, "\(Output.clean(offer.url)): \(reason)")
      }
    }
  }

  private static func line(_ offer: FeedDiscovery.Link) -> String {
    Output.clean(offer.url) + "\t" + Output.clean(offer.title ?? "")
  }

  /// Asks until a number of the list is given; an empty line stops.
  private func number(of offers: [FeedDiscovery.Link]) throws -> Int {
    for (index, offer) in offers.enumerated() {
      Output.plainError("\(index + 1)  \(Output.clean(offer.title ?? ""))  \(offer.url)")
    }
    while true {
      Output.prompt(Wording.whichFeed(offers.count))
      guard let line = readLine(), !line.isEmpty else {
        throw Stop(.nothingMatched, Wording.nothingAdded)
      }
      if let number = Int(line), offers.indices.contains(number - 1) { return number }
    }
  }
}
