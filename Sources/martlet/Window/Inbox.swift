import Glibc
import ReaderCore

/// Messages from other threads to the event loop, which waits on `descriptor`.
final class Inbox: Sendable {
  /// Readable while messages wait.
  let descriptor: Int32

  private let wakingEnd: Int32
  private let messages = Locked<[Message]>([])

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no descriptors left for the window's inbox")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    wakingEnd = ends[1]
  }

  deinit {
    close(descriptor)
    close(wakingEnd)
  }

  func post(_ message: Message) {
    let isFirst = messages.withLock { waiting in
      waiting.append(message)
      return waiting.count == 1
    }
    // One byte is enough for any number of messages.
    if isFirst { _ = write(wakingEnd, "!", 1) }
  }

  /// What has arrived since the last call, in order.
  func take() -> [Message] {
    messages.withLock { waiting in
      guard !waiting.isEmpty else { return [] }
      var byte: UInt8 = 0
      _ = read(descriptor, &byte, 1)
      defer { waiting.removeAll() }
      return waiting
    }
  }
}
