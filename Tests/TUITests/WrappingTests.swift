import Testing

@testable import TUI

@Suite struct WrappingTests {
  private func wrap(
    _ text: String, _ columns: Int, indent: Int = 0, charset: Charset = .unicode
  ) -> [String] {
    StyledText(text).wrapped(to: columns, hangingIndent: indent, charset: charset).map(\.text)
  }

  @Test func breaksAtBlanks() {
    #expect(wrap("the quick brown fox", 10) == ["the quick", "brown fox"])
    #expect(wrap("the quick", 9) == ["the quick"])
    #expect(wrap("the    quick", 7) == ["the", "quick"])
    #expect(wrap("ab ", 2) == ["ab"])
    #expect(wrap("  ab cd", 4) == ["  ab", "cd"])
    #expect(wrap("a b c", 1) == ["a", "b", "c"])
    #expect(wrap("ab “cd” é 漢", 4) == ["ab", "“cd”", "é 漢"])
  }

  @Test func emptyTextIsOneLine() {
    #expect(wrap("", 5) == [""])
    #expect(wrap("\n", 5) == ["", ""])
    #expect(wrap("a\n\nb", 5) == ["a", "", "b"])
    #expect(wrap("a\r\nb\u{2028}c", 5) == ["a", "b", "c"])
  }

  @Test func cutsLongWords() {
    #expect(wrap("abcdefgh", 3) == ["abc", "def", "gh"])
    #expect(wrap("x abcdefgh", 3) == ["x", "abc", "def", "gh"])
    #expect(wrap("     ab", 3) == ["   ", "ab"])
  }

  @Test func keepsNoBreakSpaces() {
    #expect(wrap("a 10\u{A0}km", 6) == ["a", "10 km"])
  }

  @Test func breaksBesideWideCharacters() {
    #expect(wrap("漢字漢字", 5) == ["漢字", "漢字"])
    #expect(wrap("ab漢字", 4) == ["ab漢", "字"])
    #expect(wrap("漢ab", 3) == ["漢", "ab"])
    #expect(wrap("漢字。", 4) == ["漢", "字。"])
    #expect(wrap("漢「字」漢", 6) == ["漢", "「字」", "漢"])
  }

  @Test func aWideCharacterInOneColumnIsShownAsMissing() {
    #expect(wrap("漢a", 1) == ["?", "a"])
    #expect(wrap("漢a", 0) == ["?", "a"])
    #expect(wrap("漢字", 2, indent: 9) == ["漢", "字"])
  }

  @Test func indentsAllButTheFirst() {
    #expect(wrap("• one two three\nfour", 9, indent: 2) == ["• one two", "  three", "  four"])
    #expect(wrap("ab cd", 3, indent: 50) == ["ab", " cd"])
    #expect(wrap("a\n\nb", 5, indent: 2) == ["a", "", "  b"])
  }

  @Test func countsTheSpelledText() {
    #expect(wrap("wait… so", 7, charset: .ascii) == ["wait...", "so"])
    #expect(wrap("wait… so", 7, charset: .unicode) == ["wait…", "so"])
  }

  @Test func keepsStyles() {
    let bold = Style(attributes: .bold)
    var text = StyledText("one ")
    text.append("two three", bold)
    text.append(" four")
    let lines = text.wrapped(to: 8)
    #expect(lines.map(\.text) == ["one two", "three", "four"])
    #expect(lines[0].runs.map(\.range) == [0..<4, 4..<7])
    #expect(lines[0].runs.map(\.style) == [.plain, bold])
    #expect(lines[1] == StyledText("three", style: bold))
    #expect(lines[2] == StyledText("four"))
  }

