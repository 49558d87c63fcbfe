import Articles
import GRDB

/// All articles of the library in the order of every list, and the sources of each: newest first, by
/// number where the instant is the same, then those without a date by title.
///
/// To sort a million articles takes the better part of a second, so the order is stored as bytes, and
/// what has changed since is put in its place when it is read: articles that came have greater numbers
/// than all that were there, and those that moved or went are noted in `reordered` by triggers, so that
/// whoever changes an article, an older program too, need not know. Rejected: to keep the order with
/// every change, which would write megabytes for one article.
struct ListOrder {
  private(set) var ids: [ArticleID] = []
  /// Of each article: where its sources stand among ``combinations``; may be empty where nobody asks.
  private var members: [UInt32] = []
  /// What each is sorted by; none where that need not be known.
  private var instants: [Int64] = []
  /// Sources that articles are in together, sorted; the first one is none.
  private(set) var combinations: [[Int64]] = [[]]
  private var stored = Stored()

  /// Which order it is, the greatest number that it has seen, and the last note of a change.
  private struct Stored {
    var version: Int64?
    var last: Int64 = 0
    var note: Int64 = 0
  }

  /// One that has changed, at its place.
  private struct Entry {
    let id: ArticleID
    let position: ListPosition
    let member: UInt32
  }

  /// All articles in order.
  static func articles(_ database: Database) throws -> [ArticleID] {
    try ListOrder(asksForSources: false, database).ids
  }

  /// The articles that are in one of some sources, in order.
  static func articles(in sources: [SourceID], _ database: Database) throws -> [ArticleID] {
    try ListOrder(database).articles(in: sources)
  }

  /// The order as it is now.
  init(asksForSources: Bool = true, _ database: Database) throws {
    try read(database)
    let last = try Query(database, "SELECT max(id) FROM article").first { $0.integer(0) } ?? 0
    let notes = try Query(database, "SELECT id, article FROM reordered ORDER BY id").all {
      (id: $0.integer(0), article: ArticleID($0.integer(1)))
    }
    let changes = Int(clamping: max(0, last - stored.last)) + notes.count
    // Row by row, many cost more than to sort all anew.
    if changes > ids.count / 8 + 64 {
      try sort(last, database)
    } else if changes > 0 {
      instants = try Self.bytes(.instants, database) { Self.integers($0, as: Int64.self) } ?? []
      if try readMembers(database), instants.count == ids.count {
        try merge(Set(notes.map(\.article)), database)
      } else {
        try sort(last, database)
      }
    } else {
      let isWhole = try asksForSources ? readMembers(database) : hasMembers(database)
      if !isWhole { try sort(last, database) }
    }
    stored.last = max(last, stored.last)
    stored.note = notes.last?.id ?? stored.note
  }

  private func articles(in sources: [SourceID]) -> [ArticleID] {
    let wanted = Set(sources.map(\.rawValue))
    let isWanted = combinations.map { $0.contains(where: wanted.contains) }
    return [ArticleID](unsafeUninitializedCapacity: ids.count) { result, count in
      ids.withUnsafeBufferPointer { ids in
        for (place, member) in members.enumerated() where isWanted[Int(member)] {
          result.initializeElement(at: count, to: ids[place])
          count += 1
        }
      }
    }
  }

  // MARK: - What has changed

  private mutating func merge(_ noted: Set<ArticleID>, _ database: Database) throws {
    if !noted.isEmpty { remove(noted) }
    let sources = try Self.sources(database)
    var numbers = Dictionary(
      zip(combinations, combinations.indices.map(UInt32.init)), uniquingKeysWith: { a, _ in a })
    var entries: [Entry] = []
    func take(_ row: Query) -> Bool {
      let lists = row.withBlob(3, PackedIntegers.unpack)
      entries.append(
        Entry(
          id: ArticleID(row.integer(0)),
          position: ListPosition(published: row.optionalInteger(1), title: row.text(2)),
          member: number(of: lists.filter(sources.contains), &numbers)))
      return true
    }
    let columns = "SELECT id, published, title, lists FROM article WHERE"
    try Query(database, "\(columns) id > ?").each(stored.last, row: take)
    let one = try Query(database, "\(columns) id = ?")
    for id in noted where id.rawValue <= stored.last { try one.each(id.rawValue, row: take) }
    entries.sort { Self.precedes($0, $1) }
    insert(entries, at: try entries.map { try place(of: $0, database) })
  }

