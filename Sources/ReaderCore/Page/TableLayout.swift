import Articles
import TUI

/// A table as lines, a row after the other: columns beside each other, as wide as what they hold while there
/// is room, else wrapped; a record a row where not even the words fit.
struct TableLayout: Sendable {
  private let cells: [Document.Table.Cell]
  private var inline: InlineText
  private let room: Int
  private let charset: Charset
  private let theme: Theme
  /// For each column of the table, how many before it hold something.
  private let places: [Int]
  /// One for each column that holds something.
  private var tracks: [Track]
  /// The rows of names at the top.
  private let headerRows: Int
  /// Whether the columns stand beside each other.
  private let isGrid: Bool

  // How far it is laid out.
  private var place = 0
  private var open: [Block] = []
  private var wasHigh = false
  /// Of records: what the columns are called.
  private var names: [Int: StyledText] = [:]
  private var hasRecord = false

  private struct Cell: Sendable {
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

    /// Makes room for a text of a cell.
    /// - Returns: whether all its lines are numbers.
    mutating func widen(for text: StyledText, _ charset: Charset) -> Bool {
      if let isNumber = widen(forPlain: text.bytes, charset) { return isNumber }
      var isNumber = true
      for line in text.text.split(separator: "\n") {
        isNumber = isNumber && TableLayout.isNumber(line)
        widest = max(widest, DisplayWidth.columns(of: String(line), charset: charset))
        for word in line.split(separator: " ") {
          let columns = DisplayWidth.columns(of: String(word), charset: charset)
          longestWord = max(longestWord, min(columns, TableLayout.longestMeasured))
        }
      }
      return isNumber
    }

    /// The same in one pass, for text that is drawn as it is.
    private mutating func widen(forPlain text: [UInt8], _ charset: Charset) -> Bool? {
      text.withUnsafeBufferPointer { bytes in
        var (line, word, digits, isNumber) = (0, 0, 0, true)
        var (widest, longest) = (0, 0)
        var index = 0
        while index < bytes.count {
          let byte = bytes[index]
          guard byte != 0x0A else {
            isNumber = isNumber && (line == 0 || digits > 0)
            (line, word, digits) = (0, 0, 0)
            index += 1
            continue
          }
          let length = DisplayWidth.plainLength(at: index, in: bytes, charset)
          guard length > 0 else { return nil }
          line += 1
          word = byte == 0x20 ? 0 : word + 1
          widest = max(widest, line)
          longest = max(longest, word)
          if (0x30...0x39).contains(byte) {
            digits += 1
          } else if isNumber {
            let sign = String(decoding: bytes[index..<index + length], as: UTF8.self)
            isNumber = sign.unicodeScalars.allSatisfy(TableLayout.isOfNumbers)
          }
          index += length
        }
        self.widest = max(self.widest, widest)
        longestWord = max(longestWord, min(longest, TableLayout.longestMeasured))
        return isNumber && (line == 0 || digits > 0)
      }
    }
  }

  /// Widths are those of the first rows: to measure all would hold up the first screen.
  private static let measuredRows = 500
  fileprivate static let longestMeasured = 24

  /// - Parameter inline: the spans of the block, which the cells have among them.
  init(
    _ table: Document.Table, _ inline: InlineText, columns: Int, charset: Charset, theme: Theme
  ) {
    room = max(columns, 1)
    self.inline = inline
    self.charset = charset
    self.theme = theme
    cells = table.cells
    var isUsed = Array(repeating: false, count: (cells.lazy.map(\.column).max() ?? -1) + 1)
    for cell in cells { isUsed[cell.column] = true }
    var count = 0
    places = isUsed.map { isUsed in
      defer { count += isUsed ? 1 : 0 }
      return count
    }
    var rows = 0
    var place = 0
    while place < cells.count {
      let row = cells[place].row
      let end = cells[place...].firstIndex { $0.row != row } ?? cells.count
      guard cells[place..<end].allSatisfy(\.isHeader), end < cells.count else { break }
      rows = row + 1
      place = end
    }
    headerRows = rows
    var tracks = Array(repeating: Track(), count: count)
    Self.measure(
      cells, inline, headerRows: rows, tracksOf: { [places] in Self.tracks(of: $0, places, count) },
      charset, &tracks)
    isGrid = Self.fit(&tracks, in: room)
    self.tracks = tracks
  }

