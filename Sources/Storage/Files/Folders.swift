import Glibc

enum Folders {
  /// Makes `folder` and what is missing above it, readable by its owner alone.
  static func create(_ folder: Path) throws(StorageError) {
    if let facts = FileFacts(at: folder), facts.kind == .folder { return }
    let parent = folder.parent
    if !parent.isEmpty, parent != folder { try create(parent) }
    guard folder.withCString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST else {
      throw .cannotCreateFolder(path: folder.display, code: errno)
    }
  }

  /// Makes a rename in `folder` survive a power cut, where the file system can.
  static func sync(_ folder: Path) {
    guard let file = OpenFile(folder, O_RDONLY | O_DIRECTORY) else { return }
    fsync(file.descriptor)
  }
}