  private mutating func remove(_ noted: Set<ArticleID>) {
    var end = 0
    for place in ids.indices where !noted.contains(ids[place]) {
      (ids[end], members[end], instants[end]) = (ids[place], members[place], instants[place])
      end += 1
    }
    ids.removeLast(ids.count - end)
    members.removeLast(members.count - end)
    instants.removeLast(instants.count - end)
  }

  /// Before which of the articles that are there one comes.
  private func place(of entry: Entry, _ database: Database) throws -> Int {
    var range = 0..<ids.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let precedes =
        instants[middle] == .max && entry.position.sort == .max
        ? try title(of: ids[middle], database).precedes(entry.position)
        : instants[middle] == entry.position.sort ? nil : instants[middle] < entry.position.sort
      if precedes ?? (ids[middle] < entry.id) {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }

  /// Where an article without a date stands.
  private func title(of id: ArticleID, _ database: Database) throws -> ListPosition {
    let title = try Query(database, "SELECT title FROM article WHERE id = ?")
      .first(id.rawValue) { $0.text(0) }
    return ListPosition(published: nil, title: title ?? "")
  }

  private mutating func insert(_ entries: [Entry], at places: [Int]) {
    let old = (ids: ids, members: members, instants: instants)
    (ids, members, instants) = ([], [], [])
    ids.reserveCapacity(old.ids.count + entries.count)
    members.reserveCapacity(old.ids.count + entries.count)
    instants.reserveCapacity(old.ids.count + entries.count)
    var start = 0
    for (entry, place) in zip(entries, places) {
      keep(start..<place)
      start = place
      ids.append(entry.id)
      members.append(entry.member)
      instants.append(entry.position.sort)
    }
    keep(start..<old.ids.count)

    func keep(_ range: Range<Int>) {
      ids += old.ids[range]
      members += old.members[range]
      instants += old.instants[range]
    }
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.position.precedes(b.position) ?? (a.id < b.id)
  }

  // MARK: - Everything anew

  private mutating func sort(_ last: Int64, _ database: Database) throws {
    (ids, members, combinations) = ([], [], [[]])
    var memberships = ListMemberships(last: last)
    var dated: [(sort: Int64, id: ArticleID)] = []
    let sources = try Self.sources(database)
    for source in sources.sorted() {
      try Query(database, "SELECT sort, article FROM listed WHERE list = ? AND sort < ?")
        .each(source, Int64.max) {
          let id = $0.integer(1)
          if memberships.add(source, to: id) {
            dated.append((sort: $0.integer(0), id: ArticleID(id)))
          }
          return true
        }
    }
    dated.sort { $0.sort != $1.sort ? $0.sort < $1.sort : $0.id < $1.id }
    ids = dated.map(\.id)
    instants = dated.map(\.sort)
    let lists = sources.map(String.init).joined(separator: ",")
    let undated = try Query(
      database,
      """
      SELECT list, article FROM listed WHERE list IN (\(lists)) AND sort = ?
      ORDER BY title, article
      """)
    try undated.each(Int64.max) {
      let id = $0.integer(1)
      if memberships.add($0.integer(0), to: id) { ids.append(ArticleID(id)) }
      return true
    }
    instants += repeatElement(.max, count: ids.count - instants.count)
    members = ids.map { memberships[$0.rawValue] }
    combinations = memberships.combinations
    try addThoseWithoutSource(database)
  }

  /// Articles that were starred stay when their source goes.
  private mutating func addThoseWithoutSource(_ database: Database) throws {
    let total = try ArticleCounts.number(in: ArticleCounts.Whole.every, database)
    guard total != ids.count else { return }
    let known = Set(ids)
    let others = try Query(database, "SELECT article FROM address WHERE is_key = 1").all {
      ArticleID($0.integer(0))
    }.filter { !known.contains($0) }
    let query = try Query(database, "SELECT published, title FROM article WHERE id = ?")
    func entry(_ id: ArticleID, _ member: UInt32) throws -> Entry? {
      try query.first(id.rawValue) {
        Entry(
          id: id, position: ListPosition(published: $0.optionalInteger(0), title: $0.text(1)),
          member: member)
      }
    }
    var entries = try zip(ids, members).compactMap { try entry($0, $1) }
    entries += try Set(others).compactMap { try entry($0, 0) }
    entries.sort { Self.precedes($0, $1) }
    ids = entries.map(\.id)
    members = entries.map(\.member)
    instants = entries.map(\.position.sort)
  }

  private static func sources(_ database: Database) throws -> Set<Int64> {
    try Set(Query(database, "SELECT id FROM source").all { $0.integer(0) })
  }

  private mutating func number(of lists: [Int64], _ numbers: inout [[Int64]: UInt32]) -> UInt32 {
    let sources = lists.count > 1 ? lists.sorted() : lists
    if let known = numbers[sources] { return known }
    let number = UInt32(combinations.count)
    combinations.append(sources)
    numbers[sources] = number
    return number
  }

  // MARK: - What is stored

  static let creation = """
    CREATE TABLE list_order(
      part INTEGER PRIMARY KEY, version INTEGER NOT NULL, last INTEGER NOT NULL,
      bytes BLOB NOT NULL);
    INSERT INTO list_order VALUES(0, random() / 2, 0, x'');
    CREATE TABLE reordered(
      id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL UNIQUE);
    DROP TRIGGER IF EXISTS article_moves;
    CREATE TRIGGER article_moves AFTER UPDATE OF published, title, lists ON article
    WHEN old.published IS NOT new.published OR old.lists IS NOT new.lists
      OR new.published IS NULL AND old.title IS NOT new.title
    BEGIN
      DELETE FROM reordered WHERE article = old.id;
      INSERT INTO reordered(article) VALUES(old.id);
    END;
    DROP TRIGGER IF EXISTS article_goes;
    CREATE TRIGGER article_goes AFTER DELETE ON article
    BEGIN
      DELETE FROM reordered WHERE article = old.id;
      INSERT INTO reordered(article) VALUES(old.id);
    END;
    """

  private enum Part: Int64 {
    /// In its columns which order it is, and the greatest number of an article that it has seen; as
    /// bytes the combinations, each after how many sources it has.
    case head = 0
    /// Four bytes an article.
    case ids = 1
    case members = 2
    /// Eight bytes an article; read only where something has changed.
    case instants = 3
  }

  /// Leaves everything empty where nothing is stored, or nothing that could be.
  private mutating func read(_ database: Database) throws {
    let head = try Query(database, "SELECT version, last, bytes FROM list_order WHERE part = ?")
      .first(Part.head.rawValue) { row in
        (
          version: row.integer(0), last: row.integer(1),
          combinations: Self.combinations(row.withBlob(2, PackedIntegers.unpack))
        )
      }
    guard let head else { return }
    stored.version = head.version
    guard !head.combinations.isEmpty else { return }
    guard let ids = try Self.bytes(.ids, database, PackedIntegers.unpackNarrow) else { return }
    self.ids = ids
    combinations = head.combinations
    stored.last = head.last
  }

  /// Whether as many are stored as there are articles.
  private func hasMembers(_ database: Database) throws -> Bool {
    try Query(database, "SELECT length(bytes) FROM list_order WHERE part = ?")
      .first(Part.members.rawValue) { $0.integer(0) == Int64(4 * ids.count) } ?? false
  }

  /// Whether all could be read.
  private mutating func readMembers(_ database: Database) throws -> Bool {
    members = try Self.bytes(.members, database) { Self.integers($0, as: UInt32.self) } ?? []
    return members.count == ids.count && members.allSatisfy { $0 < combinations.count }
  }

  private static func bytes<Value>(
    _ part: Part, _ database: Database, _ body: (UnsafeRawBufferPointer) -> Value
  ) throws -> Value? {
    try Query(database, "SELECT bytes FROM list_order WHERE part = ?")
      .first(part.rawValue) { $0.withBlob(0, body) }
  }

  private static func integers<Integer: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, as type: Integer.Type
  ) -> [Integer] {
    let size = MemoryLayout<Integer>.size
    return [Integer](unsafeUninitializedCapacity: bytes.count / size) { integers, count in
      count = bytes.count / size
      for place in 0..<count {
        let integer = bytes.loadUnaligned(fromByteOffset: place * size, as: Integer.self)
        integers.initializeElement(at: place, to: Integer(littleEndian: integer))
      }
    }
  }

