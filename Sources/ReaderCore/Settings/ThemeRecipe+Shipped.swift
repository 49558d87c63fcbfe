/// The themes that come with the program, as the files in `config/themes` have them: a test compares
/// the two.
extension ThemeRecipe {
  static let makers: [(name: String, make: @Sendable () -> ThemeRecipe)] = [
    ("dark", { dark }), ("light", { light }), ("high-contrast", { highContrast }),
    ("solarized-dark", { solarizedDark }), ("solarized-light", { solarizedLight }),
    ("gruvbox-dark", { gruvboxDark }), ("gruvbox-light", { gruvboxLight }), ("nord", { nord }),
    ("catppuccin", { catppuccin }), ("mono", { mono }),
  ]

  static let dark = ThemeRecipe(
    "dark", .dark,
    [
      ("ground", -1, -1, -1),
      ("text", -1, -1, -1),
      ("pale", -1, 245, 8),
      ("quiet", -1, 242, 8),
      ("line", -1, 240, 8),
      ("accent", -1, 74, 14),
      ("key", -1, 109, 6),
      ("age", -1, 109, 6),
      ("provider", -1, 108, 2),
      ("label", -1, 139, 13),
      ("star", -1, 178, 3),
      ("code", -1, 137, 3),
      ("note", -1, 110, 6),
      ("warning", -1, 173, 11),
      ("highlight", -1, 179, 11),
      ("alert", -1, 167, 9),
      ("bar", -1, 237, 4),
      ("bar_text", -1, 252, 7),
      ("bar_name", -1, 231, 15),
      ("selection", -1, 24, 6),
      ("selection_text", -1, 231, 0),
      ("resting", -1, 238, 8),
      ("resting_text", -1, 252, 0),
      ("match", -1, 94, 2),
      ("match_text", -1, 231, 0),
      ("current", -1, 214, 11),
      ("current_text", -1, 16, 0),
      ("error", -1, 124, 1),
      ("error_text", -1, 231, 15),
    ])

  static let light = ThemeRecipe(
    "light", .light,
    [
      ("ground", -1, -1, -1),
      ("text", -1, -1, -1),
      ("pale", -1, 243, 8),
      ("quiet", -1, 244, 8),
      ("line", -1, 246, 8),
      ("accent", -1, 25, 4),
      ("key", -1, 24, 4),
      ("age", -1, 24, 4),
      ("provider", -1, 22, 5),
      ("label", -1, 90, 1),
      ("star", -1, 94, 1),
      ("code", -1, 58, 5),
      ("note", -1, 25, 4),
      ("warning", -1, 88, 1),
      ("highlight", -1, 94, 5),
      ("alert", -1, 124, 1),
      ("bar", -1, 252, 7),
      ("bar_text", -1, 235, 0),
      ("bar_name", -1, 16, 0),
      ("selection", -1, 25, 4),
      ("selection_text", -1, 231, 15),
      ("resting", -1, 250, 7),
      ("resting_text", -1, 234, 0),
      ("match", -1, 222, 3),
      ("match_text", -1, 16, 0),
      ("current", -1, 214, 2),
      ("current_text", -1, 16, 0),
      ("error", -1, 124, 1),
      ("error_text", -1, 231, 15),
    ])

  static let highContrast = ThemeRecipe(
    "high-contrast", .dark,
    [
      ("ground", 0x000000, 16, 0),
      ("text", 0xFFFFFF, 231, 15),
      ("pale", 0xC0C0C0, 250, 7),
      ("quiet", 0xB0B0B0, 145, 7),
      ("line", 0xC0C0C0, 250, 7),
      ("accent", 0x00FFFF, 51, 14),
      ("key", 0xFFFF00, 226, 11),
      ("age", 0x80FFFF, 123, 14),
      ("provider", 0x80FF80, 120, 10),
      ("label", 0xFFA0FF, 219, 15),
      ("star", 0xFFFF00, 226, 11),
      ("code", 0xFFD080, 222, 11),
      ("note", 0x80C0FF, 111, 14),
      ("warning", 0xFFB040, 215, 11),
      ("highlight", 0xFFFF00, 226, 11),
      ("alert", 0xFF9090, 210, 11),
      ("bar", 0xFFFFFF, 231, 15),
      ("bar_text", 0x000000, 16, 0),
      ("bar_name", 0x000000, 16, 0),
      ("selection", 0xFFFF00, 226, 11),
      ("selection_text", 0x000000, 16, 0),
      ("resting", 0xD0D0D0, 252, 7),
      ("resting_text", 0x000000, 16, 0),
      ("match", 0x00FF00, 46, 10),
      ("match_text", 0x000000, 16, 0),
      ("current", 0xFF80FF, 213, 14),
      ("current_text", 0x000000, 16, 0),
      ("error", 0xFFB0B0, 217, 15),
      ("error_text", 0x000000, 16, 0),
    ])

