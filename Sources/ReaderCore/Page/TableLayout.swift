import Articles
import TUI

/// A table as lines: columns beside each other, as wide as what they hold while there is room, else
/// wrapped; a record a row where not even the words fit.
struct TableLayout {
  private let cells: [Cell]
  private let room: Int
  private let charset: Charset
  private let theme: Theme
  /// One for each column that holds something.
  private var tracks: [Track]
  /// The rows of names at the top.
  private let headerRows: Int

  private struct Cell {
    let cell: Document.Table.Cell
    let text: StyledText
    /// Places in `tracks`.
    var tracks: Range<Int>

    var lastRow: Int { cell.row + cell.rowSpan - 1 }
  }

  private struct Track {
    var widest = 1
    var longestWord = 1
    var width = 1
    var numbers = 0
    var words = 0

    var isOfNumbers: Bool { numbers > 0 && words == 0 }
  }

  /// Widths are those of the first rows: to measure all would hold up the first screen.
  private static let measuredRows = 500
  private static let longestMeasured = 24

  /// - Parameter texts: what each cell holds.
  init(
    _ table: Document.Table, texts: [StyledText], columns: Int, charset: Charset, theme: Theme
  ) {
    room = max(columns, 1)
    self.charset = charset
    self.theme = theme
    let starts = Set(table.cells.map(\.column)).sorted()
    let places = Dictionary(uniqueKeysWithValues: starts.enumerated().map { ($1, $0) })
    cells = zip(table.cells, texts).map { cell, text in
      let first = places[cell.column] ?? 0
      var end = first + 1
      while end < starts.count, starts[end] < cell.column + cell.columnSpan { end += 1 }
      return Cell(cell: cell, text: text, tracks: first..<end)
    }
    var rows = 0
    var place = 0
    while place < table.cells.count {
      let row = table.cells[place].row
      let end = table.cells[place...].firstIndex { $0.row != row } ?? table.cells.count
      guard table.cells[place..<end].allSatisfy(\.isHeader), end < table.cells.count else { break }
      rows = row + 1
      place = end
    }
    headerRows = rows
    tracks = Array(repeating: Track(), count: starts.count)
    measure()
  }

  func lines() -> [StyledText] {
    guard !tracks.isEmpty else { return [] }
    var tracks = tracks
    return Self.fit(&tracks, in: room) ? grid(tracks) : records()
  }

  // MARK: Widths

  private mutating func measure() {
    guard let first = cells.first?.cell.row else { return }
    for cell in cells {
      guard cell.cell.row < first + Self.measuredRows else { break }
      guard cell.tracks.count == 1 else { continue }
      let track = cell.tracks.lowerBound
      var isNumber = true
      for line in cell.text.text.split(separator: "\n") {
        tracks[track].widest = max(
          tracks[track].widest, DisplayWidth.columns(of: String(line), charset: charset))
        for word in line.split(separator: " ") {
          tracks[track].longestWord = max(
            tracks[track].longestWord,
            min(DisplayWidth.columns(of: String(word), charset: charset), Self.longestMeasured))
        }
        isNumber = isNumber && Self.isNumber(line)
      }
      guard cell.cell.row >= headerRows else { continue }
      if isNumber { tracks[track].numbers += 1 } else { tracks[track].words += 1 }
    }
  }

