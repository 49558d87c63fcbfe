import Articles
import GRDB

/// The beginnings of words, one to three letters: which articles have a word that begins so.
///
/// To look through all words that begin with a few letters would take seconds. A row holds the articles
/// of one beginning among 4096 whose numbers follow each other, so that all there are of a beginning are
/// found with one look for each 4096 articles, and those of one article with one look.
///
/// What is entered together is stored as it is, a row for all its beginnings, and put into the rows of
/// single beginnings some time later: each of these is written once then, and not with every step.
struct WordStarts {
  static let block: Int64 = 4096
  static let table = "word_start"
  static let steps = "word_start_step"
  static let creation = """
    CREATE TABLE \(table)(
      block INTEGER NOT NULL, letters BLOB NOT NULL, articles BLOB NOT NULL,
      PRIMARY KEY(block, letters)) WITHOUT ROWID;
    CREATE TABLE \(steps)(
      block INTEGER NOT NULL, step INTEGER NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY(block, step)) WITHOUT ROWID;
    """
  static let found = "SELECT articles FROM \(table) WHERE block = ? AND letters = ?"
  static let lastBlock = "SELECT max(block) FROM \(table)"
  static let stepped = "SELECT block, bytes FROM \(steps)"
  private static let ofBlock = "SELECT letters, articles FROM \(table) WHERE block = ?"
  private static let stepsOfBlock = "SELECT bytes FROM \(steps) WHERE block = ?"

  // MARK: Entering

  /// What is to be entered, by block.
  private var collected: [Int64: CollectedStarts] = [:]

  /// Adds the words of an article.
  /// - Parameter texts: as they are entered into the index of words.
  mutating func add(_ texts: [String], of article: Int64) {
    let place = UInt16(truncatingIfNeeded: article & (Self.block - 1))
    for text in texts where !text.isEmpty {
      collected[article / Self.block, default: CollectedStarts()].add(text, at: place)
    }
  }

  /// Enters what was added.
  /// - Parameter changed: articles that may have been entered with other words before.
  func store(replacing changed: [Int64], _ database: Database) throws {
    for (block, articles) in Dictionary(grouping: changed, by: { $0 / Self.block }) {
      try Self.merge(block, database)
      try Self.remove(articles.map { Int($0 & (Self.block - 1)) }, from: block, database)
    }
    let insert = try Query(
      database,
      """
      INSERT INTO \(Self.steps)
      SELECT ?1, (SELECT coalesce(max(step), 0) + 1 FROM \(Self.steps) WHERE block = ?1), ?2
      """)
    for (block, collected) in collected.sorted(by: { $0.key < $1.key }) {
      try insert.run(block, collected.bytes)
    }
    try Self.mergeWhatIsDue(database)
  }

  /// So many steps of a block are put into its rows at the latest.
  private static let mostSteps = 16
  /// So many of a block that is left behind stay as they are.
  private static let fewSteps = 3
  /// So many of all blocks: a search reads each of them.
  private static let mostStepsOfAll = 64

  private static func mergeWhatIsDue(_ database: Database) throws {
    let counts = try Query(database, "SELECT block, count(*) FROM \(steps) GROUP BY block").all {
      (block: $0.integer(0), steps: Int(clamping: $0.integer(1)))
    }
    let newest = counts.last?.block
    let areMany = counts.reduce(0) { $0 + $1.steps } > mostStepsOfAll
    for (block, steps) in counts
    where steps >= mostSteps || block != newest && (areMany || steps > fewSteps) {
      try merge(block, database)
    }
  }

  /// Puts the steps of a block into the rows of its beginnings.
  private static func merge(_ block: Int64, _ database: Database) throws {
    var steps = try Query(database, stepsOfBlock).all(block) { StartStep($0.blob(0)) }
    guard !steps.isEmpty else { return }
    let isNew =
      try Query(database, "SELECT 1 FROM \(table) WHERE block = ? LIMIT 1")
      .first(block) { _ in true } == nil
    let known = try Query(database, found)
    let insert = try Query(database, "INSERT OR REPLACE INTO \(table) VALUES(?, ?, ?)")
    // In the order of the table, which then grows at its end.
    while let letters = steps.lazy.compactMap({ $0.letters }).min() {
      var members = Members()
      for index in steps.indices where steps[index].letters == letters {
        steps[index].take(into: &members)
      }
      let name = StartLetters.bytes(of: letters)
      if !isNew, let found = try known.first(block, name, row: { $0.withBlob(0, Members.init) }) {
        members.formUnion(found)
      }
      try insert.run(block, name, members.bytes)
    }
    try Query(database, "DELETE FROM \(Self.steps) WHERE block = ?").run(block)
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

    init() {}

    init(_ places: some Sequence<UInt16>) {
      for place in places { insert(place) }
    }

    /// Reads what ``bytes`` has written.
    init(_ bytes: UnsafeRawBufferPointer) { add(bytes) }

    @inline(__always)
    mutating func insert(_ place: UInt16) { words[Int(place) >> 6] |= 1 << UInt64(place & 63) }

    /// Adds those of which ``bytes`` has written.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
      if bytes.first == 0 {
        guard bytes.count > words.count * 8 else { return }
        for index in words.indices {
          words[index] |= UInt64(
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
      var bytes: [UInt8] = []
      // At most 32 gaps take a second byte.
      bytes.reserveCapacity(count + 32)
      var last = -1
      for index in words.indices where words[index] != 0 {
        var rest = words[index]
        while rest != 0 {
          let place = index << 6 + rest.trailingZeroBitCount
          rest &= rest - 1
          Self.append(gap: place - last, to: &bytes)
          last = place
        }
      }
      return bytes.count >= Int(block) / 8 ? bits : bytes
    }

    @inline(__always)
    static func append(gap: Int, to bytes: inout [UInt8]) {
      if gap < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: gap))
      } else {
        bytes.append(UInt8(truncatingIfNeeded: gap & 0x7F | 0x80))
        bytes.append(UInt8(truncatingIfNeeded: gap >> 7))
      }
    }

    private var bits: [UInt8] {
      [0] + words.map(\.littleEndian).withUnsafeBytes { Array($0) }
    }
  }

  /// All articles that have a word which begins so; those that are gone may be among them.
  static func articles(beginningWith letters: String, _ database: Database) throws -> ArticleSet {
    var set = ArticleSet()
    let packed = StartLetters.packed(letters)
    try Query(database, stepped).each { row in
      let members = row.withBlob(1) { StartStep.members(of: packed, in: $0) }
      if let members { set.formUnion(members.words, from: row.integer(0) * block) }
      return true
    }
    guard
      let last = try Query(database, lastBlock).first(row: { $0.optionalInteger(0) }) ?? nil
    else { return set }
    let query = try Query(database, found)
    let name = Array(letters.utf8)
    for block in 0...max(last, 0) {
      guard let members = try query.first(block, name, row: { $0.withBlob(0, Members.init) })
      else { continue }
      set.formUnion(members.words, from: block * Self.block)
    }
    return set
  }
}
