import Glibc

/// One run of a program, and what it cost.
package struct Run {
  /// Milliseconds.
  package let wall: Double
  /// Milliseconds on a processor, in all threads.
  package let processorTime: Double
  /// Kilobytes; of a program that starts others and waits for them, the largest of all.
  package let peakMemory: Int
  /// What all its read calls returned.
  package let bytesRead: Int

  /// Waits until the program has ended; its output is thrown away.
  /// - Parameter input: the file that it finds on its standard input.
  package init(
    _ command: [String], environment: [String], input: String = "/dev/null"
  ) throws(Failure) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var identifier: pid_t = 0
    let start = Run.now
    guard posix_spawn(&identifier, command[0], &actions, nil, &arguments, &variables) == 0 else {
      throw Failure("\(command[0]) cannot be started")
    }
    // Not yet reaped, so that the kernel still tells of it.
    var information = siginfo_t()
    waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT)
    wall = Double(Run.now - start) / 1e6
    bytesRead = Run.bytesRead(identifier)
    var status: Int32 = 0
    var usage = rusage()
    wait4(identifier, &status, 0, &usage)
    guard status == 0 else { throw Failure("\(command.joined(separator: " ")) failed") }
    processorTime = Run.milliseconds(usage.ru_utime) + Run.milliseconds(usage.ru_stime)
    peakMemory = usage.ru_maxrss
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private static func milliseconds(_ time: timeval) -> Double {
    Double(time.tv_sec) * 1000 + Double(time.tv_usec) / 1000
  }

  private static func bytesRead(_ process: pid_t) -> Int {
    let file = open("/proc/\(process)/io", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = read(file, &buffer, buffer.count)
    let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    // The first line is "rchar: NUMBER".
    return text.split(separator: "\n").first.flatMap { Int($0.dropFirst(7)) } ?? 0
  }
}
