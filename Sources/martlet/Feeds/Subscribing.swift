import Articles
import FeedParsing
import Storage

/// Makes a folder or a feed a source for good: its line in the sources file, and what it has.
struct Subscribing {
  let library: Library
  let disk: SourcesDisk
  var title: String?
  var tags: [String] = []

  /// Whether the sources file names the place already.
  func isKnown(_ location: String) throws -> Bool {
    let identity = SourceEntry.identity(of: location)
    return try disk.read().entries.contains { $0.identity == identity }
  }

  /// Its articles are not read yet.
  /// - Parameter path: absolute.
  func add(folder path: String) throws -> Source? {
    try write(path)
    return try attach(path)
  }

  /// Stores what the feed was found to have, so that it need not be asked again.
  func add(_ found: FeedProbe.Found) throws -> Source? {
    try write(found.address)
    guard let added = try attach(found.address) else { return nil }
    try library.store(
      [
        FeedBatch(
          source: added.id, feed: found.feed, items: found.items, state: FeedState(found.memory))
      ], now: SystemClock.now)
    return added
  }

  /// Attaches all lines of the file: what another of them names must not become this one, as a feed
  /// does that is written with its new address.
  private func attach(_ location: String) throws -> Source? {
    let entries = try disk.read().entries
    let identity = SourceEntry.identity(of: location)
    let place = entries.first { $0.identity == identity }.map { SourceSpec($0).place }
    return try library.attach(entries.map { SourceSpec($0) }, now: SystemClock.now)
      .first { $0.place == place }
  }

  private func write(_ location: String) throws {
    let entry = SourceEntry(
      location: location, title: title,
      tags: tags.map(SourceEntry.word).filter { !$0.isEmpty })
    try disk.edit { file in
      let isThere = file.entries.contains { $0.identity == entry.identity }
      return isThere ? nil : file.appending([entry])
    }
  }
}

extension FeedProbe.Found {
  /// How many headlines show what a feed is about.
  static let previewed = 5

  /// Feeds mostly have the newest first, but not all of them.
  var newest: [(title: String, date: Instant?)] {
    let dated = items.map {
      (title: $0.shownTitle ?? $0.shownAddress ?? "", date: $0.published ?? $0.updated)
    }
    let sorted = dated.enumerated().sorted {
      ($1.element.date?.milliseconds ?? .min, $0.offset)
        < ($0.element.date?.milliseconds ?? .min, $1.offset)
    }
    return sorted.prefix(Self.previewed).map(\.element)
  }
}
