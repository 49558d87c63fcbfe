import Articles
import GRDB

/// Which articles the largest topics and providers have, a bit for each number of an article, stored
/// beside the ``ListOrder``: to step through a hundred thousand rows of `listed` takes longer than all
/// else that is done for a list.
///
/// The bits belong to one stored order and say what was true of it; of the articles that have changed
/// since, the order knows in which lists they are.
struct LargeLists {
  /// Those that are stored, with their bits.
  private(set) var bits: [(list: Int64, words: [UInt64])] = []

  /// A list of fewer is quicker row by row.
  static let fewest: Int = 4096
  /// The least part of all articles: the bits of all lists take no more than a few megabytes.
  private static let part = 32
  /// A library with greater numbers has been damaged.
  private static let mostBits: Int64 = 1 << 27

  /// Finds them for an order that is going to be stored.
  init(of order: ListOrder, fewest: Int = LargeLists.fewest, _ database: Database) throws {
    guard let greatest = order.ids.max(), greatest < Self.mostBits else { return }
    let large = try Query(
      database,
      """
      SELECT list FROM article_count JOIN list ON list.id = list WHERE state = ? AND kind <> ?
      GROUP BY list HAVING sum(articles) >= ?
      """
    ).all(
      ArticleCounts.anyState, ListKind.source.rawValue,
      max(fewest, order.ids.count / Self.part)
    ) { $0.integer(0) }
    let rows = try Query(database, "SELECT article FROM listed WHERE list = ?")
    for list in large {
      var words = try Self.words(of: list, order, database) ?? []
      if words.isEmpty {
        try rows.each(list) { row in
          Self.set(row.integer(0), to: true, in: &words)
          return true
        }
      }
      bits.append((list, words))
    }
  }

  /// The bits of a list as they are now; `nil` where none belong to the order.
  static func words(of list: Int64, _ order: ListOrder, _ database: Database) throws -> [UInt64]? {
    guard let version = order.version else { return nil }
    let words = try Query(database, "SELECT bytes FROM list_order WHERE part = ? AND version = ?")
      .first(-list, version) { row in
        row.withBlob(0) { bytes in
          [UInt64](unsafeUninitializedCapacity: bytes.count / 8) { words, count in
            count = bytes.count / 8
            for place in 0..<count {
              let word = bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self)
              words.initializeElement(at: place, to: UInt64(littleEndian: word))
            }
          }
        }
      }
    guard var words else { return nil }
    for (article, lists) in order.changed {
      set(article, to: lists.contains(list), in: &words)
    }
    return words
  }

  static func contains(_ article: Int64, _ words: [UInt64]) -> Bool {
    let word = Int(article >> 6)
    return word < words.count && words[word] >> UInt64(article & 63) & 1 == 1
  }

  private static func set(_ article: Int64, to isMember: Bool, in words: inout [UInt64]) {
    guard article >= 0, article < mostBits else { return }
    let word = Int(article >> 6)
    if word >= words.count {
      guard isMember else { return }
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    let bit: UInt64 = 1 << UInt64(article & 63)
    if isMember { words[word] |= bit } else { words[word] &= ~bit }
  }

  /// Whether bits are stored of a list, which may belong to an older order.
  static func has(_ list: Int64, _ database: Database) throws -> Bool {
    try Query(database, "SELECT 1 FROM list_order WHERE part = ?").first(-list) { _ in true }
      ?? false
  }

  /// The row of `list_order` that says for which order they are stored, as there may be none.
  private static let mark = 4

  /// SQL: whether they are stored for the order that is, which an older program may have stored.
  static let areStored = """
    (SELECT count(*) FROM list_order a JOIN list_order b USING (version)
      WHERE a.part = 0 AND b.part = \(mark))
    """

  /// Within the transaction that stores the order.
  func store(version: Int64, _ database: Database) throws {
    try Query(database, "DELETE FROM list_order WHERE part < 0 OR part = \(Self.mark)").run()
    try Query(database, "INSERT INTO list_order VALUES(?, ?, 0, x'')").run(Self.mark, version)
    let insert = try Query(database, "INSERT INTO list_order VALUES(?, ?, 0, ?)")
    for (list, words) in bits {
      try insert.run(-list, version, words.map(\.littleEndian).withUnsafeBytes { Array($0) })
    }
  }
}
