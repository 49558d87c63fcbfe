import Glibc
import TestSupport
import Testing

@testable import NcursesTerminal
@testable import TUI

/// What curses holds must be what the frame says, cell by cell. Curses is one for the process.
@Suite(.serialized) struct ReadBackTests {
  private static let texts: [String] = [
    "plain text", "漢字かな交じり文", "e\u{301}a\u{308} z\u{300}\u{301}\u{302}\u{303}\u{304}",
    "👩‍👩‍👧‍👦 👍🏽 ❤️ 🇩🇪 1️⃣", "\u{1B}[31mred\u{7}\u{9B}", "עברית العربية क्षत्रिय",
    "한국어 \u{1112}\u{1161}\u{11AB}", "ａ漢b漢", "\u{E000}\u{378}…→",
    String(repeating: "漢", count: 60), String(repeating: "x漢", count: 40),
  ]

  private static let styles: [Style] = [
    .plain, Style(foreground: .indexed(3)), Style(attributes: [.bold, .reverse]),
    Style(foreground: .rgb(10, 200, 30), background: .indexed(236), attributes: .underline),
    Style(attributes: [.dim, .italic]),
  ]

  private func withSession(
    _ terminal: String = "xterm-256color", locale: String = "C.UTF-8",
    color: ColorMode = .automatic,
    _ body: (TerminalSession) throws -> Void
  ) throws {
    setlocale(LC_CTYPE, locale)
    defer { setlocale(LC_CTYPE, "C.UTF-8") }
    let null = open("/dev/null", O_RDWR)
    defer { Glibc.close(null) }
    let session = try TerminalSession(terminal: terminal, input: null, output: null, color: color)
    defer { session.close() }
    try body(session)
  }

