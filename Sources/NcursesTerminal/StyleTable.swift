import CNcurses
import TUI

/// Blank curses cells of every style shown so far.
///
/// A terminal has a limited number of colour pairs: when they run out, further colours are not
/// shown. Where a terminal of 256 colours can do better and can be told so, an exact colour takes
/// the place of the most similar one that is not in use; a terminal that does not listen shows that
/// one. Curses puts the terminal's own colours back at the end.
struct StyleTable {
  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let palette: Palette
  /// Colours to use where the terminal cannot be told to use its own.
  private let standard: Pair
  private let maximumPairs: Int
  private let redefinesColors: Bool
  /// What the terminal's colours stand for, of those in use.
  private var meanings: [Int32: Color] = [:]
  /// Those that do not stand for what they did when the window was opened.
  private var redefined: Set<Int32> = []
  private var pairs: [Pair: Int32] = [:]
  private var cells: [Style: cchar_t] = [:]
  private var last: (style: Style, cell: cchar_t)

  /// How many colours are shown.
  var depth: ColorDepth { redefinesColors ? .direct : palette.depth }

  /// Curses has begun.
  init(color: ColorMode, isTruecolor: Bool) {
    if color == .automatic, has_colors(), start_color() == OK {
      let hasOwn = use_default_colors() == OK
      standard = hasOwn ? Pair(foreground: -1, background: -1) : Pair(foreground: 7, background: 0)
      palette = Palette(colors: cn_colors(), isDirect: tigetflag("RGB") == 1)
      maximumPairs = Int(min(cn_pairs(), 4096)) - 1
      redefinesColors = isTruecolor && palette.depth == .indexed && can_change_color()
    } else {
      standard = Pair(foreground: -1, background: -1)
      palette = Palette(colors: 0, isDirect: false)
      maximumPairs = 0
      redefinesColors = false
    }
    let blank = cn_style(0, 0)
    cells[.plain] = blank
    last = (.plain, blank)
  }

  /// A blank of the style.
  mutating func cell(for style: Style) -> cchar_t {
    if last.style == style { return last.cell }
    let cell = cells[style] ?? makeCell(style)
    last = (style, cell)
    return cell
  }

  private mutating func makeCell(_ wanted: Style) -> cchar_t {
    var style = wanted
    if palette.needsReverse(for: style.background) {
      style = Style(attributes: style.attributes.union(.reverse))
    }
    let foreground = number(of: style.foreground)
    let background = number(of: style.background)
    let colors = Pair(
      foreground: foreground.number < 0 ? standard.foreground : foreground.number,
      background: background.number < 0 ? standard.background : background.number)
    var attributes = Self.curses(style.attributes)
    if foreground.isBright { attributes |= cn_bold }
    let cell = cn_style(attributes, pair(colors))
    cells[wanted] = cell
    return cell
  }

  private mutating func number(of color: Color) -> (number: Int32, isBright: Bool) {
    guard redefinesColors, let wanted = RGB(color) else { return palette.number(of: color) }
    if let known = meanings.first(where: { $0.value == color }) { return (known.key, false) }
    let free = (UInt8(16)...255).filter { meanings[Int32($0)] == nil }
    if case .indexed(let index) = color, index < 16 || free.contains(index) {
      if redefined.contains(Int32(index)) { redefine(Int32(index), as: wanted) }
      meanings[Int32(index)] = color
      return (Int32(index), false)
    }
    guard !free.isEmpty else { return palette.number(of: color) }
    let number = Int32(wanted.nearest(in: free))
    meanings[number] = color
    redefine(number, as: wanted)
    return (number, false)
  }

  private mutating func redefine(_ number: Int32, as color: RGB) {
    let parts = [color.red, color.green, color.blue].map { ($0 * 1000 + 254) / 255 }
    init_extended_color(number, parts[0], parts[1], parts[2])
    redefined.insert(number)
    Terminfo.armReset(withColors: true)
  }

  /// Begins anew, for other styles than before: the pairs of these and their colours are free.
  mutating func forgetStyles() {
    meanings = [:]
    pairs = [:]
    cells = [.plain: cn_style(0, 0)]
    last = (.plain, cn_style(0, 0))
  }

  private mutating func pair(_ wanted: Pair) -> Int32 {
    guard wanted != standard else { return 0 }
    if let known = pairs[wanted] { return known }
    guard pairs.count < maximumPairs else { return 0 }
    let number = Int32(pairs.count) + 1
    guard init_extended_pair(number, wanted.foreground, wanted.background) == OK else { return 0 }
    pairs[wanted] = number
    return number
  }

  static func curses(_ attributes: Attributes) -> UInt32 {
    var result: UInt32 = 0
    if attributes.contains(.bold) { result |= cn_bold }
    if attributes.contains(.dim) { result |= cn_dim }
    if attributes.contains(.italic) { result |= cn_italic }
    if attributes.contains(.underline) { result |= cn_underline }
    if attributes.contains(.reverse) { result |= cn_reverse }
    return result
  }
}

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
