/// A key as the terminal reports it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// With Ctrl held; letters in lower case, the space bar as " ".
  case control(Character)
  /// With Alt held, or typed after Escape.
  case alt(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, escape, tab, backTab, backspace, delete, insert
  /// F1 is 1.
  case function(Int)
}
