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
