public import Articles

/// A folder, an article file or a feed that the library knows.
public struct Source: Hashable, Sendable {
  public let id: SourceID
  public let place: SourcePlace
  public let title: String
  /// What the person calls it, if that is not its own title.
  public let name: String?
  /// What the person has put it under.
  public internal(set) var tags: [String]
  public let isTemporary: Bool
  /// How many articles it held when it was last indexed; 0 when it never was.
  public let total: Int
  /// Whether it was ever indexed from end to end.
  public let isIndexed: Bool

  /// The place for people; see ``SourcePlace/location``.
  public var location: String { place.location }

  /// Whether it is a feed rather than something on disk.
  public var isFeed: Bool { place.isFeed }
}

/// Where the articles of a source come from.
public enum SourcePlace: Hashable, Sendable {
  /// A folder of article files, or one article file: the absolute path as bytes, because names on
  /// disk need not be UTF-8.
  case folder([UInt8])
  /// A feed: its address as the person wrote it.
  case feed(String)

  /// As the library lists it: paths are absolute and begin with a slash, which no address does.
  init(name: [UInt8]) {
    self =
      name.first == 0x2F || name.isEmpty
      ? .folder(name) : .feed(String(decoding: name, as: UTF8.self))
  }

  var isFeed: Bool {
    if case .feed = self { true } else { false }
  }

  var name: [UInt8] {
    switch self {
    case .folder(let path): Path(bytes: path).withoutTrailingSlashes.bytes
    case .feed(let address): Array(address.utf8)
    }
  }

  /// For people: bytes that are not UTF-8 are shown as U+FFFD, and a name and a password in an
  /// address are left out.
  public var location: String {
    switch self {
    case .folder(let path): String(decoding: path, as: UTF8.self)
    case .feed(let address): SourcePlace.withoutUser(address)
    }
  }

  /// What the source is called unless the person has said something else.
  func title(ofFeed title: String?) -> String {
    switch self {
    case .folder(let path): String(decoding: Path(bytes: path).lastComponent, as: UTF8.self)
    case .feed: title ?? SourcePlace.withoutScheme(location)
    }
  }

  /// Names of feeds that have not said theirs yet differ where a narrow pane still shows it.
  private static func withoutScheme(_ address: String) -> String {
    guard let scheme = ["https://", "http://"].first(where: address.hasPrefix) else {
      return address
    }
    return String(address.dropFirst(scheme.count))
  }

  private static func withoutUser(_ address: String) -> String {
    let bytes = Array(address.utf8)
    guard let colon = bytes.firstIndex(of: 0x3A), bytes[colon...].starts(with: "://".utf8) else {
      return address
    }
    let start = colon + 3
    let end = bytes[start...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) else { return address }
    return String(decoding: bytes[..<start] + bytes[(at + 1)...], as: UTF8.self)
  }
}

/// A folder of article files, one article file, or a feed, as a person names it.
public struct SourceSpec: Hashable, Sendable {
  public var place: SourcePlace
  /// Given on the command line: shown in this run only, forgotten after 30 days without use.
  public var isTemporary: Bool
  /// What the person calls it; otherwise the last part of the path, or the title of the feed.
  public var title: String?
  /// What the person has put it under.
  public var tags: [String] = []

  public init(_ place: SourcePlace, isTemporary: Bool = false, title: String? = nil) {
    self.place = place
    self.isTemporary = isTemporary
    self.title = title
  }

  /// A folder or an article file by its absolute path.
  public init(location: String, isTemporary: Bool = false, title: String? = nil) {
    self.init(.folder(Array(location.utf8)), isTemporary: isTemporary, title: title)
  }

  /// A feed by the address that the person wrote.
  public init(feed address: String, isTemporary: Bool = false, title: String? = nil) {
    self.init(.feed(address), isTemporary: isTemporary, title: title)
  }
}

extension SourceTag {
  /// What the person has put sources under, in the order of the first source of each.
  static func all(of sources: [Source]) -> [SourceTag] {
    var tags: [SourceTag] = []
    var places: [String: Int] = [:]
    for source in sources {
      for name in source.tags {
        let place = places[name] ?? tags.count
        places[name] = place
        if place == tags.count { tags.append(SourceTag(name: name, sources: [])) }
        // One source's words come one after the other.
        if tags[place].sources.last != source.id { tags[place].sources.append(source.id) }
      }
    }
    return tags
  }
}
