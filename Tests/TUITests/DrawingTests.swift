import Testing

@testable import TUI

@Suite struct DrawingTests {
  private func draw(
    _ text: String, width: Int = 40, charset: Charset = .unicode,
    truncation: Frame.Truncation = .ellipsis
  ) -> String {
    var frame = Frame(size: Size(columns: width, rows: 1), charset: charset)
    let used = frame.draw(
      text, at: Point(column: 0, row: 0), width: width, truncation: truncation)
    var line = frame.line(0)
    for _ in 0..<(width - used) where line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  @Test(arguments: [
    ("a\tb\nc\r\nd", "a b c d"),
    ("\u{1B}[31mred\u{9B}m", "[31mredm"),
    ("\u{202E}gpj.exe\u{202C}", "gpj.exe"),
    ("zero\u{200B}\u{FEFF}\u{2060}\u{AD}width", "zerowidth"),
    ("no\u{A0}break", "no break"),
    ("e\u{301}!", "e\u{301}!"),
    ("z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}!", "z\u{300}\u{301}\u{302}\u{303}!"),
    ("\u{301}alone", "alone"),
    ("👩‍👩‍👧‍👦.", "👩."),
    ("👍🏽.", "👍."),
    ("☝🏻‍♂️.", "☝."),
    ("❤️.", "❤."),
    ("1️⃣.", "1."),
    ("🇩🇪.", "DE."),
    ("👩\u{200D}a", "👩a"),
    ("क्\u{200D}ष", "क्\u{200D}ष"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("a\u{200C}b", "ab"),
    ("\u{E000}\u{378}\u{FFFF}.", "\u{FFFD}\u{FFFD}\u{FFFD}."),
    ("\u{3164}\u{115F}\u{FFA0}.", "."),
    ("\u{1112}\u{1161}\u{11AB}.", "\u{1112}\u{1161}\u{11AB}."),
  ])
  func drawsOnlyWhatIsShownAsCounted(text: String, drawn: String) {
    #expect(Array(draw(text).unicodeScalars) == Array(drawn.unicodeScalars))
  }

  @Test(arguments: [
    ("“quoted” ‘so’", "\"quoted\" 'so'"), ("a—b–c", "a-b-c"), ("wait…", "wait..."),
    ("é e\u{301} Łódź", "e e Lodz"), ("x\u{A0}y", "x y"), ("• one", "* one"),
    ("→ ←", "-> <-"), ("漢字", "??"), ("👩‍👧", "?"), ("ß Æ ﬁ ș", "ss AE fi s"),
    ("ＡＢ　Ｃ", "AB C"), ("│ ─ ┼", "| - +"), ("€ £", "EUR GBP"), ("½", " 1/2"), ("Ω", "?"),
    ("Ứng Hoà", "Ung Hoa"), ("\u{1B}x\u{202E}", "x"), ("¡¿ñ÷", "!?n/"), ("🇩🇪", "DE"),
  ])
  func spellsEverythingInASCII(text: String, drawn: String) {
    #expect(draw(text, charset: .ascii) == drawn)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef", "abcdef"), ("abcdef", 5, "abcd…", "abcde"), ("abcdef", 1, "…", "a"),
    ("漢字", 4, "漢字", "漢字"), ("漢字", 3, "漢…", "漢 "), ("漢字", 2, "… ", "漢"),
    ("漢字", 1, "…", " "), ("a漢字", 4, "a漢…", "a漢 "), ("ab\u{301}c", 2, "a…", "ab\u{301}"),
    ("ab\u{301}", 2, "ab\u{301}", "ab\u{301}"), ("ab\u{200B}", 2, "ab", "ab"),
  ])
  func truncates(text: String, width: Int, ellipsis: String, clip: String) {
    #expect(draw(text, width: width) == ellipsis)
    #expect(draw(text, width: width, truncation: .clip) == clip)
  }

  @Test(arguments: [(6, "abc..."), (4, "a..."), (3, "..."), (2, ".."), (1, "."), (7, "abcdefg")])
  func truncatesInASCII(width: Int, drawn: String) {
    #expect(draw("abcdefg", width: width, charset: .ascii) == drawn)
  }

  @Test func everyWidthIsSound() {
    for text in nastyTexts {
      for width in 1...12 {
        for charset in [Charset.unicode, .ascii] {
          for truncation in [Frame.Truncation.clip, .ellipsis] {
            expectSound(text, width: width, charset: charset, truncation: truncation)
          }
        }
      }
    }
  }

  @Test func unpredictableTextIsSound() {
    var source = SeededText(seed: 7)
    for _ in 0..<3000 {
      let width = source.number(below: 20) + 1
      expectSound(source.next(limit: 30), width: width, charset: .unicode, truncation: .ellipsis)
      expectSound(source.next(limit: 30), width: width, charset: .ascii, truncation: .clip)
    }
  }

  /// Draws over wide characters, between a mark at either side, and compares with the width told.
  private func expectSound(
    _ text: String, width: Int, charset: Charset, truncation: Frame.Truncation
  ) {
    let whole = DisplayWidth.columns(of: text, charset: charset)
    for start in [2, 3] {
      var frame = Frame(size: Size(columns: 20, rows: 1), charset: charset)
      frame.draw(String(repeating: "漢", count: 10), at: Point(column: 0, row: 0), width: 20)
      let before = frame
      let used = frame.draw(
        text, at: Point(column: start, row: 0), width: width, truncation: truncation)
      let room = min(width, 20 - start)
      // At most the other half of a wide character changes outside.
      let isUntouchedOutside = (0..<20).allSatisfy { column in
        (start - 1...start + used).contains(column)
          || frame[column: column, row: 0] == before[column: column, row: 0]
      }
      let isSound =
        used == min(whole, room) && isUntouchedOutside && unsoundness(of: frame) == nil
      #expect(
        isSound,
        """
        \(text.debugDescription) in \(width), \(charset): \(used) of \(whole) columns, \
        \(unsoundness(of: frame) ?? "")
        """)
    }
  }

