/// What the terminal can show.
public enum Charset: Sendable {
  case unicode
  /// Everything else is spelled in ASCII: "é" as "e", "→" as "->", what has no spelling as "?".
  case ascii
}
