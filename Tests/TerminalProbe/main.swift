import Glibc
import NcursesTerminal
import TUI

// Opens a window and ends as its argument says, for tests that look at the terminal afterwards.

let session: TerminalSession
do {
  session = try TerminalSession()
} catch {
  print(error)
  exit(2)
}
let signals = SignalPipe()
var frame = Frame(size: session.size, charset: session.charset)
frame.draw("ready", at: Point(column: 0, row: 0), width: 80)
session.present(frame)

switch CommandLine.arguments.dropFirst().first {
case "color", "color-trap":
  let teal = Style(foreground: .rgb(1, 127, 129), background: .rgb(1, 127, 130))
  frame.draw("teal", at: Point(column: 0, row: 0), width: 80, style: teal)
  session.present(frame)
  precondition(CommandLine.arguments.last == "color", "asked for")
  session.close()
case "trap": fatalError("asked for")
case "overflow":
  func dive(_ depth: Int) -> Int { depth < 0 ? 0 : dive(depth + 1) + depth }
  print(dive(1))
case "abort": abort()
case "exit": exit(7)
case "stop":
  session.stopProcess()
  frame.draw("again", at: Point(column: 0, row: 0), width: 80)
  session.present(frame)
  session.close()
case "modes-close", "modes-trap":
  session.modes = Set(TerminalMode.allCases)
  precondition(CommandLine.arguments.last == "modes-close", "asked for")
  session.close()
case "echo", "ask":
  // Names every input on the first row until "q".
  if CommandLine.arguments.last == "ask" {
    session.modes = Set(TerminalMode.allCases)
    session.askForGround()
  }
  while true {
    var descriptors = [
      pollfd(fd: session.inputDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    poll(&descriptors, 2, -1)
    if let signal = signals.next() {
      session.close()
      exit(128 + signal)
    }
    while let input = session.nextInput() {
      frame = Frame(size: session.size, charset: session.charset)
      switch input {
      case .key(.character("q")):
        session.close()
        exit(0)
      case .key(let key): frame.draw("<\(key.name)>", at: Point(column: 0, row: 0), width: 80)
      case .pasted(let text):
        frame.draw("<pasted \(text)>", at: Point(column: 0, row: 0), width: 80)
      case .mouse(let event):
        frame.draw(
          "<\(event.kind) \(event.point.column),\(event.point.row)>", at: Point(column: 0, row: 0),
          width: 80)
      case .ground(let isDark):
        frame.draw(isDark ? "<dark>" : "<light>", at: Point(column: 0, row: 0), width: 80)
      case .focused(let isFocused):
        frame.draw(isFocused ? "<in>" : "<out>", at: Point(column: 0, row: 0), width: 80)
      case .resized(let size):
        frame.draw(
          "<\(size.columns)x\(size.rows)>", at: Point(column: 0, row: 0), width: 80)
      case .pictures, .answer: break
      case .hangup: exit(9)
      }
      session.present(frame)
      session.redraw()
    }
  }
default: session.close()
}