  /// The first cell that differs, in words.
  private func difference(_ session: TerminalSession, _ frame: Frame) -> String? {
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        let cell = frame[column: column, row: row]
        let text = cell.width == 0 ? frame[column: column - 1, row: row].text : cell.text
        let held = session.heldCell(column: column, row: row)
        if held.map({ Array($0.text.unicodeScalars) }) != Array(text.unicodeScalars)
          || held?.attributes != StyleTable.curses(cell.style.attributes)
        {
          return "\(column), \(row): \(text.debugDescription) is held as \(held as Any)"
        }
      }
    }
    return nil
  }

  @Test func everyFrameIsHeldAsItIs() throws {
    try withSession { session in
      var source = SplitMix(seed: 3)
      for size in [(80, 24), (200, 60), (7, 3), (1, 1), (2, 1), (1, 9), (80, 24)] {
        session.resize(to: Size(columns: size.0, rows: size.1))
        #expect(session.size == Size(columns: size.0, rows: size.1))
        var frame = Frame(size: session.size)
        for _ in 0..<40 {
          if source.next(below: 8) == 0 { frame.clear() }
          for _ in 0..<source.next(below: 6) {
            let point = Point(
              column: source.next(below: size.0), row: source.next(below: size.1))
            frame.draw(
              Self.texts[source.next(below: Self.texts.count)], at: point,
              width: source.next(below: 90), style: Self.styles[source.next(below: 5)])
            frame.restyle(
              Rect(column: point.column, row: point.row, columns: 3, rows: 1)
            ) { $0.adding(.reverse) }
          }
          frame.cursor = Point(
            column: source.next(below: size.0), row: source.next(below: size.1))
          session.present(frame)
          #expect(session.heldCursor == frame.cursor)
          let difference = difference(session, frame)
          #expect(difference == nil)
          if difference != nil { return }
        }
      }
    }
  }

  @Test func wideCharactersReplaceEachOtherAnywhere() throws {
    try withSession { session in
      session.resize(to: Size(columns: 6, rows: 1))
      let texts = ["      ", "漢漢漢", " 漢漢 ", "ab漢cd", "漢a漢b", "a漢b漢", "字字字", " 字字 ", "abcdef"]
      for old in texts {
        for new in texts {
          for style in [Style.plain, Style(attributes: .bold)] {
            var frame = Frame(size: session.size)
            frame.draw(old, at: Point(column: 0, row: 0), width: 6)
            session.present(frame)
            frame.clear()
            frame.draw(new, at: Point(column: 0, row: 0), width: 6, style: style)
            session.present(frame)
            #expect(difference(session, frame) == nil, "\(old) to \(new)")
          }
        }
      }
    }
  }

  @Test func stylesHaveTheirPairs() throws {
    try withSession { session in
      session.resize(to: Size(columns: 256, rows: 2))
      var frame = Frame(size: session.size)
      for index in 0..<256 {
        let style = Style(foreground: .indexed(UInt8(index)), background: .rgb(0, 0, UInt8(index)))
        frame.draw("x", at: Point(column: index, row: 0), width: 1, style: style)
      }
      frame.draw(
        "x", at: Point(column: 0, row: 1), width: 1, style: Style(attributes: .bold))
      session.present(frame)
      let pairs = Set((0..<256).compactMap { session.heldCell(column: $0, row: 0)?.pair })
      #expect(pairs.count == 256)
      #expect(session.heldCell(column: 0, row: 1)?.pair == 0)
    }
  }

  @Test func pairsMayRunOut() throws {
    try withSession { session in
      session.resize(to: Size(columns: 100, rows: 60))
      var frame = Frame(size: session.size)
      for index in 0..<6000 {
        let style = Style(
          foreground: .indexed(UInt8(index % 200)), background: .indexed(UInt8(index / 200)))
        frame.draw("x", at: Point(column: index % 100, row: index / 100), width: 1, style: style)
      }
      session.present(frame)
      #expect(difference(session, frame) == nil)
      #expect(session.heldCell(column: 0, row: 0)?.pair == 1)
      #expect(session.heldCell(column: 99, row: 59)?.pair == 0)
    }
  }

  @Test func withoutColorThereAreAttributesOnly() throws {
    try withSession("vt100") { session in #expect(session.colorDepth == .none) }
    try withSession("xterm") { session in #expect(session.colorDepth == .eight) }
    try withSession(color: .none) { session in
      #expect(session.colorDepth == .none)
      var frame = Frame(size: session.size)
      let style = Style(foreground: .indexed(1), background: .indexed(2), attributes: .bold)
      frame.draw("text", at: Point(column: 0, row: 0), width: 9, style: style)
      session.present(frame)
      #expect(session.heldCell(column: 0, row: 0)?.pair == 0)
      #expect(difference(session, frame) == nil)
    }
  }

  @Test func aGreyBarOnEightColorsIsReversed() throws {
    try withSession("xterm") { session in
      var frame = Frame(size: session.size)
      let style = Style(
        foreground: .indexed(252), background: .indexed(237), attributes: .bold)
      frame.draw("bar", at: Point(column: 0, row: 0), width: 9, style: style)
      session.present(frame)
      let held = session.heldCell(column: 0, row: 0)
      #expect(held?.pair == 0)
      #expect(held?.attributes == StyleTable.curses([.bold, .reverse]))
    }
  }

  @Test func otherLocalesAreASCII() throws {
    try withSession(locale: "C") { session in
      #expect(session.charset == .ascii)
      var frame = Frame(size: session.size, charset: session.charset)
      frame.draw("“é” → 漢", at: Point(column: 0, row: 0), width: 20)
      session.present(frame)
      #expect(difference(session, frame) == nil)
      // A frame of the wrong kind does no harm.
      var unicode = Frame(size: session.size)
      unicode.draw("é漢x", at: Point(column: 0, row: 0), width: 20)
      session.present(unicode)
      let held = (0..<4).map { session.heldCell(column: $0, row: 0)?.text }
      #expect(held == ["?", "?", " ", "x"])
    }
  }

  @Test(arguments: ["vt100", "linux", "screen", "tmux-256color", "xterm", "ansi", "vt52"])
  func everyTerminalWillDo(name: String) throws {
    try withSession(name) { session in
      var frame = Frame(size: session.size)
      for (row, text) in Self.texts.enumerated() {
        frame.draw(text, at: Point(column: 0, row: row), width: 80, style: Self.styles[row % 5])
      }
      session.present(frame)
      session.redraw()
      #expect(session.heldCell(column: 0, row: 0)?.text == "p")
    }
  }

  @Test func framesOfAnotherSizeAreShownAsFarAsTheyGo() throws {
    try withSession { session in
      session.resize(to: Size(columns: 5, rows: 2))
      for size in [(6, 3), (4, 1), (0, 0), (5, 2), (9, 1)] {
        var frame = Frame(size: Size(columns: size.0, rows: size.1))
        frame.draw("a漢漢漢", at: Point(column: 0, row: 0), width: 9)
        frame.cursor = Point(column: 8, row: 2)
        session.present(frame)
      }
      #expect(session.heldCell(column: 4, row: 0)?.text == "漢")
      session.resize(to: Size(columns: 4, rows: 1))
      var frame = Frame(size: Size(columns: 9, rows: 1))
      frame.draw("a漢漢漢", at: Point(column: 0, row: 0), width: 9)
      session.present(frame)
      #expect(session.heldCell(column: 3, row: 0)?.text == "?")
    }
  }

  @Test func isDeafAndMuteWhenGivenAway() throws {
    try withSession { session in
      session.suspend()
      session.suspend()
      session.present(Frame(size: session.size))
      session.redraw()
      session.write(escape: [0x07])
      #expect(session.nextInput() == nil)
      session.resume()
      session.close()
      session.close()
      session.resume()
      session.present(Frame(size: Size(columns: 3, rows: 3)))
      #expect(session.nextInput() == nil)
    }
  }

  @Test func aTerminalThatIsGoneIsTold() throws {
    setlocale(LC_CTYPE, "C.UTF-8")
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let null = open("/dev/null", O_RDWR)
    defer { Glibc.close(null) }
    let session = try TerminalSession(
      terminal: "xterm", input: ends[0], output: null, color: .automatic)
    #expect(session.nextInput() == nil)
    _ = write(ends[1], "jk", 2)
    Glibc.close(ends[1])
    #expect(session.nextInput() == .key(.character("j")))
    #expect(session.nextInput() == .key(.character("k")))
    #expect(session.nextInput() == .hangup)
    session.close()
    Glibc.close(ends[0])
  }

  @Test func refusesTerminalsItCannotDrawOn() {
    let null = open("/dev/null", O_RDWR)
    defer { Glibc.close(null) }
    func use(_ name: String) throws(TerminalError) {
      _ = try TerminalSession(terminal: name, input: null, output: null, color: .automatic)
    }
    #expect(throws: TerminalError.dumbTerminal("dumb")) { try use("dumb") }
    #expect(throws: TerminalError.unknownTerminal("no-such-terminal")) {
      try use("no-such-terminal")
    }
    #expect(throws: TerminalError.unknownTerminal("../../etc/passwd")) {
      try use("../../etc/passwd")
    }
  }

  /// Curses asks the C library for widths: ours must be the same for whatever can be drawn.
  @Test func everyScalarIsDrawnAsTheCLibraryCounts() throws {
    try withSession { session in
      session.resize(to: Size(columns: 256, rows: 64))
      var frame = Frame(size: session.size)
      var shown = frame
      var wrong: [UInt32] = []
      // Planes 4 to 13, 15 and 16 are of one class each.
      #expect(!ScalarTable.starts.contains { (0x40001..<0xE0000).contains($0 >> 4) })
      #expect(!ScalarTable.starts.contains { $0 >> 4 > 0xF0000 })
      let scalars: [Range<UInt32>] = [0..<0x41000, 0xE0000..<0xF1000]
      for value in scalars.joined() {
        guard let scalar = Unicode.Scalar(value) else { continue }
        // Four columns each: "a", the scalar and what it leaves blank.
        let place = Int(value) % (64 * 64)
        let point = Point(column: place % 64 * 4, row: place / 64)
        var text = "a"
        text.unicodeScalars.append(scalar)
        let used = frame.draw(text, at: point, width: 4)
        if !isCounted(frame, point, used) { wrong.append(value) }
        guard place == 64 * 64 - 1 else { continue }
        if frame != shown {
          session.present(frame)
          if let difference = difference(session, frame) {
            Issue.record("up to \(value): \(difference)")
            return
          }
          shown = frame
        }
        frame.clear()
      }
      #expect(wrong.isEmpty, "\(wrong.prefix(20))")
    }
  }

  private func isCounted(_ frame: Frame, _ point: Point, _ used: Int) -> Bool {
    var columns = 0
    for column in point.column..<point.column + used {
      let cell = frame[column: column, row: point.row]
      guard cell.width > 0 else { continue }
      guard Screen.columns(of: cell.scalar) == cell.width else { return false }
      for mark in 0..<4 where cell.mark(mark) != 0 {
        guard Screen.columns(of: cell.mark(mark)) == 0 else { return false }
      }
      columns += cell.width
    }
    return columns == used
  }
}
