public import Articles
import FeedParsing
import GRDB
import Glibc

/// What an article is read from.
enum ArticleOrigin {
  case file(Path)
  case item(ArchivedItem)

  /// `nil` for an item that is no longer in the archive.
  init?(_ rank: ArticleFileRank, _ database: Database) throws {
    try self.init(rank, ArchivedItem.Statement(database))
  }

  init?(_ rank: ArticleFileRank, _ items: ArchivedItem.Statement) throws {
    guard let id = rank.item else {
      self = .file(rank.path)
      return
    }
    guard let item = try items.item(id) else { return nil }
    self = .item(item)
  }

  /// The path of the file, or the address of the feed.
  var display: String {
    switch self {
    case .file(let path): path.display
    case .item(let item): SourcePlace.feed(item.feed).location
    }
  }

  var archived: ArchivedItem? {
    if case .item(let item) = self { item } else { nil }
  }
}

/// Looks up the origins of many articles with statements that are made once.
///
/// What no source of the view holds is not told by it, unless the article is there by its star or its
/// labels alone.
struct ArticleOrigins {
  let view: LibraryView
  private let ranks: FileTable.Ranks
  private let items: ArchivedItem.Statement

  init(_ database: Database, of view: LibraryView, areListed: Bool = false) throws {
    self.view = view
    ranks = try FileTable.Ranks(database)
    items = try ArchivedItem.Statement(database, isListed: areListed)
  }

  /// The one that supplies the fields first.
  func ranks(of article: Int64) throws -> [ArticleFileRank] {
    let all = try ranks.files(of: article)
    let own = all.filter { view.isOfSources($0.source) }
    return own.isEmpty ? all : own
  }

  func origins(of article: Int64) throws -> [ArticleOrigin] {
    try origins(ranks(of: article))
  }

  func origins(_ ranks: [ArticleFileRank]) throws -> [ArticleOrigin] {
    try ranks.compactMap { try ArticleOrigin($0, items) }
  }
}

/// Rows of articles that are stored as a source tells them that is not of the view.
struct OwnRows {
  private let origins: ArticleOrigins
  private let hashing: AddressHashing
  private let source: Query
  /// By the number of their folders.
  private var areOthers: [Int64: Bool] = [:]

  /// `nil` where the library has no other sources.
  init?(_ database: Database, of view: LibraryView) throws {
    var hasOthers = false
    try Query(database, "SELECT id FROM source").each { row in
      hasOthers = !view.isOfSources(row.integer(0))
      return !hasOthers
    }
    guard hasOthers else { return nil }
    origins = try ArticleOrigins(database, of: view, areListed: true)
    hashing = view.library.hashing
    source = try Query(database, "SELECT source FROM folder WHERE id = ?")
  }

  /// - Parameter folder: of the file or feed that the article is stored from.
  mutating func tell(_ row: inout ArticleRow, storedFrom folder: Int64) throws {
    guard !row.sources.isEmpty, try isOther(folder) else { return }
    for origin in try origins.origins(of: row.id.rawValue) {
      guard let record = record(of: origin, address: row.address) else { continue }
      let names = origins.view.names
      let name = row.sources.lazy.compactMap { names[$0] }.first
      row.take(record)
      if let name { row.provider = name }
      return
    }
  }

  private mutating func isOther(_ folder: Int64) throws -> Bool {
    if let known = areOthers[folder] { return known }
    let isOther =
      try source.first(folder) { !origins.view.isOfSources($0.integer(0)) } ?? false
    areOthers[folder] = isOther
    return isOther
  }

  private func record(of origin: ArticleOrigin, address: Address) -> ArticleRecord? {
    switch origin {
    case .item(let item): ArticleRecord(item, hashing: hashing)
    case .file(let path):
      ArticleText.article(of: path, address: address).map { ArticleRecord($0, hashing: hashing) }
    }
  }
}

extension ArticleRow {
  fileprivate mutating func take(_ record: ArticleRecord) {
    title = record.title
    provider = record.provider
    published = record.published.map(Instant.init(milliseconds:))
    topics = record.topics
    quality = record.quality
    heat = record.heat
    relatedCount = record.relatedCount
    medium = record.medium
  }
}

