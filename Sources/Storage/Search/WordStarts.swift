import Articles
import GRDB

/// The beginnings of words, one to three letters: which articles have a word that begins so.
///
/// To look through all words that begin with a few letters would take seconds. A row holds the articles
/// of one beginning among 4096 whose numbers follow each other, so that all there are of a beginning are
/// found with one look for each 4096 articles, and those of one article with one look.
struct WordStarts {
  static let block: Int64 = 4096
  static let table = "word_start"
  static let creation = """
    CREATE TABLE \(table)(
      block INTEGER NOT NULL, letters BLOB NOT NULL, articles BLOB NOT NULL,
      PRIMARY KEY(block, letters)) WITHOUT ROWID;
    """
  static let found = "SELECT articles FROM \(table) WHERE block = ? AND letters = ?"
  static let lastBlock = "SELECT max(block) FROM \(table)"
  private static let ofBlock = "SELECT letters, articles FROM \(table) WHERE block = ?"

  // MARK: Entering

  /// What is to be entered: of each beginning the articles, in the order in which they were added.
  private var numbers: [Int64: Collected] = [:]

  /// Adds the words of an article.
  /// - Parameter texts: as they are entered into the index of words.
  mutating func add(_ texts: [String], of article: Int64) {
    let place = UInt16(truncatingIfNeeded: article & (Self.block - 1))
    for text in texts where !text.isEmpty {
      numbers[article / Self.block, default: Collected()].add(text, at: place)
    }
  }

  /// Enters what was added.
  /// - Parameter changed: articles that may have been entered with other words before.
  func store(replacing changed: [Int64], _ database: Database) throws {
    for (block, articles) in Dictionary(grouping: changed, by: { $0 / Self.block }) {
      try Self.remove(articles.map { Int($0 & (Self.block - 1)) }, from: block, database)
    }
    let known = try Query(database, Self.found)
    let insert = try Query(database, "INSERT OR REPLACE INTO \(Self.table) VALUES(?, ?, ?)")
    for (block, collected) in numbers.sorted(by: { $0.key < $1.key }) {
      let isNew =
        try Query(database, "SELECT 1 FROM \(Self.table) WHERE block = ? LIMIT 1")
        .first(block) { _ in true } == nil
      for (letters, places) in collected.sorted() {
        var members = Members(places)
        if !isNew,
          let found = try known.first(block, letters, row: { $0.withBlob(0, Members.init) })
        {
          members.formUnion(found)
        }
        try insert.run(block, letters, members.bytes)
      }
    }
  }

  private static func remove(_ places: [Int], from block: Int64, _ database: Database) throws {
    var altered: [(letters: [UInt8], members: Members)] = []
    try Query(database, ofBlock).each(block) { row in
      var members = row.withBlob(1, Members.init)
      if members.remove(places) { altered.append((row.blob(0), members)) }
      return true
    }
    let insert = try Query(database, "INSERT OR REPLACE INTO \(table) VALUES(?, ?, ?)")
    let delete = try Query(database, "DELETE FROM \(table) WHERE block = ? AND letters = ?")
    for (letters, members) in altered {
      if members.isEmpty {
        try delete.run(block, letters)
      } else {
        try insert.run(block, letters, members.bytes)
      }
    }
  }

  // MARK: Finding

  /// Some of 4096 articles: a bit for each.
  struct Members {
    private(set) var words = [UInt64](repeating: 0, count: Int(block) / 64)

    init(_ places: some Sequence<UInt16>) {
      for place in places { words[Int(place) >> 6] |= 1 << UInt64(place & 63) }
    }

    /// Reads what ``bytes`` has written.
    init(_ bytes: UnsafeRawBufferPointer) {
      if bytes.first == 0 {
        guard bytes.count > words.count * 8 else { return }
        for index in words.indices {
          words[index] = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 1 + index * 8, as: UInt64.self))
        }
        return
      }
      var place = -1
      var index = 0
      while index < bytes.count {
        var gap = Int(bytes[index])
        index += 1
        if gap >= 0x80, index < bytes.count {
          gap = gap & 0x7F | Int(bytes[index]) << 7
          index += 1
        }
        place += gap
        guard (0..<Int(block)).contains(place) else { return }
        words[place >> 6] |= 1 << UInt64(place & 63)
      }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    mutating func formUnion(_ other: Members) {
      for index in words.indices { words[index] |= other.words[index] }
    }

    /// - Returns: whether one of them was there.
    mutating func remove(_ places: [Int]) -> Bool {
      var hadOne = false
      for place in places {
        let bit: UInt64 = 1 << UInt64(place & 63)
        hadOne = hadOne || words[place >> 6] & bit != 0
        words[place >> 6] &= ~bit
      }
      return hadOne
    }

    /// The gaps between them, of one byte or two; of many, a zero and the bits.
    var bytes: [UInt8] {
      let count = words.reduce(0) { $0 + $1.nonzeroBitCount }
      if count >= Int(block) / 8 { return bits }
      // At most 32 gaps take a second byte.
      let bytes = [UInt8](unsafeUninitializedCapacity: count + 32) { bytes, length in
        var last = -1
        for index in words.indices where words[index] != 0 {
          var rest = words[index]
          while rest != 0 {
            let place = index << 6 + rest.trailingZeroBitCount
            rest &= rest - 1
            let gap = place - last
            last = place
            bytes[length] = UInt8(truncatingIfNeeded: gap < 0x80 ? gap : gap & 0x7F | 0x80)
            length += 1
            guard gap >= 0x80 else { continue }
            bytes[length] = UInt8(truncatingIfNeeded: gap >> 7)
            length += 1
          }
        }
      }
      return bytes.count >= Int(block) / 8 ? bits : bytes
    }

