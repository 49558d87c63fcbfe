import Articles
import Testing

struct TerminalSequenceTests {
  @Test(arguments: [
    ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}[?1049h\u{1B}[2J\u{1B}[1;1Hx", "x"),
    ("\u{1B}[38:2::255:0:0mx\u{1B}[0 q", "x"), ("\u{9B}31mred\u{9B}m", "red"),
    ("\u{1B}]0;EVIL\u{7}x", "x"), ("\u{1B}]0;EVIL\u{1B}\\x", "x"), ("\u{9D}0;EVIL\u{9C}x", "x"),
    ("\u{1B}]8;;https://e.org/\u{1B}\\word\u{1B}]8;;\u{1B}\\", "word"),
    ("\u{1B}Pq#0;2\u{1B}\\x", "x"), ("\u{90}1$r\u{9C}x", "x"), ("\u{1B}Xa\u{9C}x", "x"),
    ("\u{1B}^a\u{7}x", "x"), ("\u{1B}_Ga=T;AAAA\u{1B}\\x", "x"), ("\u{9F}a\u{7}x", "x"),
    ("\u{98}a\u{7}x", "x"), ("\u{9E}a\u{1B}\\x", "x"),
    ("\u{1B}cx\u{1B}7\u{1B}=\u{1B}\\", "x"), ("\u{1B}(Bx\u{1B}#8\u{1B}%G\u{1B}$(C", "x"),
    ("\u{1B} Fx", "x"), ("\u{84}x\u{8D}", "x"),
  ])
  func wholeSequencesGo(text: String, expected: String) {
    #expect(TerminalSequence.removed(from: text) == expected)
    #expect(TerminalSequence.removed(from: Array(text.utf8)) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("\u{1B}]0;no end", "no end"), ("\u{1B}]0;first line\nsecond\u{7}", "first line\nsecond\u{7}"),
    ("\u{1B}]a\u{1B}]b\u{7}", "a"), ("\u{1B}Pone\u{9B}31m two", "one two"),
    ("\u{1B}[31", ""), ("\u{1B}[31é", "é"), ("\u{1B}[1 \u{1B}[2Kx", " x"), ("\u{1B}", ""),
    ("\u{1B} word", " word"), ("\u{1B}é", "é"), ("a\u{1B}b", "ab"), ("\u{1B}(é", "(é"),
    ("a\u{1B}\nb", "a\nb"),
  ])
  func whatDoesNotEndLosesNoText(text: String, expected: String) {
    #expect(TerminalSequence.removed(from: text) == expected)
  }

  @Test func boundsHold() {
    let long = String(repeating: "x", count: TerminalSequence.longest)
    #expect(TerminalSequence.removed(from: "\u{1B}]\(long)\u{7}") == long + "\u{7}")
    let digits = String(repeating: "1", count: 100)
    #expect(TerminalSequence.removed(from: "\u{1B}[\(digits)") == String(digits.prefix(36)))
  }

  @Test(arguments: [
    "", "plain", "[31m", "]0;x", "👩‍💻 می‌خواهم «é» 50 °C\u{A0}½", "a\u{85}b", "क्‍ष", "\u{7}",
  ])
  func otherTextStays(text: String) {
    #expect(TerminalSequence.removed(from: text).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  /// Each beginning stops the search of the one before it.
  @Test(arguments: ["\u{1B}]", "\u{9D}", "\u{1B}[", "\u{1B}P\u{9B}1", "\u{1B}(", "\u{C2}"])
  func manyBeginningsTakeNoMoreThanTheirLength(piece: String) {
    let text = String(repeating: piece, count: 200_000)
    #expect(TerminalSequence.removed(from: text).utf8.count <= text.utf8.count)
  }
}
