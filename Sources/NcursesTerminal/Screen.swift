internal import CNcurses
internal import CTerminal
internal import Glibc
internal import TUI

/// What the terminal shows now; hands curses only the cells that differ from it.
struct Screen {
  private(set) var size: Size
  private var shown: [Cell]
  private var cursor: Point?
  private var isCursorVisible: Bool?
  private var styles: StyleTable
  private var span: [cchar_t] = []
  var pictures: PictureLayer

  /// Curses has begun and its window is blank.
  init(color: ColorMode, isTruecolor: Bool, pictures: PictureLayer) {
    self.pictures = pictures
    size = Self.cursesSize
    shown = Self.blanks(size)
    styles = StyleTable(color: color, isTruecolor: isTruecolor)
  }

  var depth: ColorDepth { styles.depth }

  static var cursesSize: Size { Size(columns: Int(cn_columns()), rows: Int(cn_rows())) }

  /// Begins anew with a blank window where curses has another size now.
  mutating func followCurses() {
    guard size != Self.cursesSize else { return }
    size = Self.cursesSize
    shown = Self.blanks(size)
    cn_erase()
    cn_repaint_everything()
    pictures.forgetShown()
  }

  /// Sends everything that is shown anew.
  mutating func repaint() {
    pictures.forgetShown()
    cn_repaint_everything()
    cn_flush()
  }

  /// Makes room for the colours of other styles: the next frame is painted whole.
  mutating func forgetStyles() {
    styles.forgetStyles()
    pictures.forgetShown()
    shown = Self.blanks(size)
    cn_erase()
    cn_repaint_everything()
  }

  /// Shows the frame; where it is smaller than the screen the rest stays as it is, where it is larger
  /// it is cut.
  mutating func show(_ frame: Frame) {
    var isChanged = false
    for row in pictures.take(frame) where row < size.rows {
      cn_repaint_row(Int32(row))
      isChanged = true
    }
    frame.withCells { cells in
      for row in 0..<min(size.rows, frame.size.rows) {
        let start = row * frame.size.columns
        let length = min(size.columns, frame.size.columns)
        let line = UnsafeBufferPointer(rebasing: cells[start..<start + length])
        if show(line, row: row) {
          isChanged = true
          pictures.disturb(row)
        }
      }
    }
    if showCursor(frame.cursor) { isChanged = true }
    guard isChanged else { return }
    if let cursor { cn_move(Int32(cursor.row), Int32(cursor.column)) }
    cn_flush()
  }

  private mutating func show(_ line: UnsafeBufferPointer<Cell>, row: Int) -> Bool {
    guard let changed = differing(line, from: row * size.columns) else { return false }
    span.removeAll(keepingCapacity: true)
    for column in changed where line[column].width > 0 {
      append(line[column], hasRoom: column + line[column].width <= line.count)
    }
    cn_put(Int32(row), Int32(changed.lowerBound), span, Int32(span.count))
    shown.withUnsafeMutableBufferPointer { shown in
      for column in changed { shown[row * size.columns + column] = line[column] }
    }
    return true
  }

  /// The columns from the first to the last cell that differs from what is shown. It may end with
  /// the first half of a wide character: curses adds the second.
  private func differing(
    _ line: UnsafeBufferPointer<Cell>, from start: Int
  ) -> Range<Int>? {
    shown.withUnsafeBufferPointer { shown in
      let old = UnsafeBufferPointer(rebasing: shown[start..<start + line.count])
      guard let base = line.baseAddress, let oldBase = old.baseAddress,
        memcmp(base, oldBase, line.count * MemoryLayout<Cell>.stride) != 0
      else { return nil }
      var first = 0
      var end = line.count
      while line[first] == old[first] { first += 1 }
      while line[end - 1] == old[end - 1] { end -= 1 }
      return first..<end
    }
  }

  /// Adds a cell; what the C library would count otherwise than we do becomes "?".
  private mutating func append(_ cell: Cell, hasRoom: Bool) {
    guard !cell.isPicture else { return append(pictureCell: cell) }
    let style = styles.cell(for: cell.style)
    let base = wchar_t(bitPattern: cell.scalar)
    if cell.scalar < 0x80 && cell.mark(0) == 0 {
      span.append(cn_cell(style, base, 0, 0, 0, 0))
    } else if hasRoom, Self.columns(of: cell.scalar) == cell.width {
      span.append(
        cn_cell(
          style, base, wchar_t(bitPattern: cell.mark(0)), wchar_t(bitPattern: cell.mark(1)),
          wchar_t(bitPattern: cell.mark(2)), wchar_t(bitPattern: cell.mark(3))))
    } else {
      span.append(cn_cell(style, 0x3F, 0, 0, 0, 0))
      if cell.width == 2, hasRoom { span.append(style) }
    }
  }