  @Test func drawingWhatWasDrawnChangesNothing() {
    var source = SeededText(seed: 11)
    let texts = nastyTexts + (0..<1000).map { _ in source.next(limit: 12) }
    for text in texts {
      for charset in [Charset.unicode, .ascii] {
        var first = Frame(size: Size(columns: 80, rows: 1), charset: charset)
        first.draw(text, at: Point(column: 0, row: 0), width: 80)
        var second = Frame(size: Size(columns: 80, rows: 1), charset: charset)
        second.draw(first.line(0), at: Point(column: 0, row: 0), width: 80)
        #expect(first == second, "\(text.debugDescription)")
      }
    }
  }

  @Test(arguments: [(-1, 0), (0, -1), (4, 0), (0, 2), (Int.max, 0), (0, Int.min)])
  func drawsNothingOutside(column: Int, row: Int) {
    var frame = Frame(size: Size(columns: 4, rows: 2))
    #expect(frame.draw("text", at: Point(column: column, row: row), width: 9) == 0)
    #expect(frame == Frame(size: Size(columns: 4, rows: 2)))
  }

  @Test func widthHasNoLimitButTheEdge() {
    var frame = Frame(size: Size(columns: 4, rows: 1))
    #expect(frame.draw("abcdef", at: Point(column: 1, row: 0), width: .max) == 3)
    #expect(frame.line(0) == " ab…")
    #expect(frame.draw("abc", at: Point(column: 0, row: 0), width: 0) == 0)
    #expect(frame.draw("abc", at: Point(column: 0, row: 0), width: -3) == 0)
  }

  @Test func styledRunsFollowEachOther() {
    let bold = Style(attributes: .bold)
    let red = Style(foreground: .indexed(1))
    var text = StyledText("ab", style: bold)
    text.append("漢字", red)
    var frame = Frame(size: Size(columns: 5, rows: 1))
    #expect(frame.draw(text, at: Point(column: 0, row: 0), width: 5) == 5)
    #expect(frame.line(0) == "ab漢…")
    let styles = (0..<5).map { frame[column: $0, row: 0].style }
    #expect(styles == [bold, bold, red, red, red])
  }
}
