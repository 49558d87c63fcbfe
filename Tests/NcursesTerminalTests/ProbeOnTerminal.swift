import Glibc

/// The probe program on a pseudo-terminal of its own.
final class ProbeOnTerminal {
  private let controller: Int32
  private let follower: Int32
  private let process: pid_t
  /// The settings of the terminal before the program began.
  let initialSettings: [UInt32]
  private var hasEnded = false
  private(set) var output: [UInt8] = []

  struct Failure: Error {
    var step: String
  }

  // What Glibc's module leaves out of <sys/ioctl.h> and <spawn.h>.
  private static let setLock: UInt = 0x4004_5431
  private static let terminalNumber: UInt = 0x8004_5430
  private static let newSession: Int16 = 0x80

  /// - Parameter inShell: runs it as a job of a shell, which then waits for a line and goes on with
  ///   it.
  init(_ argument: String, environment: [String], inShell: Bool = false) throws {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: UInt32 = 0
    guard controller >= 0, ioctl(controller, Self.setLock, &locked) == 0,
      ioctl(controller, Self.terminalNumber, &number) == 0
    else { throw Failure(step: "opening a pseudo-terminal") }
    let name = "/dev/pts/\(number)"
    follower = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(ws_row: 10, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(follower, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure(step: "sizing") }

    initialSettings = Self.settings(of: follower)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // In a new session the first terminal opened becomes the controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)

    let probe = try Self.programFolder() + "/TerminalProbe"
    let path = inShell ? "/bin/sh" : probe
    let script = "'\(probe)' \(argument); echo job=$?; read line; fg"
    let words = inShell ? [path, "-mc", script] : [path, argument]
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for word in arguments + variables { free(word) } }
    var process: pid_t = 0
    guard posix_spawn(&process, path, &actions, &attributes, arguments, variables) == 0 else {
      throw Failure(step: "starting \(path)")
    }
    self.process = process
  }

  deinit {
    close(controller)
    close(follower)
    if !hasEnded {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  /// The settings of the terminal now.
  var settings: [UInt32] { Self.settings(of: follower) }

  /// What `stty` shows, as numbers.
  private static func settings(of terminal: Int32) -> [UInt32] {
    var settings = termios()
    tcgetattr(terminal, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Reads until the text was written; throws when nothing comes for ten seconds.
  func wait(for text: String) throws {
    let wanted = Array(text.utf8)
    while !output.contains(wanted) {
      guard read(milliseconds: 10_000) else { throw Failure(step: "\(text) in \(self.text)") }
    }
  }

  func forget() {
    output = []
  }

  func type(_ text: String) {
    _ = text.withCString { write(controller, $0, strlen($0)) }
  }

  /// Waits until the program has read what was typed.
  func settle() throws {
    let deadline = ContinuousClock.now + .seconds(10)
    var count: Int32 = 1
    while ioctl(follower, UInt(FIONREAD), &count) == 0, count > 0 {
      _ = read(milliseconds: 1)
      guard ContinuousClock.now < deadline else { throw Failure(step: "reading") }
    }
  }

  func send(_ signal: Int32) {
    kill(process, signal)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  /// Waits for the end: the exit status, or the signal as a negative number. Throws
  /// after twenty seconds.
  func waitForEnd() throws -> Int32 {
    var status: Int32 = 0
    let deadline = ContinuousClock.now + .seconds(20)
    // Reads meanwhile: a full terminal would keep the program from ending.
    while waitpid(process, &status, WNOHANG) == 0 {
      _ = read(milliseconds: 10)
      guard ContinuousClock.now < deadline else {
        throw Failure(step: "ending after \(text.debugDescription)")
      }
    }
    hasEnded = true
    while read(milliseconds: 0) {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }

  private func read(milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0, descriptor.revents & Int16(POLLIN) != 0 else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(controller, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer.prefix(count)
    return true
  }

  /// Where the test program lies, and so the probe.
  private static func programFolder() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { throw Failure(step: "finding the program") }
    let path = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}
