import Testing

@testable import NcursesTerminal
@testable import TUI

/// What is sent of pictures, frame after frame.
@Suite struct PictureLayerTests {
  private static let cell = Size(columns: 2, rows: 6)

  private func layer(_ way: PictureLayer.Way) -> PictureLayer {
    var layer = PictureLayer(kitty: KittyGraphics(seed: 4, tmux: false))
    layer.use(way)
    return layer
  }

  private func image(_ form: PictureForm = .kitty(cell: cell)) throws -> PixelImage {
    try #require(
      PixelImage(
        columns: 3, rows: 2, pixels: [UInt8](repeating: 7, count: 6 * 36), form: form))
  }

  /// A frame that shows images, each from a row on.
  private func frame(_ images: [(PixelImage, UInt8, Int)], over: String = "") -> Frame {
    var frame = Frame(size: Size(columns: 8, rows: 9))
    for (image, number, top) in images {
      for row in 0..<2 {
        frame.draw(image, row: row, number: number, at: Point(column: 1, row: top + row), width: 7)
      }
    }
    frame.draw(over, at: Point(column: 2, row: 3), width: 8)
    return frame
  }

  private func sent(_ layer: inout PictureLayer) -> [String] {
    var result: [String] = []
    while let piece = layer.next() {
      result.append(
        String(decoding: piece, as: UTF8.self).replacing("\u{1B}", with: "^")
          .replacing("\(5 << 24 | 16)", with: "A").replacing("\(5 << 24 | 17)", with: "B"))
    }
    #expect(layer.isIdle)
    return result
  }

  @Test func placeholdersAreSentOnce() throws {
    var layer = layer(.placeholders)
    let image = try image()
    #expect(layer.take(frame([(image, 16, 2)])).isEmpty)
    let first = sent(&layer)
    #expect(first.count == 2 && first[0].hasPrefix("^_Ga=t,t=d,f=24,s=6,v=12,i=A,q=2,m=0;"))
    #expect(first[1] == "^_Ga=p,U=1,i=A,c=3,r=2,q=2^\\")
    // Scrolling and what covers it are cells.
    #expect(layer.take(frame([(image, 16, 3)], over: "help")).isEmpty)
    #expect(sent(&layer).isEmpty)
    let bytes = layer.farewell().map { String(decoding: $0, as: UTF8.self) }
    #expect(bytes == ["\u{1B}_Ga=d,d=I,i=\(5 << 24 | 16),q=2\u{1B}\\"])
    #expect(layer.farewell().isEmpty)
  }

  @Test func picturesThatWereNotSeenForLongAreDeleted() throws {
    var layer = layer(.placeholders)
    var deleted: [String] = []
    for number in UInt8(16)..<40 {
      _ = layer.take(frame([(try image(), number, 2)]))
      deleted += sent(&layer).filter { $0.contains("a=d") }
    }
    #expect(deleted.count == 24 - 1 - 8)
    #expect(deleted.first == "^_Ga=d,d=I,i=A,q=2^\\")
    #expect(deleted.dropFirst().first == "^_Ga=d,d=I,i=B,q=2^\\")
  }

  @Test func anotherPictureOfTheSameNumberIsSent() throws {
    var layer = layer(.placeholders)
    _ = layer.take(frame([(try image(), 16, 2)]))
    _ = sent(&layer)
    _ = layer.take(frame([(try image(), 16, 2)]))
    #expect(sent(&layer).count == 2)
  }

  @Test func placementsMoveAndGo() throws {
    var layer = layer(.placements)
    let image = try image()
    _ = layer.take(frame([(image, 16, 2)]))
    let first = sent(&layer)
    #expect(first.count == 3)
    #expect(
      first[1] == "^7^[3;2H^_Ga=p,i=A,p=1,x=0,y=0,w=6,h=6,c=3,r=1,C=1,q=2^\\^8")
    // Its second row is below the screen's end now, the first has moved.
    _ = layer.take(frame([(image, 16, 8)]))
    let moved = sent(&layer)
    #expect(moved.count == 2)
    #expect(moved[0] == "^_Ga=d,d=i,i=A,p=\(KittyGraphics.mostCells + 1),q=2^\\")
    #expect(moved[1].hasPrefix("^7^[9;2H^_Ga=p,i=A,p=1,"))
    _ = layer.take(frame([]))
    #expect(sent(&layer) == ["^_Ga=d,d=i,i=A,p=1,q=2^\\"])
  }

  @Test func sixelsAreDrawnOverCellsThatAreMadeAnew() throws {
    var layer = layer(.sixels)
    let image = try image(.sixel(cell: Self.cell, colors: 16))
    #expect(layer.take(frame([(image, 16, 2)])).isEmpty)
    let first = sent(&layer)
    #expect(first.map { String($0.prefix(9)) } == ["^7^[3;2H^", "^7^[4;2H^"])
    #expect(first.allSatisfy { $0.contains("^P0;1;0q") && $0.hasSuffix("^\\^8") })
    // The same again: nothing; a row that curses wrote into: that row.
    #expect(layer.take(frame([(image, 16, 2)])).isEmpty && layer.isIdle)
    layer.disturb(3)
    layer.disturb(7)
    #expect(sent(&layer).map { String($0.prefix(7)) } == ["^7^[4;2"])
    // Scrolled: what lies under the old place is made anew.
    #expect(Set(layer.take(frame([(image, 16, 4)]))) == [2, 3])
    #expect(sent(&layer).count == 2)
    // Covered in part: that row is not drawn at all.
    #expect(Set(layer.take(frame([(image, 16, 3)], over: "x"))) == [4, 5])
    #expect(sent(&layer).filter { !$0.isEmpty }.map { String($0.prefix(7)) } == ["^7^[5;2"])
    #expect(Set(layer.take(frame([]))) == [3, 4])
    #expect(layer.isIdle && layer.farewell().isEmpty)
  }

  /// A cursor that is seen would go from row to row, and leave holes.
  @Test(arguments: [PictureLayer.Way.sixels, .placements])
  func theCursorIsHiddenUntilEveryRowIsDrawn(way: PictureLayer.Way) throws {
    var layer = layer(way)
    let image = try image(
      way == .sixels ? .sixel(cell: Self.cell, colors: 16) : .kitty(cell: Self.cell))
    layer.isCursorShown = true
    _ = layer.take(frame([(image, 16, 2)]))
    var all = sent(&layer).joined()
    #expect(all.contains("^[?25l^7^[3;2H") && all.hasSuffix("^8^[?25h"))
    #expect(all.ranges(of: "^[?25").count == 2)

    // The next frame comes before the last one is drawn, and hides the cursor for good.
    _ = layer.take(frame([(image, 16, 4)]))
    let half = layer.next()
    #expect(half != nil && !layer.isIdle)
    layer.isCursorShown = false
    _ = layer.take(frame([(image, 16, 5)]))
    #expect(!sent(&layer).joined().contains("^[?25"))

    // Left in the middle, it is there for whoever comes next.
    layer.isCursorShown = true
    _ = layer.take(frame([(image, 16, 2)]))
    while let piece = layer.next(), !String(decoding: piece, as: UTF8.self).contains("[?25l") {}
    all = layer.farewell().map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(all.hasSuffix("\u{1B}[?25h") && !layer.farewell().joined().contains(0x68))
  }

  @Test func whatIsClearedIsSentAgain() throws {
    for way in [PictureLayer.Way.placeholders, .placements] {
      var layer = layer(way)
      _ = layer.take(frame([(try image(), 16, 2)]))
      let all = sent(&layer)
      layer.forgetShown()
      #expect(sent(&layer) == ["^_Ga=d,d=I,i=A,q=2^\\"] + all)
    }
  }

  /// Half a picture is ended before it is deleted.
  @Test func leavingInTheMiddleEndsTheSequence() throws {
    var layer = layer(.placeholders)
    let image = try #require(
      PixelImage(
        columns: 30, rows: 30, pixels: [UInt8](repeating: 7, count: 900 * 36),
        form: .kitty(cell: Self.cell)))
    _ = layer.take(frame([(image, 16, 2)]))
    _ = layer.next()
    let end = layer.farewell()
    #expect(end.count == 2 && String(decoding: end[0], as: UTF8.self).contains("m=0;"))
  }
}