    private var bits: [UInt8] {
      [0] + words.map(\.littleEndian).withUnsafeBytes { Array($0) }
    }
  }

  /// All articles that have a word which begins so; those that are gone may be among them.
  static func articles(beginningWith letters: String, _ database: Database) throws -> ArticleSet {
    var set = ArticleSet()
    guard
      let last = try Query(database, lastBlock).first(row: { $0.optionalInteger(0) }) ?? nil
    else { return set }
    let query = try Query(database, found)
    let letters = Array(letters.utf8)
    for block in 0...max(last, 0) {
      guard let members = try query.first(block, letters, row: { $0.withBlob(0, Members.init) })
      else { continue }
      set.formUnion(members.words, from: block * Self.block)
    }
    return set
  }
}

/// The beginnings of the words of some articles, and where each is: letters of 21 bits, none of them 0.
private struct Collected {
  private struct Slot {
    var letters: UInt64 = 0
    /// Which of all beginnings it is.
    var number: UInt32 = 0
    /// The article that was the last to have it.
    var last: UInt32 = 0
  }

  /// An open hash table, at most half full.
  private var slots = [Slot](repeating: Slot(), count: 1 << 14)
  private var count: UInt32 = 0
  /// Each beginning of each article once.
  private var entries: [(number: UInt32, place: UInt16)] = []

  mutating func add(_ text: String, at place: UInt16) {
    var text = text
    text.withUTF8 { bytes in
      var packed: UInt64 = 0
      var length = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        // Most of a word is behind its beginning.
        if length == SearchText.longestBeginning, Self.isLetter(byte) {
          index += 1
          continue
        }
        if byte == 0x20 {
          packed = 0
          length = 0
          index += 1
          continue
        }
        let scalar = SearchText.scalar(in: bytes, &index)
        guard SearchText.isLetter(scalar) else {
          packed = 0
          length = 0
          continue
        }
        guard length < SearchText.longestBeginning else { continue }
        length += 1
        // Of two characters that stand together the first one alone is a beginning.
        guard length == 1 || !SearchText.isUnspaced(scalar) else { continue }
        packed = packed << 21 | UInt64(SearchText.base(of: scalar).value)
        insert(packed, UInt32(place))
      }
    }
  }

  /// Of ASCII.
  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  @inline(__always)
  private mutating func insert(_ letters: UInt64, _ place: UInt32) {
    let number: UInt32? = slots.withUnsafeMutableBufferPointer { [count] slots in
      let slot = Self.slot(of: letters, in: slots)
      if slots[slot].last == place, slots[slot].letters != 0 { return nil }
      if slots[slot].letters == 0 { slots[slot] = Slot(letters: letters, number: count) }
      slots[slot].last = place
      return slots[slot].number
    }
    guard let number else { return }
    entries.append((number, UInt16(place)))
    guard number == count else { return }
    count += 1
    if Int(count) * 2 > slots.count { grow() }
  }

  @inline(__always)
  private static func slot(of letters: UInt64, in slots: UnsafeMutableBufferPointer<Slot>) -> Int {
    var slot = Int(truncatingIfNeeded: (letters &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots.count - 1)
    while slots[slot].letters != 0, slots[slot].letters != letters {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    slots.withUnsafeMutableBufferPointer { slots in
      for slot in old where slot.letters != 0 {
        slots[Self.slot(of: slot.letters, in: slots)] = slot
      }
    }
  }

  /// In the order of the table, which then grows at its end.
  func sorted() -> [(letters: [UInt8], places: ArraySlice<UInt16>)] {
    // Where the places of each beginning end, and in the end where they begin.
    var ends = [Int](repeating: 0, count: Int(count))
    for entry in entries { ends[Int(entry.number)] += 1 }
    for number in ends.indices.dropFirst() { ends[number] += ends[number - 1] }
    var starts = ends
    var places = [UInt16](repeating: 0, count: entries.count)
    for entry in entries.reversed() {
      starts[Int(entry.number)] -= 1
      places[starts[Int(entry.number)]] = entry.place
    }
    let found = slots.filter { $0.letters != 0 }.map { slot in
      // The first letter at one place in all, so that numbers lie as bytes of UTF-8 do.
      var letters = slot.letters
      while letters >> 42 == 0 { letters <<= 21 }
      return (letters: letters, number: Int(slot.number))
    }
    return found.sorted { $0.letters < $1.letters }.map { letters, number in
      (Self.bytes(of: letters), places[starts[number]..<ends[number]])
    }
  }

  private static func bytes(of letters: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    for shift in [UInt64(42), 21, 0] {
      let value = UInt32(truncatingIfNeeded: letters >> shift & 0x1F_FFFF)
      if value != 0, let encoded = Unicode.Scalar(value).flatMap(UTF8.encode) { bytes += encoded }
    }
    return bytes
  }
}
