import CPseudoTerminal
import Glibc

/// A program in a terminal of its own, seen from the other side.
final class TerminalSession {
  /// When the program was started.
  let started: Int
  let process: ProcessFigures
  private let descriptor: Int32
  private(set) var isRunning = true

  /// What a program wrote after something happened.
  struct Answer {
    /// Nanoseconds until its first and its last byte; `nil` if it wrote nothing.
    var first: Int?
    var last: Int?
    var bytes = 0
  }

  init(_ options: Options) throws(Failure) {
    var path = [CChar](repeating: 0, count: 128)
    descriptor = pseudo_terminal_open(
      Int32(options.columns), Int32(options.rows), &path, path.count)
    guard descriptor >= 0 else {
      throw Failure("no terminal: \(String(cString: strerror(errno)))", status: 1)
    }
    var arguments = options.program.map { strdup($0) } + [nil]
    var environment = Self.environment(options).map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var identifier: pid_t = 0
    started = Clock.now
    let failure = pseudo_terminal_spawn(path, &arguments, &environment, &identifier)
    guard failure == 0 else {
      throw Failure("\(options.program[0]): \(String(cString: strerror(failure)))", status: 1)
    }
    process = ProcessFigures(identifier: identifier)
  }

  private static func environment(_ options: Options) -> [String] {
    var result: [String] = []
    var entry = environ
    while let text = entry.pointee {
      result.append(String(cString: text))
      entry += 1
    }
    for (name, value) in [("TERM", "xterm-256color")] + options.environment {
      result.removeAll { $0.hasPrefix(name + "=") }
      result.append("\(name)=\(value)")
    }
    return result
  }

  /// `false` once the program has gone.
  func press(_ keys: [UInt8]) -> Bool {
    isRunning = isRunning && Glibc.write(descriptor, keys, keys.count) == keys.count
    return isRunning
  }

  /// Reads until nothing has come for `gap`; waits no longer than `patience` for the first byte.
  func settle(since start: Int, gap: Int, patience: Int) -> Answer {
    var answer = Answer()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while isRunning, waitForOutput(answer.last == nil ? patience : gap) {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else {
        isRunning = false
        break
      }
      let elapsed = Clock.now - start
      answer.first = answer.first ?? elapsed
      answer.last = elapsed
      answer.bytes += count
    }
    return answer
  }

  private func waitForOutput(_ nanoseconds: Int) -> Bool {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, Int32(nanoseconds / 1_000_000)) > 0
  }

  /// Hangs up, waits up to a second, then insists.
  func end() {
    close(descriptor)
    for attempt in 0..<100 {
      if waitpid(process.identifier, nil, WNOHANG) != 0 { return }
      if attempt == 50 { kill(process.identifier, SIGTERM) }
      usleep(10_000)
    }
    kill(process.identifier, SIGKILL)
    waitpid(process.identifier, nil, 0)
  }
}