  static let solarizedDark = ThemeRecipe(
    "solarized-dark", .dark,
    [
      ("ground", 0x002B36, 234, 0),
      ("text", 0x93A1A1, 247, 7),
      ("pale", 0x657B83, 66, 8),
      ("quiet", 0x5F747B, 242, 8),
      ("line", 0x5F747B, 242, 8),
      ("accent", 0x3794D6, 68, 14),
      ("key", 0x2AA198, 36, 6),
      ("age", 0x2AA198, 36, 6),
      ("provider", 0x859900, 106, 2),
      ("label", 0x8488CD, 104, 13),
      ("star", 0xB58900, 136, 3),
      ("code", 0xCB9A2A, 172, 3),
      ("note", 0x3794D6, 68, 6),
      ("warning", 0xD67349, 167, 11),
      ("highlight", 0xB58900, 136, 11),
      ("alert", 0xE56563, 167, 9),
      ("bar", 0x073642, 236, 4),
      ("bar_text", 0x93A1A1, 247, 7),
      ("bar_name", 0xEEE8D5, 254, 15),
      ("selection", 0x2075B0, 25, 6),
      ("selection_text", 0xFDF6E3, 230, 0),
      ("resting", 0x0F4B5A, 23, 8),
      ("resting_text", 0xEEE8D5, 254, 0),
      ("match", 0x586E75, 242, 2),
      ("match_text", 0xFDF6E3, 230, 0),
      ("current", 0xB58900, 136, 11),
      ("current_text", 0x002B36, 234, 0),
      ("error", 0xD3302D, 160, 1),
      ("error_text", 0xFDF6E3, 230, 15),
    ])

  static let solarizedLight = ThemeRecipe(
    "solarized-light", .light,
    [
      ("ground", 0xFDF6E3, 230, 15),
      ("text", 0x586E75, 242, 0),
      ("pale", 0x7F9092, 245, 8),
      ("quiet", 0x838F8F, 245, 8),
      ("line", 0x838F8F, 245, 8),
      ("accent", 0x2075B0, 25, 4),
      ("key", 0x207C75, 24, 4),
      ("age", 0x207C75, 24, 4),
      ("provider", 0x687700, 58, 5),
      ("label", 0x6469B6, 61, 1),
      ("star", 0x8D6B00, 94, 1),
      ("code", 0x8A6800, 94, 5),
      ("note", 0x2075B0, 25, 4),
      ("warning", 0xC34815, 130, 1),
      ("highlight", 0x8D6B00, 94, 5),
      ("alert", 0xD3302D, 160, 1),
      ("bar", 0xF1ECDC, 194, 7),
      ("bar_text", 0x586E75, 242, 0),
      ("bar_name", 0x073642, 235, 0),
      ("selection", 0x2075B0, 25, 4),
      ("selection_text", 0xFDF6E3, 230, 15),
      ("resting", 0xDED8C5, 188, 7),
      ("resting_text", 0x073642, 235, 0),
      ("match", 0xDED0A0, 187, 3),
      ("match_text", 0x073642, 235, 0),
      ("current", 0xB58900, 136, 2),
      ("current_text", 0x002B36, 234, 0),
      ("error", 0xD3302D, 160, 1),
      ("error_text", 0xFDF6E3, 230, 15),
    ])

