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

/// Waits until one of a few descriptors is readable.
struct PollSet {
  private var entries: [pollfd]

  /// Descriptors below zero are never ready.
  init(_ descriptors: [Int32]) {
    entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  /// Leaves a descriptor out, or takes it in again. Without events instead of being out, it would still have
  /// the kernel wake the thread for everything that happens.
  mutating func rest(_ descriptor: Int32, _ isResting: Bool) {
    guard descriptor >= 0 else { return }
    for index in entries.indices where [descriptor, ~descriptor].contains(entries[index].fd) {
      entries[index].fd = isResting ? ~descriptor : descriptor
    }
  }

  /// Returns after `timeout` milliseconds at the latest (-1: never), or when a signal came.
  mutating func wait(timeout: Int32) {
    for index in entries.indices { entries[index].revents = 0 }
    if poll(&entries, nfds_t(entries.count), timeout) < 0 {
      for index in entries.indices { entries[index].revents = 0 }
    }
  }

  func isReady(_ descriptor: Int32) -> Bool {
    entries.contains { $0.fd == descriptor && $0.revents != 0 }
  }
}

/// What is to be done later, each kind at most once.
struct Deadlines<Alarm: Hashable> {
  private var times: [Alarm: Int64] = [:]

  /// - Parameter now: milliseconds of the clock that never jumps; so in the other methods.
  mutating func set(_ alarm: Alarm, afterMilliseconds delay: Int, now: Int64) {
    times[alarm] = now + Int64(max(0, delay))
  }

  mutating func cancel(_ alarm: Alarm) {
    times[alarm] = nil
  }

  /// Takes out what is due, earliest first.
  mutating func due(now: Int64) -> [Alarm] {
    let due = times.filter { $0.value <= now }.sorted { $0.value < $1.value }.map(\.key)
    for alarm in due { times[alarm] = nil }
    return due
  }

  /// How long `poll` may sleep: milliseconds, or -1 for ever.
  func timeout(now: Int64) -> Int32 {
    guard let next = times.values.min() else { return -1 }
    return Int32(clamping: max(0, next - now))
  }
}

extension DispatchQueue {
  /// Does `work` after a pause in which the queue does nothing else.
  ///
  /// Unlike `asyncAfter` it sets no timer: after the first one the library wakes every second for as
  /// long as the program runs.
  func pause(milliseconds: Int, then work: @escaping @Sendable () -> Void) {
    async {
      usleep(UInt32(clamping: milliseconds * 1000))
      work()
    }
  }
}
