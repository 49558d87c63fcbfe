/// Whether styles show their colours.
public enum ColorMode: Sendable {
  /// As many as the terminal has.
  case automatic
  /// Attributes only.
  case none
}