  static let gruvboxDark = ThemeRecipe(
    "gruvbox-dark", .dark,
    [
      ("ground", 0x282828, 235, 0),
      ("text", 0xEBDBB2, 187, 7),
      ("pale", 0x928374, 244, 8),
      ("quiet", 0x7D7066, 243, 8),
      ("line", 0x7A716A, 243, 8),
      ("accent", 0x83A598, 108, 14),
      ("key", 0x8EC07C, 108, 6),
      ("age", 0x8EC07C, 108, 6),
      ("provider", 0xB8BB26, 142, 2),
      ("label", 0xD3869B, 174, 13),
      ("star", 0xFABD2F, 214, 3),
      ("code", 0xD79921, 172, 3),
      ("note", 0x83A598, 108, 6),
      ("warning", 0xFE8019, 208, 11),
      ("highlight", 0xFABD2F, 214, 11),
      ("alert", 0xFB5642, 203, 9),
      ("bar", 0x3C3836, 237, 4),
      ("bar_text", 0xD5C4A1, 187, 7),
      ("bar_name", 0xFBF1C7, 230, 15),
      ("selection", 0x3D7679, 60, 6),
      ("selection_text", 0xFBF1C7, 230, 0),
      ("resting", 0x504945, 239, 8),
      ("resting_text", 0xEBDBB2, 187, 0),
      ("match", 0x665C54, 59, 2),
      ("match_text", 0xFBF1C7, 230, 0),
      ("current", 0xFABD2F, 214, 11),
      ("current_text", 0x282828, 235, 0),
      ("error", 0xCC241D, 160, 1),
      ("error_text", 0xFBF1C7, 230, 15),
    ])

  static let gruvboxLight = ThemeRecipe(
    "gruvbox-light", .light,
    [
      ("ground", 0xFBF1C7, 230, 15),
      ("text", 0x3C3836, 237, 0),
      ("pale", 0x7C6F64, 242, 8),
      ("quiet", 0x928374, 244, 8),
      ("line", 0x948774, 102, 8),
      ("accent", 0x076678, 24, 4),
      ("key", 0x407755, 240, 4),
      ("age", 0x407755, 240, 4),
      ("provider", 0x746F0D, 94, 5),
      ("label", 0x8F3F71, 95, 1),
      ("star", 0x966211, 94, 1),
      ("code", 0x8F5902, 94, 5),
      ("note", 0x076678, 24, 4),
      ("warning", 0xAF3A03, 130, 1),
      ("highlight", 0x966211, 94, 5),
      ("alert", 0x9D0006, 124, 1),
      ("bar", 0xEBDBB2, 187, 7),
      ("bar_text", 0x504945, 239, 0),
      ("bar_name", 0x282828, 235, 0),
      ("selection", 0x076678, 24, 4),
      ("selection_text", 0xFBF1C7, 230, 15),
      ("resting", 0xD5C4A1, 187, 7),
      ("resting_text", 0x3C3836, 237, 0),
      ("match", 0xE8C878, 186, 3),
      ("match_text", 0x282828, 235, 0),
      ("current", 0xD79921, 172, 2),
      ("current_text", 0x282828, 235, 0),
      ("error", 0x9D0006, 124, 1),
      ("error_text", 0xFBF1C7, 230, 15),
    ])

  static let nord = ThemeRecipe(
    "nord", .dark,
    [
      ("ground", 0x2E3440, 237, 0),
      ("text", 0xD8DEE9, 254, 7),
      ("pale", 0x7B88A1, 103, 8),
      ("quiet", 0x727F96, 102, 8),
      ("line", 0x777F8E, 102, 8),
      ("accent", 0x88C0D0, 110, 14),
      ("key", 0x88C0D0, 110, 6),
      ("age", 0x8FBCBB, 109, 6),
      ("provider", 0xA3BE8C, 144, 2),
      ("label", 0xB691AF, 248, 13),
      ("star", 0xEBCB8B, 186, 3),
      ("code", 0xD18B74, 180, 3),
      ("note", 0x81A1C1, 109, 6),
      ("warning", 0xD18B74, 180, 11),
      ("highlight", 0xEBCB8B, 186, 11),
      ("alert", 0xD08A91, 180, 9),
      ("bar", 0x3B4252, 239, 4),
      ("bar_text", 0xE5E9F0, 255, 7),
      ("bar_name", 0xECEFF4, 255, 15),
      ("selection", 0x506E92, 60, 6),
      ("selection_text", 0xECEFF4, 255, 0),
      ("resting", 0x434C5E, 239, 8),
      ("resting_text", 0xE5E9F0, 255, 0),
      ("match", 0x4C566A, 240, 2),
      ("match_text", 0xECEFF4, 255, 0),
      ("current", 0xEBCB8B, 186, 11),
      ("current_text", 0x2E3440, 237, 0),
      ("error", 0xA4535B, 95, 1),
      ("error_text", 0xECEFF4, 255, 15),
    ])

