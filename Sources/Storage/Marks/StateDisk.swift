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
  func companions() -> Companions { Companions(of: paths, now: now()) }

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
