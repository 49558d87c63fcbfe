import Glibc

/// What lies beside the state file and belongs to it.
struct Companions {
  private(set) var all: [Companion] = []
  /// Conflict copies that cannot be merged.
  private(set) var refused: [Path] = []
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
        guard Companions.isLeftBehind(path, now),
          let file = StateFile.usable(path, sortingIn: paths.folder)
        else { continue }
        all.append(Companion(path: path, file: file, origin: .killedProcess))
      } else if conflicts.contains(name.bytes), let age = Companions.age(of: path, now) {
        if age < Companions.second {
          areUnsettled = true
        } else if let file = StateFile.usable(path, sortingIn: paths.folder) {
          all.append(Companion(path: path, file: file, origin: .syncTool))
        } else if age < 10 * Companions.second {
          areUnsettled = true
        } else {
          refused.append(path)
        }
      }
    }
  }

  /// Temporary files for `path` that nobody works on any more.
  static func leftBehind(beside path: Path, now: Int64) -> [Path] {
    guard let open = OpenFile(path.parent, O_RDONLY | O_DIRECTORY), let names = FolderNames(open)
    else { return [] }
    let temporary = TemporaryFile.prefix(of: path)
    return names.sorted.filter { $0.bytes.starts(with: temporary) }
      .map { path.parent.appending($0.bytes) }.filter { isLeftBehind($0, now) }
  }

  /// A young one may belong to a writer that lives: nobody takes a minute to write one.
  private static func isLeftBehind(_ path: Path, _ now: Int64) -> Bool {
    age(of: path, now).map { $0 > 60 * second } ?? false
  }

  /// Since anything about a file changed, in nanoseconds; `nil` where there is no file.
  private static func age(of path: Path, _ now: Int64) -> Int64? {
    guard let facts = FileFacts(at: path), facts.kind == .file else { return nil }
    // A time in the future says nothing.
    return facts.changed > now ? Int64.max : now &- facts.changed
  }
}