/// An article as its file tells it now, or its feed.
struct ArticleText {
  private(set) var article: Article?
  private(set) var body = Document()
  private(set) var warnings: [Problem] = []

  /// The most that is read of a file; a longer body is cut.
  static let limit = 17 << 20

  /// Reads the first of the origins that still holds the article.
  init(origins: [ArticleOrigin], address: Address, limit: Int = ArticleText.limit) {
    for origin in origins {
      switch origin {
      case .file(let path):
        if read(path, address, limit) { return }
      case .item(let item):
        body = item.body
        article = item.article(with: body)
        return
      }
    }
  }

  private mutating func read(_ path: Path, _ address: Address, _ limit: Int) -> Bool {
    switch Self.file(path, address, limit) {
    case .success(let file):
      article = file.article
      body = BodyReader.read(file.body, base: address.text)
      warnings += file.problems
      return true
    case .failure(let refusal):
      warnings.append(refusal.problem)
      return false
    }
  }

  /// What an article file holds; `nil` where it holds the article no more.
  static func article(of path: Path, address: Address) -> Article? {
    if case .success(let file) = file(path, address, limit) { file.article } else { nil }
  }

  /// What an article file holds, and the words of its body; `nil` where it holds the article no more.
  static func words(of path: Path, address: Address) -> (article: Article, body: VisibleText)? {
    guard case .success(let file) = file(path, address, limit) else { return nil }
    return (file.article, VisibleText(body: file.body, base: address.text))
  }

  private struct Refusal: Error {
    let problem: Problem
  }

  private static func file(
    _ path: Path, _ address: Address, _ limit: Int
  ) -> Result<(article: Article, body: String, problems: [Problem]), Refusal> {
    guard let file = OpenFile(path, O_RDONLY), FileFacts(of: file.descriptor)?.kind == .file,
      let bytes = file.bytes(limit: limit)
    else { return .failure(Refusal(problem: Wording.unreadable(errno, file: path.display))) }
    return bytes.withUnsafeBytes { raw in
      guard case .article(let found, let range, var problems) = ArticleFileParser.parse(raw),
        found.address == address || found.links.addresses.contains(address)
          // What a text without an address is called changes with the text.
          || address.isOwn && found.links.addresses.isEmpty
      else { return .failure(Refusal(problem: Wording.changed(file: path.display))) }
      if bytes.count == limit {
        problems.append(Wording.bodyCut(file: path.display, limit: limit))
      }
      return .success((found, ArticleFileParser.body(raw, range), problems))
    }
  }
}

/// What an article is read from, as it is there.
public enum OriginalArticle: Sendable {
  /// The bytes of its file.
  case file([UInt8])
  /// An item of a feed, and its text in HTML.
  case item(Article, html: String)
}

extension LibraryView {
  /// The path of the file that an article of this view is read from now; `nil` where it comes from a
  /// feed, or the path is no text.
  public func originalFile(_ id: ArticleID) throws(StorageError) -> String? {
    let origins = try library.read {
      try ArticleOrigins($0, of: self).origins(of: id.rawValue)
    }
    for origin in origins {
      switch origin {
      case .item: return nil
      case .file(let path):
        guard OpenFile(path, O_RDONLY) != nil else { continue }
        return String(validating: path.bytes, as: UTF8.self)
      }
    }
    return nil
  }

  /// What an article of this view is read from now; `nil` where it is gone or cannot be read.
  public func original(_ id: ArticleID) throws(StorageError) -> OriginalArticle? {
    let origins = try library.read {
      try ArticleOrigins($0, of: self).origins(of: id.rawValue)
    }
    for origin in origins {
      switch origin {
      case .item(let item):
        return .item(item.article, html: FeedItem.html(of: item.item.text))
      case .file(let path):
        if let bytes = OpenFile(path, O_RDONLY)?.bytes(limit: ArticleText.limit) {
          return .file(bytes)
        }
      }
    }
    return nil
  }
}
