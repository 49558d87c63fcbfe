/// Colours and attributes of a cell, in eight bytes.
public struct Style: Hashable, Sendable {
  /// Foreground and background, 26 bits each from bit 0, then the attributes from bit 52.
  private var bits: UInt64

  /// The terminal's own colours and no attributes.
  public static let plain = Style()

  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    bits =
      Self.pack(foreground) | Self.pack(background) << 26 | UInt64(attributes.rawValue) << 52
  }

  public var foreground: Color {
    get { Self.unpack(bits) }
    set { bits = bits & ~Self.colorMask | Self.pack(newValue) }
  }

  public var background: Color {
    get { Self.unpack(bits >> 26) }
    set { bits = bits & ~(Self.colorMask << 26) | Self.pack(newValue) << 26 }
  }

  public var attributes: Attributes {
    get { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 52)) }
    set { bits = bits & ~(0xFF << 52) | UInt64(newValue.rawValue) << 52 }
  }

  /// The same colours with more attributes.
  public func adding(_ attributes: Attributes) -> Style {
    var style = self
    style.attributes.formUnion(attributes)
    return style
  }

  private static let colorMask: UInt64 = 0x3FF_FFFF

  /// 24 bits of value under two bits that say which case.
  private static func pack(_ color: Color) -> UInt64 {
    switch color {
    case .standard: 0
    case .indexed(let index): 1 << 24 | UInt64(index)
    case .rgb(let red, let green, let blue):
      2 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
    case .picture(let number): 3 << 24 | UInt64(number)
    }
  }

  private static func unpack(_ bits: UInt64) -> Color {
    switch bits >> 24 & 3 {
    case 1: .indexed(UInt8(truncatingIfNeeded: bits))
    case 2:
      .rgb(
        UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
        UInt8(truncatingIfNeeded: bits))
    case 3: .picture(UInt8(truncatingIfNeeded: bits))
    default: .standard
    }
  }
}

/// A colour as a theme asks for it; what the terminal shows is the nearest it has.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// The 256 colours of xterm: 0–15 the terminal's named ones, then a 6×6×6 cube, then greys.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)
  /// None: cells of a picture have its number there.
  case picture(UInt8)
}

/// How a character is shown beside its colours.
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let italic = Attributes(rawValue: 4)
  public static let underline = Attributes(rawValue: 8)
  public static let reverse = Attributes(rawValue: 16)
}

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
