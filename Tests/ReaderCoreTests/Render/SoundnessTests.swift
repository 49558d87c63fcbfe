import Articles
import ReaderCore
import TUI
import Testing

/// Nasty texts in every place, over many sizes: nothing breaks out of its pane or its line.
struct SoundnessTests {
  private static let nasty = [
    "", " ", "\t\t\n\r\n", String(repeating: "long title ", count: 40),
    String(repeating: "x", count: 500), "漢字かな交じり文、とても長い題名です。" + String(repeating: "字", count: 200),
    "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽 party", "مرحبا \u{202E}reversed\u{202C} שלום",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
    "\u{1B}[31mred\u{1B}]0;title\u{7}", "\u{9B}2J\u{0}\u{7F}\u{200B}\u{FEFF}",
    "\u{FFFD}\u{E000}\u{10FFFF}",
  ]

  private static let library: TestLibrary = {
    var library = TestLibrary(titles: [])
    for (place, text) in nasty.enumerated() {
      library.add(
        text, provider: text, topics: [text], flags: MarkFlags(rawValue: UInt8(place % 4)))
      library.details[place].row.relatedCount = place * 40
      library.details[place].article.excerpt = text
      library.details[place].article.type = text
      library.details[place].warnings = [Problem(line: 1, message: text)]
      library.details[place].body = Document(
        blocks: [
          Document.Block(.heading(9), listDepth: 90, quoteDepth: 90, spans: [Document.Span(text)]),
          Document.Block(
            .listItem(marker: text), listDepth: -3, quoteDepth: -1,
            spans: [Document.Span(text, link: 0), Document.Span(text, link: 99)]),
          Document.Block(
            .code(language: nil), listDepth: 3, spans: [Document.Span(text, link: -1)]),
          Document.Block(.rule),
        ],
        links: [Document.Link(url: text, title: text)])
    }
    for place in nasty.indices {
      library.relate(place, to: (place + 1) % nasty.count)
      library.relate(place, outside: nasty[place], nasty[place])
    }
    return library
  }()

  private static let sizes = [
    (1, 1), (19, 5), (20, 5), (21, 6), (34, 9), (40, 12), (59, 15), (60, 14), (79, 24), (80, 24),
    (109, 30), (110, 14), (131, 41), (200, 60),
  ]

  @Test(arguments: sizes, [Charset.unicode, .ascii])
  func everyFrameIsSound(_ size: (Int, Int), _ charset: Charset) {
    var reader = TestReader(
      Self.library, size: Size(columns: size.0, rows: size.1), charset: charset,
      configuration: Configuration(previewDelay: 0))
    for keys in [
      ["j"], ["Enter"], ["}", "}"], ["Enter"], ["G"], ["PgUp"], ["["], ["q"], ["h"], ["j"],
      ["Enter"],
      ["i"], ["G"], ["q"], ["z"], ["n"], ["w"], ["w"], ["#", "1"], ["Enter"], ["?"], ["G"], ["Esc"],
      ["G"], ["k"], ["s"], ["m"], ["A"], ["Tab"], ["Tab"], ["o"], ["y"],
    ] {
      for key in keys { reader.press(key) }
      check(reader.frame, charset)
    }
  }

  @Test func everyKeyInEveryStateIsSurvived() {
    let names = Set(Action.allCases.flatMap(\.facts.keys).flatMap { $0.split(separator: " ") })
      .map(String.init).sorted().filter { $0 != "Ctrl-C" }
    var seed: UInt64 = 20_261_123
    func next(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    for _ in 0..<6 {
      var reader = TestReader(Self.library, size: Size(columns: 90, rows: 20))
      for _ in 0..<200 {
        switch next(40) {
        case 0:
          reader.send(.resized(Size(columns: 1 + next(150), rows: 1 + next(40))))
        case 1: reader.send(.libraryChanged(added: next(3)))
        case 2: reader.isHolding.toggle()
        case 3: reader.send(.woke([.preview, .minute, .markRead, .sidebar][next(4)]))
        default: reader.press(names[next(names.count)])
        }
        check(reader.frame, .unicode)
      }
    }
  }

  /// Wide characters come in halves that belong together, and nothing is drawn that a terminal obeys.
  private func check(_ frame: Frame, _ charset: Charset) {
    if let cursor = frame.cursor {
      #expect((0..<frame.size.columns).contains(cursor.column))
      #expect((0..<frame.size.rows).contains(cursor.row))
    }
    let columns = frame.size.columns
    let bad = frame.withCells { cells in
      cells.indices.first { place in
        let cell = cells[place]
        let isSecondHalf = place % columns > 0 && cells[place - 1].width == 2
        let fits = cell.width < 2 || place % columns + 2 <= columns
        return (cell.width == 0) != isSecondHalf || !fits
          || !isSecondHalf && !isHarmless(cell.scalar, charset)
      }
    }
    if let bad {
      Issue.record("column \(bad % columns), row \(bad / columns):\n\(frame.text)")
    }
  }

  private func isHarmless(_ scalar: UInt32, _ charset: Charset) -> Bool {
    scalar >= 0x20 && !(0x7F...0x9F).contains(scalar) && !(0x202A...0x202E).contains(scalar)
      && (charset == .unicode || scalar < 0x7F)
  }
}
