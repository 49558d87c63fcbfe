import Articles
import GRDB

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
