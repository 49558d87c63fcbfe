/// What the walk through a source finds, in the order in which it finds it.
enum IndexEvent: Sendable {
  /// A new or changed file was read.
  case read(FileKey, FileFacts, FileOutcome)
  /// A file that was known is no longer there.
  case gone(FileKey)
  /// A folder could not be read, or leads back to itself.
  case folderProblem(folder: Path, message: String)
  /// A folder that had a problem has none any more.
  case folderMended(Path)
  /// Everything was seen. Folders that are known but neither read nor within `unreadable` are gone.
  case finished(folders: Set<Path>, unreadable: [Path])
}

/// A file of a source: its folder, as a path from the source, and its name there.
struct FileKey: Hashable, Sendable {
  let folder: Path
  let name: [UInt8]
}
