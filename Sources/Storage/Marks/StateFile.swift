import Articles

/// A state file in memory: the bytes as they were read, and where each address stands in them.
///
/// A hundred thousand addresses take their bytes and three megabytes, not a tree of a hundred.
struct StateFile {
  /// Sorted by the bytes of the addresses; a file of ours is. An address may stand there twice.
  private(set) var entries: [Entry] = []
  /// Top-level values that this version does not know, as compact sorted JSON.
  private(set) var unknown: [[UInt8]: [UInt8]] = [:]
  /// The version as written, where it is not the one that this program writes.
  private(set) var newerVersion: String?
  /// The file, and after it what cannot be taken from it as it stands there.
  private var arena: [UInt8]

  /// An address and what is marked of it, as ranges of the arena.
  struct Entry {
    fileprivate var address: Range<Int>
    fileprivate var marks: Range<Int>
  }

  enum Fault: Error, Equatable {
    /// No JSON, or not in the shape of a state file; counted from 0.
    case damaged(offset: Int)
    /// Sound JSON, but something else: not to be touched.
    case foreign
  }

  static let format = "martlet-state"
  static let version = 1
  private static let articles = Array("articles".utf8)

  /// No marks.
  init() {
    arena = []
  }

  /// Reads a state file in any layout and order. One without a byte but blanks has no marks.
  init(_ bytes: [UInt8]) throws(Fault) {
    guard (try? UTF8Span(validating: bytes.span)) != nil else { throw .damaged(offset: 0) }
    arena = bytes
    var reader = JSONReader(bytes)
    do throws(JSONFault) {
      reader.skipBlanks()
      if reader.position < bytes.count {
        try read(&reader)
        try reader.finish()
      }
    } catch {
      throw .damaged(offset: error.offset)
    }
    if let format = unknown.removeValue(forKey: Array("format".utf8)) {
      guard format == Array("\"\(StateFile.format)\"".utf8) else { throw .foreign }
    } else if !unknown.isEmpty || !entries.isEmpty {
      throw .foreign
    }
    if let version = unknown.removeValue(forKey: Array("version".utf8)),
      version != Array("\(StateFile.version)".utf8)
    {
      newerVersion = String(decoding: version, as: UTF8.self)
    }
    if newerVersion == nil, unknown[StateFile.articles] != nil { throw .damaged(offset: 0) }
    sortIfNeeded()
  }

  /// Marks as they are made.
  init(_ marks: [Mark]) {
    let line = JournalLine.encode(step: "", marks)
    self.init(steps: [line.startIndex..<line.endIndex - 1], of: line)
  }

  /// The marks of journal lines, which are intact and lie in `bytes`.
  init(steps: [Range<Int>], of bytes: [UInt8]) {
    arena = bytes
    let name = Array("marks".utf8)
    for step in steps {
      var reader = JSONReader(bytes, step)
      try? reader.eachMember { (reader, member) throws(JSONFault) in
        guard reader.decoded(member) == name else {
          try reader.value()
          return
        }
        try readArticles(&reader)
      }
    }
    sortIfNeeded()
  }

  func address(of entry: Entry) -> [UInt8] { Array(arena[entry.address]) }

  /// What is marked of an address; it was read once without a fault.
  func marks(of entry: Entry) -> StateMarks {
    var reader = JSONReader(arena, entry.marks)
    return (try? StateMarks(&reader, of: arena)) ?? .named([])
  }

  /// As `memcmp` orders the addresses of two entries.
  func order(_ entry: Entry, _ other: Entry, in file: StateFile) -> Int {
    arena.withUnsafeBytes { left in
      file.arena.withUnsafeBytes { right in
        UnsafeRawBufferPointer(rebasing: left[entry.address])
          .order(to: UnsafeRawBufferPointer(rebasing: right[other.address]))
      }
    }
  }

  private mutating func read(_ reader: inout JSONReader) throws(JSONFault) {
    let bytes = arena
    try reader.eachMember { (reader, name) throws(JSONFault) in
      let name = reader.decoded(name)
      let isObject = try reader.peek() == UInt8(ascii: "{")
      if name == StateFile.articles, isObject {
        try readArticles(&reader)
      } else {
        unknown[name] = try JSONText.canonical(&reader, of: bytes)
      }
    }
  }

  /// Reads an object whose names are addresses.
  private mutating func readArticles(_ reader: inout JSONReader) throws(JSONFault) {
    try reader.eachMember { (reader, address) throws(JSONFault) in
      var range = address.range
      if address.hasEscapes {
        let start = arena.count
        arena += reader.decoded(address)
        range = start..<arena.count
      }
      entries.append(Entry(address: range, marks: try reader.value()))
    }
  }

  private mutating func sortIfNeeded() {
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { order($0, $1, in: self) < 0 }
    guard !isSorted else { return }
    entries = entries.sorted { order($0, $1, in: self) < 0 }
  }
}
