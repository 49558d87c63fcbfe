import Articles
import GRDB

/// Lists items of feeds as the indexing lists files: a feed is a folder, its items are its files.
final class ItemListing {
  private let database: Database
  private let hashing: AddressHashing
  private let files: FileTable
  private let index: IndexTransaction
  private var folders: [SourceID: Int64] = [:]

  init(_ database: Database, hashing: AddressHashing) throws {
    self.database = database
    self.hashing = hashing
    files = FileTable(database)
    index = try IndexTransaction(database, source: SourceID(0))
  }

  /// Lists items of one feed that were never listed.
  func insert(_ items: [ArchivedItem], to source: SourceID) throws {
    let folder = try folder(of: source)
    try index.insert(items.indices.map { entry(items[$0], in: folder) }, source: source)
  }

  /// Lists an item that may be listed as it was before.
  func update(_ item: ArchivedItem, to source: SourceID) throws {
    try index.store(entry(item, in: folder(of: source)), source: source)
  }

  func remove(_ item: Int64, _ key: Address, from source: SourceID) throws {
    let file = FileID(folder: try folder(of: source), name: ItemName.bytes(item))
    try index.remove(file, key: hashing(key))
  }

  /// The articles that have lost the last item or file that held them go.
  func settle() throws {
    while try index.settleOrphans(limit: 1024) {}
  }

  /// To be called at the end of the transaction.
  func finish() throws { try index.finish() }

  private func entry(_ item: ArchivedItem, in folder: Int64) -> ArticleTable.Entry {
    ArticleTable.Entry(
      record: ArticleRecord(item, hashing: hashing),
      file: FileID(folder: folder, name: ItemName.bytes(item.id)))
  }

  private func folder(of source: SourceID) throws -> Int64 {
    if let id = folders[source] { return id }
    let id = try files.folder(Path(bytes: []), of: source)
    folders[source] = id
    return id
  }
}
