import Glibc

/// Tells windows of other processes that feeds have brought something, or folders have changed.
///
/// They ask the library what it is; the file says only that there is something to ask for.
struct LibraryNews {
  let path: String

  /// Where the file cannot be written, windows find it out when they look for themselves.
  func tell() {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }
}