  private static func bytes<Integer: FixedWidthInteger>(of integers: [Integer]) -> [UInt8] {
    integers.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }

  private static func combinations(_ numbers: [Int64]) -> [[Int64]] {
    var combinations: [[Int64]] = []
    var rest = numbers[...]
    while let count = rest.popFirst() {
      guard count >= 0, count <= rest.count else { return [] }
      combinations.append(Array(rest.prefix(Int(count))))
      rest = rest.dropFirst(Int(count))
    }
    return combinations
  }

  /// Stores the order where much has changed since it was stored. Where that fails, whoever wants a
  /// list puts more in its place; nothing else is lost.
  static func keep(in library: Library) throws(StorageError) {
    let new = try library.read { database -> (ListOrder, LargeLists)? in
      let isDue = try Query(
        database,
        """
        SELECT (SELECT max(id) FROM article), (SELECT last FROM list_order WHERE part = 0),
          (SELECT length(bytes) / 4 FROM list_order WHERE part = 1),
          (SELECT count(*) FROM reordered), \(LargeLists.areStored)
        """
      ).first { row in
        let changes = max(0, row.integer(0) - row.integer(1)) + row.integer(3)
        let lacksLists = row.integer(2) >= LargeLists.fewest && row.integer(4) == 0
        return lacksLists || changes > row.integer(2) / 64 + 256
      }
      guard isDue == true else { return nil }
      let order = try ListOrder(database)
      return (order, try LargeLists(database))
    }
    guard let (order, lists) = new, order.ids.allSatisfy({ 1...Int64(UInt32.max) ~= $0.rawValue })
    else {
      return
    }
    try library.write { try order.store(lists, $0) }
  }

