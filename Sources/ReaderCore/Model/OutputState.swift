import TUI

/// What a program prints, while it runs and after.
struct OutputState: Sendable {
  let name: String
  /// The number of its run.
  let run: Int
  private(set) var lines: [String] = []
  /// The lines as they stand on the screen.
  private(set) var rows: [StyledText] = []
  /// Whether more was printed than is kept.
  private(set) var isCut = false
  var isRunning = true
  var scroll = 0
  private var bytes = 0
  /// Whether the last line goes on.
  private var isLineOpen = false
  /// How many lines are laid out, in how many rows, and for which width.
  private var laidOut = (lines: 0, rows: 0, columns: 0)

  private static let mostBytes = 256 << 10
  private static let mostLines = 5000

  init(name: String, run: Int) {
    self.name = name
    self.run = run
  }

  /// Goes on where it ended.
  mutating func add(_ text: String) {
    for piece in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      guard bytes + piece.utf8.count <= Self.mostBytes, lines.count < Self.mostLines else {
        isCut = true
        return
      }
      bytes += piece.utf8.count
      if isLineOpen, let last = lines.popLast() {
        lines.append(last + piece)
      } else {
        lines.append(String(piece))
      }
      isLineOpen = false
    }
    // The end of the text is where the next one goes on.
    isLineOpen = true
  }

  /// Lays out what has come since the last time, or all of it for another width.
  mutating func layOut(columns: Int, charset: Charset) {
    if columns != laidOut.columns { laidOut = (0, 0, columns) }
    rows.removeSubrange(laidOut.rows...)
    for (place, line) in lines.enumerated().dropFirst(laidOut.lines) {
      if place < lines.count - 1 { laidOut.lines = place + 1 }
      rows += StyledText(line).wrapped(to: columns, charset: charset)
      if place < lines.count - 1 { laidOut.rows = rows.count }
    }
    // Nothing stands after the end of the last line.
    if lines.last?.isEmpty == true, rows.count > laidOut.rows { rows.removeLast() }
  }
}
