import Foundation
import Glibc

/// A program without the terminal, in a session of its own: what it reads is given to it, the end of
/// what it complains of is kept, and what it prints is handed on where somebody wants it.
///
/// It may end whenever it likes, print without end or never read: nothing but its own thread waits.
final class CapturedProgram: Sendable {
  struct Ending: Equatable {
    /// Its exit status, or 128 and the signal's number.
    var status: Int32
    /// The last line that it has written on standard error.
    var lastLine: String
    /// Every line that is kept of what it has written there.
    var lines: [String] = []
    var wasStopped = false
  }

  let process: pid_t
  private let input: Int32
  private let output: Int32
  private let errors: Int32
  /// Wakes the one who waits.
  private let wakingEnds: (read: Int32, write: Int32)
  private let bytes: [UInt8]

  /// How long a program has to end by itself once it is told to, in milliseconds.
  private static let grace: Int32 = 2000
  /// How much of what it complains of is looked at.
  private static let tail = 65_536

  /// - Parameters:
  ///   - input: what stands on its standard input; `nil` for nothing.
  ///   - isPrinting: whether what it prints is wanted.
  ///   - outlives: whether it may go on when this program has ended.
  init(
    _ path: String, _ arguments: [String], input: [UInt8]?, isPrinting: Bool, outlives: Bool
  ) throws(Errno) {
    let ends = try ChildProcess.start(
      path, arguments, readsInput: input != nil, isPrinting: isPrinting, outlives: outlives)
    process = ends.process
    self.input = ends.input
    output = ends.output
    errors = ends.errors
    bytes = input ?? []
    var waking: [Int32] = [-1, -1]
    guard pipe(&waking) == 0 else {
      let failure = Errno(errno)
      for end in [ends.input, ends.output, ends.errors] where end >= 0 { close(end) }
      kill(-ends.process, SIGKILL)
      _ = ChildProcess.wait(for: ends.process)
      throw failure
    }
    for end in waking { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wakingEnds = (waking[0], waking[1])
    for end in [ends.input, ends.output, ends.errors] where end >= 0 {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    close(wakingEnds.read)
    close(wakingEnds.write)
  }

  /// Tells it to end, and makes it end if it does not.
  func stop() { _ = write(wakingEnds.write, "s", 1) }

  /// Blocks until it has ended; to be called once.
  /// - Parameters:
  ///   - limit: after how many milliseconds it is stopped; `nil` for never.
  ///   - take: is given what it prints, and says whether it wants more.
  func run(limit: Int? = nil, take: (ArraySlice<UInt8>) -> Bool = { _ in false }) -> Ending {
    // Whoever reads no more is no reason to end.
    var pipes = sigset_t()
    sigemptyset(&pipes)
    sigaddset(&pipes, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipes, nil)
    let status = Locked<Int32>(0)
    Thread.detachNewThread { [self] in
      let ended = ChildProcess.wait(for: process)
      status.withLock { $0 = ended }
      _ = write(wakingEnds.write, "e", 1)
    }
    var (input, output, errors) = (input, output, errors)
    var rest = bytes[...]
    var complaint: [UInt8] = []
    var isStopped = false
    var deadline = limit.map { SystemClock.uptime + Int64($0) }
    defer { for end in [input, output, errors] where end >= 0 { close(end) } }
    func shut(_ end: inout Int32) {
      if end >= 0 { close(end) }
      end = -1
    }
    // A little at a time: a program that prints without end can be stopped in between.
    func drain(_ turns: Int) {
      for _ in 0..<turns {
        guard output >= 0, let read = Self.read(output) else { break }
        if read.isEmpty || !take(read[...]) { shut(&output) }
      }
      for _ in 0..<turns {
        guard errors >= 0, let read = Self.read(errors) else { break }
        if read.isEmpty { shut(&errors) }
        complaint = Array((complaint + read).suffix(Self.tail))
      }
    }
    while true {
      if rest.isEmpty { shut(&input) }
      var polled = [
        pollfd(fd: wakingEnds.read, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      ]
      let patience = deadline.map { Int32(clamping: max($0 - SystemClock.uptime, 0)) } ?? -1
      if poll(&polled, nfds_t(polled.count), patience) == 0 {
        kill(-process, isStopped ? SIGKILL : SIGTERM)
        deadline = isStopped ? nil : SystemClock.uptime + Int64(Self.grace)
        isStopped = true
      }
      if polled[0].revents != 0 {
        var word: UInt8 = 0
        _ = Glibc.read(wakingEnds.read, &word, 1)
        if word == UInt8(ascii: "e") {
          // What it left in the pipes; others that hold them may go on for ever.
          drain(64)
          return Ending(
            status: status.withLock { $0 }, lastLine: Self.lastLine(of: complaint),
            lines: Self.lines(of: complaint),
            wasStopped: isStopped)
        }
        if !isStopped {
          isStopped = true
          kill(-process, SIGTERM)
          deadline = SystemClock.uptime + Int64(Self.grace)
        }
      }
      if polled[1].revents != 0 {
        let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
          rest = []
        }
      }
      if polled[2].revents != 0 || polled[3].revents != 0 { drain(4) }
    }
  }

  /// What there is; nothing at the end, `nil` where one has to wait.
  private static func read(_ end: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(end, &buffer, buffer.count)
      if count >= 0 { return Array(buffer.prefix(count)) }
      guard errno == EINTR else { return errno == EAGAIN ? nil : [] }
    }
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split { $0 == 0x0A || $0 == 0x0D }.map {
      Output.clean(String(decoding: $0, as: UTF8.self))
    }
  }

  private static func lastLine(of bytes: [UInt8]) -> String {
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
    let last = lines.last { line in line.contains { $0 > 0x20 } }
    return String(Output.clean(String(decoding: last ?? [], as: UTF8.self)).prefix(200))
  }
}
