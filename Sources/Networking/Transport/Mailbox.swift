import CCurl
import Synchronization

/// What other threads want of the transport's thread.
final class Mailbox: Sendable {
  struct Submission: Sendable {
    let number: UInt64
    let request: Request
    let makeHandler: @Sendable () -> any ResponseHandler
  }

  struct Letters: Sendable {
    var submissions: [Submission] = []
    var cancelled: [UInt64] = []
    /// Whether transfers that wait may go on.
    var resumes = false
    var isClosed = false
  }

  private struct State: ~Copyable {
    var letters = Letters()
    var lastNumber: UInt64 = 0
    var isWakeUpSent = false
    /// What the thread waits on, from its start to its end. `curl_multi_wakeup` is the one function
    /// for a multi handle that other threads may call; the lock holds off the handle's end.
    var multi: Multi?
  }

  /// A multi handle. Only the pointer is passed on here: see `State.multi`.
  private struct Multi: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private let state = Mutex(State())

  func submit(_ requests: [(Request, @Sendable () -> any ResponseHandler)]) -> [Ticket] {
    state.withLock { state in
      let tickets = requests.map { request, makeHandler in
        state.lastNumber += 1
        state.letters.submissions.append(
          Submission(number: state.lastNumber, request: request, makeHandler: makeHandler))
        return Ticket(number: state.lastNumber)
      }
      Self.wakeUp(&state)
      return tickets
    }
  }

  func cancel(_ tickets: some Sequence<Ticket>) {
    state.withLock { state in
      state.letters.cancelled += tickets.lazy.map(\.number)
      Self.wakeUp(&state)
    }
  }

  func resume() {
    state.withLock { state in
      state.letters.resumes = true
      Self.wakeUp(&state)
    }
  }

  func close() {
    state.withLock { state in
      state.letters.isClosed = true
      Self.wakeUp(&state)
    }
  }

  private static func wakeUp(_ state: inout State) {
    guard !state.isWakeUpSent, let multi = state.multi else { return }
    state.isWakeUpSent = true
    curl_multi_wakeup(multi.pointer)
  }

  // MARK: - For the transport's thread

  /// Says what to wake; `nil` before it ends.
  func wake(_ pointer: UnsafeMutableRawPointer?) {
    let multi = pointer.map(Multi.init)
    state.withLock { $0.multi = multi }
  }

  /// Everything that came since the last time.
  func empty() -> Letters {
    state.withLock { state in
      state.isWakeUpSent = false
      let letters = state.letters
      state.letters = Letters(isClosed: letters.isClosed)
      return letters
    }
  }
}
