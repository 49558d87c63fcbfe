public import Articles

/// Writes a document as Markdown (CommonMark with the tables and footnotes of GitHub).
///
/// ``MarkdownReader`` reads it back to the same document. What Markdown has no signs for stands in it
/// as HTML: what a term means, tables with wide cells, players. The size of an image goes.
public struct MarkdownWriter {
  private let document: Document
  private var nesting = BlockNesting()
  /// What lines begin with in each open container, and what ends it.
  private var containers: [(prefix: String, end: String)] = []
  private var output: [String] = []
  /// What stands before the next line in place of the prefixes of the containers just opened.
  private var lead = ""
  private var previous: Document.Block?
  /// The marker of the item before in each open list, with the sign after its number.
  private var markers: [Int: (marker: ListMarker, sign: String)] = [:]
  private let notes: Set<Int>
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

  // MARK: Running text

  private enum Place {
    case line, heading, cell
  }

  private func inline(_ spans: [Document.Span], _ place: Place) -> String {
    var result = ""
    var index = 0
    while index < spans.count {
      let span = spans[index]
      guard let link = span.link, document.links.indices.contains(link) else {
        append(span, before: index + 1 < spans.count ? spans[index + 1] : nil, place, to: &result)
        index += 1
        continue
      }
      let target = document.links[link]
      if let element = HTMLWriter.element(of: target, showing: span.text) {
        let label =
          span.text == DocumentBuilder.image ? "" : String(span.text.dropFirst().dropLast())
        result +=
          target.kind == .image
          ? "![\(Self.escaped(label, place, isAtStart: false))](\(Self.address(target.url)))"
          : element
        index += 1
        continue
      }
      var text = ""
      let first = index
      while index < spans.count, spans[index].link == link,
        HTMLWriter.element(of: target, showing: spans[index].text) == nil
      {
        let next = index + 1 < spans.count && spans[index + 1].link == link ? spans[index + 1] : nil
        append(spans[index], before: next, place, to: &text)
        index += 1
      }
      let says = spans[first..<index]
      result +=
        says.count == 1 && says[first].emphasis.isEmpty
          && Self.isPlain(target.url, says[first].text)
        ? "<\(target.url)>" : "[\(text)](\(Self.address(target.url)))"
    }
    if place == .heading, result.hasSuffix("#"), !result.hasSuffix("\\#") {
      result.removeLast()
      result += "\\#"
    }
    return result
  }

  private func append(
    _ span: Document.Span, before next: Document.Span?, _ place: Place, to result: inout String
  ) {
    if let note = span.note, notes.contains(note), HTMLWriter.sign(span.text) == "\(note)" {
      result += "[^\(note)]"
      return
    }
    let emphasis = span.emphasis
    var text = Self.escaped(span.text, place, isAtStart: result.isEmpty && emphasis.isEmpty)
    if emphasis.contains(.code) {
      let edges = [span.text.first, span.text.last]
      let isPlain =
        !span.text.contains { $0 == "|" || $0 == "\n" || $0 == "^" } && !span.text.contains("``")
        && !edges.contains(" ") && !edges.contains("`")
      let sign = span.text.contains("`") ? "``" : "`"
      let gap = sign.count > 1 ? " " : ""
      text = isPlain ? sign + gap + span.text + gap + sign : "<code>\(text)</code>"
    }
    let isStrong = emphasis.contains(.strong)
    let isEmphasized = emphasis.contains(.emphasized)
    if isStrong || isEmphasized {
      // Signs hold only beside letters, and where no other signs meet them.
      let isSafe =
        Self.isLetter(text.first) && Self.isLetter(text.last) && result.last != "*"
        && !(next.map { $0.emphasis != [] } ?? false)
        && !(isStrong && isEmphasized && Self.isLetter(result.last))
      if isSafe {
        let signs = isStrong ? isEmphasized ? "***" : "**" : "*"
        text = signs + text + signs
      } else {
        if isEmphasized { text = "<em>\(text)</em>" }
        if isStrong { text = "<strong>\(text)</strong>" }
      }
    }
    if emphasis.contains(.inserted) { text = "<ins>\(text)</ins>" }
    result += text
  }

  /// Whether a link says its address and nothing else, in signs that mean nothing.
  private static func isPlain(_ url: String, _ text: String) -> Bool {
    url == text && (url.hasPrefix("https://") || url.hasPrefix("http://"))
      && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>|&\\^`".utf8.contains($0) }
  }

  private static func isLetter(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }

  private static func escaped(_ text: String, _ place: Place, isAtStart: Bool) -> String {
    var result = ""
    var isAtStart = isAtStart
    var isInNumber = false
    let hasLines = text.contains("\n")
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\n":
        result += place == .line ? "\\\n" : "<br>"
        isAtStart = true
        isInNumber = false
        continue
      case "\\", "`", "*", "_", "[", "]", "<", "~", "@", "$": result.append("\\")
      case "|" where place == .cell || hasLines: result.append("\\")
      // A link may follow, which it would make an image.
      case "!" where rest.isEmpty: result.append("\\")
      case "&" where rest.first.map { $0.isLetter || $0 == "#" } ?? false: result.append("\\")
      case ":" where rest.hasPrefix("//"): result.append("\\")
      case "." where result.suffix(3).lowercased() == "www": result.append("\\")
      case "#", ">", "+", "-", "=", "|", ":": if isAtStart { result.append("\\") }
      case ".", ")": if isInNumber { result.append("\\") }
      default: break
      }
      isInNumber = (isAtStart || isInNumber) && character.isASCII && character.isNumber
      isAtStart = false
      result.append(character)
    }
    return result
  }

  private static func address(_ url: String) -> String {
    var result = ""
    for character in url {
      switch character {
      case "(", ")", "<", ">", "\\", "&", "*", "_", "`", "[", "]", "~": result += "\\\(character)"
      case " ": result += "%20"
      default: result.append(character)
      }
    }
    return result
  }
}