  @Test func cutsWhereALineIsFullAsAnyOther() {
    let bold = Style(attributes: .bold)
    for columns in 1...12 {
      var text = StyledText("let x ")
      text.append(" = 1", bold)
      text.append("23  ")
      let cut = text.wrapped(to: columns, breaksAnywhere: true)
      let usual = LineWrapper.lines(
        of: text, columns: columns, hangingIndent: 0, breaksAnywhere: true, charset: .unicode)
      #expect(cut == usual)
      #expect(cut.map(\.text).joined() == text.text)
    }
  }

  @Test func everyWidthIsSound() {
    var source = SeededText(seed: 5)
    let texts = nastyTexts + (0..<150).map { _ in source.next(limit: 40) }
    for text in texts {
      for columns in 1...12 {
        for indent in [0, 1, 3] {
          for charset in [Charset.unicode, .ascii] {
            expectSound(text, columns: columns, indent: indent, charset: charset)
          }
        }
      }
    }
  }

  private func expectSound(_ text: String, columns: Int, indent: Int, charset: Charset) {
    var styled = StyledText(text)
    styled.append(text, Style(attributes: .bold))
    let lines = styled.wrapped(to: columns, hangingIndent: indent, charset: charset)
    let isSound = lines.allSatisfy { line in
      let width = line.columns(charset: charset)
      var frame = Frame(size: Size(columns: columns, rows: 1), charset: charset)
      let used = frame.draw(line, at: Point(column: 0, row: 0), width: columns)
      return width <= columns && used == width && unsoundness(of: frame) == nil
    }
    // Nothing but blanks is lost; in one column wide characters are.
    var whole = Frame(size: Size(columns: 500, rows: 1), charset: charset)
    whole.draw(styled, at: Point(column: 0, row: 0), width: 500)
    let isWhole = columns == 1 || inked(whole.line(0)) == inked(lines.map(\.text).joined())
    #expect(
      !lines.isEmpty && isSound && isWhole,
      "\(text.debugDescription) in \(columns), indent \(indent), \(charset): \(lines.map(\.text))")
  }

  private func inked(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != " " }
  }

  /// What is fast for most text gives the lines that hold for all text.
  @Test(arguments: 0..<40)
  func narrowTextIsWrappedAsAnyOther(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "a", "bc", "longer", " ", " ", "é", "—", "“", "x\n", "…", "incomprehensibly", "ʼ", "-", "--",
      "/",
      "12", ".", ",", "!", "?", "(", ")", "[", "]", "}", "|", "%", "$", "'", "\"", "”", "«", "»",
      "´", "¿", "+",
      "‐", "–", "×", " ! ", " (", ") ", " - ", "a/b-c", "’", "‘", " “", "” ", " — ", " – ", " …",
      "’s",
    ]
    var compared = 0
    for _ in 0..<60 {
      var text = StyledText()
      for _ in 0..<next(16) {
        text.append(pieces[next(pieces.count)], next(2) == 0 ? .plain : Style(attributes: .bold))
      }
      for columns in [1, 2, 3, 5, 8, 20] {
        for indent in [0, 1, 3] {
          guard
            let lines = NarrowWrapper.lines(
              of: text, columns: columns, hangingIndent: indent, charset: .unicode)
          else { continue }
          let usual = LineWrapper.lines(
            of: text, columns: columns, hangingIndent: indent, charset: .unicode)
          compared += 1
          #expect(lines == usual, "\(columns) \(indent) \(text.text.debugDescription)")
        }
      }
    }
    #expect(compared > 20)
  }

  /// What has few blanks or none is looked at with as much of what stands before the line.
  @Test(arguments: ["[a](<b", "x/y-z?a=", "(\"a\")", "a—b“c”", "one two-three (four) — "])
  func longTextIsWrappedAsAnyOther(piece: String) throws {
    let text = StyledText(String(repeating: piece, count: 200))
    for columns in [7, 40, 88] {
      let lines = NarrowWrapper.lines(
        of: text, columns: columns, hangingIndent: 0, charset: .unicode)
      #expect(
        lines
          == LineWrapper.lines(of: text, columns: columns, hangingIndent: 0, charset: .unicode))
    }
  }
}
