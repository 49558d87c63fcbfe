import Glibc

/// Waits until one of a few descriptors is readable.
struct PollSet {
  private var entries: [pollfd]

  /// Descriptors below zero are never ready.
  init(_ descriptors: [Int32]) {
    entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  /// Leaves a descriptor out, or takes it in again.
  mutating func rest(_ descriptor: Int32, _ isResting: Bool) {
    for index in entries.indices where entries[index].fd == descriptor {
      entries[index].events = isResting ? 0 : Int16(POLLIN)
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
