public import Articles

/// Writes a document as Markdown (CommonMark with the tables and footnotes of GitHub).
///
/// ``MarkdownReader`` reads it back to the same document. What Markdown has no signs for stands in it
/// as HTML: what a term means, tables with wide cells, players. The size of an image goes.
public struct MarkdownWriter {
  let document: Document
  private var nesting = BlockNesting()
  /// What lines begin with in each open container, and what ends it.
  private var containers: [(prefix: String, end: String)] = []
  private var output: [String] = []
  /// What stands before the next line in place of the prefixes of the containers just opened.
  private var lead = ""
  private var previous: Document.Block?
  /// The marker of the item before in each open list, with the sign after its number.
  private var markers: [Int: (marker: ListMarker, sign: String)] = [:]
  let notes: Set<Int>
  /// Where these begin.
  private let firstNote: Int

  /// Ends with a line end unless it is empty.
  public static func write(_ document: Document) -> String {
    var writer = MarkdownWriter(document)
    writer.write()
    while writer.output.last?.isEmpty == true { writer.output.removeLast() }
    return writer.output.map { $0 + "\n" }.joined()
  }

  private init(_ document: Document) {
    self.document = document
    let end = document.blocks.lastIndex { $0.quoteDepth > 0 || $0.listDepth == 0 }
    firstNote = end.map { $0 + 1 } ?? 0
    notes = Self.notes(document.blocks[firstNote...])
  }

  /// The footnotes, if a list of them ends the text.
  private static func notes(_ list: ArraySlice<Document.Block>) -> Set<Int> {
    var notes: Set<Int> = []
    for block in list {
      guard case .listItem(let marker?) = block.kind, block.listDepth == 1 else { continue }
      guard let note = block.note, marker == "\(note)." else { return [] }
      notes.insert(note)
    }
    return notes
  }

  // MARK: Blocks

  private mutating func write() {
    var text = notes.isEmpty ? document.blocks[...] : document.blocks[..<firstNote]
    // A reader draws it anew.
    if !notes.isEmpty, text.last?.kind == .rule { text.removeLast() }
    for block in text { write(block) }
    close(downTo: 0)
    guard !notes.isEmpty else { return }
    for block in document.blocks[firstNote...] {
      var block = block
      if let note = block.note, case .listItem(_?) = block.kind {
        close(downTo: 0)
        nesting = BlockNesting()
        separate()
        lead = "[^\(note)]: "
        containers = [("    ", "")]
        previous = nil
        block.kind = .paragraph
        emit(inline(block.spans, .line))
        // What follows belongs to the note.
        _ = nesting.move(to: Document.Block(.listItem(marker: "\u{2022}"), listDepth: 1))
      } else {
        write(block)
      }
      previous = block
    }
  }

  private mutating func write(_ block: Document.Block) {
    let before = nesting.open
    let (kept, opened) = nesting.move(to: block)
    let isTight = isTight(block, opened, before: before.count, kept)
    close(downTo: kept)
    if !isTight { separate() }
    for container in opened { open(container) }
    previous = block
    switch block.kind {
    case .heading(let level):
      emit(String(repeating: "#", count: level) + " " + inline(block.spans, .heading))
    case .rule: emit("---")
    case .code(let language): emit(code(block.spans, language))
    case .table(let table): emit(self.table(table, block))
    case .term: emit(inline(HTMLWriter.withoutStrong(block.spans), .line))
    case .paragraph, .listItem:
      if !block.spans.isEmpty { emit(inline(block.spans, .line)) }
    }
  }

  /// Items of one line each stand close together.
  private func isTight(
    _ block: Document.Block, _ opened: [BlockNesting.Container], before: Int, _ kept: Int
  ) -> Bool {
    guard let previous, case .listItem(_?) = previous.kind,
      case .listItem(let marker?) = block.kind,
      opened.count == 1, previous.quoteDepth == block.quoteDepth, lead.isEmpty
    else { return false }
    let next = ListMarker(marker)
    guard next.numerals == nil else { return false }
    if kept == before { return next.number == nil || next.number == 1 }
    return kept == before - 1 && markers[kept].map { next.follows($0.marker) } ?? false
  }

