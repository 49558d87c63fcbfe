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
  /// Before how long a sound or a film runs, and before that where it was played.
  let sound: String
  let film: String
  let played: String
  let scrollBar: String
  /// At the edge of code that goes on beyond it.
  let moreLeft: String
  let moreRight: String

  /// - Parameter isSpoken: whether a program reads the screen: no sign is one that it would spell out.
  init(_ charset: Charset, set: GlyphSet = .unicode, isSpoken: Bool = false) {
    let isASCII = charset == .ascii || set == .ascii || isSpoken
    let isNerd = set == .nerd
    func sign(_ ascii: String, _ unicode: String, nerd: String? = nil) -> String {
      isASCII ? ascii : isNerd ? nerd ?? unicode : unicode
    }
    // Those of Nerd Fonts are of the set of Font Awesome, which all their releases have in one place.
    unread = sign("N", "\u{25CF}", nerd: "\u{F111}")
    star = sign("*", "\u{2605}", nerd: "\u{F005}")
    related = sign("&", "\u{29C9}", nerd: "\u{F0C1}")
    unfolded = sign("v", "\u{25BE}", nerd: "\u{F107}")
    under = sign("\\", "\u{2514}")
    gutter = isSpoken ? " " : sign(">", "\u{258C}")
    folded = sign("+", "\u{25B8}", nerd: "\u{F105}")
    vertical = isSpoken ? " " : sign("|", "\u{2502}")
    horizontal = sign("-", "\u{2500}")
    work = sign("~", "\u{27F3}", nerd: "\u{F021}")
    dot = Wording.dot(isASCII ? .ascii : charset)
    dash = sign(" - ", " \u{2014} ")
    loading = sign("...", "\u{2026}")
    down = sign("v", "\u{2193}", nerd: "\u{F019}")
    sound = sign("audio", "\u{266A}", nerd: "\u{F001}")
    film = sign("film", "\u{25BA}", nerd: "\u{F008}")
    played = sign("played", "\u{2713}", nerd: "\u{F00C}")
    scrollBar = isSpoken ? " " : sign("#", "\u{2590}")
    moreLeft = sign("<", "\u{2039}", nerd: "\u{F104}")
    moreRight = sign(">", "\u{203A}", nerd: "\u{F105}")
  }
}
