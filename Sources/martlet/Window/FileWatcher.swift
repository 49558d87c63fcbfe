import Foundation
import Glibc

/// Tells when one of a few files was written, replaced or removed, through inotify on their folders.
///
/// Where inotify does not work (too many watches, a folder that is missing), nothing is ever told.
final class FileWatcher {
  /// Readable when something happened; -1 if there is nothing to wait for.
  let descriptor: Int32

  private let names: Set<String>
  private let isWanted: (String) -> Bool

  /// - Parameter isWanted: Whether a file with another name in these folders matters, too.
  init(paths: [String], isWanted: @escaping (String) -> Bool) {
    self.isWanted = isWanted
    names = Set(paths.map { ($0 as NSString).lastPathComponent })
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    let events = UInt32(IN_MODIFY | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MOVED_FROM)
    for folder in Set(paths.map { ($0 as NSString).deletingLastPathComponent }) {
      inotify_add_watch(descriptor, folder, events)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether any of the files was touched since the last call.
  func take() -> Bool {
    var touched = false
    withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let start = offset + MemoryLayout<inotify_event>.size
          let name = buffer[start..<min(count, start + Int(event.len))].prefix { $0 != 0 }
          let text = String(decoding: name, as: UTF8.self)
          touched = touched || names.contains(text) || isWanted(text)
          offset = start + Int(event.len)
        }
      }
    }
    return touched
  }
}
