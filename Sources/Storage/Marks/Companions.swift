import Glibc

/// What lies beside the state file and belongs to it.
struct Companions {
  private(set) var all: [Companion] = []
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

  private mutating func addLeftover(_ path: Path, sortingIn folder: Path) {
    do throws(StateFault) {
      if let file = try StateFile.read(path, sortingIn: folder), file.newerVersion == nil {
        all.append(Companion(path: path, file: file, origin: .killedProcess))
      }
    } catch {
      if case .damaged = error { remains.append(path) }
    }
  }
}
