import Articles
import Glibc

/// The state file and its backup as they lie on the disk.
struct StateDisk {
  let paths: StatePaths
  /// Nanoseconds since 1970.
  var now: () -> Int64 = { Clock.nanoseconds }

  struct Loaded {
    /// `nil` where there is none, or only a damaged one.
    var file: StateFile?
    /// What to tell the person.
    var notice: String?
  }

  /// Reads the state file. A damaged one is renamed to `NAME.damaged-INSTANT` and then missing.
  /// - Throws: `.cannotRead`, `.tooLarge`, `.notState`; `.cannotWrite` if it cannot be renamed.
  func load() throws(StorageError) -> Loaded {
    let before = FileFacts(at: paths.state)
    do throws(StateFault) {
      return Loaded(file: try StateFile.read(paths.state, sortingIn: paths.folder))
    } catch .damaged(let offset) {
      guard let notice = try setAside(before, damagedAt: offset) else { return try load() }
      return Loaded(notice: notice)
    } catch {
      throw StorageError(error, path: paths.state)
    }
  }

  /// The backup; `nil` if it is missing or damaged.
  func backup() throws(StorageError) -> StateFile? {
    do throws(StateFault) {
      return try StateFile.read(paths.backup, sortingIn: paths.folder)
    } catch {
      if case .damaged = error { return nil }
      throw StorageError(error, path: paths.backup)
    }
  }

  /// Whether the backup holds what the state file does, or neither is there: then nobody else has
  /// written the state file.
  ///
  /// The backup has the time of the state file that it was made with; where the two differ in that,
  /// or the file system keeps whole seconds only, their bytes tell.
  var isBackedUp: Bool {
    switch (FileFacts(at: paths.state), FileFacts(at: paths.backup)) {
    case (nil, nil): true
    case (let state?, let backup?):
      state.size == backup.size
        && (state.modified == backup.modified && state.modified % 1_000_000_000 != 0
          || OpenFile.haveSameBytes(paths.state, paths.backup))
    default: false
    }
  }

  /// Other versions of the state beside the state file.
  func otherVersions() -> OtherVersions { OtherVersions(of: paths, now: now()) }

  /// Keeps the state file, which holds conflict markers and will be written anew, as damaged ones
  /// are kept; returns what to tell.
  func copyAside(unreadLines: Int) throws(StorageError) -> String {
    let aside = asidePath
    guard Moving.copy(paths.state, to: aside) else {
      throw .cannotWrite(path: aside.display, code: errno)
    }
    return Wording.stateMarked(
      paths.state.display, aside: aside.display, unreadLines: unreadLines)
  }

  /// Removes backups that a killed process had not finished: what they say is in the state file.
  func removeUnfinishedBackups() {
    for path in TemporaryFile.leftBehind(beside: paths.backup, now: now()) {
      _ = path.withCString { unlink($0) }
    }
  }

  private var asidePath: Path {
    let instant = Instant(milliseconds: now() / 1_000_000)
    return Path(bytes: paths.state.bytes + Array(".damaged-\(instant.iso8601Milliseconds)".utf8))
  }

  /// - Returns: what to tell; `nil` if another program had put a different file there meanwhile,
  ///   which is in its place again.
  private func setAside(_ before: FileFacts?, damagedAt offset: Int64) throws(StorageError)
    -> String?
  {
    let aside = asidePath
    let isDone = paths.state.withCString { old in
      aside.withCString { rename(old, $0) }
    }
    guard isDone == 0 else { throw .cannotWrite(path: paths.state.display, code: errno) }
    guard let before, let moved = FileFacts(at: aside), moved.hasContent(of: before) else {
      let isBack = aside.withCString { old in
        paths.state.withCString { Renaming.rename(old, $0, flags: 1) }
      }
      if isBack == 0 { return nil }
      return Wording.stateDamaged(paths.state.display, line: 1, aside: aside.display)
    }
    return Wording.stateDamaged(
      paths.state.display, line: StateDisk.line(at: offset, of: aside), aside: aside.display)
  }

  /// Counted from 1.
  private static func line(at offset: Int64, of path: Path) -> Int {
    guard let file = SharedFile(path) else { return 1 }
    var line = 1
    var place: Int64 = 0
    while place < offset,
      let bytes = file.bytes(from: place, limit: Int(min(offset - place, 1 << 16))), !bytes.isEmpty
    {
      line += bytes.count { $0 == 0x0A }
      place += Int64(bytes.count)
    }
    return line
  }
}

/// Another version of the state, beside the state file: to be merged and then taken away.
struct OtherVersion {
  let path: Path
  let file: StateFile
  let origin: Origin

