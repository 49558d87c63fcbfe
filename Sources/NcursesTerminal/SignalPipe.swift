internal import CTerminal
internal import Glibc

/// SIGTERM, SIGHUP, SIGINT and SIGQUIT as something `poll` can wait for; SIGPIPE is ignored.
///
/// SIGWINCH wakes the waiter too: ask ``TerminalSession/nextInput()`` whenever `poll` returns.
/// Signals belong to the process: every instance reads the same pipe.
public final class SignalPipe {
  /// To be polled for reading; -1 where no pipe could be made.
  public let descriptor: Int32

  public init() {
    descriptor = ct_signal_pipe()
  }

  /// The number of the next signal that arrived; `nil` when there is none. Never blocks.
  public func next() -> Int32? {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 {
      if Int32(byte) != SIGWINCH { return Int32(byte) }
    }
    return nil
  }
}
