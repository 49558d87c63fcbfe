import Articles
import FeedParsing
import Storage

/// The sources of a person as a list of subscriptions, and back: a tag `a/b` is the folder `b` in
/// the folder `a`.
enum SubscriptionList {
  /// The feeds among the entries. Passwords stay at home.
  /// - Parameter known: what the library knows of feeds, by their addresses.
  static func document(
    _ entries: [SourceEntry], known: [String: ArchivedFeed] = [:]
  ) -> OutlineDocument {
    var document = OutlineDocument()
    document.title = Wording.subscriptions
    var seen: Set<String> = []
    for entry in entries where FeedLocation.isWeb(entry.location) {
      guard seen.insert(entry.identity).inserted else { continue }
      let feed = known[entry.location]
      document.feeds.append(
        OutlineFeed(
          url: SourcePlace.feed(entry.location).location, title: entry.title ?? feed?.title,
          site: feed?.link,
          categories: entry.tags.map { $0.split(separator: "/").map(String.init) }
            .filter { !$0.isEmpty }))
    }
    return document
  }

  /// What a line of the sources file says of a feed that somebody else's list names; `nil` for what
  /// is no address of the web: no list names files of this machine, and no line names a program.
  static func entry(_ feed: OutlineFeed) -> SourceEntry? {
    guard FeedLocation.isWeb(feed.url) else { return nil }
    let tags = feed.categories.map {
      $0.map(SourceEntry.word).filter { !$0.isEmpty }.joined(separator: "/")
    }
    .reduce(into: [String]()) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
    let title = SourceEntry.word(feed.title ?? "")
    return SourceEntry(
      location: feed.url, title: title.isEmpty || title == feed.url ? nil : title,
      tags: tags)
  }
}
