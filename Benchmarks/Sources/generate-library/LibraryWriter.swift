import Glibc

/// Puts files into subfolders of a thousand, with as few system calls as that takes.
struct LibraryWriter {
  struct Failure: Error {
    let path: String
    let code: Int32
  }

  private(set) var bytes = 0
  private(set) var folders = 0
  private let folder: String
  private var descriptor: Int32 = -1
  private static let filesPerFolder = 1000

  init(folder: String) {
    self.folder = folder
  }

  mutating func write(_ text: [UInt8], named name: String, number: Int) throws(Failure) {
    if number % Self.filesPerFolder == 0 { try openFolder(number / Self.filesPerFolder) }
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure(path: name, code: errno) }
    defer { close(file) }
    var written = 0
    while written < text.count {
      let count = text.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress! + written, $0.count - written)
      }
      guard count > 0 else { throw Failure(path: name, code: errno) }
      written += count
    }
    bytes += written
  }

  private mutating func openFolder(_ index: Int) throws(Failure) {
    if descriptor >= 0 { close(descriptor) }
    let digits = String(index)
    let path = folder + "/_news-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    if index == 0 { mkdir(folder, 0o755) }
    mkdir(path, 0o755)
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    folders += 1
  }
}