  /// A part of a picture, or what a picture is drawn over: no blank, so that curses never clears it in
  /// passing.
  private mutating func append(pictureCell cell: Cell) {
    if pictures.way == .placeholders, Self.columns(of: cell.scalar) == 1 {
      span.append(
        cn_cell(
          styles.cell(for: cell.style), wchar_t(bitPattern: cell.scalar),
          wchar_t(bitPattern: cell.mark(0)), wchar_t(bitPattern: cell.mark(1)),
          wchar_t(bitPattern: pictures.spaceSign), 0))
    } else {
      let style = styles.cell(for: Style(background: cell.style.background))
      span.append(cn_cell(style, 0xA0, 0, 0, 0, 0))
    }
  }

  /// The columns that the C library and so curses count for a character; -1 if it is not known.
  static func columns(of scalar: UInt32) -> Int {
    Int(cn_width(wchar_t(bitPattern: scalar)))
  }

  private mutating func showCursor(_ wanted: Point?) -> Bool {
    let place = wanted.flatMap { point in
      (0..<size.columns).contains(point.column) && (0..<size.rows).contains(point.row)
        ? point : nil
    }
    let isVisible = place != nil
    guard place != cursor || isVisible != isCursorVisible else { return false }
    if isVisible != isCursorVisible { curs_set(isVisible ? 1 : 0) }
    cursor = place
    isCursorVisible = isVisible
    pictures.isCursorShown = isVisible
    return true
  }

  private static func blanks(_ size: Size) -> [Cell] {
    Frame(size: size).withCells { Array($0) }
  }
}

extension Screen {
  /// A cell as curses holds it.
  struct HeldCell: Equatable {
    var text: String
    /// As in `StyleTable.curses(_:)`.
    var attributes: UInt32
    var pair: Int32
  }

  /// Where curses puts the cursor after drawing.
  var heldCursor: Point {
    var row: Int32 = 0
    var column: Int32 = 0
    cn_held_cursor(&row, &column)
    return Point(column: Int(column), row: Int(row))
  }

  /// What curses holds at a place; the second half of a wide character reads as the first.
  func heldCell(column: Int, row: Int) -> HeldCell? {
    var characters = [wchar_t](repeating: 0, count: Int(CCHARW_MAX))
    var attributes: UInt32 = 0
    var pair: Int32 = 0
    let cursor = heldCursor
    defer { cn_move(Int32(cursor.row), Int32(cursor.column)) }
    guard cn_held(Int32(row), Int32(column), &characters, &attributes, &pair) else { return nil }
    var text = String.UnicodeScalarView()
    for character in characters.prefix(while: { $0 != 0 }) {
      text.append(Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}")
    }
    return HeldCell(text: String(text), attributes: attributes, pair: pair)
  }
}

/// What the terminfo database says of the terminal that curses uses.
enum Terminfo {
  /// A capability as bytes to be sent; `nil` where the terminal has none.
  static func string(_ name: String) -> [UInt8]? {
    guard let text = tigetstr(name), text != UnsafeMutablePointer(bitPattern: -1) else {
      return nil
    }
    return withoutDelays(String(cString: text).utf8)
  }

  /// Tells what a crash must write: what undoes attributes, a hidden cursor, keypad keys, the
  /// modes of ours, the alternate screen and, if so, changed colours.
  static func armReset(withColors: Bool? = nil) {
    if let withColors { hasChangedColors = withColors }
    let names = ["sgr0", "cnorm", "rmkx"] + (hasChangedColors ? ["oc"] : [])
    let bytes =
      names.flatMap { string($0) ?? [] } + TerminalMode.bytes(off: modes)
      + (string("rmcup") ?? [])
    ct_set_reset(bytes, bytes.count)
  }

  // There is one terminal at a time, used from the main thread only.
  nonisolated(unsafe) private static var hasChangedColors = false
  /// What the terminal has been told to report.
  nonisolated(unsafe) static var modes: Set<TerminalMode> = []

  /// Drops padding such as `$<5/>`, which only `tputs` understands.
  static func withoutDelays(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var delayStart: Int?
    for byte in text {
      result.append(byte)
      if byte == 0x3C, result.dropLast().last == 0x24 {
        delayStart = result.count - 2
      } else if byte == 0x3E, let start = delayStart {
        result.removeSubrange(start...)
        delayStart = nil
      }
    }
    return result
  }
}

/// What a terminal reports where it is told to; one that does not know it ignores it.
public enum TerminalMode: Int, Hashable, Sendable, CaseIterable {
  /// Buttons and, while one is held, moves of the mouse, with numbers of any size for the place.
  case buttons = 1000
  case drags = 1002
  case numberedPlaces = 1006
  /// Whether the terminal has the keys.
  case focus = 1004
  /// That its colours have become dark or light.
  case colorScheme = 2031
  /// Where pasted text begins and ends.
  case markedPastes = 2004

  static func bytes(on modes: Set<TerminalMode>) -> [UInt8] { bytes(modes, "h") }

  static func bytes(off modes: Set<TerminalMode>) -> [UInt8] { bytes(modes, "l") }

  private static func bytes(_ modes: Set<TerminalMode>, _ end: String) -> [UInt8] {
    allCases.filter(modes.contains).flatMap { Array("\u{1B}[?\($0.rawValue)\(end)".utf8) }
  }
}
