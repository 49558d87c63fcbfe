import Foundation
import Glibc

/// Runs programs that leave a server behind, as tmux does: Foundation's `Process` waits for everyone
/// who inherited its descriptors. Here a child inherits none.
enum Spawn {
  struct Failed: Error {
    let code: Int32
  }

  /// Returns what the program wrote to its standard output, once it has ended.
  static func run(
    _ path: String, _ arguments: [String], _ environment: [String: String]
  ) throws -> String {
    let output = FileManager.default.temporaryDirectory
      .appendingPathComponent("martlet-spawn-" + UUID().uuidString).path
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }

    // The threads that run tests block signals; a server must hear that it is to end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var vector = ([path] + arguments).map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
    var variables =
      environment.map { strdup("\($0)=\($1)") as UnsafeMutablePointer<CChar>? } + [nil]
    defer { for pointer in vector + variables { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, &vector, &variables)
    guard code == 0 else { throw Failed(code: code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
  }
}
