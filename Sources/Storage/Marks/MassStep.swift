@_spi(ArticleKeys) import Articles
import GRDB

/// A step of many marks: worked into the index and written for the journal in one walk through the
/// articles, in the transaction that is committed once the journal has it.
///
/// A mark is later than anything known of its article. So what holds after it follows from what held
/// before, without a look at the article's other marks, and what the journal will say need not be read
/// back from it. The rejected way, the marks as values that go to the journal and come back to the
/// index, took fifty times the time and a gigabyte for a million articles.
struct MassStep {
  /// What was marked, of articles that the library has.
  private(set) var marked: MassMark
  /// The marks that take the place of one that a step may have made; see ``heed(_:)``.
  private(set) var restated: [MarkStore.Restated] = []
  /// The first mark.
  private(set) var first: ArticleKey?
  private(set) var draft: StepDraft
  /// Whether addresses were marked that no article has.
  private(set) var hasOthers = false
  /// Whether a mark carries an instant after which there is none.
  private(set) var hasLast = false

  private let name: MarkName
  private let effect: MarkEffect
  private let labels: LabelTable
  private let revision: Int64
  private let index: MarkIndex
  private let database: Database
  private let counts: ArticleCounts
  private let store: RowInsertion
  private let restate: Query
  /// What is not worked into `mark` and `address_mark` yet.
  private var page = MarkPage()
  private var hashes: [Int64] = []
  private var later: [Int64: Int64] = [:]
  /// Articles whose marks must be worked out from all that is known.
  private var odd: [Int64] = []
  private var watched: Set<Int64> = []
  private var watchedSets: [ArticleSet] = []

  private static let pageSize = 4096
  /// Sorted at once: in the order of the hashes each page of the table is written once.
  private static let mostHashes = 1 << 22

  init(
    _ name: MarkName, at instant: Instant, _ draft: StepDraft, revision: Int64, _ index: MarkIndex,
    _ database: Database
  ) throws {
    self.name = name
    self.draft = draft
    self.revision = revision
    self.index = index
    self.database = database
    marked = MassMark(name, at: instant)
    counts = ArticleCounts(database)
    labels = LabelTable(database)
    effect = try MarkEffect(making: name, labels)
    // No row breaks another rule than the one that is answered.
    store = try RowInsertion(
      database, "INSERT OR ROLLBACK INTO mark", columns: 5,
      """
      ON CONFLICT DO UPDATE
      SET flags = excluded.flags, last = excluded.last, revision = excluded.revision
      """, rowsAtOnce: 32)
    restate = try Query(
      database,
      """
      UPDATE mark SET flags = (flags | ?1) - (flags & ?1), last = ?2, revision = ?3
      WHERE state = ?4 AND article BETWEEN ?5 AND ?6
      """)
  }

  /// What holds for an article before the step.
  struct Standing {
    let id: ArticleID
    let published: Instant?
    let holding: Holding
    /// The latest instant of any mark.
    let last: Instant?
    /// Whether it has a mark that was watched for.
    let isWatched: Bool
    fileprivate let row: Query

    var address: Address? { Address(key: row.text(1)) }
  }

  /// Marks that kept steps have made: of their articles it matters when they are marked so again.
  struct Watch {
    /// When single ones were made.
    var instants: Set<Instant> = []
    var masses: [MassMark] = []
  }

  mutating func heed(_ watch: Watch) throws {
    watchedSets = watch.masses.filter { $0.name == name }.map(\.articles)
    guard !watch.instants.isEmpty else { return }
    let all = try Query(
      database, "SELECT hash, instant FROM address_mark WHERE state = ? AND name = ?")
    try all.each(index.state.rawValue, name.text) { row in
      if watch.instants.contains(Instant(milliseconds: row.integer(1))) {
        watched.insert(row.integer(0))
      }
      return true
    }
  }

  func effect(of name: MarkName) throws -> MarkEffect { try MarkEffect(name, labels) }

