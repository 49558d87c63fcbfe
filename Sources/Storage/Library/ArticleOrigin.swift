import GRDB

/// What an article is read from.
enum ArticleOrigin {
  case file(Path)
  case item(ArchivedItem)

  /// `nil` for an item that is no longer in the archive.
  init?(_ rank: ArticleFileRank, _ database: Database) throws {
    try self.init(rank, ArchivedItem.Statement(database))
  }

  fileprivate init?(_ rank: ArticleFileRank, _ items: ArchivedItem.Statement) throws {
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
struct ArticleOrigins {
  private let ranks: FileTable.Ranks
  private let items: ArchivedItem.Statement

  init(_ database: Database, areListed: Bool = false) throws {
    ranks = try FileTable.Ranks(database)
    items = try ArchivedItem.Statement(database, isListed: areListed)
  }

  /// The one that supplies the fields first.
  func origins(of article: Int64) throws -> [ArticleOrigin] {
    try ranks.files(of: article).compactMap { try ArticleOrigin($0, items) }
  }
}
