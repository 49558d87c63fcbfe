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

    init(_ places: [UInt16]) {
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
      var bytes: [UInt8] = []
      var last = -1
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          let place = index << 6 + rest.trailingZeroBitCount
          rest &= rest - 1
          let gap = place - last
          last = place
          if gap < 0x80 {
            bytes.append(UInt8(gap))
          } else {
            bytes.append(UInt8(gap & 0x7F | 0x80))
            bytes.append(UInt8(gap >> 7))
          }
        }
        if bytes.count >= Int(block) / 8 { return bits }
      }
      return bytes
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
  private var slots = [UInt64](repeating: 0, count: 1 << 14)
  private var lists = [[UInt16]](repeating: [], count: 1 << 14)
  private var count = 0

  mutating func add(_ text: String, at place: UInt16) {
    var text = text
    text.withUTF8 { bytes in
      var packed: UInt64 = 0
      var length = 0
      var index = 0
      while index < bytes.count {
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
        insert(packed, place)
      }
    }
  }

  @inline(__always)
  private mutating func insert(_ letters: UInt64, _ place: UInt16) {
    let slot = slot(of: letters)
    if slots[slot] == 0 {
      slots[slot] = letters
      lists[slot] = [place]
      count += 1
      if count * 2 > slots.count { grow() }
    } else if lists[slot].last != place {
      lists[slot].append(place)
    }
  }

  @inline(__always)
  private func slot(of letters: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (letters &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots.count - 1)
    while slots[slot] != 0, slots[slot] != letters { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = zip(slots, lists).filter { $0.0 != 0 }
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    lists = [[UInt16]](repeating: [], count: slots.count)
    for (letters, list) in old {
      let slot = slot(of: letters)
      slots[slot] = letters
      lists[slot] = list
    }
  }

  /// In the order of the table, which then grows at its end.
  func sorted() -> [(letters: [UInt8], places: [UInt16])] {
    zip(slots, lists).filter { $0.0 != 0 }
      .map { packed, places in
        var letters = String.UnicodeScalarView()
        for shift in [UInt64(42), 21, 0] {
          let value = UInt32(truncatingIfNeeded: packed >> shift & 0x1F_FFFF)
          if value != 0, let scalar = Unicode.Scalar(value) { letters.append(scalar) }
        }
        return (Array(String(letters).utf8), places)
      }
      .sorted { $0.letters.lexicographicallyPrecedes($1.letters) }
  }
}