  /// Marks those of the articles for which `isMeant` says so.
  mutating func mark(
    _ articles: ArticleSet, where isMeant: (Standing) throws -> Bool
  ) throws {
    guard let last = articles.last?.rawValue else { return }
    // Where most are meant, one walk costs less than a look-up of each.
    if articles.count > Int(clamping: last / 8) {
      var place: Int64? = .min
      while let after = place {
        place = try walk(articles, after: after, until: last, where: isMeant)
        try storePage()
      }
    } else {
      let query = try Query(
        database,
        """
        SELECT article.id, address, published, addresses, lists, flags, last FROM article
        LEFT JOIN mark ON mark.state = ?1 AND mark.article = article.id WHERE article.id = ?2
        """)
      for id in articles {
        _ = try query.first(index.state.rawValue, id.rawValue) { row in
          let isMarked = !row.isNull(6)
          let mark = isMarked ? MarkPage.Row(id.rawValue, row, flags: 5, last: 6) : nil
          try take(row, mark, where: isMeant)
        }
        page.isBroken = true
        if page.rows.count >= Self.pageSize { try storePage() }
      }
      try storePage()
    }
  }

  /// Goes through articles and their marks side by side: to look the marks up costs more than to read
  /// them.
  /// - Returns: where to go on when the page is stored; `nil` at the end.
  private mutating func walk(
    _ articles: ArticleSet, after: Int64, until last: Int64,
    where isMeant: (Standing) throws -> Bool
  ) throws -> Int64? {
    let marks = try Query(
      database,
      """
      SELECT article, flags, last FROM mark WHERE state = ? AND article > ? ORDER BY article
      """)
    let query = try Query(
      database,
      """
      SELECT id, address, published, addresses, lists FROM article WHERE id > ? ORDER BY id
      """)
    marks.bind(index.state.rawValue, after)
    defer { marks.reset() }
    var mark: MarkPage.Row?
    func advance() throws {
      mark = try marks.step() ? MarkPage.Row(marks.integer(0), marks, flags: 1, last: 2) : nil
    }
    try advance()
    var place: Int64?
    try query.each(after) { row in
      let id = row.integer(0)
      guard id <= last else { return false }
      while let other = mark, other.article < id {
        page.isBroken = true
        try advance()
      }
      let held = mark?.article == id ? mark : nil
      let isTaken = try articles.contains(ArticleID(id)) && take(row, held, where: isMeant)
      if held != nil {
        if !isTaken { page.isBroken = true }
        try advance()
      }
      guard page.rows.count >= Self.pageSize else { return true }
      place = id
      return false
    }
    return place
  }

  /// Marks an address that no article has; not twice.
  mutating func mark(other address: Address, hash: Int64) throws {
    let last =
      try Query(
        database, "SELECT max(instant) FROM address_mark WHERE hash = ? AND state = ?"
      ).first(hash, index.state.rawValue) { $0.optionalInteger(0) } ?? nil
    let instant = nextInstant(after: last.map(Instant.init(milliseconds:)), now: marked.at)
    try write(address, at: instant)
    try note(hash, at: instant)
    hasOthers = true
  }

  /// Works in what is left.
  mutating func finish() throws {
    try storeHashes()
    if !odd.isEmpty {
      let refresh = try MarkRefresh(index.state, revision: revision, counts, database)
      for article in odd { _ = try refresh(article) }
    }
    try counts.flush()
    draft.seal()
  }

  /// - Parameter mark: what the index has of the article.
  /// - Returns: whether it is in the page now.
  @discardableResult
  private mutating func take(
    _ row: Query, _ mark: MarkPage.Row?, where isMeant: (Standing) throws -> Bool
  ) throws -> Bool {
    let standing = Standing(
      id: ArticleID(row.integer(0)),
      published: row.optionalInteger(2).map(Instant.init(milliseconds:)),
      holding: try Holding(
        mark?.flags ?? [], of: row.integer(0), under: index.state.rawValue, labels),
      last: mark.map { Instant(milliseconds: $0.last) },
      isWatched: isWatched(row), row: row)
    guard try isMeant(standing) else { return false }
    let instant = nextInstant(after: standing.last, now: marked.at)
    // The key stands first. What a damaged row has for an address is no key.
    guard let hash = row.withBlob(3, PackedIntegers.first) else { return false }
    guard try write(row, at: instant) else { return false }
    marked.insert(standing.id, at: instant)
    try note(hash, at: instant)
    if standing.isWatched, let address = standing.address {
      restated.append(
        (
          Mark(ArticleKey(address), name, at: instant),
          try index.latest(of: address)[name.identity]
        ))
    }
    if let last = standing.last, instant <= last {
      odd.append(standing.id.rawValue)
      return false
    }
    let holding = effect(standing.holding)
    try row.withBlob(4) {
      try counts.mark(stored: $0, under: index.state.rawValue, from: standing.holding, to: holding)
    }
    page.add(
      MarkPage.Row(standing.id.rawValue, holding.flags, last: instant.milliseconds), before: mark)
    return true
  }

