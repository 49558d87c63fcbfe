import GRDB

/// An article as the library has it, as far as a change of it must know.
struct StoredArticle {
  let id: Int64
  let title: String
  let published: Int64?
  let file: FileID
  let addresses: [Int64]
  let related: [Int64]
  let lists: [Int64]

  var position: ListPosition { ListPosition(published: published, title: title) }

  init?(_ id: Int64, _ database: Database) throws {
    let stored = try Query(
      database,
      """
      SELECT title, published, folder, name, addresses, related, lists FROM article WHERE id = ?
      """
    ).first(id) { row in
      StoredArticle(id, row)
    }
    guard let stored else { return nil }
    self = stored
  }

  private init(_ id: Int64, _ row: Query) {
    self.id = id
    title = row.text(0)
    published = row.optionalInteger(1)
    file = FileID(folder: row.integer(2), name: row.blob(3))
    addresses = row.withBlob(4, PackedIntegers.unpack)
    related = row.withBlob(5, PackedIntegers.unpack)
    lists = row.withBlob(6, PackedIntegers.unpack)
  }
}
