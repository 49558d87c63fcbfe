/// Reads a state file in any layout and order, address by address.
///
/// What it says holds only if all of it can be read: a fault may come at its end. A file without a
/// byte but blanks has no marks.
struct StateReader {
  /// Top-level values that this version does not know, as compact sorted JSON.
  private(set) var unknown: [[UInt8]: [UInt8]] = [:]
  /// The version as written, where it is not the one that this program writes.
  private(set) var newerVersion: String?
  private var window: JSONWindow
  private var place = Place.start
  private var hasArticles = false
  private var unknownSize = 0

  static let format = "martlet-state"
  static let version = 1
  private static let articles = Array("articles".utf8)

  private enum Place {
    case start
    case members(isFirst: Bool)
    case articles(isFirst: Bool)
    case end
  }

  init(_ window: JSONWindow) {
    self.window = window
  }

  /// `nil` after the last one: then the file is sound, and what else it says is known.
  mutating func next() throws(StateFault) -> StateEntry? {
    while true {
      switch place {
      case .start:
        let isBlank = try window.peek() == nil
        if !isBlank { try window.expect(UInt8(ascii: "{")) }
        place = isBlank ? .end : .members(isFirst: true)
      case .members(let isFirst):
        if try window.reachesMember(isFirst) {
          place = .members(isFirst: false)
          try readMember()
        } else {
          guard try window.peek() == nil else { throw window.fault }
          try judge()
          place = .end
        }
      case .articles(let isFirst):
        if try window.reachesMember(isFirst) {
          place = .articles(isFirst: false)
          let range = try window.item()
          return try window.read(range, StateEntry.init)
        }
        place = .members(isFirst: false)
      case .end: return nil
      }
    }
  }

  private mutating func readMember() throws(StateFault) {
    let before = try window.item(beforeColon: true)
    let name = try window.read(before) { (reader, _) throws(JSONFault) in
      reader.decoded(try reader.string())
    }
    try window.expect(UInt8(ascii: ":"))
    if name == StateReader.articles, try window.skip(UInt8(ascii: "{")) {
      hasArticles = true
      place = .articles(isFirst: true)
      return
    }
    let range = try window.item()
    let value = try window.read(range) { (reader, bytes) throws(JSONFault) in
      try JSONText.canonical(&reader, of: bytes)
    }
    unknownSize += name.count + value.count
    guard unknownSize <= JSONWindow.longest else { throw .tooLarge }
    unknown[name] = value
  }

  /// Whether it is a state file, and of which version.
  private mutating func judge() throws(StateFault) {
    if let format = unknown.removeValue(forKey: Array("format".utf8)) {
      guard format == Array("\"\(StateReader.format)\"".utf8) else { throw .foreign }
    } else if !unknown.isEmpty || hasArticles {
      throw .foreign
    }
    if let version = unknown.removeValue(forKey: Array("version".utf8)),
      version != Array("\(StateReader.version)".utf8)
    {
      newerVersion = String(decoding: version, as: UTF8.self)
    }
    if newerVersion == nil, unknown[StateReader.articles] != nil { throw .damaged(offset: 0) }
  }
}