  private static func isNumber(_ text: Substring) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits += 1
      case "+", "-", "\u{2212}", "\u{2013}", ".", ",", "%", "$", "\u{20AC}", "\u{A3}", " ",
        "\u{A0}", "'", "(",
        ")", "~", "\u{B1}", "/", ":":
        break
      default: return false
      }
    }
    return digits > 0
  }

  /// Gives each column its width.
  /// - Returns: whether the words have room.
  private static func fit(_ tracks: inout [Track], in room: Int) -> Bool {
    let room = room - 3 * (tracks.count - 1)
    guard tracks.reduce(0, { $0 + $1.longestWord }) <= room else { return false }
    func total(_ most: Int) -> Int {
      tracks.reduce(0) { $0 + max($1.longestWord, min($1.widest, most)) }
    }
    var low = 1
    var high = max(room, 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if total(middle) <= room { low = middle } else { high = middle - 1 }
    }
    for place in tracks.indices {
      tracks[place].width = max(tracks[place].longestWord, min(tracks[place].widest, low))
    }
    return true
  }

  // MARK: Rows

  /// A cell that is laid out, and which of its lines come next.
  private struct Block {
    let cell: Cell
    let lines: [StyledText]
    var next = 0
  }

  private func grid(_ tracks: [Track]) -> [StyledText] {
    var result: [StyledText] = []
    var open: [Block] = []
    var place = 0
    var wasHigh = false
    while place < cells.count {
      let row = cells[place].cell.row
      let end = cells[place...].firstIndex { $0.cell.row != row } ?? cells.count
      open.removeAll {
        $0.cell.lastRow < row || $0.next >= $0.lines.count && $0.cell.lastRow <= row
      }
      for cell in cells[place..<end] {
        open.append(Block(cell: cell, lines: lines(of: cell, tracks)))
      }
      open.sort { $0.cell.tracks.lowerBound < $1.cell.tracks.lowerBound }
      // Of cells over several rows, the last one holds what is left.
      let nextRow = end < cells.count ? cells[end].cell.row : Int.max
      var height = Self.height(of: open, before: nextRow)
      let isHigh = height > 1
      if row >= headerRows, place > 0, row > headerRows || headerRows == 0, wasHigh || isHigh {
        result.append(line(of: &open, tracks, isEmpty: true))
        height = Self.height(of: open, before: nextRow)
      }
      for _ in 0..<height { result.append(line(of: &open, tracks, isEmpty: false)) }
      wasHigh = isHigh
      if headerRows > 0, nextRow >= headerRows, row < headerRows { result.append(rule(tracks)) }
      place = end
    }
    return result
  }

  /// How many lines are left of the cells that end before a row.
  private static func height(of open: [Block], before nextRow: Int) -> Int {
    open.reduce(1) { height, block in
      block.cell.lastRow < nextRow ? max(height, block.lines.count - block.next) : height
    }
  }

  private func width(of range: Range<Int>, _ tracks: [Track]) -> Int {
    tracks[range].reduce(0) { $0 + $1.width } + 3 * (range.count - 1)
  }

  private func lines(of cell: Cell, _ tracks: [Track]) -> [StyledText] {
    let width = width(of: cell.tracks, tracks)
    let isRight: Bool
    switch cell.cell.alignment {
    case .right: isRight = true
    case .natural: isRight = cell.tracks.count == 1 && tracks[cell.tracks.lowerBound].isOfNumbers
    case .left, .center: isRight = false
    }
    let isCentered = cell.cell.alignment == .center
    return cell.text.wrapped(to: width, charset: charset).map { line in
      guard isRight || isCentered else { return line }
      let free = width - line.columns(charset: charset)
      var moved = StyledText(String(repeating: " ", count: max(isRight ? free : free / 2, 0)))
      moved.append(line)
      return moved
    }
  }

  private func line(of blocks: inout [Block], _ tracks: [Track], isEmpty: Bool) -> StyledText {
    var result = StyledText()
    var track = 0
    /// Blanks that are drawn only if something follows.
    var blanks = 0
    for place in blocks.indices where blocks[place].cell.tracks.lowerBound >= track {
      let range = blocks[place].cell.tracks
      while track < range.lowerBound {
        skip(track, tracks, &blanks, &result)
        track += 1
      }
      let text: StyledText
      // A cell over several rows goes on where others have a gap.
      if blocks[place].next < blocks[place].lines.count, !isEmpty || blocks[place].next > 0 {
        text = blocks[place].lines[blocks[place].next]
        blocks[place].next += 1
      } else {
        text = StyledText()
      }
      if track > 0 { bar(&blanks, &result) }
      if !text.isEmpty {
        result.append(String(repeating: " ", count: blanks))
        blanks = 0
        result.append(text)
      }
      blanks += max(width(of: range, tracks) - text.columns(charset: charset), 0)
      track = range.upperBound
    }
    while track < tracks.count {
      skip(track, tracks, &blanks, &result)
      track += 1
    }
    return result
  }

  private func skip(_ track: Int, _ tracks: [Track], _ blanks: inout Int, _ text: inout StyledText)
  {
    if track > 0 { bar(&blanks, &text) }
    blanks += tracks[track].width
  }

  private func bar(_ blanks: inout Int, _ text: inout StyledText) {
    text.append(String(repeating: " ", count: blanks))
    blanks = 0
    text.append(Wording.cellBar(charset), theme[.separator])
  }

  private func rule(_ tracks: [Track]) -> StyledText {
    let glyph = Wording.ruleGlyph(charset)
    let parts = tracks.map { String(repeating: glyph, count: $0.width) }
    return StyledText(
      parts.joined(separator: Wording.cellCrossing(charset)), style: theme[.separator])
  }

  // MARK: Records

  private func records() -> [StyledText] {
    var names: [Int: StyledText] = [:]
    var result: [StyledText] = []
    var row: Int?
    for cell in cells {
      let track = cell.tracks.lowerBound
      if cell.cell.row < headerRows {
        names[track] = cell.text
        continue
      }
      if let row, row != cell.cell.row { result.append(StyledText()) }
      row = cell.cell.row
      var text = names[track] ?? StyledText()
      if !text.isEmpty { text.append(": ", theme[.meta]) }
      text.append(cell.text)
      result += text.wrapped(to: room, hangingIndent: 2, charset: charset)
    }
    return result.isEmpty ? cells.flatMap { $0.text.wrapped(to: room, charset: charset) } : result
  }
}