/// Which way is taken for which terminal.
@Suite struct PictureAnswersTests {
  private static let answers: [String: [TerminalAnswer]] = [
    "kitty": [.kitty(true), .name("kitty(0.35.2)"), .attributes([62])],
    "old kitty": [.kitty(true), .name("kitty(0.26.5)"), .attributes([62])],
    "ghostty": [.kitty(true), .name("ghostty 1.0.1"), .attributes([62, 22])],
    "wezterm": [.kitty(true), .name("WezTerm 2024"), .attributes([65, 4, 6])],
    "foot": [.name("foot(1.13.1)"), .attributes([62, 4, 22])],
    "vt340": [.name("XTerm(379)"), .colors(16), .attributes([63, 1, 2, 4, 6])],
    "xterm": [.name("XTerm(379)"), .attributes([64, 1, 2, 6])],
    "refusing": [.kitty(false), .attributes([4])],
    "nothing": [.attributes([1, 2])],
  ]

  @Test(arguments: [
    ("kitty", PictureLayer.Way.placeholders), ("old kitty", .placements),
    ("ghostty", .placeholders), ("wezterm", .sixels), ("foot", .sixels), ("vt340", .sixels),
    ("xterm", .none), ("refusing", .none), ("nothing", .none),
  ])
  func theTerminalSaysIt(name: String, way: PictureLayer.Way) {
    var answers = PictureAnswers()
    let ends = Self.answers[name]!.map { answers.take($0) }
    #expect(ends.last == true && !ends.dropLast().contains(true))
    #expect(answers.way(for: .automatic, depth: .indexed, tmux: false) == way)
    #expect(answers.way(for: .blocks, depth: .indexed, tmux: false) == .none)
    #expect(answers.way(for: .sixel, depth: .indexed, tmux: false) == .sixels)
    // In tmux only what tmux itself draws, unless somebody says so.
    let isSixel = way == .sixels
    #expect(
      answers.way(for: .automatic, depth: .indexed, tmux: true)
        == (isSixel ? .sixels : .none))
    #expect(answers.way(for: .kitty, depth: .indexed, tmux: true) == .placeholders)
  }

  @Test func withoutNumbersOfColoursKittyIsTaughtPlaces() {
    var answers = PictureAnswers()
    for answer in Self.answers["kitty"]! { _ = answers.take(answer) }
    #expect(answers.way(for: .automatic, depth: .eight, tmux: false) == .placements)
  }

  @Test func sixelsWantTheSizeOfACell() {
    var answers = PictureAnswers()
    #expect(answers.form(of: .sixels, systemCell: nil) == nil)
    #expect(answers.form(of: .sixels, systemCell: Size(columns: 0, rows: 9)) == nil)
    let size = Size(columns: 9, rows: 18)
    #expect(answers.form(of: .sixels, systemCell: size) == .sixel(cell: size, colors: 256))
    _ = answers.take(.cell(Size(columns: 7, rows: 15)))
    _ = answers.take(.colors(16))
    #expect(
      answers.form(of: .sixels, systemCell: size)
        == .sixel(cell: Size(columns: 7, rows: 15), colors: 16))
    #expect(answers.form(of: .none, systemCell: size) == nil)
  }

  @Test(arguments: [
    ("_Gi=31;OK\u{1B}\\", TerminalAnswer.kitty(true)), ("_Gi=31;EINVAL:x\u{1B}\\", .kitty(false)),
    ("P>|foot(1.13.1)\u{1B}\\", .name("foot(1.13.1)")), ("[?62;4;22c", .attributes([62, 4, 22])),
    ("[6;20;10t", .cell(Size(columns: 10, rows: 20))), ("[?1;0;256S", .colors(256)),
  ])
  func answersAreReadWhereTheyAreDue(text: String, answer: TerminalAnswer) {
    func read(_ areDue: Bool) -> [Input]? {
      var scalars = Array(text.unicodeScalars.map(\.value))[...]
      return EscapeSequence.inputs(arePicturesDue: areDue) { scalars.popFirst() }
    }
    #expect(read(true) == [.answer(answer)])
    if !text.hasPrefix("_") { #expect(read(false) == []) }
  }
}
