import Glibc

/// Moving and copying whole files, across file systems as well.
enum Moving {
  /// What has the new name is replaced. `false` with `errno` set where that fails: then the file is
  /// where it was.
  static func move(_ old: Path, to new: Path) -> Bool {
    if old.withCString({ from in new.withCString { rename(from, $0) } }) == 0 { return true }
    guard errno == EXDEV else { return false }
    return copy(old, to: new) && old.withCString({ unlink($0) }) == 0
  }

  /// The copy is complete and on the disk before it has its name.
  static func copy(_ old: Path, to new: Path) -> Bool {
    guard let file = OpenFile(old, O_RDONLY), let facts = FileFacts(of: file.descriptor),
      let copy = TemporaryFile(beside: new, mode: 0o600),
      copy.copy(file, modified: facts.modified), copy.sync(), copy.take(new, .plain)
    else { return false }
    Folders.sync(new.parent)
    return true
  }
}
