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
    try index.insert(items.map { try entry($0, in: source) }, source: source)
  }

  /// Lists an item that may be listed as it was before.
  func update(_ item: ArchivedItem, to source: SourceID) throws {
    try index.store(entry(item, in: source), source: source)
  }

  func remove(_ item: Int64, _ key: Address, from source: SourceID) throws {
    try index.remove(file(of: item, in: source), key: hashing(key))
  }

  /// The articles that have lost the last item or file that held them go.
  func settle() throws {
    while try index.settleOrphans(limit: 1024) {}
  }

  private func entry(_ item: ArchivedItem, in source: SourceID) throws -> ArticleTable.Entry {
    ArticleTable.Entry(
      record: ArticleRecord(item, hashing: hashing), file: try file(of: item.id, in: source))
  }

  private func file(of item: Int64, in source: SourceID) throws -> FileID {
    FileID(folder: try folder(of: source), name: ItemName.bytes(item))
  }

  private func folder(of source: SourceID) throws -> Int64 {
    if let id = folders[source] { return id }
    let id = try files.folder(Path(bytes: []), of: source)
    folders[source] = id
    return id
  }
}