  enum Origin {
    /// A killed process had taken it out of its place, or not yet put it there.
    case killedProcess
    /// A sync tool could not decide between two versions.
    case syncTool
  }

  /// Takes it away, as what it says stands in the state file: a conflict copy goes to `folder`,
  /// where the newest twenty are kept.
  /// - Throws: `.cannotWrite` if it stays where it is.
  func remove(to folder: Path, now: Instant) throws(StorageError) {
    // One that was written meanwhile is merged the next time.
    guard let facts = FileFacts(at: path), facts.hasContent(of: file.facts) else { return }
    switch origin {
    case .killedProcess: _ = path.withCString { unlink($0) }
    case .syncTool:
      try Folders.create(folder)
      let name = Array("\(now.iso8601Milliseconds) ".utf8) + path.lastComponent
      guard Moving.move(path, to: folder.appending(name)) else {
        throw .cannotWrite(path: path.display, code: errno)
      }
      OtherVersion.prune(folder)
    }
  }

  private static func prune(_ folder: Path) {
    guard let open = OpenFile(folder, O_RDONLY | O_DIRECTORY), let names = FolderNames(open) else {
      return
    }
    // The names begin with the instant.
    for name in names.sorted.dropLast(20) {
      _ = folder.appending(name.bytes).withCString { unlink($0) }
    }
  }
}

/// What lies beside the state file and belongs to it.
struct OtherVersions {
  private(set) var all: [OtherVersion] = []
  /// Conflict copies that cannot be merged.
  private(set) var refused: [Path] = []
  /// What killed processes had not written to its end: to be removed, it says nothing.
  private(set) var remains: [Path] = []
  /// Whether some may still be being written.
  private(set) var areUnsettled = false

  private static let second: Int64 = 1_000_000_000

  /// Looks into the folder of the state file, and reads what is to be merged.
  /// - Parameter now: Nanoseconds since 1970.
  init(of paths: StatePaths, now: Int64) {
    let folder = paths.state.parent
    guard let open = OpenFile(folder, O_RDONLY | O_DIRECTORY), let names = FolderNames(open) else {
      return
    }
    let temporary = TemporaryFile.prefix(of: paths.state)
    let conflicts = ConflictNames(of: paths.state)
    for name in names.sorted {
      let path = folder.appending(name.bytes)
      if name.bytes.starts(with: temporary) {
        if TemporaryFile.isLeftBehind(path, now) { addLeftover(path, sortingIn: paths.folder) }
      } else if conflicts.contains(name.bytes), let age = FileFacts.age(of: path, now) {
        if age < OtherVersions.second {
          areUnsettled = true
        } else if let file = StateFile.usable(path, sortingIn: paths.folder) {
          all.append(OtherVersion(path: path, file: file, origin: .syncTool))
        } else if age < 10 * OtherVersions.second {
          areUnsettled = true
        } else {
          refused.append(path)
        }
      }
    }
  }

  private mutating func addLeftover(_ path: Path, sortingIn folder: Path) {
    do throws(StateFault) {
      if let file = try StateFile.read(path, sortingIn: folder), file.newerVersion == nil {
        all.append(OtherVersion(path: path, file: file, origin: .killedProcess))
      }
    } catch {
      if case .damaged = error { remains.append(path) }
    }
  }
}

/// The names that sync tools give to a second version of a file, made from its real name.
///
/// Of `state.json`: `state.sync-conflict-20261123-101112-ABCDEFG.json` (Syncthing),
/// `state (HOST's conflicted copy 2026-11-23).json` (Dropbox, Nextcloud),
/// `state_conflict-20261123-101112.json` (ownCloud), `state (1).json` (browsers, cloud folders).
struct ConflictNames: Sendable {
  private let stem: [UInt8]
  /// From the last dot on; empty without one.
  private let ending: [UInt8]

  init(of path: Path) {
    let name = path.lastComponent
    let dot = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? name.count
    stem = Array(name[..<dot])
    ending = Array(name[dot...])
  }

  func contains(_ name: [UInt8]) -> Bool {
    guard name.count > stem.count + ending.count, name.starts(with: stem),
      name.suffix(ending.count).elementsEqual(ending)
    else { return false }
    let added = Array(name[stem.count..<name.count - ending.count])
    if added.starts(with: ".sync-conflict-".utf8) || added.starts(with: "_conflict-".utf8) {
      return true
    }
    guard added.starts(with: " (".utf8), added.last == UInt8(ascii: ")") else { return false }
    let remark = added.dropFirst(2).dropLast()
    let isNumber = !remark.isEmpty && remark.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber || String(decoding: remark, as: UTF8.self).contains("conflicted copy")
  }
}