  static let catppuccin = ThemeRecipe(
    "catppuccin", .dark,
    [
      ("ground", 0x1E1E2E, 235, 0),
      ("text", 0xCDD6F4, 189, 7),
      ("pale", 0x9399B2, 103, 8),
      ("quiet", 0x7F849C, 103, 8),
      ("line", 0x6C7086, 243, 8),
      ("accent", 0x89B4FA, 111, 14),
      ("key", 0x94E2D5, 116, 6),
      ("age", 0x94E2D5, 116, 6),
      ("provider", 0xA6E3A1, 151, 2),
      ("label", 0xCBA6F7, 183, 13),
      ("star", 0xF9E2AF, 223, 3),
      ("code", 0xFAB387, 216, 3),
      ("note", 0x74C7EC, 117, 6),
      ("warning", 0xFAB387, 216, 11),
      ("highlight", 0xF9E2AF, 223, 11),
      ("alert", 0xF38BA8, 211, 9),
      ("bar", 0x313244, 237, 4),
      ("bar_text", 0xBAC2DE, 146, 7),
      ("bar_name", 0xCDD6F4, 189, 15),
      ("selection", 0x89B4FA, 111, 6),
      ("selection_text", 0x1E1E2E, 235, 0),
      ("resting", 0x45475A, 239, 8),
      ("resting_text", 0xCDD6F4, 189, 0),
      ("match", 0x585B70, 59, 2),
      ("match_text", 0xCDD6F4, 189, 0),
      ("current", 0xF9E2AF, 223, 11),
      ("current_text", 0x1E1E2E, 235, 0),
      ("error", 0xF38BA8, 211, 1),
      ("error_text", 0x1E1E2E, 235, 15),
    ])

  static let mono = ThemeRecipe(
    name: "mono", ground: .dark, base: dark, colors: [:],
    looks: looks(
      """
      text: plain
      title_bar: reverse
      title_bar_name: reverse bold
      status_line: reverse
      error: reverse bold
      hint: dim
      hint_key: bold
      separator: dim
      selection: reverse
      resting_selection: underline
      gutter: bold
      unread: bold
      unread_title: bold
      read: dim
      star: bold
      label: plain
      age: plain
      provider: plain
      count: dim
      heading: bold
      article_title: bold
      meta: dim
      warning: bold
      link: underline
      code: plain
      quote: italic
      strong: bold
      emphasized: italic
      note_sign: underline dim
      match: underline bold
      current_match: reverse bold
      highlight: underline
      alert: underline italic
      quiet: dim
      """))

  /// What the roles have in every theme that does not say otherwise.
  static let standardRoles = looks(
    """
    text: text on ground
    title_bar: bar_text on bar
    title_bar_name: bar_name on bar bold
    status_line: bar_text on bar
    error: error_text on error bold
    hint: pale
    hint_key: key bold
    separator: line
    selection: selection_text on selection
    resting_selection: resting_text on resting
    gutter: accent bold
    unread: accent bold
    unread_title: bold
    read: pale
    star: star bold
    label: label
    age: age
    provider: provider
    count: pale
    heading: accent bold
    article_title: bold
    meta: pale
    warning: warning
    link: accent underline
    code: code
    quote: pale italic
    strong: bold
    emphasized: italic
    note_sign: note
    match: match_text on match
    current_match: current_text on current bold
    highlight: highlight
    alert: alert underline
    quiet: quiet
    """)
}
