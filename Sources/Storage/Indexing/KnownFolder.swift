import Articles
import GRDB

/// A regular file as the walk finds it.
struct FolderEntry {
  let name: [UInt8]
  let facts: FileFacts
}

/// What the library knows of the files in one folder, in descending order of their names.
struct KnownFolder {
  private var files: [KnownFile] = []
  private(set) var hasProblem = false

  private struct KnownFile {
    let name: [UInt8]
    let size: Int64
    let modified: Int64
    let changed: Int64
    let inode: Int64

    func looksLike(_ facts: FileFacts) -> Bool {
      size == facts.size && modified == facts.modified && changed == facts.changed
        && inode == facts.inode
    }
  }

  init(_ folder: Path, of source: SourceID, _ database: Database) throws {
    let id = try Query(database, "SELECT id FROM folder WHERE source = ? AND path = ?")
      .first(source.rawValue, folder.bytes) { $0.integer(0) }
    guard let id else { return }
    files = try Query(
      database,
      """
      SELECT name, size, modified, changed, inode FROM file WHERE folder = ? ORDER BY name DESC
      """
    ).all(id) {
      KnownFile(
        name: $0.blob(0), size: $0.integer(1), modified: $0.integer(2), changed: $0.integer(3),
        inode: $0.integer(4))
    }
    hasProblem =
      try Query(database, "SELECT 1 FROM problem WHERE folder = ? AND name = x''")
      .first(id) { _ in true } ?? false
  }

  /// What must be read, and the names of what is gone. `entries` descend by name.
  func difference(from entries: [FolderEntry]) -> (new: [FolderEntry], gone: [[UInt8]]) {
    var new: [FolderEntry] = []
    var gone: [[UInt8]] = []
    var index = 0
    for entry in entries {
      while index < files.count, Path.order(files[index].name, entry.name) > 0 {
        gone.append(files[index].name)
        index += 1
      }
      if index < files.count, files[index].name == entry.name {
        if !files[index].looksLike(entry.facts) { new.append(entry) }
        index += 1
      } else {
        new.append(entry)
      }
    }
    return (new, gone + files[index...].map(\.name))
  }
}
