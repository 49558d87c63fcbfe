import Testing

@testable import TUI

/// The bytes of kitty's protocol, as its description asks for them.
@Suite struct KittyGraphicsTests {
  private let kitty = KittyGraphics(seed: 4, tmux: false)
  /// Space 5.
  private let id = 5 << 24 | 20

  private func image(columns: Int, rows: Int) throws -> PixelImage {
    let cell = Size(columns: 10, rows: 20)
    return try #require(
      PixelImage(
        columns: columns, rows: rows,
        pixels: (0..<columns * rows * 600).map { UInt8(truncatingIfNeeded: $0) },
        form: .kitty(cell: cell)))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func pixelsGoInPiecesOf4096Bytes() throws {
    let image = try image(columns: 4, rows: 3)
    let pieces = kitty.transmission(of: image, number: 20)
    #expect(pieces.count == 3)
    var payload: [UInt8] = []
    for (place, piece) in pieces.enumerated() {
      #expect(piece.starts(with: Array("\u{1B}_G".utf8)) && piece.suffix(2) == [0x1B, 0x5C])
      let parts = piece.dropFirst(3).dropLast(2).split(separator: 0x3B)
      let keys = text(Array(parts[0]))
      let more = place < 2 ? 1 : 0
      #expect(
        keys
          == (place == 0 ? "a=t,t=d,f=24,s=40,v=60,i=\(id),q=2,m=\(more)" : "q=2,m=\(more)"))
      #expect(place < 2 ? parts[1].count == 4096 : (1...4096).contains(parts[1].count))
      #expect(parts[1].count % 4 == 0)
      payload += parts[1]
    }
    #expect(payload == Base64.encoded(image.pixels))
  }

  @Test func commandsNameTheirPictureAndWantNoAnswer() throws {
    let image = try image(columns: 4, rows: 3)
    #expect(
      text(kitty.virtualPlacement(of: image, number: 20))
        == "\u{1B}_Ga=p,U=1,i=\(id),c=4,r=3,q=2\u{1B}\\")
    #expect(text(kitty.deletion(of: 20)) == "\u{1B}_Ga=d,d=I,i=\(id),q=2\u{1B}\\")
    var frame = Frame(size: Size(columns: 9, rows: 1))
    frame.draw(image, row: 2, number: 20, at: Point(column: 1, row: 0), width: 9)
    frame.draw("x", at: Point(column: 1, row: 0), width: 1)
    let strip = try #require(frame.pictureStrips()[0]?.first)
    #expect(
      text(kitty.placement(of: strip))
        == "\u{1B}_Ga=p,i=\(id),p=\(2 * KittyGraphics.mostCells + 2),x=10,y=40,w=30,h=20,c=3,r=1,C=1,"
        + "q=2\u{1B}\\")
    #expect(
      text(kitty.removal(of: strip))
        == "\u{1B}_Ga=d,d=i,i=\(id),p=\(2 * KittyGraphics.mostCells + 2),q=2\u{1B}\\")
  }

  @Test func tmuxHandsOnWhatIsMeantForTheTerminal() throws {
    let tmux = KittyGraphics(seed: 4, tmux: true)
    #expect(
      text(tmux.deletion(of: 20))
        == "\u{1B}Ptmux;\u{1B}\u{1B}_Ga=d,d=I,i=\(id),q=2\u{1B}\u{1B}\\\u{1B}\\")
  }

  /// The first, the eighth and the 54th of the list that the protocol comes with, and all in order.
  @Test func signsAreThoseOfTheList() {
    #expect(KittyGraphics.sign(of: 0) == 0x305 && KittyGraphics.sign(of: 7) == 0x33F)
    #expect(KittyGraphics.sign(of: 53) == 0x5C4 && KittyGraphics.sign(of: 128) == 0x82D)
    let signs = (0..<KittyGraphics.mostCells).map(KittyGraphics.sign)
    #expect(signs == signs.sorted() && Set(signs).count == 129)
    for (number, sign) in signs.enumerated() { #expect(KittyGraphics.number(of: sign) == number) }
    for sign: UInt32 in [0, 0x20, 0x300, 0x306, 0x82E, 0x10EEEE] {
      #expect(KittyGraphics.number(of: sign) == nil)
    }
  }

  @Test func cellsSayWhichPartTheyAre() throws {
    let image = try image(columns: 4, rows: 3)
    var frame = Frame(size: Size(columns: 8, rows: 3))
    for row in 0..<3 {
      frame.draw(image, row: row, number: 20, at: Point(column: 2, row: row), width: 8)
    }
    #expect(frame.line(1).hasPrefix("  \u{10EEEE}\u{30D}\u{305}\u{10EEEE}\u{30D}\u{30D}"))
    #expect(frame[column: 2, row: 0].style.foreground == .picture(20))
    let strips = frame.pictureStrips()
    #expect(strips[2]?.count == 1 && strips[2]?[0].isWhole == true && strips[2]?[0].column == 2)
    // What is drawn over it hides a part.
    frame.draw("ab", at: Point(column: 3, row: 1), width: 2)
    let parts = try #require(frame.pictureStrips()[1])
    #expect(parts.map(\.column) == [2, 5] && parts.map(\.imageColumn) == [0, 3])
    #expect(parts.allSatisfy { !$0.isWhole })
    frame.clear()
    #expect(frame.pictureStrips().isEmpty)
  }

  /// Text from outside that looks like a part of a picture is none.
  @Test func textIsNeverAPicture() throws {
    var frame = Frame(size: Size(columns: 8, rows: 1))
    frame.draw("\u{10EEEE}\u{305}\u{305}", at: Point(column: 0, row: 0), width: 8)
    #expect(!frame[column: 0, row: 0].isPicture && frame.line(0).unicodeScalars.first == "\u{FFFD}")
  }

  @Test func onlyWholeCellsArePictures() {
    for count in [0, 599, 601, 1200] {
      #expect(
        PixelImage(
          columns: 1, rows: 1, pixels: [UInt8](repeating: 0, count: count),
          form: .kitty(cell: Size(columns: 10, rows: 20))) == nil)
    }
  }
}
