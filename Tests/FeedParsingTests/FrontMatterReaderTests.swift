import Testing

@testable import FeedParsing

/// The fast reader against the full one.
@Suite struct FrontMatterReaderTests {
  /// What nearly all files are made of must not fall back.
  @Test(arguments: [
    "a: 1", "a: 1\n", "a:\n", "a:   1   \n", "a: b c\n", "a: b:c\n", "a: b#c\n", "a: -1\n",
    "a: ?b\n", "a: :b\n", "a: ~\n", "a: 2023-05-15T18:38:00Z\n",
    "a: https://example.org/#x?y=[z]\n",
    "a: x, y & z * ! | > % @ `\n", "a: it's \"so\"\n", "a: \"\"\n", "a: ''\n", "a: \" b \"\n",
    "a: ' b '\n", "a: 'it''s'\n", "a: ''''\n", "a: '''b'''\n", "a: \"b: c # d\"\n",
    "a: 'b: c # d'\n",
    "a: \"\\\"b\\\" \\\\ \\/ \\n\\t\\r \\u00e9\\u4f5c\"\n", "a: \"\\u0000\"\n", "a: \"b\"  \n",
    "a: é作😀\n", "a: \"é作😀\"\n", "a: <<\n", "a: =\n", "# c\na: 1\n  # c\n\n   \nb: 2\n# c",
    "a: 1\r\nb:\r\n  - c\r\n\r\n", "_a-1: b\nB2: c\n",
    "a:\n  b: 1\n  c:\n    d: 2\ne: 3\n", "a:\n  - b\n  - c\nd: e\n", "a:\n- b\n- c\nd: e\n",
    "a:\n  - b: 1\n    c: 2\n  - b: 3\n", "a:\n- b: 1\n  c: 2\n- b: 3\n",
    "a:\n  -   b: 1\n      c: 2\n",
    "a:\n  -\n    b: 1\n  -\n    - c\n", "a:\n  -\n  - \n  - b\n", "a:\n-\n-\nb: c\n",
    "a:\n  - b:\n  - c:\n", "a:\n  - b:\n    - c\n    d: e\n",
    "a:\n  - \"b\"\n  - 'c'\n  - http://d\n",
    "a:\n    b: 1\nc:\n d: 2\n", "a:\n  b:\nc:\n", "a:\n  - -1\n",
  ])
  func usualFrontMatterIsReadFast(text: String) {
    let result = readersAgree(on: Array(text.utf8))
    #expect(result.isFast)
    #expect(result.agree)
  }

