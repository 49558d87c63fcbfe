import Foundation
import Glibc

/// A process that a test starts, perhaps ends in the middle, and waits for.
final class Child {
  enum Ending: Hashable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Where a child reads and writes: paths.
  struct Streams {
    var input = "/dev/null"
    var output = "/dev/null"
    var errors = "/dev/null"
    /// The input becomes its controlling terminal, which is its output as well.
    var isTerminal = false
  }

  let id: pid_t
  private(set) var ending: Ending?

  init(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ streams: Streams
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDWR, 0)
    if streams.isTerminal {
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
    } else {
      posix_spawn_file_actions_addopen(
        &actions, 1, streams.output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    posix_spawn_file_actions_addopen(
      &actions, 2, streams.errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }

    // The threads that run tests block signals, and the pipe of a reader that is gone must be heard.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let session: Int16 = streams.isTerminal ? 0x80 : 0  // POSIX_SPAWN_SETSID of glibc
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | session)

    var vector = ([path] + arguments).map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
    var variables =
      environment.map { strdup("\($0)=\($1)") as UnsafeMutablePointer<CChar>? } + [nil]
    defer { for pointer in vector + variables { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, &vector, &variables)
    guard code == 0 else { throw Spawn.Failed(code: code) }
    id = process
  }

  /// A child does not outlive its test.
  deinit {
    guard ending == nil else { return }
    Glibc.kill(id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
  }

  var hasEnded: Bool {
    if ending != nil { return true }
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return false }
    let signal = status & 0x7F
    ending = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    return true
  }

  func kill(_ signal: Int32) {
    if !hasEnded { Glibc.kill(id, signal) }
  }

  /// Waits for the end; `meanwhile` is called again and again.
  @discardableResult
  func wait(meanwhile: () -> Void = {}) throws -> Ending {
    try waitUntil {
      meanwhile()
      return hasEnded
    }
    return ending ?? .exited(0)
  }
}
