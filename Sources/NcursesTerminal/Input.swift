public import TUI

/// What came from the terminal.
public enum Input: Equatable, Sendable {
  case key(Key)
  case resized(Size)
  /// The terminal is gone: nothing more will come.
  case hangup
}