  /// Where the fast reader would be wrong, or is not sure, it refuses.
  @Test(arguments: [
    // No map at the top, or not in the first column.
    "", "\n", "# c\n", "a", "- a\n", " a: 1\n", "\"a\"\n", "[a]\n", "{a: 1}\n",
    // Scalars of several lines.
    "a: b\n  c\n", "a: b\n\n  c\n", "a:\n  b\n", "a: \"b\n  c\"\n", "a: 'b\n  c'\n", "a: |\n  b\n",
    "a: >-\n  b\n", "a:\n  - b\n    c\n", "a:\n  - b: c\n     d\n", "a:\n- b\n c\n",
    "a: b\n c: d\n",
    "a: \"b\"\n  c: d\n",
    // Names that need thought.
    "a b: 1\n", "a : 1\n", "a:b\n", "\"a\": 1\n", "'a': 1\n", "1a: 1\n", "-a: 1\n", "é: 1\n",
    "? a\n: b\n",
    ": a\n", "<<: a\n", "a\n: b\n", "a.b: 1\n", "\(String(repeating: "a", count: 200)): 1\n",
    // The same name twice.
    "a: 1\na: 2\n", "a:\n  b: 1\n  c: 2\n  b: 3\n", "a:\n  - b: 1\n    b: 2\n",
    // Indicators and comments.
    "a: [b]\n", "a: {b: c}\n", "a: &b c\n", "a: *b\n", "a: !!str b\n", "a: ! b\n", "a: %b\n",
    "a: @b\n",
    "a: `b`\n", "a: ,b\n", "a: ]b\n", "a: }b\n", "a: - b\n", "a: ? b\n", "a: : b\n", "a: b # c\n",
    "a: # c\n", "a: \"b\" # c\n", "a:\n  - # c\n  - b\n", "a: #b\n",
    "a: b: c\n", "a: b:\n", "a:\n  - b: c: d\n", "a: \"b\" c\n", "a: 'b' c\n", "a: \"b\": c\n",
    "a: \"b\n", "a: 'b\n", "a: \"b\\\n", "a: \"b\\", "a: \"\\u12\"\n", "a: \"\\ud800\"\n",
    "a: \"\\x41\"\n", "a: \"\\q\"\n", "a: \"\\U0001F600\"\n", "a: \"\\u+123\"\n",
    "a:\n  - - b\n", "a:\n  - \"b\": c\n", "a:\n  - [b]\n",
    // Indentation that does not fit.
    "a:\n    b: 1\n  c: 2\n", "a:\n  - b\n c: d\n", "a:\n    - b\n  - c\n", "a:\n  b: 1\n   c: 2\n",
    "a:\n  - b: 1\n   c: 2\n", "a:\n  b: 1\n  - c\n", "a:\n  - b\n  c: d\n", "a: 1\n- b\n",
    "a:\n- b\n  - c\n", "a:\n   - b\n  - c\n",
    // More documents, directives.
    "%YAML 1.1\na: 1\n", "a: 1\n--- b\n", "a: 1\n... b\n",
    // Bytes on which readers differ.
    "a:\tb\n", "a: b\tc\n", "\ta: b\n", "a: \"b\tc\"\n", "a: b\rc: d\n", "a: b\r", "a: \u{7F}\n",
    "a: \u{85}\n", "a: \u{9B}\n", "a: \u{2028}\n", "a: \u{2029}\n", "a: \u{FEFF}\n",
    "a: \u{FFFE}\n",
    "a: \u{1B}\n", "a: \u{0}\n",
  ])
  func unusualFrontMatterIsLeftToTheFullReader(text: String) {
    #expect(!readersAgree(on: Array(text.utf8)).isFast)
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ] as [[UInt8]])
  func invalidUTF8IsLeftToTheFullReader(bytes: [UInt8]) {
    #expect(!readersAgree(on: Array("a: b".utf8) + bytes + Array("\n".utf8)).isFast)
    #expect(!readersAgree(on: Array("a: \"b".utf8) + bytes).isFast)
  }

  @Test func manyNamesAndDeepNestingAreLeftToTheFullReader() {
    let names = (0..<65).map { "a\($0): 1\n" }.joined()
    #expect(!readersAgree(on: Array(names.utf8)).isFast)
    let levels = { (count: Int) in
      (0..<count).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }
    #expect(readersAgree(on: Array(levels(64).utf8)) == (true, true))
    #expect(!readersAgree(on: Array(levels(65).utf8)).isFast)
    let entries = "a:\n" + String(repeating: "- b\n", count: FrontMatterBounds.nodes)
    #expect(!readersAgree(on: Array(entries.utf8)).isFast)
  }

  /// All texts of four pieces: everything that the rules above can meet in so little room.
  @Test func readersAgreeOnAllSmallTexts() {
    let pieces = [
      "a:", "b:", " ", "\n", "- ", "-", "c", "\"", "'", "#", ":", "\r\n", "\n  ", "\\", "~", "é",
    ]
    var fast = 0
    for index in 0..<(pieces.count * pieces.count * pieces.count * pieces.count) {
      var rest = index
      var text = "a: "
      for _ in 0..<4 {
        text += pieces[rest % pieces.count]
        rest /= pieces.count
      }
      let result = readersAgree(on: Array(text.utf8))
      fast += result.isFast ? 1 : 0
      if !result.agree {
        Issue.record("\(text.debugDescription)")
      }
    }
    #expect(fast > 1_000)
  }
}