  var isDone: Bool { place >= cells.count }

  var share: Double { Double(place) / Double(max(cells.count, 1)) }

  /// Begins with a later row.
  mutating func skip(_ share: Double) {
    // What columns are called is said with each record.
    var page = Page.empty
    while !isGrid, !isDone, cells[place].row < headerRows { _ = nextRow(in: &page) }
    var next = min(max(Int((share * Double(cells.count)).nextUp), place), max(cells.count - 1, 0))
    while next > place, cells[next - 1].row == cells[next].row { next -= 1 }
    hasRecord = hasRecord || next > place
    place = next
  }

  /// - Returns: the lines of the next row, and how many bytes of text it has.
  mutating func nextRow(in page: inout Page) -> ([StyledText], bytes: Int) {
    guard !isDone else { return ([], 0) }
    let row = cells[place].row
    let end = cells[place...].firstIndex { $0.row != row } ?? cells.count
    var bytes = 64
    let texts = cells[place..<end].map { cell in
      let text = inline.text(of: cell.spans, role: .text, in: &page)
      bytes += 16 + text.bytes.count
      return Cell(
        cell: cell, text: text, tracks: Self.tracks(of: cell, places, tracks.count))
    }
    defer { place = end }
    return (isGrid ? grid(texts, row: row, end: end) : record(texts, row: row), bytes)
  }

  private static func tracks(
    of cell: Document.Table.Cell, _ places: [Int], _ count: Int
  ) -> Range<Int> {
    let first = places[cell.column]
    let after = cell.column + cell.columnSpan
    let end = after < places.count ? places[after] : count
    return first..<max(end, first + 1)
  }

  // MARK: Widths

  private static func measure(
    _ cells: [Document.Table.Cell], _ inline: InlineText, headerRows: Int,
    tracksOf: (Document.Table.Cell) -> Range<Int>, _ charset: Charset, _ tracks: inout [Track]
  ) {
    guard let first = cells.first?.row else { return }
    var inline = inline
    // Nothing there can be chosen.
    var page = Page.empty
    for cell in cells {
      guard cell.row < first + measuredRows else { break }
      let places = tracksOf(cell)
      guard places.count == 1 else { continue }
      let track = places.lowerBound
      let text = inline.text(of: cell.spans, role: .text, in: &page)
      let isNumber = tracks[track].widen(for: text, charset)
      guard cell.row >= headerRows else { continue }
      if isNumber { tracks[track].numbers += 1 } else { tracks[track].words += 1 }
    }
  }

