internal import TUI

/// The colours of one terminal: finds the number of the nearest it has.
struct Palette {
  /// Where it is direct, a colour's number is its value; the first eight are the named ones.
  let depth: ColorDepth

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
    // The number itself is what says which picture it is.
    case (.picture(let number), .indexed), (.picture(let number), .direct): (Int32(number), false)
    case (.picture, _): (-1, false)
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
    case .indexed: return (Int32(color.nearest(in: 16...255)), false)
    case .sixteen: return (Int32(color.nearest(in: 0...15)), false)
    case .eight:
      let named = Int32(color.nearest(in: 0...15))
      // Bright black is black on many terminals.
      return named == 8 ? (-1, false) : (named & 7, named > 7)
    }
  }

  /// Whether a ground of this colour can only be told from the terminal's own by reversing: eight
  /// colours have no grey.
  func needsReverse(for ground: Color) -> Bool {
    if case .indexed(..<8) = ground { return false }
    guard depth == .eight, let color = RGB(ground) else { return false }
    return [0, 8].contains(color.nearest(in: 0...15))
  }
}

/// Whether styles show their colours.
public enum ColorMode: Sendable {
  /// As many as the terminal has.
  case automatic
  /// Attributes only.
  case none
}
