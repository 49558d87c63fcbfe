import Articles
import FeedParsing
import GRDB

/// The index of words: which words stand in which articles.
///
/// It holds no text, so that a word costs some four bytes: an entry cannot be taken out again, it is
/// only forgotten. An article has a number of its own there, which is given in the order of dates: who
/// reads the entries of a word backwards meets the newest articles first.
enum TextIndex {
  /// In the order of the columns of ``TextEntry``. The body comes first, as its words then cost least.
  enum Column: String, CaseIterable {
    case body, title, excerpt, related
    case provider, domain, topic, type, category, author, url, lang, facts
  }

  /// - `words`: the entries, by `doc`. `vocabulary` lists the words themselves.
  /// - `word_start`, `word_start_step`: the first letters of the words; see ``WordStarts``.
  /// - `text_doc`: the article of each entry, or 0 where the article is gone or has a newer one.
  /// - `text_todo`: articles that have changed since they were entered.
  /// - `text_state`: the last article that was entered, of those that were never changed.
  static let group = LibrarySchema.TableGroup(
    name: "words", version: 4,
    tables: [
      "vocabulary", "words", "beginnings", WordStarts.table, WordStarts.steps, "text_doc",
      "text_todo", "text_state",
    ],
    creation: """
      CREATE VIRTUAL TABLE words USING fts5(
        \(Column.allCases.map(\.rawValue).joined(separator: ", ")), content = '',
        tokenize = "\(SearchText.tokenizer)");
      INSERT INTO words(words, rank) VALUES('hashsize', 8388608);
      INSERT INTO words(words, rank) VALUES('automerge', 0);
      INSERT INTO words(words, rank) VALUES('crisismerge', 500);
      INSERT INTO words(words, rank) VALUES('usermerge', \(mostPieces));
      CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
      \(WordStarts.creation)
      CREATE TABLE text_doc(doc INTEGER PRIMARY KEY, article INTEGER NOT NULL);
      CREATE UNIQUE INDEX text_article ON text_doc(article) WHERE article > 0;
      CREATE TABLE text_todo(article INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
      CREATE TABLE text_state(last INTEGER NOT NULL);
      INSERT INTO text_state VALUES(0);
      CREATE INDEX IF NOT EXISTS article_heat ON article(heat) WHERE heat IS NOT NULL;
      CREATE INDEX IF NOT EXISTS article_quality ON article(quality) WHERE quality IS NOT NULL;
      CREATE INDEX IF NOT EXISTS article_related ON article(related_count) WHERE related_count > 0;
      """, sources: ["index", "stories"])

  /// How many pieces of the index, of one size, are joined to one. SQLite would do that while it enters
  /// words, four at a time: each word is then written six times instead of three, which costs more than
  /// to find it in some pieces more.
  static let mostPieces = 16

  /// The articles whose whole text was entered.
  static let withFullText = """
    SELECT article, address FROM words CROSS JOIN text_doc ON doc = words.rowid
    CROSS JOIN article ON article.id = text_doc.article
    WHERE words MATCH '{facts} : "fulltext"' AND text_doc.article > 0
    """

  // MARK: Numbers

  private static let firstDated: Int64 = 1 << 30
  private static let lastDated: Int64 = 1 << 42

  /// The least number that an article of this date may have; those without a date come before all
  /// others.
  static func leastNumber(published: Int64?) -> Int64 {
    guard let published else { return 1 }
    let minutes = published >= 0 ? published / 60_000 : (published - 59_999) / 60_000
    return min(max(firstDated + minutes, firstDated / 2), lastDated)
  }

  static let isTaken = "SELECT 1 FROM text_doc WHERE doc = ?"

  /// A number that no entry has or had, not far above the least.
  /// - Parameter taken: ``isTaken``.
  static func freeNumber(from least: Int64, _ taken: Query) throws -> Int64 {
    var width: Int64 = 1
    while true {
      let number = least + (width == 1 ? 0 : Int64.random(in: 0..<width))
      if try taken.first(number, row: { _ in true }) == nil { return number }
      width = min(width * 2, 1 << 40)
    }
  }

  // MARK: What has changed

  /// An article reads otherwise than before.
  static func note(changed article: Int64, _ database: Database) throws {
    try Query(
      database,
      "INSERT INTO text_todo VALUES(?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1"
    ).run(article)
  }

  static func forget(_ article: Int64, _ database: Database) throws {
    try Query(database, "UPDATE text_doc SET article = 0 WHERE article = ?1 AND article > 0")
      .run(article)
    try Query(database, "DELETE FROM text_todo WHERE article = ?").run(article)
    let stories = try StoryTable(database)
    try stories.forget(article)
    try stories.finish()
  }

  /// How many articles are not entered as they are now.
  static func waiting(_ database: Database) throws -> Int {
    let last = try Query(database, "SELECT last FROM text_state").first { $0.integer(0) } ?? 0
    let new = try Query(database, "SELECT count(*) FROM article WHERE id > ?")
      .first(last) { $0.integer(0) }
    let changed = try Query(database, "SELECT count(*) FROM text_todo").first { $0.integer(0) }
    return Int(clamping: (new ?? 0) + (changed ?? 0))
  }
}

/// What is entered of an article: a text for each column.
struct TextEntry {
  private(set) var columns = [String](repeating: "", count: TextIndex.Column.allCases.count)