  private mutating func open(_ container: BlockNesting.Container) {
    let depth = containers.count
    switch container {
    case .quote:
      lead = begun(lead) + "> "
      containers.append(("> ", ""))
    case .item(let text):
      let marker = ListMarker(text)
      guard marker.numerals == nil, marker.number.map({ (0...999_999_999).contains($0) }) ?? true
      else { return openHTML(container) }
      var sign = "."
      if let last = markers[depth], last.marker.number != nil, marker.number != nil {
        // Another sign begins another list, which counts anew.
        sign = marker.follows(last.marker) ? last.sign : last.sign == "." ? ")" : "."
      }
      markers[depth] = (marker, sign)
      let written = marker.number.map { "\($0)\(sign) " } ?? "- "
      lead = begun(lead) + written
      containers.append((String(repeating: " ", count: written.utf8.count), ""))
    case .definition, .term: openHTML(container)
    }
  }

  private mutating func openHTML(_ container: BlockNesting.Container) {
    let html = HTMLWriter.open(container).split(separator: "\n").joined()
    emit(html)
    separate()
    let end = HTMLWriter.end(of: container).split(separator: "\n").joined()
    containers.append(("", end))
  }

  private mutating func close(downTo kept: Int) {
    // An item without a line of its own is one all the same.
    if kept < containers.count, !lead.isEmpty { emit("") }
    while containers.count > kept {
      markers[containers.count] = nil
      let end = containers[containers.count - 1].end
      if !end.isEmpty { separate() }
      containers.removeLast()
      if !end.isEmpty {
        emit(end)
      }
    }
  }

  // MARK: Lines

  private var prefix: String { containers.map(\.prefix).joined() }

  /// What the next line begins with, up to the container that is opened now.
  private func begun(_ lead: String) -> String { lead.isEmpty ? prefix : lead }

  private mutating func emit(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let begin = begun(lead)
      lead = ""
      output.append(line.isEmpty ? Self.trimmed(begin) : begin + line)
    }
  }

  /// An empty line, within the containers that are open.
  private mutating func separate() {
    guard lead.isEmpty, let last = output.last else { return }
    let line = Self.trimmed(prefix)
    if last != line || !line.isEmpty && !last.allSatisfy({ $0 == ">" || $0 == " " }) {
      output.append(line)
    }
  }

  private static func trimmed(_ text: String) -> String {
    text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
  }

  private func code(_ spans: [Document.Span], _ language: String?) -> String {
    let text = spans.map(\.text).joined()
    var run = 0
    var longest = 2
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let name = (language ?? "").filter { !$0.isWhitespace && $0 != "`" && $0 != "\\" && $0 != "&" }
    return fence + name + "\n" + text + "\n" + fence
  }

  private func table(_ table: Document.Table, _ block: Document.Block) -> String {
    guard let rows = plainRows(of: table) else {
      return HTMLWriter(document).table(table, block)
    }
    let lines = rows.cells.map { row in
      "| "
        + row.map { cell in
          cell.map { inline(HTMLWriter.spans(of: $0, in: block), .cell) } ?? ""
        }.joined(separator: " | ") + " |"
    }
    let signs = rows.alignments.map { alignment in
      switch alignment {
      case .natural: "---"
      case .left: ":--"
      case .center: ":-:"
      case .right: "--:"
      }
    }
    let rule = "| " + signs.joined(separator: " | ") + " |"
    return ([lines[0], rule] + lines[1...]).joined(separator: "\n")
  }

  /// The cells by rows and columns, if Markdown can hold them: a row of headers above plain ones, each
  /// column with one alignment.
  private func plainRows(of table: Document.Table)
    -> (cells: [[Document.Table.Cell?]], alignments: [Document.Table.Alignment])?
  {
    let columns = (table.cells.map(\.column).max() ?? -1) + 1
    guard columns > 0, columns <= 128, table.cells[0].row == 0 else { return nil }
    var rows: [[Document.Table.Cell?]] = []
    var alignments: [Document.Table.Alignment?] = Array(repeating: nil, count: columns)
    for cell in table.cells {
      guard cell.rowSpan == 1, cell.columnSpan == 1, cell.isHeader == (cell.row == 0),
        cell.row <= rows.count, cell.row + 1 >= rows.count,
        alignments[cell.column].map({ $0 == cell.alignment }) ?? true
      else { return nil }
      if cell.row == rows.count { rows.append(Array(repeating: nil, count: columns)) }
      alignments[cell.column] = cell.alignment
      rows[cell.row][cell.column] = cell
    }
    return (rows, alignments.map { $0 ?? .natural })
  }
}
