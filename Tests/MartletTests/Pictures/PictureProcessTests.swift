import Foundation
import ReaderCore
import TUI
import Testing

@testable import martlet

/// Pictures, and what only says that it is one, in the process that reads them.
@Suite struct PictureProcessTests {
  /// Left half red, right half blue, 32 by 32.
  private static let pictures = [
    "png": """
    iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAALUlEQVR4nO3NsQ0AAAjDMOD/n+GGSozO3rq3srqyxYT/cQAAAAAA\
    AAAAAOCrA5F6Aj9VMgu0AAAAAElFTkSuQmCC
    """,
    "gif": """
    R0lGODlhIAAgAPAAAP8AAAAA/yH5BAAAAAAALAAAAAAgACAAAAJHhI8Jwe0flDywtjmtxVJXrngQmIgPiZgOSqkMa7gvLEe0DC/4\
    7ea1v2P9eCpgj2gyFpEiZZLpcTahGmmUusF+tCPuybsCNwoAOw==
    """,
    "interlaced gif": """
    R0lGODlhIAAgAPAAAP8AAAAA/yH5BAAAAAAALAAAAAAgACAAQAJHhI8Jwe0flDywtjmtxVJXrngQmIgPiZgOSqkMa7gvLEe0DC/4\
    7ea1v2P9eCpgj2gyFpEiZZLpcTahGmmUusF+tCPuybsCNwoAOw==
    """,
    "webp": "UklGRiYAAABXRUJQVlA4TBkAAAAvH8AHAA8Q87//8x8OxILJ/KUj6I/ofxRvAA==",
    "jpeg": """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKB\
    TmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8\
    fHx8fHz/wAARCAAgACADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEA\
    AAAAAAAAAAAAAAAABgcF/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AlAM8wTAFAB1MBPzhMAUAHf/Z
    """,
  ]
  /// Says that it is 30,000 by 30,000 pixels, in a hundred bytes.
  private static let bomb = """
    iVBORw0KGgoAAAANSUhEUgAAdTAAAHUwCAIAAADpRW/tAAAAEUlEQVR4nGNgGAWjYBQMdwAAA+gAAbOm00YAAAAASUVORK5CYII=
    """