  private func isWatched(_ row: Query) -> Bool {
    if watchedSets.contains(where: { $0.contains(ArticleID(row.integer(0))) }) { return true }
    guard !watched.isEmpty else { return false }
    return row.withBlob(3, PackedIntegers.unpack).contains(where: watched.contains)
  }

  /// Writes the mark under the address of the row; `false` if that is none.
  private mutating func write(_ row: Query, at instant: Instant) throws -> Bool {
    let isWritten = try row.withText(1) { text in
      guard first != nil, StepDraft.isPlain(text) else { return false }
      try draft.add(text, name, at: instant)
      return true
    }
    if !isWritten {
      guard let address = Address(key: row.text(1)) else { return false }
      try write(address, at: instant)
    }
    if instant >= .last { hasLast = true }
    return true
  }

  private mutating func write(_ address: Address, at instant: Instant) throws {
    if first == nil { first = ArticleKey(address) }
    var text = address.text
    try text.withUTF8 { try draft.add(UnsafeRawBufferPointer($0), name, at: instant) }
    if instant >= .last { hasLast = true }
  }

  private mutating func note(_ hash: Int64, at instant: Instant) throws {
    hashes.append(hash)
    if instant != marked.at { later[hash] = instant.milliseconds }
    if hashes.count >= Self.mostHashes { try storeHashes() }
  }

  private mutating func storePage() throws {
    if let change = page.change {
      try restate.run(
        Int64(change.flags.rawValue), change.last, revision, index.state.rawValue,
        change.articles.lowerBound, change.articles.upperBound)
    } else {
      for row in page.rows {
        try store.add(
          index.state.rawValue, row.article, Int64(row.flags.rawValue), row.last, revision)
      }
      try store.finish()
    }
    for row in page.rows {
      try effect.write(to: labels, of: row.article, under: index.state.rawValue)
    }
    page.clear()
  }

  private mutating func storeHashes() throws {
    let rows = try RowInsertion(
      database, "INSERT OR ROLLBACK INTO address_mark", columns: 4,
      """
      ON CONFLICT DO UPDATE
      SET instant = excluded.instant WHERE excluded.instant > instant
      """, rowsAtOnce: 32)
    hashes.sort()
    for hash in hashes {
      let instant = later.isEmpty ? nil : later[hash]
      try rows.add(hash, index.state.rawValue, name.text, instant ?? marked.at.milliseconds)
    }
    try rows.finish()
    hashes.removeAll()
    later.removeAll()
  }
}

/// Neighbouring rows of `mark` that wait to be stored, ascending.
struct MarkPage {
  struct Row {
    let article: Int64
    let flags: MarkFlags
    let last: Int64

    init(_ article: Int64, _ flags: MarkFlags, last: Int64) {
      self.article = article
      self.flags = flags
      self.last = last
    }

    init(_ article: Int64, _ row: Query, flags: Int32, last: Int32) {
      self.init(article, ArticleCounts.flags(row, flags), last: row.integer(last))
    }
  }

  /// What is done to all rows of the table from one article to another: the flags are turned over.
  struct Change: Equatable {
    var articles: ClosedRange<Int64>
    var flags: MarkFlags
    var last: Int64
  }

  private(set) var rows: [Row] = []
  /// Whether the table has rows between these that stay as they are.
  var isBroken = false
  private var first: Change?
  private var isOneChange = true

  /// The one change that makes all of these rows of what the table has: a third of the work of storing
  /// each.
  var change: Change? {
    guard isOneChange, !isBroken, var change = first, let last = rows.last else { return nil }
    change.articles = change.articles.lowerBound...last.article
    return change
  }

  mutating func add(_ row: Row, before: Row?) {
    rows.append(row)
    guard isOneChange else { return }
    let change = before.map {
      Change(
        articles: row.article...row.article, flags: row.flags.symmetricDifference($0.flags),
        last: row.last)
    }
    if rows.count == 1 { first = change }
    isOneChange = change != nil && change?.flags == first?.flags && change?.last == first?.last
  }

  mutating func clear() {
    rows.removeAll(keepingCapacity: true)
    isBroken = false
    first = nil
    isOneChange = true
  }
}