  fileprivate static func isNumber(_ text: Substring) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        digits += 1
      } else if !isOfNumbers(scalar) {
        return false
      }
    }
    return digits > 0
  }

  /// Whether it may stand among the digits of a number.
  fileprivate static func isOfNumbers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "+", "-", "\u{2212}", "\u{2013}", ".", ",", "%", "$", "\u{20AC}", "\u{A3}", " ",
      "\u{A0}", "'", "(", ")", "~", "\u{B1}", "/", ":":
      true
    default: false
    }
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
  private struct Block: Sendable {
    let cell: Cell
    let lines: [(text: StyledText, columns: Int)]
    var next = 0
  }

  private mutating func grid(_ texts: [Cell], row: Int, end: Int) -> [StyledText] {
    var result: [StyledText] = []
    open.removeAll {
      $0.cell.lastRow < row || $0.next >= $0.lines.count && $0.cell.lastRow <= row
    }
    for cell in texts { open.append(Block(cell: cell, lines: lines(of: cell))) }
    open.sort { $0.cell.tracks.lowerBound < $1.cell.tracks.lowerBound }
    // Of cells over several rows, the last one holds what is left.
    let nextRow = end < cells.count ? cells[end].row : Int.max
    var height = Self.height(of: open, before: nextRow)
    let isHigh = height > 1
    if row >= headerRows, place > 0, row > headerRows || headerRows == 0, wasHigh || isHigh {
      result.append(line(isEmpty: true))
      height = Self.height(of: open, before: nextRow)
    }
    for _ in 0..<height { result.append(line(isEmpty: false)) }
    wasHigh = isHigh
    if headerRows > 0, nextRow >= headerRows, row < headerRows { result.append(rule()) }
    return result
  }

  /// How many lines are left of the cells that end before a row.
  private static func height(of open: [Block], before nextRow: Int) -> Int {
    open.reduce(1) { height, block in
      block.cell.lastRow < nextRow ? max(height, block.lines.count - block.next) : height
    }
  }

  private func width(of range: Range<Int>) -> Int {
    tracks[range].reduce(0) { $0 + $1.width } + 3 * (range.count - 1)
  }

  private func lines(of cell: Cell) -> [(text: StyledText, columns: Int)] {
    let width = width(of: cell.tracks)
    let isRight: Bool
    switch cell.cell.alignment {
    case .right: isRight = true
    case .natural: isRight = cell.tracks.count == 1 && tracks[cell.tracks.lowerBound].isOfNumbers
    case .left, .center: isRight = false
    }
    let isCentered = cell.cell.alignment == .center
    return cell.text.wrapped(to: width, charset: charset).map { line in
      let columns = line.columns(charset: charset)
      guard isRight || isCentered, columns < width else { return (line, columns) }
      let free = isRight ? width - columns : (width - columns) / 2
      var moved = StyledText()
      moved.append(blanks: free)
      moved.append(line)
      return (moved, columns + free)
    }
  }

  private mutating func line(isEmpty: Bool) -> StyledText {
    var result = StyledText()
    result.reserve(bytes: room + 2 * tracks.count, runs: 2 * tracks.count)
    var track = 0
    /// Blanks that are drawn only if something follows.
    var blanks = 0
    for place in open.indices where open[place].cell.tracks.lowerBound >= track {
      let range = open[place].cell.tracks
      while track < range.lowerBound {
        skip(track, &blanks, &result)
        track += 1
      }
      if track > 0 { bar(&blanks, &result) }
      var columns = 0
      // A cell over several rows goes on where others have a gap.
      if open[place].next < open[place].lines.count, !isEmpty || open[place].next > 0 {
        let line = open[place].lines[open[place].next]
        open[place].next += 1
        if !line.text.isEmpty {
          result.append(blanks: blanks)
          blanks = 0
          result.append(line.text)
          columns = line.columns
        }
      }
      blanks += max(width(of: range) - columns, 0)
      track = range.upperBound
    }
    while track < tracks.count {
      skip(track, &blanks, &result)
      track += 1
    }
    return result
  }

  private func skip(_ track: Int, _ blanks: inout Int, _ text: inout StyledText) {
    if track > 0 { bar(&blanks, &text) }
    blanks += tracks[track].width
  }

  private func bar(_ blanks: inout Int, _ text: inout StyledText) {
    text.append(blanks: blanks)
    blanks = 0
    text.append(Wording.cellBar(charset), theme[.separator])
  }

  private func rule() -> StyledText {
    let glyph = Wording.ruleGlyph(charset)
    let parts = tracks.map { String(repeating: glyph, count: $0.width) }
    return StyledText(
      parts.joined(separator: Wording.cellCrossing(charset)), style: theme[.separator])
  }

  // MARK: Records

  private mutating func record(_ texts: [Cell], row: Int) -> [StyledText] {
    var result: [StyledText] = []
    for cell in texts {
      let track = cell.tracks.lowerBound
      if row < headerRows {
        names[track] = cell.text
        continue
      }
      if hasRecord, result.isEmpty { result.append(StyledText()) }
      var text = names[track] ?? StyledText()
      if !text.isEmpty { text.append(": ", theme[.meta]) }
      text.append(cell.text)
      result += text.wrapped(to: room, hangingIndent: 2, charset: charset)
    }
    hasRecord = hasRecord || !result.isEmpty
    return result
  }
}
