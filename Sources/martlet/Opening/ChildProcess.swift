import Foundation
import Glibc

/// Starts programs by argument vector. There is no way through here to a shell.
enum ChildProcess {
  enum Streams {
    /// The child shares the terminal; the caller waits for it.
    case terminal
    /// The child gets a session of its own and no terminal, so that it outlives this program.
    case detached
    /// The child reads these bytes and nothing else.
    case input([UInt8])
    /// The child shares the terminal, but for its input: these bytes.
    case terminalReading([UInt8])

    var input: [UInt8]? {
      switch self {
      case .terminal, .detached: nil
      case .input(let bytes), .terminalReading(let bytes): bytes
      }
    }
  }

  /// The path of a program, looked up in `PATH` as the shell does; `nil` if there is none.
  static func path(of program: String, environment: [String: String]) -> String? {
    if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
    for folder in (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
      let path = folder + "/" + program
      var info = stat()
      guard stat(String(path), &info) == 0, info.st_mode & S_IFMT == S_IFREG else { continue }
      if access(String(path), X_OK) == 0 { return String(path) }
    }
    return nil
  }

  /// - Returns: the child's process id.
  /// - Throws: the system's error number.
  static func start(
    _ path: String, _ arguments: [String], streams: Streams
  ) throws(Errno) -> pid_t {
    let (process, input) = try started(path, arguments, streams: streams)
    // Takes as long as the child likes, so nobody else may have to wait for it.
    switch streams {
    case .terminal, .detached: break
    case .input(let bytes):
      feed(bytes, to: input)
      close(input)
    case .terminalReading(let bytes):
      // Whoever waits for the child waits for it alone, and not for others that hold its input open.
      Thread.detachNewThread {
        feed(bytes, to: input)
        close(input)
      }
    }
    return process
  }

