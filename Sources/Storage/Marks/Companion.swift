import Articles
import Glibc

/// Another version of the state, beside the state file: to be merged and then taken away.
struct Companion {
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
      Companion.prune(folder)
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
