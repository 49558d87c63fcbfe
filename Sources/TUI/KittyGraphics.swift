/// kitty's protocol for pictures (sw.kovidgoyal.net/kitty/graphics-protocol).
///
/// Pictures are sent once and then shown in one of two ways: by cells of a private character that say
/// which part of which picture they show (kitty 0.28, Ghostty and others), so that a picture is text
/// like any other; or, where a terminal knows only the older part, placed row by row.
public struct KittyGraphics: Sendable {
  /// The most significant byte of all ids, so that other programs' pictures are left alone.
  private let space: UInt8
  /// Whether tmux stands between, which hands on what is meant for the terminal.
  private let tmux: Bool

  /// - Parameter seed: whatever tells programs in the same terminal apart.
  public init(seed: UInt32, tmux: Bool) {
    space = UInt8(seed % UInt32(Self.mostCells - 1)) + 1
    self.tmux = tmux
  }

  /// A character for private use; with the signs of its row and its column it shows a part of a picture.
  public static let placeholder: UInt32 = 0x10EEEE
  /// The most columns and rows that signs are known for.
  public static let mostCells = signs.count

  /// The combining character that stands for a row, a column or the first byte of an id.
  static func sign(of number: Int) -> UInt32 {
    signs.indices.contains(number) ? signs[number] : 0
  }

  static func number(of sign: UInt32) -> Int? {
    guard sign >= 0x300, sign < 0x300 + UInt32(numbers.count) else { return nil }
    let number = numbers[Int(sign) - 0x300]
    return number < 0 ? nil : Int(number)
  }

  /// What the cells of these pictures have as third sign.
  public var spaceSign: UInt32 { Self.sign(of: Int(space)) }

  func id(_ number: UInt8) -> UInt32 { UInt32(space) << 24 | UInt32(number) }

  /// Asks whether the protocol is spoken. The picture, of one pixel, is not kept.
  public static let question: [UInt8] = Array("\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\".utf8)

  /// Sends a picture, in pieces that belong together and must be sent in order.
  public func transmission(of image: PixelImage, number: UInt8) -> [[UInt8]] {
    let starts = stride(from: 0, to: image.pixels.count, by: Self.pieceLength)
    return starts.map { start in
      let end = min(start + Self.pieceLength, image.pixels.count)
      let more = end < image.pixels.count ? 1 : 0
      let keys =
        start == 0
        ? "a=t,t=d,f=24,s=\(image.width),v=\(image.height),i=\(id(number)),q=2,m=\(more)"
        : "q=2,m=\(more)"
      return command(keys, Base64.encoded(image.pixels[start..<end]))
    }
  }

  /// Lets cells of a picture show it.
  public func virtualPlacement(of image: PixelImage, number: UInt8) -> [UInt8] {
    command("a=p,U=1,i=\(id(number)),c=\(image.columns),r=\(image.rows),q=2")
  }

  /// Shows a strip at the cursor, which stays; one that shows the same row moves here.
  public func placement(of strip: PictureStrip) -> [UInt8] {
    let image = strip.image
    let (cellWidth, cellHeight) = (image.width / image.columns, image.height / image.rows)
    return command(
      "a=p,i=\(id(strip.number)),p=\(Self.place(of: strip)),x=\(strip.imageColumn * cellWidth),"
        + "y=\(strip.imageRow * cellHeight),w=\(strip.columns * cellWidth),h=\(cellHeight),"
        + "c=\(strip.columns),r=1,C=1,q=2")
  }

  /// Takes a strip away that was placed.
  public func removal(of strip: PictureStrip) -> [UInt8] {
    command("a=d,d=i,i=\(id(strip.number)),p=\(Self.place(of: strip)),q=2")
  }

  /// Takes a picture away, and its pixels.
  public func deletion(of number: UInt8) -> [UInt8] {
    command("a=d,d=I,i=\(id(number)),q=2")
  }

  /// The parts of a row on both sides of what covers it have numbers of their own.
  private static func place(of strip: PictureStrip) -> Int {
    strip.imageRow * mostCells + strip.imageColumn + 1
  }

  /// 4,096 bytes once they are encoded.
  private static let pieceLength = 3072

  private func command(_ keys: String, _ payload: [UInt8] = []) -> [UInt8] {
    var bytes: [UInt8] = [0x1B, 0x5F, 0x47]
    bytes += keys.utf8
    if !payload.isEmpty {
      bytes.append(0x3B)
      bytes += payload
    }
    bytes += [0x1B, 0x5C]
    return tmux ? OSC52.throughTmux(bytes) : bytes
  }

  /// The first of those that the protocol lists, all of Unicode 6: marks above the letter that no
  /// normalization joins with it.
  private static let signs: [UInt32] = [
    0x305, 0x30D, 0x30E, 0x310, 0x312, 0x33D, 0x33E, 0x33F, 0x346, 0x34A, 0x34B, 0x34C, 0x350,
    0x351, 0x352, 0x357, 0x35B, 0x363, 0x364, 0x365, 0x366, 0x367, 0x368, 0x369, 0x36A, 0x36B,
    0x36C, 0x36D, 0x36E, 0x36F, 0x483, 0x484, 0x485, 0x486, 0x487, 0x592, 0x593, 0x594, 0x595,
    0x597, 0x598, 0x599, 0x59C, 0x59D, 0x59E, 0x59F, 0x5A0, 0x5A1, 0x5A8, 0x5A9, 0x5AB, 0x5AC,
    0x5AF, 0x5C4, 0x610, 0x611, 0x612, 0x613, 0x614, 0x615, 0x616, 0x617, 0x657, 0x658, 0x659,
    0x65A, 0x65B, 0x65D, 0x65E, 0x6D6, 0x6D7, 0x6D8, 0x6D9, 0x6DA, 0x6DB, 0x6DC, 0x6DF, 0x6E0,
    0x6E1, 0x6E2, 0x6E4, 0x6E7, 0x6E8, 0x6EB, 0x6EC, 0x730, 0x732, 0x733, 0x735, 0x736, 0x73A,
    0x73D, 0x73F, 0x740, 0x741, 0x743, 0x745, 0x747, 0x749, 0x74A, 0x7EB, 0x7EC, 0x7ED, 0x7EE,
    0x7EF, 0x7F0, 0x7F1, 0x7F3, 0x816, 0x817, 0x818, 0x819, 0x81B, 0x81C, 0x81D, 0x81E, 0x81F,
    0x820, 0x821, 0x822, 0x823, 0x825, 0x826, 0x827, 0x829, 0x82A, 0x82B, 0x82C, 0x82D,
  ]

  /// What each character from U+0300 on stands for, or -1.
  private static let numbers: [Int16] = {
    var numbers = [Int16](repeating: -1, count: 0x82E - 0x300)
    for (number, sign) in signs.enumerated() { numbers[Int(sign) - 0x300] = Int16(number) }
    return numbers
  }()
}

/// RFC 4648, section 4.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var count = 0
    func flush() {
      for place in 0..<4 {
        let sixBits = Int(group >> (18 - 6 * UInt32(place)) & 0x3F)
        result.append(place <= count ? alphabet[sixBits] : 0x3D)
      }
    }
    for byte in bytes {
      group |= UInt32(byte) << (16 - 8 * UInt32(count))
      count += 1
      if count == 3 {
        flush()
        (group, count) = (0, 0)
      }
    }
    if count > 0 { flush() }
    return result
  }
}
