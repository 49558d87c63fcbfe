import Articles
import FeedParsing
import Storage

/// Writes a list of subscriptions as OPML 2.0, so that reading it gives the same list.
///
/// A feed stands once, in its first folder; further folders are in its `category`, as OPML has it.
struct OPMLWriter {
  private var text = ""

  /// The whole document, in UTF-8.
  static func write(_ document: OutlineDocument) -> String {
    var writer = OPMLWriter()
    writer.write(document)
    return writer.text
  }

  private mutating func write(_ document: OutlineDocument) {
    text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0">
        <head>
          <title>\(Self.escaped(document.title ?? ""))</title>
        </head>
        <body>

      """
    var root = Folder()
    for feed in document.feeds { root.add(feed, at: feed.categories.first?[...] ?? []) }
    write(root, depth: 2)
    text += "  </body>\n</opml>\n"
  }

  /// Folders and feeds in the order in which they came.
  private struct Folder {
    private(set) var feeds: [OutlineFeed] = []
    private(set) var folders: [(name: String, folder: Folder)] = []

    mutating func add(_ feed: OutlineFeed, at path: ArraySlice<String>) {
      guard let name = path.first else { return feeds.append(feed) }
      if let index = folders.firstIndex(where: { $0.name == name }) {
        folders[index].folder.add(feed, at: path.dropFirst())
      } else {
        var folder = Folder()
        folder.add(feed, at: path.dropFirst())
        folders.append((name, folder))
      }
    }
  }

  private mutating func write(_ folder: Folder, depth: Int) {
    for (name, inner) in folder.folders {
      open(depth, [("text", name)])
      text += ">\n"
      write(inner, depth: depth + 1)
      text += Self.indentation(depth) + "</outline>\n"
    }
    for feed in folder.feeds {
      let paths = feed.categories.map { "/" + $0.joined(separator: "/") }
      open(
        depth,
        [
          ("type", "rss"), ("text", feed.title ?? feed.url), ("title", feed.title),
          ("xmlUrl", feed.url), ("htmlUrl", feed.site),
          ("category", paths.count > 1 ? paths.joined(separator: ",") : nil),
        ])
      text += "/>\n"
    }
  }

  private mutating func open(_ depth: Int, _ attributes: [(name: String, value: String?)]) {
    text += Self.indentation(depth) + "<outline"
    for case (let name, let value?) in attributes {
      text += " \(name)=\"\(Self.escaped(value))\""
    }
  }

  private static func indentation(_ depth: Int) -> String {
    String(repeating: "  ", count: depth)
  }

  /// What XML cannot hold at all is left out (XML 1.0, 2.2).
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

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
