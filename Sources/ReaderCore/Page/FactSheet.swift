import TUI

/// Lays out names and values, one a line: names stand in a column of their own where there is room,
/// else before the value.
struct FactSheet {
  let columns: Int
  let charset: Charset
  let theme: Theme

  func lines(_ name: String, _ value: String, _ role: Role = .text) -> [Page.Line] {
    let column = columns >= 50 ? 18 : 0
    let taken = DisplayWidth.columns(of: name, charset: charset)
    var text = StyledText(name, style: theme[.meta])
    text.append(String(repeating: " ", count: max(column - taken, 2)))
    text.append(value, theme[role])
    return text.wrapped(to: columns, hangingIndent: column == 0 ? 2 : column, charset: charset)
      .map { Page.Line(text: $0) }
  }
}
