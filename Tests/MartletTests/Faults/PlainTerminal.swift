/// The screen of a VT52: the plainest terminal that curses can draw on, in ASCII.
struct PlainTerminal {
  static let columns = 80
  static let rows = 24

  private var cells = [[UInt8]](
    repeating: [UInt8](repeating: 0x20, count: columns), count: rows)
  private var row = 0
  private var column = 0
  private var sequence: [UInt8] = []

  /// The lines of the screen.
  var lines: [String] { cells.map { String(decoding: $0, as: UTF8.self) } }

  var text: String { lines.joined(separator: "\n") }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    if !sequence.isEmpty {
      sequence.append(byte)
      obey()
      return
    }
    switch byte {
    case 0x1B: sequence = [byte]
    case 0x0D: column = 0
    case 0x0A: down()
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(Self.columns - 1, (column / 8 + 1) * 8)
    case 0x20..<0x7F:
      cells[row][column] = byte
      column = min(Self.columns - 1, column + 1)
    default: break
    }
  }

  /// Does what the sequence says once it is whole.
  private mutating func obey() {
    guard sequence.count > 1 else { return }
    switch sequence[1] {
    case UInt8(ascii: "Y"):
      guard sequence.count == 4 else { return }
      row = min(max(0, Int(sequence[2]) - 0x20), Self.rows - 1)
      column = min(max(0, Int(sequence[3]) - 0x20), Self.columns - 1)
    case UInt8(ascii: "H"): (row, column) = (0, 0)
    case UInt8(ascii: "A"): row = max(0, row - 1)
    case UInt8(ascii: "B"): down()
    case UInt8(ascii: "C"): column = min(Self.columns - 1, column + 1)
    case UInt8(ascii: "D"): column = max(0, column - 1)
    case UInt8(ascii: "J"):
      clear(row, from: column)
      for below in row + 1..<max(row + 1, Self.rows) { clear(below, from: 0) }
    case UInt8(ascii: "K"): clear(row, from: column)
    case UInt8(ascii: "["):
      // Not of a VT52, but for every terminal: ends with a letter or a tilde.
      guard sequence.count > 2, sequence.last.map({ $0 >= 0x40 }) == true else { return }
    default: break
    }
    sequence = []
  }

  private mutating func down() {
    guard row == Self.rows - 1 else {
      row += 1
      return
    }
    cells.removeFirst()
    cells.append([UInt8](repeating: 0x20, count: Self.columns))
  }

  private mutating func clear(_ row: Int, from column: Int) {
    for column in column..<Self.columns { cells[row][column] = 0x20 }
  }
}
