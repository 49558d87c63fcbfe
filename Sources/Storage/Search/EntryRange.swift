import GRDB

/// The entries of the index of words that are looked through at once.
///
/// To find words that stand together SQLite walks from one article that has them all to the next, and
/// hears nothing meanwhile; where these words are common that may take a second. A range at a time,
/// whoever wants nothing more is heard in between.
struct EntryRange {
  private(set) var lower: Int64 = 1
  private(set) var upper = Int64.max
  private let isParted: Bool
  private var size = 2048
  private var walked = 0
  private var isStarted = false
  private var isOver = false

  private static let largest = 16_384

  /// - Parameter expression: of FTS5.
  init(_ expression: String) {
    isParted = Self.asksForSeveral(expression)
  }

  /// Whether more was looked through than a first page may take.
  var isLong: Bool { isParted && walked >= 2 * Self.largest }

  /// Nothing more is looked through.
  mutating func end() { isOver = true }

  /// The range before the last one; the newest at first.
  mutating func goBack(_ database: Database) throws -> Bool {
    if isStarted { upper = lower - 1 }
    guard upper > 0 else { return false }
    let end = upper
    let found = try advance {
      try Query(database, QuerySearch.Statements.entryBefore).first(end, $0) { $0.integer(0) }
    }
    guard let found else { return false }
    lower = found ?? 1
    return true
  }

  /// The range behind the last one; the oldest at first.
  mutating func goOn(_ database: Database) throws -> Bool {
    if isStarted { lower = upper == .max ? .max : upper + 1 }
    guard lower < .max else { return false }
    let start = lower
    let found = try advance {
      try Query(database, QuerySearch.Statements.entryAfter).first(start, $0) { $0.integer(0) }
    }
    guard let found else { return false }
    upper = found ?? .max
    return true
  }

  /// - Returns: `nil` at the end, else the entry that ends the range; none where that is the last.
  private mutating func advance(_ end: (Int) throws -> Int64?) rethrows -> Int64?? {
    guard !isOver else { return nil }
    isStarted = true
    guard isParted else {
      isOver = true
      return .some(nil)
    }
    walked += size
    let found = try end(size)
    size = min(2 * size, Self.largest)
    if found == nil { isOver = true }
    return .some(found)
  }

  /// Whether it asks for words that begin somehow.
  static func hasBeginning(_ expression: String) -> Bool { expression.contains("\" *") }

  /// Whether an article must have several words. One word, or one of several, is found from one to the
  /// next; all words that begin somehow are looked up anew in every range.
  private static func asksForSeveral(_ expression: String) -> Bool {
    guard !hasBeginning(expression), !expression.contains("\" OR ") else { return false }
    var isQuoted = false
    var words = 0
    var wasBlank = true
    for byte in expression.utf8 {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        wasBlank = true
      } else if isQuoted {
        if byte != 0x20, wasBlank { words += 1 }
        wasBlank = byte == 0x20
      }
    }
    return words > 1
  }
}