  /// Only where the stored order is still the one that this was made of.
  func store(_ lists: LargeLists, _ database: Database) throws {
    let version = try Query(database, "SELECT version FROM list_order WHERE part = 0")
      .first { $0.integer(0) }
    // Another process was quicker, or the library was made anew.
    guard version == stored.version else { return }
    // Nothing has changed since it was stored: the instants were not read, and the lists were lacking.
    if let version, instants.count != ids.count {
      return try lists.store(version: version, database)
    }
    let next = version.map { $0 &+ 1 } ?? Int64.random(in: 0...Int64.max)
    let head = PackedIntegers.pack(combinations.flatMap { [Int64($0.count)] + $0 })
    let insert = try Query(database, "INSERT OR REPLACE INTO list_order VALUES(?, ?, ?, ?)")
    func store(_ part: Part, _ bytes: [UInt8]) throws {
      try insert.run(part.rawValue, next, stored.last, bytes)
    }
    try store(.head, head)
    try store(.ids, Self.bytes(of: ids.map { UInt32($0.rawValue) }))
    try store(.members, Self.bytes(of: members))
    try store(.instants, Self.bytes(of: instants))
    try lists.store(version: next, database)
    try Query(database, "DELETE FROM reordered WHERE id <= ?").run(stored.note)
  }
}
