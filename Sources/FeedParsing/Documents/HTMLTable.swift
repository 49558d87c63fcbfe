/// A table that is open. Rows of short texts read as lines of one paragraph, their cells apart by
/// "│"; a table that lays out a page (it says so, it holds blocks or tables, or long texts without a
/// header) reads as paragraphs.
struct HTMLTable {
  var isLayout: Bool
  var hasHeader = false
  private let start: DocumentBuilder.Progress
  private var rowStart: Int
  private var cellStart: Int

  init(isLayout: Bool, at progress: DocumentBuilder.Progress) {
    self.isLayout = isLayout
    start = progress
    rowStart = progress.characters
    cellStart = progress.characters
  }

  mutating func startRow(at progress: DocumentBuilder.Progress) {
    noticeLayout(at: progress)
    rowStart = progress.characters
    cellStart = progress.characters
  }

  /// - Returns: what will stand before the text of the cell, in place of what would.
  mutating func startCell(at progress: DocumentBuilder.Progress) -> DocumentBuilder.Separator {
    noticeLayout(at: progress)
    cellStart = progress.characters
    if isLayout || progress.characters == start.characters { return .block }
    return progress.characters == rowStart ? .line : .cell
  }

  /// Whether the open cell of a row shows nothing yet.
  func isAtCellStart(at progress: DocumentBuilder.Progress) -> Bool {
    !isLayout && progress.characters == cellStart
  }

  private mutating func noticeLayout(at progress: DocumentBuilder.Progress) {
    let isLong = progress.characters - cellStart > Self.longestCell
    if progress.blocks > start.blocks + 1 || isLong && !hasHeader {
      isLayout = true
    }
  }

  private static let longestCell = 120
}