  /// - Returns: also the end of the pipe that the child reads from, if it reads bytes.
  private static func started(
    _ path: String, _ arguments: [String], streams: Streams
  ) throws(Errno) -> (process: pid_t, input: Int32) {
    // One at a time: another child must not inherit the ends of this one's pipe before they are
    // closed to it.
    starting.lock()
    defer { starting.unlock() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var isDetached = false
    var pipeEnds: [Int32] = [-1, -1]
    switch streams {
    case .terminal: break
    case .detached:
      isDetached = true
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      silence(&actions)
    case .input, .terminalReading:
      guard pipe(&pipeEnds) == 0 else { throw Errno(errno) }
      for end in pipeEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, pipeEnds[0], 0)
      if case .input = streams { silence(&actions) }
    }
    do {
      let process = try spawn(path, arguments, actions, inOwnSession: isDetached)
      if streams.input != nil { close(pipeEnds[0]) }
      return (process, pipeEnds[1])
    } catch {
      for end in pipeEnds where end >= 0 { close(end) }
      throw error
    }
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ actions: posix_spawn_file_actions_t,
    inOwnSession: Bool
  ) throws(Errno) -> pid_t {
    var actions = actions
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this program ignores or blocks must reach the child as usual.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    // POSIX_SPAWN_SETSID: a macro that needs _GNU_SOURCE, not imported.
    if inOwnSession { flags |= 0x80 }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var vector = ([path] + arguments).map { strdup($0) as UnsafeMutablePointer<CChar>? }
    vector.append(nil)
    defer { for pointer in vector { free(pointer) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, path, &actions, &attributes, vector, environ)
    guard failure == 0 else { throw Errno(failure) }
    return process
  }

  /// Starts a program in a session of its own, without the terminal.
  ///
  /// The ends are closed to other children. One that outlives this program keeps the reading end of
  /// what it complains into, so that a word of it then is lost and does not end it.
  /// - Returns: this program's ends of its streams, -1 where it has none.
  /// - Throws: the system's error number.
  static func start(
    _ path: String, _ arguments: [String], readsInput: Bool, isPrinting: Bool, outlives: Bool
  ) throws(Errno) -> (process: pid_t, input: Int32, output: Int32, errors: Int32) {
    starting.lock()
    defer { starting.unlock() }
    var ends: [[Int32]] = []
    for isWanted in [readsInput, isPrinting, true] {
      var pair: [Int32] = [-1, -1]
      if isWanted, pipe(&pair) != 0 {
        let failure = Errno(errno)
        for end in ends.joined() where end >= 0 { close(end) }
        throw failure
      }
      for end in pair where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      ends.append(pair)
    }
    let (input, output, errors) = (ends[0], ends[1], ends[2])
    if outlives { _ = fcntl(errors[1], F_SETFL, O_NONBLOCK) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if input[0] >= 0 {
      posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    if output[1] >= 0 {
      posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
    if outlives { posix_spawn_file_actions_adddup2(&actions, errors[0], keptEnd) }
    do {
      let process = try spawn(path, arguments, actions, inOwnSession: true)
      for end in [input[0], output[1], errors[1]] where end >= 0 { close(end) }
      return (process, input[1], output[0], errors[0])
    } catch {
      for end in ends.joined() where end >= 0 { close(end) }
      throw error
    }
  }

  /// Above what programs open by themselves.
  private static let keptEnd: Int32 = 250

  /// Waits for the child to end.
  /// - Returns: its exit status, or 128 and the signal's number.
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return 0 }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// Runs a program that reads bytes and answers with bytes, and nothing else of it is heard. Blocks.
  /// - Returns: `nil` where it failed, said more than `limit` bytes or took longer.
  static func output(
    of path: String, _ arguments: [String], input: [UInt8], limit: Int, seconds: Int
  ) -> [UInt8]? {
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    // No other child inherits the ends.
    starting.lock()
    guard pipe(&toChild) == 0 else {
      starting.unlock()
      return nil
    }
    guard pipe(&fromChild) == 0 else {
      for end in toChild { close(end) }
      starting.unlock()
      return nil
    }
    for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process = spawned(path, arguments, reading: toChild[0], writing: fromChild[1])
    starting.unlock()
    close(toChild[0])
    close(fromChild[1])
    defer { close(fromChild[0]) }
    guard let process else {
      close(toChild[1])
      return nil
    }
    let writing = toChild[1]
    Thread.detachNewThread {
      feed(input, to: writing)
      close(writing)
    }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let deadline = SystemClock.uptime + Int64(seconds * 1000)
    var isFine = false
    while output.count <= limit {
      var ready = pollfd(fd: fromChild[0], events: Int16(POLLIN), revents: 0)
      let left = deadline - SystemClock.uptime
      guard left > 0 else { break }
      let found = poll(&ready, 1, Int32(left))
      if found < 0 && errno == EINTR { continue }
      guard found > 0 else { break }
      let count = piece.withUnsafeMutableBytes { read(fromChild[0], $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      isFine = count == 0
      guard count > 0 else { break }
      output += piece[..<count]
    }
    if !isFine { kill(process, SIGKILL) }
    let status = wait(for: process)
    return isFine && status == 0 ? output : nil
  }

  private static func spawned(
    _ path: String, _ arguments: [String], reading: Int32, writing: Int32
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    posix_spawn_file_actions_adddup2(&actions, reading, 0)
    posix_spawn_file_actions_adddup2(&actions, writing, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var vector = ([path] + arguments).map { strdup($0) as UnsafeMutablePointer<CChar>? }
    vector.append(nil)
    defer { for pointer in vector { free(pointer) } }
    var process: pid_t = 0
    // Nothing of the environment is needed there.
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    return posix_spawn(&process, path, &actions, &attributes, vector, &environment) == 0
      ? process : nil
  }

  private static let starting = NSLock()

  private static func silence(_ actions: inout posix_spawn_file_actions_t) {
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  }

  private static func feed(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// An error number of the system and its words.
struct Errno: Error, Equatable {
  let code: Int32

  init(_ code: Int32) {
    self.code = code
  }

  var message: String { String(cString: strerror(code)) }
}
