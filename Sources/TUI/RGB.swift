/// How many colours a terminal shows.
public enum ColorDepth: Hashable, Sendable {
  /// None: attributes only.
  case none
  case eight
  case sixteen
  /// The 256 of xterm.
  case indexed
  /// Each as it is.
  case direct
}

/// A colour by its parts, 0 to 255 each.
public struct RGB: Hashable, Sendable {
  public var red: Int32
  public var green: Int32
  public var blue: Int32

  public init(red: Int32, green: Int32, blue: Int32) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// What xterm shows for one of its 256 colours.
  public init(index: UInt8) {
    let index = Int32(index)
    switch index {
    case ..<16:
      let value = Self.named[Int(index)]
      self.init(red: value >> 16, green: value >> 8 & 0xFF, blue: value & 0xFF)
    case ..<232:
      self.init(
        red: Self.level(of: (index - 16) / 36), green: Self.level(of: (index - 16) / 6 % 6),
        blue: Self.level(of: (index - 16) % 6))
    default:
      let grey = 8 + (index - 232) * 10
      self.init(red: grey, green: grey, blue: grey)
    }
  }

  /// `nil` for the terminal's own, which nobody knows.
  public init?(_ color: Color) {
    switch color {
    case .standard, .picture: return nil
    case .indexed(let index): self.init(index: index)
    case .rgb(let red, let green, let blue):
      self.init(red: Int32(red), green: Int32(green), blue: Int32(blue))
    }
  }

  private static let named: [Int32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  private static func level(of step: Int32) -> Int32 { step == 0 ? 0 : 55 + step * 40 }

  /// The index of the most similar of these of xterm's colours.
  public func nearest(in indices: some Sequence<UInt8>) -> UInt8 {
    indices.min { distance(to: RGB(index: $0)) < distance(to: RGB(index: $1)) } ?? 0
  }

  /// Whether it is nearer to black than to white for an eye.
  public var isDark: Bool { 299 * red + 587 * green + 114 * blue < 128 * 1000 }

  private func distance(to other: RGB) -> Int32 {
    let (red, green, blue) = (red - other.red, green - other.green, blue - other.blue)
    return red * red + green * green + blue * blue
  }
}
