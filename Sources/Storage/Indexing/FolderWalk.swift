import Articles
import GRDB
import Glibc

/// Walks through one source: finds what is new, changed or gone, and reads what is new or changed.
///
/// Folders are taken in descending order of their names, and so are files, because names often
/// begin with a date: the newest articles are there first. Real folders come before symbolic links
/// to folders, and no folder is read twice, whatever links there are. `.git` is left out.
struct FolderWalk {
  private let library: Library
  private let source: Source
  private let reader: ArticleReader
  /// Takes what was found and how many files were seen until then; `false` ends the walk.
  private let emit: (IndexEvent?, _ filesSeen: Int) -> Bool

  private var filesSeen = 0
  private var pending: [PendingFolder]
  /// Links to folders, taken when all real folders are done.
  private var links: [PendingFolder] = []
  /// Every folder that was opened; the parent is an index, -1 for the source itself.
  private var opened: [(device: UInt64, inode: Int64, parent: Int)] = []
  private var visited: Set<FolderIdentity> = []
  private var folders: Set<Path> = []
  private var unreadable: [Path] = []

  private struct FolderIdentity: Hashable {
    let device: UInt64
    let inode: Int64
  }

  private struct PendingFolder {
    let path: Path
    let parent: Int
  }

  init(
    _ source: Source, library: Library, reader: ArticleReader,
    emit: @escaping (IndexEvent?, _ filesSeen: Int) -> Bool
  ) {
    self.source = source
    self.library = library
    self.reader = reader
    self.emit = emit
    pending = [PendingFolder(path: Path(bytes: []), parent: -1)]
  }

  mutating func run() throws(StorageError) {
    let root = Path(bytes: source.place.name)
    if let facts = FileFacts(at: root), facts.kind == .file {
      guard try walkSingleFile(root, facts) else { return }
    } else {
      while let next = pending.popLast() ?? links.popLast() {
        guard try walk(next, root) else { return }
      }
    }
    _ = emit(.finished(folders: folders, unreadable: unreadable), filesSeen)
  }

  private mutating func walkSingleFile(_ path: Path, _ facts: FileFacts) throws(StorageError)
    -> Bool
  {
    folders.insert(Path(bytes: []))
    filesSeen = 1
    let entry = FolderEntry(name: [], facts: facts)
    return try compare([entry], Path(bytes: [])) { _ in
      reader.read(path, seenAs: facts)
    }
  }

  private mutating func walk(_ folder: PendingFolder, _ root: Path) throws(StorageError) -> Bool {
    let path = root.appending(folder.path.bytes)
    guard let file = OpenFile(path, O_RDONLY | O_DIRECTORY),
      let facts = FileFacts(of: file.descriptor), let names = FolderNames(file)
    else { return lost(folder, code: errno) }
    let identity = FolderIdentity(device: facts.device, inode: facts.inode)
    guard visited.insert(identity).inserted else {
      guard isAbove(identity, folder.parent) else { return true }
      folders.insert(folder.path)
      return emit(
        .folderProblem(folder: folder.path, message: Wording.linkLoop), filesSeen)
    }
    opened.append((facts.device, facts.inode, folder.parent))
    folders.insert(folder.path)

    let listing = list(names, in: file.descriptor, folder)
    filesSeen += listing.count
    let descriptor = file.descriptor
    return try compare(listing, folder.path) { [reader] entry in
      reader.read(Path(bytes: entry.name), in: descriptor, seenAs: entry.facts)
    }
  }

  /// A folder that cannot be read keeps what is known of it; one that vanished is simply gone.
  private mutating func lost(_ folder: PendingFolder, code: Int32) -> Bool {
    if code == ENOENT, !folder.path.isEmpty { return true }
    unreadable.append(folder.path)
    return emit(
      .folderProblem(folder: folder.path, message: Wording.unreadable(code).message), filesSeen)
  }

  /// Everything but folders, in descending order; folders are kept for later.
  private mutating func list(_ names: FolderNames, in descriptor: Int32, _ folder: PendingFolder)
    -> [FolderEntry]
  {
    let parent = opened.count - 1
    var entries: [FolderEntry] = []
    for name in names.sorted {
      let path = Path(bytes: name.bytes)
      guard
        let facts = path.withCString({
          FileFacts($0, in: descriptor, followingLinks: false)
        })
      else { continue }
      switch facts.kind {
      case .file: entries.append(FolderEntry(name: name.bytes, facts: facts))
      case .folder where name.bytes != Array(".git".utf8):
        pending.append(
          PendingFolder(path: folder.path.appending(name.bytes), parent: parent))
      case .link:
        guard
          let target = path.withCString({ FileFacts($0, in: descriptor, followingLinks: true) })
        else {
          // It leads nowhere: the link itself is what can be told of.
          entries.append(FolderEntry(name: name.bytes, facts: facts))
          continue
        }
        if target.kind == .folder {
          links.append(
            PendingFolder(path: folder.path.appending(name.bytes), parent: parent))
        } else {
          entries.append(FolderEntry(name: name.bytes, facts: target))
        }
      case .folder: continue
      case .other: entries.append(FolderEntry(name: name.bytes, facts: facts))
      }
    }
    entries.reverse()
    return entries
  }

  private func isAbove(_ identity: FolderIdentity, _ start: Int) -> Bool {
    var index = start
    while index >= 0 {
      let folder = opened[index]
      if folder.device == identity.device, folder.inode == identity.inode { return true }
      index = folder.parent
    }
    return false
  }

  /// Reads what is not as it was, and tells what is gone; `false` when the walk shall end.
  private func compare(
    _ entries: [FolderEntry], _ folder: Path,
    _ read: (FolderEntry) -> (facts: FileFacts, outcome: FileOutcome)?
  ) throws(StorageError) -> Bool {
    let known = try library.read { try KnownFolder(folder, of: source.id, $0) }
    if known.hasProblem, !emit(.folderMended(folder), filesSeen) { return false }
    let difference = known.difference(from: entries)
    for name in difference.gone {
      guard emit(.gone(FileKey(folder: folder, name: name)), filesSeen) else { return false }
    }
    for entry in difference.new {
      let key = FileKey(folder: folder, name: entry.name)
      let event =
        read(entry).map { IndexEvent.read(key, $0.facts, $0.outcome) } ?? .gone(key)
      guard emit(event, filesSeen) else { return false }
    }
    return emit(nil, filesSeen)
  }
}

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
