import Articles
import GRDB

/// Forgets the sources that ``Library/attach(_:now:)`` gave up.
struct SourceRemoval {
  let library: Library

  private static let batch = 1024

  func run() throws(StorageError) {
    let dropped = try library.read { database in
      try Query(database, "SELECT id FROM source WHERE dropped = 1").all { $0.integer(0) }
    }
    for id in dropped.map(SourceID.init) {
      if let feed = try library.read({ try FeedTable($0).feed(of: id)?.id }) {
        try library.forget(feed, id)
      } else {
        try forget(id)
      }
    }
  }

  /// In steps, so that nobody waits long. A source that is attached again meanwhile stays, and its
  /// missing files are found by the next scan.
  private func forget(_ source: SourceID) throws(StorageError) {
    var isDone = false
    while !isDone {
      isDone = try library.write { database in
        let isDropped =
          try Query(database, "SELECT dropped FROM source WHERE id = ?")
          .first(source.rawValue) { $0.integer(0) != 0 }
        guard isDropped == true else { return true }
        return try step(source, database)
      }
      LibraryFile.yield()
    }
  }

  /// Whether nothing is left of the source.
  private func step(_ source: SourceID, _ database: Database) throws -> Bool {
    let transaction = try IndexTransaction(database, source: source)
    let table = FileTable(database)
    if let folder = try table.folders(of: source).first {
      let files = try table.files(in: folder.id)
      for file in files.prefix(SourceRemoval.batch) { try transaction.remove(file) }
      if files.count <= SourceRemoval.batch { try table.removeFolder(folder.id) }
      try transaction.finish()
      return false
    }
    let hadOrphans = try transaction.settleOrphans(limit: SourceRemoval.batch)
    try transaction.finish()
    if hadOrphans { return false }
    try Query(database, "DELETE FROM source WHERE id = ?").run(source.rawValue)
    try Query(database, "DELETE FROM list WHERE id = ?").run(source.rawValue)
    return true
  }
}
