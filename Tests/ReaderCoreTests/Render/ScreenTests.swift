import Articles
import ReaderCore
import TUI
import Testing

/// Golden screens: what a person sees, with styles.
struct ScreenTests {
  private func reader(
    _ columns: Int, _ rows: Int, charset: Charset = .unicode, theme: Theme = .standard
  ) -> TestReader {
    TestReader(
      .sample, size: Size(columns: columns, rows: rows), charset: charset,
      configuration: Configuration(theme: theme))
  }

  @Test func wide() throws {
    try expectScreen(reader(200, 60).frame, "wide")
  }

  @Test func wideReading() throws {
    var reader = reader(120, 40)
    reader.press("Enter", "}", "}")
    try expectScreen(reader.frame, "wide-reading")
  }

  @Test func medium() throws {
    try expectScreen(reader(80, 24).frame, "medium")
  }

  @Test func mediumSideBySide() throws {
    var reader = reader(100, 24)
    reader.press("w", "w", "j", "k")
    try expectScreen(reader.frame, "medium-side-by-side")
  }

  @Test func mediumSidebar() throws {
    var reader = reader(80, 24)
    reader.press("h", "j")
    try expectScreen(reader.frame, "medium-sidebar")
  }

  @Test func narrow() throws {
    try expectScreen(reader(40, 12).frame, "narrow")
  }

  @Test func narrowReading() throws {
    var reader = reader(40, 12)
    reader.press("Enter")
    try expectScreen(reader.frame, "narrow-reading")
  }

  @Test func zen() throws {
    var reader = reader(120, 30)
    reader.press("z")
    try expectScreen(reader.frame, "zen")
  }

  @Test func ascii() throws {
    var reader = reader(80, 24, charset: .ascii)
    reader.press("Enter", "G")
    try expectScreen(reader.frame, "ascii")
  }

  @Test func monochrome() throws {
    var reader = reader(80, 24, theme: .monochrome)
    reader.press("Enter")
    try expectScreen(reader.frame, "monochrome")
  }

  @Test func help() throws {
    var reader = reader(80, 24)
    reader.press("?")
    try expectScreen(reader.frame, "help")
    reader.press("u", "n", "r")
    try expectScreen(reader.frame, "help-search")
  }

  @Test func everythingKnown() throws {
    var reader = reader(80, 40)
    reader.press("i")
    try expectScreen(reader.frame, "info")
  }

  @Test func prompt() throws {
    var reader = reader(80, 24)
    reader.press("#", "1", "2")
    try expectScreen(reader.frame, "prompt")
  }

  @Test func empty() throws {
    let reader = TestReader([], columns: 60, rows: 16)
    try expectScreen(reader.frame, "empty")
  }

  @Test func tooSmall() throws {
    try expectScreen(reader(19, 4).frame, "too-small")
  }
}
