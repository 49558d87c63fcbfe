import Articles
import FeedParsing
import Storage

/// What a line of the sources file names.
struct SourceEntry: Hashable, Sendable {
  /// An absolute path, or the address of a feed as the person wrote it.
  var location: String
  /// The person's own name for it.
  var title: String?
  /// Without those that begin with `!`, which hide a feed in newsboat.
  var tags: [String] = []
  /// Whether it has such a tag.
  var isHidden = false

  /// Whether it names a folder or a file of articles rather than a feed.
  var isPath: Bool { location.hasPrefix("/") }

  /// Any text as a tag or a name: one line that cannot be taken for something else.
  static func word(_ text: String) -> String {
    String(TextCleaning.clean(text).drop { $0 == "~" || $0 == "!" || $0 == " " })
  }

  /// What two lines that name the same place have in common.
  var identity: String { Self.identity(of: location) }

  static func identity(of location: String) -> String {
    if location.hasPrefix("/") { return Paths.absolute(location) }
    return Address(canonicalizing: location)?.text ?? location
  }
}

extension SourceSpec {
  /// A source for good.
  init(_ entry: SourceEntry) {
    if entry.isPath {
      self.init(location: Paths.absolute(entry.location), title: entry.title)
    } else {
      self.init(feed: entry.location, title: entry.title)
    }
    tags = entry.tags
  }
}

extension SourcePlace {
  /// As a line of the sources file has it.
  var written: String {
    switch self {
    case .folder: location
    case .feed(let address): address
    }
  }
}
