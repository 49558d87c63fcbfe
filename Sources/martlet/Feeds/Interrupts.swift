import Dispatch
import Glibc

/// Lets a command end in order when it is interrupted; a second interruption ends it at once.
final class Interrupts {
  private static let numbers = [SIGINT, SIGTERM]
  private let sources: [any DispatchSourceSignal]
  private let caught = Locked<Int32?>(nil)

  /// - Parameter handle: called on another thread.
  init(_ handle: @escaping @Sendable () -> Void) {
    let caught = caught
    sources = Self.numbers.map { number in
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler {
        let isFirst = caught.withLock { known in
          defer { known = number }
          return known == nil
        }
        guard isFirst else { _exit(128 + number) }
        handle()
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.numbers { Glibc.signal(number, SIG_DFL) }
  }

  /// The signal that came.
  var signal: Int32? { caught.withLock { $0 } }
}
