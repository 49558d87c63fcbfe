import Foundation
import Glibc

/// A window on a terminal of its own, without a program between: cheap enough for a thousand of them.
final class PlainWindow {
  let child: Child
  private let terminal: Int32
  private(set) var screen = PlainTerminal()

  struct NoTerminal: Error {}
  struct Missing: Error {
    let screen: String
  }

  /// - Parameter errors: the file that gets what the program says when it ends.
  init(_ arguments: [String], _ environment: [String: String], errors: String) throws {
    var (master, slave) = (Int32(-1), Int32(-1))
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(
      ws_row: UInt16(PlainTerminal.rows), ws_col: UInt16(PlainTerminal.columns), ws_xpixel: 0,
      ws_ypixel: 0)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw NoTerminal() }
    defer { close(slave) }
    terminal = master
    _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    let path = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // A VT52 in the C locale: every cell is one byte.
    let plain = environment.merging(["TERM": "vt52", "LC_ALL": "C"]) { $1 }
    child = try Child(
      Program.executable, arguments, plain,
      Child.Streams(input: path, errors: errors, isTerminal: true))
  }

  deinit { close(terminal) }

  func press(_ keys: String) {
    _ = keys.withCString { write(terminal, $0, strlen($0)) }
  }

  /// Draws what has come; whether anything had.
  @discardableResult
  func draw() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var came = false
    while true {
      let count = read(terminal, &buffer, buffer.count)
      guard count > 0 else { return came }
      came = true
      screen.feed(buffer[..<count])
    }
  }

  /// Waits until something is on the screen; `false` if the program ends before.
  func waitUntilDrawn(_ holds: (PlainTerminal) -> Bool) throws -> Bool {
    var isDrawn = false
    do {
      try waitUntil {
        draw()
        isDrawn = holds(screen)
        return isDrawn || child.hasEnded
      }
    } catch is TimedOut {
      throw Missing(screen: screen.text)
    }
    return isDrawn
  }

  /// Waits for the end, drawing meanwhile: who cannot write does not end.
  func waitForEnd() throws -> Child.Ending {
    do {
      return try child.wait { draw() }
    } catch is TimedOut {
      throw Missing(screen: screen.text)
    }
  }
}
