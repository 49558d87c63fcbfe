/// When an opened article becomes read.
public enum MarkRead: Hashable, Sendable {
  case onOpen
  /// After the detail pane has had the focus on it for so many seconds.
  case after(seconds: Int)
  /// When its end is on the screen and the detail pane has the focus.
  case atEnd
  /// Only by the keys that mark.
  case manual
}
