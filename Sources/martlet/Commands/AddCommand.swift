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
    let locations = SourceArgument.locationsToAdd(source)
    for location in locations where try isKnown(location) { return }
    let workspace = try Workspace.open(sources: [], state: state, needsSources: false)
    workspace.tellNotices()
    if let path = locations.first, path.hasPrefix("/") {
      try addFolder(path, to: workspace)
    } else {
      guard locations.allSatisfy(FeedLocation.isFeed) else {
        throw CommandFailure(.wrongUsage, Wording.notAnAddress(Output.clean(source)))
      }
      let finder = FeedFinder(probe: try workspace.probe())
      try addFeed(try chosen(locations, with: finder), to: workspace)
    }
  }

  /// Whether the source is there already; then it only gets its new name.
  private func isKnown(_ location: String) throws -> Bool {
    let disk = SourcesDisk()
    let identity = SourceEntry.identity(of: location)
    guard try disk.read().entries.contains(where: { $0.identity == identity }) else { return false }
    if let title = name {
      try disk.edit { file in
        file.renaming(identity, to: title)
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
      throw CommandFailure(.wrongUsage, Wording.noSuchSource(Output.clean(source)))
    }
    guard let added = try subscribing(workspace).add(folder: path) else { return }
    let summary = try Indexer(library: workspace.library).index([added])
    let view = workspace.library.view(sources: [added.id], state: workspace.marks.stateID)
    Output.line(Output.clean(path))
    let limit = FeedProbe.Found.previewed
    for row in try view.firstPage(.all, around: nil, limit: limit) {
      tell(row.published, row.title)
    }
    Output.error(Wording.added(path, articles: summary.added))
  }

  private func addFeed(_ found: FeedProbe.Found, to workspace: Workspace) throws {
    if try isKnown(found.address) { return }
    guard try subscribing(workspace).add(found) != nil else { return }
    LibraryNews(path: workspace.paths.news).tell()
    Output.line(Output.clean(name ?? found.feed.title ?? found.address))
    for (title, date) in found.newest { tell(date, title) }
    Output.error(Wording.added(found.address, articles: found.items.count))
  }

  private func subscribing(_ workspace: Workspace) -> Subscribing {
    Subscribing(library: workspace.library, disk: SourcesDisk(), title: name, tags: tags)
  }

  private func tell(_ date: Instant?, _ title: String) {
    let date = date?.iso8601Date ?? "          "
    Output.line("  \(date)  \(Output.clean(title))")
  }

  // MARK: Several feeds

  private func chosen(_ locations: [String], with finder: FeedFinder) throws -> FeedProbe.Found {
    switch finder.find(locations) {
    case .feed(let found): return found
    case .failed(let reason): throw CommandFailure(.failed, "\(Output.clean(source)): \(reason)")
    case .several(let offers):
      guard isatty(0) == 1, isatty(2) == 1 else {
        for offer in offers { Output.line(Self.line(offer)) }
        throw CommandFailure(.wrongUsage, Wording.severalFeeds(offers.count))
      }
      let offer = offers[try number(of: offers) - 1]
      return try finder.feed(at: offer.url, besides: locations)
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
        throw CommandFailure(.nothingMatched, Wording.nothingAdded)
      }
      if let number = Int(line), offers.indices.contains(number - 1) { return number }
    }
  }
}

/// `martlet remove SOURCE`.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract:
      "Take a source out of the sources file. Its marks stay, and what has a star or a label.")

  @Argument(
    help: ArgumentHelp(
      "A folder or an address as sources lists it, or its display name.", valueName: "source"))
  var source: String

  func run() throws {
    let disk = SourcesDisk()
    var removed: [String] = []
    try disk.edit { file in
      removed = Self.named(source, in: file).map(\.location)
      guard let first = removed.first else { return nil }
      return file.removing(SourceEntry.identity(of: first))
    }
    guard let first = removed.first else {
      throw CommandFailure(.nothingMatched, Wording.noSuchLine(Output.clean(source), in: disk.path))
    }
    Output.error(Wording.removed(first))
  }

  /// The lines that name the place, or else those that have the name, if it is one place's alone.
  private static func named(_ source: String, in file: SourcesFile) -> [SourceEntry] {
    let identity = SourceEntry.identity(of: SourceArgument.location(source))
    let placed = file.entries.filter { $0.identity == identity }
    guard placed.isEmpty else { return placed }
    let titled = file.entries.filter { $0.title == source }
    return Set(titled.map(\.identity)).count == 1 ? titled : []
  }
}

/// A source as a person names it on the command line: a path as the shell gives it, or an address.
enum SourceArgument {
  /// The location as a line of the sources file has it: an absolute path, or the address as it was
  /// written. `feed:` before an address, as browsers hand it over, goes.
  static func location(_ text: String) -> String {
    let text = FeedLink.withoutFeedScheme(text)
    if FeedLocation.isFeed(text) || text.contains("://") { return text }
    return Paths.absolute(text)
  }

  /// As ``location(_:)``, but what looks like the name of a site and is no file here is its address,
  /// which begins with https, or else with http.
  static func locationsToAdd(_ text: String) -> [String] {
    let location = location(text)
    guard location.hasPrefix("/"), beginsWithHost(text),
      !FileManager.default.fileExists(atPath: location)
    else { return [location] }
    return ["https://" + text, "http://" + text]
  }

  /// Whether a text begins with a name that has a dot, with `localhost`, or with any host and a port.
  private static func beginsWithHost(_ text: String) -> Bool {
    let authority = text.prefix { $0 != "/" && $0 != "?" }
    if authority.hasPrefix("["), authority.contains("]") { return true }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, !host.hasPrefix("."), parts.count <= 2 else {
      return false
    }
    if parts.count == 2 { return UInt16(parts[1]) != nil }
    return host.contains(".") || host == "localhost"
  }
}
