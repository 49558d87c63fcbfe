import TUI

/// The signs of the window, and their twins for terminals without Unicode.
struct Glyphs: Sendable {
  let unread: String
  let star: String
  let related: String
  /// Before the number of articles that stand below the row of their story, and before each of them.
  let unfolded: String
  let under: String
  /// Before the selected row.
  let gutter: String
  /// Before the head of a folded group.
  let folded: String
  let vertical: String
  let horizontal: String
  let work: String
  let dot: String
  let dash: String
  let loading: String
  /// Before what was downloaded.
  let down: String
  let scrollBar: String
  /// At the edge of code that goes on beyond it.
  let moreLeft: String
  let moreRight: String

  /// - Parameter isSpoken: whether a program reads the screen: no sign is one that it would spell out.
  init(_ charset: Charset, set: GlyphSet = .unicode, isSpoken: Bool = false) {
    let isASCII = charset == .ascii || set == .ascii || isSpoken
    unread = isASCII ? "N" : "\u{25CF}"
    star = isASCII ? "*" : "\u{2605}"
    related = isASCII ? "&" : "\u{29C9}"
    unfolded = isASCII ? "v" : "\u{25BE}"
    under = isASCII ? "\\" : "\u{2514}"
    gutter = isSpoken ? " " : isASCII ? ">" : "\u{258C}"
    folded = isASCII ? "+" : "\u{25B8}"
    vertical = isSpoken ? " " : isASCII ? "|" : "\u{2502}"
    horizontal = isASCII ? "-" : "\u{2500}"
    work = isASCII ? "~" : "\u{27F3}"
    dot = Wording.dot(isASCII ? .ascii : charset)
    dash = isASCII ? " - " : " \u{2014} "
    loading = isASCII ? "..." : "\u{2026}"
    down = isASCII ? "v" : "\u{2193}"
    scrollBar = isSpoken ? " " : isASCII ? "#" : "\u{2590}"
    moreLeft = isASCII ? "<" : "\u{2039}"
    moreRight = isASCII ? ">" : "\u{203A}"
  }
}
