import Articles
import Glibc

/// A state file on the disk that was read once, to see that all of it is sound. What it says is read
/// again from ``sources``, so that a file of any size takes little memory.
struct StateFile {
  /// What it says: read copies of them.
  private(set) var sources: [StateSource]
  /// Top-level values that this version does not know, as compact sorted JSON.
  let unknown: [[UInt8]: [UInt8]]
  /// The version as written, where it is not the one that this program writes.
  let newerVersion: String?
  let facts: FileFacts
  /// Whether nothing at all is marked in it.
  let isEmpty: Bool
  /// Of a file with git's conflict markers: how many lines say nothing that can be understood.
  let unreadLines: Int?
  private let file: SharedFile

  /// `nil` where there is no file. Read again if it changes meanwhile.
  /// - Parameter folder: For temporary files, if it is not sorted and large.
  static func read(_ path: Path, sortingIn folder: Path) throws(StateFault) -> StateFile? {
    for attempt in 1... {
      guard let file = SharedFile(path) else {
        guard errno == ENOENT || errno == ENOTDIR else { throw .unreadable(code: errno) }
        return nil
      }
      guard let facts = file.facts else { throw .unreadable(code: errno) }
      guard facts.kind == .file else { throw .unreadable(code: EISDIR) }
      do throws(StateFault) {
        let state = try StateFile(file, facts, sortingIn: folder)
        if state.isSteady || attempt == 3 { return state }
      } catch .damaged(let offset) {
        if let markers = try ConflictMarkers(file, sortingIn: folder) {
          return StateFile(file, facts, markers)
        }
        if file.facts == facts || attempt == 3 { throw .damaged(offset: offset) }
      } catch {
        if file.facts == facts || attempt == 3 { throw error }
      }
    }
    return nil
  }

  private init(_ file: SharedFile, _ facts: FileFacts, sortingIn folder: Path) throws(StateFault) {
    let start = StateReader(JSONWindow(file))
    var reader = start
    var last: [UInt8]?
    var isSorted = true
    while let entry = try reader.next() {
      if let last, Path.order(last, entry.address) > 0 { isSorted = false }
      last = entry.address
    }
    sources = [.file(start)]
    if !isSorted {
      var sorter = EntrySorter(in: folder)
      var again = start
      while let entry = try again.next() { try sorter.add(entry) }
      sources = sorter.sources()
    }
    isEmpty = last == nil
    unreadLines = nil
    unknown = reader.unknown
    newerVersion = reader.newerVersion
    self.facts = facts
    self.file = file
  }

  private init(_ file: SharedFile, _ facts: FileFacts, _ markers: ConflictMarkers) {
    sources = markers.sources
    unknown = markers.unknown
    newerVersion = markers.newerVersion
    isEmpty = markers.isEmpty
    unreadLines = markers.unreadLines
    self.facts = facts
    self.file = file
  }

  /// A file that can be merged; `nil` for any other.
  static func usable(_ path: Path, sortingIn folder: Path) -> StateFile? {
    guard let file = try? read(path, sortingIn: folder), file.newerVersion == nil else {
      return nil
    }
    return file
  }

  /// Whether nobody has written to it since it was looked at.
  var isSteady: Bool { file.facts == facts }
}

/// What a state file looked like to `stat` when it was read; -1 throughout where there was none.
struct StateStamp: Hashable {
  var size: Int64
  var modified: Int64
  var changed: Int64
  var inode: Int64

  static let missing = StateStamp(size: -1, modified: -1, changed: -1, inode: -1)
}

extension StateStamp {
  init(_ facts: FileFacts?) {
    guard let facts else {
      self = .missing
      return
    }
    self.init(
      size: facts.size, modified: facts.modified, changed: facts.changed, inode: facts.inode)
  }
}

/// Where the marks lie: the state file, and this machine's folder for it.
struct StatePaths: Hashable, Sendable {
  /// Without symbolic links, so that one file has one journal whatever it is called.
  let state: Path
  let folder: Path

  var journal: Path { folder.appending("journal") }
  /// What was last written to the state file, or read from it and merged.
  var backup: Path { folder.appending("backup.json") }
  /// The steps of closed windows that can be taken back.
  var undo: Path { folder.appending("undo") }

  /// Conflict copies after they were merged.
  var merged: Path { folder.appending("merged") }

  /// - Parameter local: This machine's folder for state, e.g. `~/.local/state/martlet`.
  init(state: Path, local: Path) {
    self.state = StatePaths.resolved(state)
    folder = local.appending("states").appending(SHA256.hexDigest(of: self.state.bytes))
  }

  /// Follows links as far as there is something; the file itself need not be there.
  static func resolved(_ path: Path) -> Path {
    var path = path
    for _ in 0..<40 {
      if let real = real(path) { return real }
      guard let target = target(of: path) else { break }
      path = target.bytes.first == 0x2F ? target : path.parent.appending(target.bytes)
    }
    guard let parent = real(path.parent) else { return path }
    return parent.appending(path.lastComponent)
  }

  private static func real(_ path: Path) -> Path? {
    guard let real = path.withCString({ realpath($0, nil) }) else { return nil }
    defer { free(real) }
    return Path(bytes: UnsafeRawBufferPointer(start: real, count: strlen(real)).map { $0 })
  }

  private static func target(of link: Path) -> Path? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      link.withCString {
        readlink($0, bytes.bindMemory(to: CChar.self).baseAddress!, bytes.count)
      }
    }
    return count > 0 ? Path(bytes: Array(buffer[..<count])) : nil
  }
}