  private func bytes(_ base64: String) throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: base64)))
  }

  private func cells(_ bytes: [UInt8], columns: Int = 8, rows: Int = 8) -> Picture? {
    PictureProcess.picture(
      of: bytes, columns: columns, rows: rows, form: .blocks, program: Program.executable)
  }

  @Test(arguments: pictures.keys.sorted())
  func everyKindBecomesColouredCells(kind: String) throws {
    let picture = try #require(cells(try bytes(Self.pictures[kind]!)))
    // 32 pixels are worth four columns; a cell is twice as high as wide.
    #expect(picture.columns == 4 && picture.rows == 2)
    let colours = picture.colours(ofRow: 0)
    #expect(colours.count == 4)
    #expect(colours[0] != colours[3] && colours[0] == colours[1] && colours[2] == colours[3])
  }

  /// As pixels for terminals that draw them.
  @Test(arguments: pictures.keys.sorted())
  func everyKindBecomesPixels(kind: String) throws {
    let cell = Size(columns: 8, rows: 16)
    let picture = try #require(
      PictureProcess.picture(
        of: try bytes(Self.pictures[kind]!), columns: 8, rows: 8, form: .kitty(cell: cell),
        program: Program.executable))
    let image = try #require(picture.image)
    #expect(image.columns == 4 && image.rows == 2 && image.width == 32 && image.height == 32)
    for line in [0, 31] {
      let left = Array(image.pixels[line * 96 + 6..<line * 96 + 9])
      let right = Array(image.pixels[line * 96 + 87..<line * 96 + 90])
      #expect(left[0] > 240 && left[2] < 15 && right[0] < 15 && right[2] > 240, "\(left) \(right)")
    }
  }

  /// A film of ten thousand images costs as much as its first.
  @Test func ofAFilmTheFirstImageIsShown() throws {
    let gif = try bytes(Self.pictures["gif"]!)
    let start = try #require(gif.firstIndex(of: 0x2C))
    var film = Array(gif.dropLast())
    for _ in 0..<10_000 { film += gif[start...].dropLast() }
    film.append(0x3B)
    #expect(cells(film) == cells(gif))
    // Cut off in the second image, and one whose first image is larger than it says.
    #expect(cells(Array(film.prefix(gif.count + 20))) == cells(gif))
    var small = gif
    (small[6], small[8]) = (4, 4)
    #expect(cells(small)?.columns == 1)
    // 65,535 by 65,535 pixels.
    var bomb = gif
    for place in 6..<10 { bomb[place] = 0xFF }
    #expect(cells(bomb) == nil)
  }

  @Test func whatIsNoPictureCostsNothingElse() throws {
    let png = try bytes(Self.pictures["png"]!)
    var broken = png
    for place in broken.indices.dropFirst(40) { broken[place] ^= 0x5A }
    for bytes in [
      [], [0x89], Array("<svg onload='x()'/>".utf8),
      Array("<?xml version='1.0'?><svg><script>for(;;){}</script></svg>".utf8),
      Array("GIF89a".utf8), Array("GIF89a".utf8) + [UInt8](repeating: 0x21, count: 4000),
      Array("BM".utf8) + [UInt8](repeating: 0, count: 60),
      Array(png.prefix(30)),
      broken, try bytes(Self.bomb), Array("RIFF\u{FF}\u{FF}\u{FF}\u{FF}WEBPVP8 ".utf8),
      [0xFF, 0xD8, 0xFF, 0xFF] + [UInt8](repeating: 0xFF, count: 5000),
      [UInt8](repeating: 0x20, count: PictureProcess.mostBytes + 1),
    ] {
      #expect(cells(bytes) == nil, "\(bytes.prefix(8))")
    }
    #expect(cells(png) != nil)
  }

  /// The child may have been taken over: what it says is a picture or nothing.
  @Test func whatTheChildSaysIsNotBelieved() {
    func answer(_ head: [UInt8], _ cells: Int) -> [UInt8] {
      head + [UInt8](repeating: 0x1B, count: cells * 12)
    }
    #expect(
      Picture(answer: answer([2, 0, 1, 0], 2), columns: 4, rows: 4, form: .blocks)?.rows == 1)
    for (head, count) in [
      ([0, 0, 1, 0], 0), ([5, 0, 1, 0], 5), ([2, 0, 9, 0], 18), ([2, 0, 1, 0], 1),
      ([2, 0, 1], 0), ([255, 255, 255, 255], 3),
    ] as [([UInt8], Int)] {
      for form in [PictureForm.blocks, .kitty(cell: Size(columns: 2, rows: 2))] {
        #expect(
          Picture(answer: answer(head, count), columns: 4, rows: 4, form: form) == nil, "\(head)")
      }
    }
    // No control character, whatever the number.
    let picture = Picture(
      columns: 3,
      cells: [0x1B, 0x2588, 0x202E].map { Picture.Cell(scalar: $0, ink: 999, paper: -7) })
    #expect(picture.text == [" \u{2588} "])
  }

  @Test(arguments: [
    (800, 400, 80, 24, 80, 20), (400, 800, 80, 24, 24, 24), (16, 16, 80, 24, 2, 1),
    (1, 1, 80, 24, 1, 1), (65535, 1, 80, 24, 80, 1), (1, 65535, 80, 24, 1, 24),
  ])
  func pictureKeepsItsShape(
    width: Int, height: Int, columns: Int, rows: Int, wide: Int, high: Int
  ) {
    let size = Picture.size(width: width, height: height, columns: columns, rows: rows)
    #expect(size == (wide, high))
  }
}
