/// How a terminal shows pictures.
public enum PictureForm: Hashable, Sendable {
  /// As coloured blocks, which every terminal has.
  case blocks
  /// By kitty's protocol; a cell has so many pixels.
  case kitty(cell: Size)
  /// As sixels, with so many colours.
  case sixel(cell: Size, colors: Int)

  /// The pixels of a cell, where they are known.
  public var cell: Size? {
    switch self {
    case .blocks: nil
    case .kitty(let cell), .sixel(let cell, _): cell
    }
  }
}

/// A picture of pixels that fills whole cells.
public final class PixelImage: Sendable {
  public let columns: Int
  public let rows: Int
  public let width: Int
  public let height: Int
  /// Red, green and blue, a byte each, row after row.
  public let pixels: [UInt8]
  /// What draws each row of cells as sixels; empty where kitty's protocol is spoken.
  public let strips: [[UInt8]]

  /// - Returns: `nil` where the pixels are not those of so many cells.
  public init?(columns: Int, rows: Int, pixels: [UInt8], form: PictureForm) {
    guard let cell = form.cell, columns > 0, rows > 0, columns <= KittyGraphics.mostCells,
      rows <= KittyGraphics.mostCells, cell.columns > 0, cell.rows > 0,
      pixels.count == columns * cell.columns * rows * cell.rows * 3
    else { return nil }
    self.columns = columns
    self.rows = rows
    width = columns * cell.columns
    height = rows * cell.rows
    if case .sixel(_, let colors) = form {
      self.pixels = []
      strips = SixelWriter(pixels, width: width, colors: colors).strips(height: cell.rows)
    } else {
      self.pixels = pixels
      strips = []
    }
  }
}

/// The same only if it is the same one: its pixels are not compared.
extension PixelImage: Hashable {
  public static func == (one: PixelImage, other: PixelImage) -> Bool { one === other }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension Frame {
  /// Draws one row of a picture: each cell says which part of the picture it is, so that what is drawn
  /// over it later hides it.
  /// - Parameter number: of 16...255; no other picture of the frame has it.
  public mutating func draw(
    _ image: PixelImage, row: Int, number: UInt8, at point: Point, width: Int
  ) {
    guard (0..<image.rows).contains(row), (0..<size.rows).contains(point.row), width > 0,
      (0..<size.columns).contains(point.column)
    else { return }
    images[number] = image
    let count = min(width, image.columns, size.columns - point.column)
    let style = Style(foreground: .picture(number), background: ground.background)
    edit(point.row, from: point.column, upTo: point.column + count) { cells in
      for column in 0..<count {
        var glyph = Glyph(KittyGraphics.placeholder)
        glyph.setMark(KittyGraphics.sign(of: row), at: 0)
        glyph.setMark(KittyGraphics.sign(of: column), at: 1)
        cells[column] = Cell(glyph: glyph, style: style)
      }
      return count
    }
  }

  /// The parts of pictures that are seen, row by row.
  public func pictureStrips() -> [Int: [PictureStrip]] {
    guard !images.isEmpty else { return [:] }
    var result: [Int: [PictureStrip]] = [:]
    for row in 0..<size.rows {
      var strips: [PictureStrip] = []
      for column in 0..<size.columns {
        guard let part = self[column: column, row: row].picturePart,
          let image = images[part.number]
        else { continue }
        if let last = strips.last, last.image == image, last.imageRow == part.row,
          last.column + last.columns == column, last.imageColumn + last.columns == part.column
        {
          strips[strips.count - 1].columns += 1
        } else {
          strips.append(
            PictureStrip(
              image: image, number: part.number, imageRow: part.row, imageColumn: part.column,
              column: column, columns: 1))
        }
      }
      if !strips.isEmpty { result[row] = strips }
    }
    return result
  }
}

/// Cells beside each other that show a part of one row of a picture.
public struct PictureStrip: Hashable, Sendable {
  public let image: PixelImage
  public let number: UInt8
  public let imageRow: Int
  public let imageColumn: Int
  public let column: Int
  public fileprivate(set) var columns: Int

  /// Whether nothing covers it.
  public var isWhole: Bool { columns == image.columns }
}

extension Cell {
  /// Which part of which picture it shows.
  var picturePart: (number: UInt8, row: Int, column: Int)? {
    guard case .picture(let number) = style.foreground, scalar == KittyGraphics.placeholder,
      let row = KittyGraphics.number(of: mark(0)), let column = KittyGraphics.number(of: mark(1))
    else { return nil }
    return (number, row, column)
  }

  /// Text from outside never has the colour that says so.
  public var isPicture: Bool {
    guard scalar == KittyGraphics.placeholder, case .picture = style.foreground else {
      return false
    }
    return true
  }
}
