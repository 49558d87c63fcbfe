/// A colour as a theme asks for it; what the terminal shows is the nearest it has.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// The 256 colours of xterm: 0–15 the terminal's named ones, then a 6×6×6 cube, then greys.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}
