import Articles
import FeedParsing
import Foundation

/// The sources of a person as a list of subscriptions, and back: a tag `a/b` is the folder `b` in
/// the folder `a`.
enum SubscriptionList {
  /// The feeds among the entries. Passwords stay at home.
  static func document(_ entries: [SourceEntry]) -> OutlineDocument {
    var document = OutlineDocument()
    document.title = Wording.subscriptions
    var seen: Set<String> = []
    for entry in entries where FeedLocation.isWeb(entry.location) {
      guard seen.insert(entry.identity).inserted else { continue }
      document.feeds.append(
        OutlineFeed(
          url: withoutUser(entry.location), title: entry.title,
          categories: entry.tags.map { $0.split(separator: "/").map(String.init) }
            .filter { !$0.isEmpty }))
    }
    return document
  }

  /// What a line of the sources file says of a feed that somebody else's list names; `nil` for what
  /// is no address of the web: no list names files of this machine, and no line names a program.
  static func entry(_ feed: OutlineFeed) -> SourceEntry? {
    guard FeedLocation.isWeb(feed.url) else { return nil }
    let tags = feed.categories.map { $0.map(clean).filter { !$0.isEmpty }.joined(separator: "/") }
    let title = clean(feed.title ?? "")
    return SourceEntry(
      location: feed.url, title: title.isEmpty || title == feed.url ? nil : title,
      tags: tags.filter { !$0.isEmpty })
  }

  /// One line that is a tag or a name, and cannot be taken for anything else.
  private static func clean(_ text: String) -> String {
    String(TextCleaning.clean(text).drop { $0 == "~" || $0 == "!" || $0 == " " })
  }

  private static func withoutUser(_ location: String) -> String {
    guard let start = location.range(of: "://")?.upperBound else { return location }
    let authority = location[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return location }
    return String(location[..<start] + location[location.index(after: at)...])
  }
}
