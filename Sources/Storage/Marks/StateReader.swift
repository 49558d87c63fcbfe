import Articles

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
          return try window.read(range) { (reader) throws(JSONFault) in try StateEntry(&reader) }
        }
        place = .members(isFirst: false)
      case .end: return nil
      }
    }
  }

  private mutating func readMember() throws(StateFault) {
    let before = try window.item(beforeColon: true)
    let name = try window.read(before) { (reader) throws(JSONFault) in
      reader.decoded(try reader.string())
    }
    try window.expect(UInt8(ascii: ":"))
    if name == StateReader.articles, try window.skip(UInt8(ascii: "{")) {
      hasArticles = true
      place = .articles(isFirst: true)
      return
    }
    let range = try window.item()
    let value = try window.read(range) { (reader) throws(JSONFault) in
      try reader.canonical()
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

/// What can be had of a state file into which git wrote both sides of a conflict.
///
/// Our layout has one address a line. So it is read line by line, whatever the markers did to commas
/// and brackets, and all sides count.
struct ConflictMarkers {
  let sources: [StateSource]
  let unknown: [[UInt8]: [UInt8]]
  let newerVersion: String?
  let isEmpty: Bool
  /// Lines that say nothing this can understand.
  let unreadLines: Int

  private static let markers: [[UInt8]] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map {
    Array($0.utf8)
  }

  /// `nil` if no markers stand in the file, or it is no state file.
  init?(_ file: SharedFile, sortingIn folder: Path) throws(StateFault) {
    var lines = LineReader(file, longest: JSONWindow.longest)
    var sorter = EntrySorter(in: folder)
    var values: [[UInt8]: [UInt8]] = [:]
    var isMarked = false
    var isInArticles = false
    var isEmpty = true
    var unread = 0
    while let line = try lines.next() {
      if Self.markers.contains(where: { line.bytes.starts(with: $0) }) {
        isMarked = true
      } else {
        switch Self.read(line.bytes, isInArticles) {
        case .nothing: break
        case .unreadable: unread += 1
        case .articles: isInArticles = true
        case .value(let name, let value):
          values[name] = values[name].map { Path.order($0, value) < 0 ? value : $0 } ?? value
        case .entry(let entry):
          try sorter.add(entry)
          isEmpty = false
        }
      }
      if !line.isEnded { break }
    }
    guard isMarked,
      values.removeValue(forKey: Array("format".utf8)) == Array("\"\(StateReader.format)\"".utf8)
    else { return nil }
    let version = values.removeValue(forKey: Array("version".utf8))
    newerVersion =
      version == nil || version == Array("\(StateReader.version)".utf8)
      ? nil : version.map { String(decoding: $0, as: UTF8.self) }
    sources = sorter.sources()
    unknown = values
    unreadLines = unread
    self.isEmpty = isEmpty
  }

  private enum Content {
    case nothing, unreadable
    /// The line that opens the addresses.
    case articles
    case value(name: [UInt8], [UInt8])
    case entry(StateEntry)
  }

  private static func read(_ line: ArraySlice<UInt8>, _ isInArticles: Bool) -> Content {
    let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0D].contains($0) }
    var text = line.drop(while: isBlank)
    while let last = text.last, isBlank(last) || last == UInt8(ascii: ",") { text.removeLast() }
    if text.isEmpty || text.elementsEqual("{".utf8) || text.elementsEqual("}".utf8) {
      return .nothing
    }
    let bytes = Array(text)
    guard (try? UTF8Span(validating: bytes.span)) != nil else { return .unreadable }
    if bytes.starts(with: "\"articles\"".utf8), bytes.last == UInt8(ascii: "{") {
      return .articles
    }
    var reader = JSONReader(bytes)
    do throws(JSONFault) {
      var content = Content.nothing
      if isInArticles {
        content = .entry(try StateEntry(&reader))
      } else {
        try reader.member { (reader, name) throws(JSONFault) in
          content = .value(
            name: reader.decoded(name), try reader.canonical())
        }
      }
      try reader.finish()
      return content
    } catch {
      return .unreadable
    }
  }
}
