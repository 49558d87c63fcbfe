import Articles
import Glibc

/// The state file and its backup as they lie on the disk.
struct StateDisk {
  let paths: StatePaths
  /// Nanoseconds since 1970.
  var now: () -> Int64 = { Clock.nanoseconds }

  /// The most that is read: some two million addresses.
  private static let limit = 256 << 20

  struct Loaded {
    var file = StateFile()
    /// `nil` where there is no file.
    var facts: FileFacts?
    /// What to tell the person.
    var notice: String?
  }

  /// Reads the state file. A damaged one is renamed to `NAME.damaged-INSTANT` and then missing.
  /// - Throws: `.cannotRead`, `.tooLarge`, `.notState`; `.cannotWrite` if it cannot be renamed.
  func load() throws(StorageError) -> Loaded {
    guard let (bytes, facts) = try StateDisk.read(paths.state) else { return Loaded() }
    do throws(StateFile.Fault) {
      return Loaded(file: try StateFile(bytes), facts: facts)
    } catch {
      switch error {
      case .foreign: throw .notState(path: paths.state.display)
      case .damaged(let offset):
        guard let notice = try setAside(damagedAt: offset, of: bytes) else { return try load() }
        return Loaded(notice: notice)
      }
    }
  }

  /// The backup; a missing or damaged one has no marks.
  func backup() -> StateFile {
    StateDisk.file(at: paths.backup) ?? StateFile()
  }

  /// Whether state file and backup hold the same bytes, or neither is there: then nobody else has
  /// written the state file.
  var isBackedUp: Bool {
    switch (FileFacts(at: paths.state), FileFacts(at: paths.backup)) {
    case (nil, nil): true
    case (let state?, let backup?):
      state.size == backup.size && OpenFile.haveSameBytes(paths.state, paths.backup)
    default: false
    }
  }

  /// State files that a killed process had taken out of their place, or not yet put there.
  func leftovers() -> [(path: Path, file: StateFile)] {
    leftovers(beside: paths.state).compactMap { path in
      StateDisk.file(at: path).map { (path: path, file: $0) }
    }
  }

  /// Removes backups that a killed process had not finished: what they say is in the state file.
  func discardUnfinishedBackups() {
    for path in leftovers(beside: paths.backup) { _ = path.withCString { unlink($0) } }
  }

  /// Temporary files that nobody works on any more: nobody takes a minute to write one.
  private func leftovers(beside path: Path) -> [Path] {
    guard let open = OpenFile(path.parent, O_RDONLY | O_DIRECTORY), let names = FolderNames(open)
    else { return [] }
    let prefix = TemporaryFile.prefix(of: path)
    let minute: Int64 = 60_000_000_000
    return names.sorted.filter { $0.bytes.starts(with: prefix) }
      .map { path.parent.appending($0.bytes) }
      .filter { FileFacts(at: $0).map { $0.changed < now() - minute } ?? false }
  }

  /// What any state file says, a damaged one nothing; `nil` where there is none.
  static func file(at path: Path) -> StateFile? {
    guard let bytes = try? read(path)?.bytes else { return nil }
    return (try? StateFile(bytes)) ?? StateFile()
  }

  /// `nil` where there is no file. Read again if it changes meanwhile.
  private static func read(_ path: Path) throws(StorageError) -> (bytes: [UInt8], facts: FileFacts)?
  {
    for attempt in 1... {
      guard let file = OpenFile(path, O_RDONLY) else {
        guard errno == ENOENT else { throw .cannotRead(path: path.display, code: errno) }
        return nil
      }
      guard let before = FileFacts(of: file.descriptor) else {
        throw .cannotRead(path: path.display, code: errno)
      }
      guard before.kind == .file else { throw .cannotRead(path: path.display, code: EISDIR) }
      guard before.size <= Int64(StateDisk.limit) else {
        throw .tooLarge(path: path.display, limit: StateDisk.limit)
      }
      guard let bytes = file.bytes(limit: StateDisk.limit) else {
        throw .cannotRead(path: path.display, code: errno)
      }
      let isSteady = FileFacts(of: file.descriptor) == before && Int64(bytes.count) == before.size
      if isSteady || attempt == 3 { return (bytes, before) }
    }
    return nil
  }

  /// - Returns: what to tell; `nil` if another program had put a different file there meanwhile,
  ///   which is in its place again.
  private func setAside(
    damagedAt offset: Int, of bytes: [UInt8]
  ) throws(StorageError) -> String? {
    let instant = Instant(milliseconds: now() / 1_000_000)
    let aside = Path(
      bytes: paths.state.bytes + Array(".damaged-\(instant.iso8601Milliseconds)".utf8))
    let isDone = paths.state.withCString { old in
      aside.withCString { rename(old, $0) }
    }
    guard isDone == 0 else { throw .cannotWrite(path: paths.state.display, code: errno) }
    if OpenFile(aside, O_RDONLY)?.bytes(limit: StateDisk.limit) != bytes {
      let isBack = aside.withCString { old in
        paths.state.withCString { Renaming.rename(old, $0, flags: 1) }
      }
      if isBack == 0 { return nil }
    }
    let line = bytes[..<min(offset, bytes.count)].count { $0 == 0x0A } + 1
    return Wording.stateDamaged(paths.state.display, line: line, aside: aside.display)
  }
}
