import GRDB

/// What an article is read from.
enum ArticleOrigin {
  case file(Path)
  case item(ArchivedItem)

  /// `nil` for an item that is no longer in the archive.
  init?(_ rank: ArticleFileRank, _ database: Database) throws {
    guard let id = rank.item else {
      self = .file(rank.path)
      return
    }
    guard let item = try ArchivedItem(id, database) else { return nil }
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