  /// Of the body, in bytes; what comes later is not found.
  static let longestBody = 1 << 20

  subscript(column: TextIndex.Column) -> String {
    get { columns[TextIndex.Column.allCases.firstIndex(of: column) ?? 0] }
    set { columns[TextIndex.Column.allCases.firstIndex(of: column) ?? 0] = newValue }
  }

  /// What a word is looked for in that has no name before it.
  var texts: [String] { QueryCompiler.textColumns.map { self[$0] } }

  init(_ text: SearchedText, address: Address) {
    let (article, body, item) = (text.article, text.body, text.item)
    self[.body] = SearchText.entered(Self.clipped(body.text))
    for (column, text) in Self.words(of: article) { self[column] = text }
    self[.provider] = SearchText.entered(article.provider?.displayName ?? "")
    self[.topic] = Self.joined(article.topics)
    self[.category] = Self.joined([article.category].compactMap { $0 })
    self[.author] = Self.joined(article.provider?.authors ?? [])
    self[.type] = SearchText.entered(article.type ?? "article")
    let addresses = [address].filter { !$0.isOwn } + article.links.addresses
    let hosts = ([article.provider?.domain].compactMap { $0 } + addresses.compactMap(Self.host))
    self[.domain] = Self.unique(hosts).map { $0 + " " + SearchText.border }.joined(separator: " ")
    self[.url] = Self.joined(Self.unique(addresses.map(\.text)))
    self[.lang] = item?.language ?? Self.language(of: article) ?? ""
    self[.facts] = Self.facts(article, body, item).map(\.rawValue).joined(separator: " ")
    for other in text.others { add(other) }
  }

  private static func words(of article: Article) -> [(TextIndex.Column, String)] {
    [
      (.title, SearchText.entered(article.title)),
      (.excerpt, SearchText.entered(article.excerpt ?? "")),
      (.related, joined(article.related.map(\.title))),
    ]
  }

  /// How another of its origins tells the article: its texts. What it is about and who has it is as in lists.
  private mutating func add(_ other: SearchedText.Telling) {
    let room = max(Self.longestBody - self[.body].utf8.count, 0)
    let body = String(decoding: other.body.text.utf8.prefix(room), as: UTF8.self)
    for (column, text) in Self.words(of: other.article) + [(.body, SearchText.entered(body))] {
      append(text, to: column)
    }
  }

  private mutating func append(_ text: String, to column: TextIndex.Column) {
    if text.isEmpty || self[column] == text { return }
    self[column] += (self[column].isEmpty ? "" : "\n\(SearchText.border)\n") + text
  }

  /// What was fetched of the article's page is part of its body.
  mutating func add(fullText: String) {
    self[.facts] += " " + QueryPart.fulltext.rawValue
    append(SearchText.entered(Self.clipped(fullText)), to: .body)
  }

  private static func clipped(_ text: String) -> String {
    text.utf8.count <= longestBody
      ? text : String(decoding: text.utf8.prefix(longestBody), as: UTF8.self)
  }

  private static func joined(_ texts: [String]) -> String {
    texts.map(SearchText.entered).joined(separator: " " + SearchText.border + " ")
  }

  private static func unique(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func host(of address: Address) -> String? {
    let bytes = address.text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: "://".utf8)
    else { return nil }
    let rest = bytes[colon...].dropFirst(3)
    return String(rest.prefix { !"/?#:".utf8.contains($0) })
  }

  private static func language(of article: Article) -> String? {
    for field in article.unknown
    where ["lang", "language", "inlanguage"]
      .contains(field.name.lowercased())
    {
      if case .string(let text) = field.value { return text }
    }
    return nil
  }

  private static func facts(_ article: Article, _ body: VisibleText, _ item: ArchivedItem?)
    -> [QueryPart]
  {
    var facts: [QueryPart] = []
    if !article.images.isEmpty || body.hasImage { facts.append(.image) }
    let hasFile = item.map { !$0.item.enclosures.isEmpty } ?? !article.actions.isEmpty
    if hasFile || body.hasMedia { facts.append(.enclosure) }
    if !body.isEmpty { facts.append(.body) }
    return facts
  }
}

/// An article as a query finds it: the first of its origins that still holds it tells, and what others
/// say in other words counts too, as any of them may be on the screen.
struct SearchedText {
  typealias Telling = (article: Article, body: VisibleText)

  private(set) var article = Article(title: "")
  private(set) var body = VisibleText(Document())
  /// How others tell it: without a body where that is the same.
  private(set) var others: [Telling] = []
  let item: ArchivedItem?

  private static let longestText = 16 << 20
  private static let mostOthers = 8

  init(_ origins: [ArticleOrigin], address: Address) {
    item = origins.first?.archived
    var isFound = false
    for origin in origins where others.count < Self.mostOthers {
      guard let telling = Self.telling(of: origin, address) else { continue }
      guard isFound else {
        (article, body) = telling
        isFound = true
        continue
      }
      let isSame = telling.body.text == body.text
      others.append((telling.article, isSame ? VisibleText(Document()) : telling.body))
    }
  }

  private static func telling(of origin: ArticleOrigin, _ address: Address) -> Telling? {
    switch origin {
    case .file(let path): return ArticleText.words(of: path, address: address)
    case .item(let item):
      let body = item.item.visibleText(limit: longestText)
      return (item.searched(with: body), body)
    }
  }
}

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
