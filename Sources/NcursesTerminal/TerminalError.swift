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
