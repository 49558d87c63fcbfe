internal import TUI

/// The colours of one terminal: finds the number of the nearest it has.
struct Palette {
  enum Depth: Equatable {
    case none
    case eight
    case sixteen
    case indexed
    /// A colour's number is its value; the first eight are the named ones.
    case direct
  }

  let depth: Depth

  init(colors: Int32, isDirect: Bool) {
    depth =
      switch colors {
      case ..<8: .none
      case ..<16: .eight
      case ..<256: .sixteen
      default: isDirect ? .direct : .indexed
      }
  }

  /// The number of the colour for curses, -1 for the terminal's own, and whether bold must help to
  /// make it bright.
  func number(of color: Color) -> (number: Int32, isBright: Bool) {
    switch (color, depth) {
    case (.standard, _), (_, .none): (-1, false)
    case (.indexed(let index), .indexed): (Int32(index), false)
    case (.indexed(let index), .direct) where index < 8: (Int32(index), false)
    case (.indexed(let index), .sixteen) where index < 16: (Int32(index), false)
    case (.indexed(let index), .eight) where index < 8: (Int32(index), false)
    case (.indexed(let index), _): nearest(RGB(index: index))
    case (.rgb(let red, let green, let blue), _):
      nearest(RGB(red: Int32(red), green: Int32(green), blue: Int32(blue)))
    }
  }

  private func nearest(_ color: RGB) -> (number: Int32, isBright: Bool) {
    switch depth {
    case .none: return (-1, false)
    case .direct: return (max(8, color.red << 16 | color.green << 8 | color.blue), false)
    case .indexed: return (color.nearest(in: 16...255), false)
    case .sixteen: return (color.nearest(in: 0...15), false)
    case .eight:
      let named = color.nearest(in: 0...15)
      // Bright black is black on many terminals.
      return named == 8 ? (-1, false) : (named & 7, named > 7)
    }
  }

  /// Whether a ground of this colour can only be told from the terminal's own by reversing: eight
  /// colours have no grey.
  func needsReverse(for ground: Color) -> Bool {
    let color: RGB
    switch ground {
    case .standard: return false
    case .indexed(let index):
      if index < 8 { return false }
      color = RGB(index: index)
    case .rgb(let red, let green, let blue):
      color = RGB(red: Int32(red), green: Int32(green), blue: Int32(blue))
    }
    return depth == .eight && [0, 8].contains(color.nearest(in: 0...15))
  }
}

/// A colour by its parts, 0 to 255 each.
struct RGB {
  var red: Int32
  var green: Int32
  var blue: Int32

  init(red: Int32, green: Int32, blue: Int32) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// What xterm shows for one of its 256 colours.
  init(index: UInt8) {
    let index = Int32(index)
    switch index {
    case ..<16:
      let level: Int32 = index == 7 ? 229 : index > 8 ? 255 : index == 8 ? 127 : 205
      let dark: Int32 = index == 8 ? 127 : 0
      red = index & 1 != 0 || index == 8 ? level : dark
      green = index & 2 != 0 || index == 8 ? level : dark
      blue = index & 4 != 0 || index == 8 ? level : dark
    case ..<232:
      red = Self.level(of: (index - 16) / 36)
      green = Self.level(of: (index - 16) / 6 % 6)
      blue = Self.level(of: (index - 16) % 6)
    default:
      red = 8 + (index - 232) * 10
      green = red
      blue = red
    }
  }

  private static func level(of step: Int32) -> Int32 { step == 0 ? 0 : 55 + step * 40 }

  /// The index of the most similar of these of xterm's colours.
  func nearest(in indices: ClosedRange<UInt8>) -> Int32 {
    Int32(indices.min { distance(to: RGB(index: $0)) < distance(to: RGB(index: $1)) } ?? 0)
  }

  private func distance(to other: RGB) -> Int32 {
    let (red, green, blue) = (red - other.red, green - other.green, blue - other.blue)
    return red * red + green * green + blue * blue
  }
}

/// Whether styles show their colours.
public enum ColorMode: Sendable {
  /// As many as the terminal has.
  case automatic
  /// Attributes only.
  case none
}
