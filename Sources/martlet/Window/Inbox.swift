import Dispatch
import Glibc
import ReaderCore
import Storage

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
    messages.withLock { waiting in
      waiting.append(message)
      // One byte is enough for any number of messages. Written under the lock: one that came after
      // its messages were taken would keep the descriptor readable, and the loop awake, for ever.
      if waiting.count == 1 { _ = write(wakingEnd, "!", 1) }
    }
  }

  /// Posts what comes of work that is done on a queue.
  func answer(
    on queue: DispatchQueue,
    _ work: @escaping @Sendable () throws(StorageError) -> Message,
    failure: @escaping @Sendable (StorageError) -> Message = { .notice($0.message) }
  ) {
    queue.async { [self] in
      do throws(StorageError) {
        post(try work())
      } catch {
        post(failure(error))
      }
    }
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
