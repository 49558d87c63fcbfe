import Articles

/// What a table is for.
enum HTMLTable {
  /// Rows and columns that belong together.
  case data
  /// A page laid out in cells: it reads as a text.
  case layout
  /// Lines of code in rows, with their numbers.
  case code
}

/// Looks through all tables of a page at once, so that tables in tables are looked at but once.
///
/// A table lays out a page if it says so, holds tables, or has but one column; also if it has neither
/// header nor caption and its cells hold long texts or several blocks.
struct HTMLTableSurvey {
  private struct Open {
    let start: Int
    var isPresentation: Bool
    var hasHeader = false
    var hasTables = false
    var hasLines = false
    /// The open cell holds nothing but numbers of lines, as it seems.
    var isGutter = false
    var hasBlocks = false
    var columns = 0
    var cells = 0
    var paragraphs = 0
    var letters = 0
    var longest = 0

    mutating func endCell() {
      longest = max(longest, letters)
      letters = 0
      paragraphs = 0
    }

    mutating func endRow() {
      endCell()
      columns = max(columns, cells)
      cells = 0
    }

    var table: HTMLTable {
      if hasLines { return .code }
      if isPresentation || hasTables || columns == 0 { return .layout }
      if hasHeader { return longest > 2000 ? .layout : .data }
      return columns < 2 || hasBlocks || longest > 120 ? .layout : .data
    }
  }

  private var open: [Open] = []
  private var found: [Int: HTMLTable] = [:]

  /// - Returns: what each table is for, by the position after its tag.
  static func tables(from tokenizer: HTMLTokenizer, startingWith tag: HTMLTag) -> [Int: HTMLTable] {
    var survey = HTMLTableSurvey()
    var ahead = tokenizer
    survey.start(tag, at: ahead.position, in: ahead.bytes)
    while let token = ahead.next() {
      switch token {
      case .text(let range):
        guard !survey.open.isEmpty else { continue }
        ahead.bytes.withUnsafeBufferPointer {
          survey.add(UnsafeBufferPointer(rebasing: $0[range]))
        }
      case .start(let tag): survey.start(tag, at: ahead.position, in: ahead.bytes)
      case .end(.table): survey.end()
      case .end: break
      }
    }
    while !survey.open.isEmpty { survey.end() }
    return survey.found
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    let last = open.count - 1
    open[last].letters += text.count { $0 > 0x20 }
    if open[last].isGutter, text.contains(where: { $0 > 0x20 && !$0.isASCIIDigit }) {
      open[last].isGutter = false
      open[last].cells += 1
    }
  }

  private mutating func start(_ tag: HTMLTag, at position: Int, in page: [UInt8]) {
    let last = open.count - 1
    if tag.element == .table {
      if last >= 0 { open[last].hasTables = true }
      let role = tag.value(of: "role", in: page)?.lowercased()
      return open.append(
        Open(start: position, isPresentation: role == "presentation" || role == "none"))
    }
    guard last >= 0 else { return }
    switch tag.element {
    case .tr: open[last].endRow()
    case .td, .th:
      open[last].endCell()
      if tag.has("data-line-number", in: page) { open[last].hasLines = true }
      if tag.element == .th { open[last].hasHeader = true }
      open[last].isGutter = tag.classes(in: page).contains(.gutter)
      if !open[last].isGutter { open[last].cells += 1 }
    case .caption, .thead: open[last].hasHeader = true
    case .p, .div:
      open[last].paragraphs += 1
      if open[last].paragraphs > 1, open[last].letters > 0 { open[last].hasBlocks = true }
    case .h1, .h2, .h3, .h4, .h5, .h6, .ul, .ol, .dl, .pre, .blockquote, .hr, .iframe, .form:
      open[last].hasBlocks = true
    default: break
    }
  }

  private mutating func end() {
    guard var last = open.popLast() else { return }
    last.endRow()
    found[last.start] = last.table
  }
}

extension HTMLWalk {
  /// A cell as its tag has it.
  func cell(_ tag: HTMLTag) -> OpenTable.Cell {
    var cell = OpenTable.Cell(isHeader: tag.element == .th)
    cell.rowSpan = value("rowspan", of: tag).flatMap { Int($0) } ?? 1
    cell.columnSpan = value("colspan", of: tag).flatMap { Int($0) } ?? 1
    switch value("align", of: tag)?.lowercased()
      ?? tag.declaration("text-align:", in: tokenizer.bytes)
    {
    case "right", "end": cell.alignment = .right
    case "center": cell.alignment = .center
    case "left", "start": cell.alignment = .left
    default: break
    }
    return cell
  }
}
