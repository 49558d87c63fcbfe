import Articles

/// A document as lines of text, so that a test shows what a reader would see.
///
/// `# ` heading, `• ` item, `> ` quotation, `| ` code, `---` rule, `*strong*`, `/emphasized/`,
/// `` `code` ``, `«link»0`. Two blanks a list; a "\n" within a block is "⏎".
func text(of document: Document) -> [String] {
  document.blocks.map { block in
    let indent = String(repeating: "  ", count: block.listDepth)
    let quote = String(repeating: "> ", count: block.quoteDepth)
    return indent + quote + mark(of: block.kind) + block.spans.map(text(of:)).joined()
  }
}

private func mark(of kind: Document.Kind) -> String {
  switch kind {
  case .paragraph, .term, .table: ""
  case .heading(let level): String(repeating: "#", count: level) + " "
  case .listItem(let marker): marker.map { $0 + " " } ?? ""
  case .code(let language): language.map { "|\($0) " } ?? "| "
  case .rule: "---"
  }
}

private func text(of span: Document.Span) -> String {
  var text = span.text.split(separator: "\n", omittingEmptySubsequences: false).joined(
    separator: "⏎")
  if span.emphasis.contains(.strong) { text = "*\(text)*" }
  if span.emphasis.contains(.emphasized) { text = "/\(text)/" }
  if span.emphasis.contains(.code) { text = "`\(text)`" }
  return span.link.map { "«\(text)»\($0)" } ?? text
}

/// What no span, title or address may hold: controls but line breaks, bidi controls, zero-width marks. A span may
/// hold soft hyphens and blanks without width, where a word may be divided.
func forbiddenScalars(in document: Document) -> [Unicode.Scalar] {
  let texts =
    document.blocks.flatMap { $0.spans.map(\.text.withoutHyphenation) + [marker(of: $0.kind)] }
    + document.links.flatMap { [$0.url, $0.title] }
  return texts.flatMap(\.unicodeScalars).filter { scalar in
    switch scalar.value {
    case 0x0A: false
    case ..<0x20, 0x7F...0xA0, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
      true
    default: false
    }
  }
}

private func marker(of kind: Document.Kind) -> String {
  if case .listItem(let marker) = kind { marker ?? "" } else { "" }
}

/// Whether every number of a link in a span means a link, and no block is empty.
func isSound(_ document: Document) -> Bool {
  document.blocks.allSatisfy { block in
    block.spans.allSatisfy {
      !$0.text.isEmpty && $0.link.map(document.links.indices.contains) ?? true
    }
      && block.listDepth <= 8 && block.quoteDepth <= 8 && isSound(block)
  }
}

/// Whether cells follow each other, in their rows and in the spans.
private func isSound(_ block: Document.Block) -> Bool {
  guard case .table(let table) = block.kind else { return true }
  var end = 0
  var row = -1
  for cell in table.cells {
    guard cell.spans.lowerBound >= end, cell.spans.upperBound <= block.spans.count,
      !cell.spans.isEmpty, cell.row >= row, cell.column >= 0, cell.rowSpan > 0, cell.columnSpan > 0
    else { return false }
    end = cell.spans.upperBound
    row = cell.row
  }
  return !table.cells.isEmpty
}

/// The cells of a table: "row,column text", and how many rows and columns those take that take more.
func cells(of block: Document.Block) -> [String] {
  guard case .table(let table) = block.kind else { return [] }
  return table.cells.map { cell in
    let size =
      cell.rowSpan == 1 && cell.columnSpan == 1 ? "" : " \(cell.rowSpan)x\(cell.columnSpan)"
    let text = block.spans[cell.spans].map(\.text).joined().split(separator: "\n").joined(
      separator: "⏎")
    return "\(cell.row),\(cell.column)\(size) \(text)"
  }
}
