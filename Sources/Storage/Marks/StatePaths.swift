import Articles
import Glibc

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
