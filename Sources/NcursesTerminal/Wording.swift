/// Why the terminal cannot be used.
public enum TerminalError: Error, Hashable, Sendable {
  /// Standard input is no terminal.
  case inputIsNoTerminal
  /// Standard output is no terminal.
  case outputIsNoTerminal
  /// `TERM` is not set.
  case unnamedTerminal
  /// The terminal of that `TERM` cannot move its cursor.
  case dumbTerminal(String)
  /// The terminfo database has no entry for that `TERM`.
  case unknownTerminal(String)
}

extension TerminalError: CustomStringConvertible {
  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .inputIsNoTerminal:
      "standard input is not a terminal: the window needs one to read keys from."
    case .outputIsNoTerminal:
      "standard output is not a terminal: the window needs one to draw on."
    case .unnamedTerminal:
      "TERM is not set: set it to the name of your terminal, for example TERM=xterm-256color."
    case .dumbTerminal(let name):
      "the terminal \"\(printable(name))\" (TERM) cannot draw a window: use one that can, "
        + "for example TERM=xterm-256color."
    case .unknownTerminal(let name):
      "the terminal \"\(printable(name))\" (TERM) is not known here: install its terminfo entry "
        + "(on Debian: ncurses-term) or set TERM=xterm-256color."
    }
  }
}

/// The name without anything that could command the terminal it is printed on.
private func printable(_ name: String) -> String {
  let ascii = name.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? $0 : "?" }
  return String(String.UnicodeScalarView(ascii.prefix(60)))
}
