public import Articles

/// Writes a document as HTML: a few elements, absolute addresses, no scripts, no styles.
///
/// Reads back to the same document.
public struct HTMLWriter {
  private let document: Document
  private var nesting = BlockNesting()
  private var output = ""

  /// Ends with a line end unless it is empty.
  public static func write(_ document: Document) -> String {
    var writer = HTMLWriter(document)
    writer.write()
    return writer.output
  }

  init(_ document: Document) {
    self.document = document
  }

  private mutating func write() {
    for block in document.blocks {
      let before = nesting.open
      let (kept, opened) = nesting.move(to: block)
      move(from: before, kept, opened)
      output += element(block) + "\n"
    }
    move(from: nesting.open, 0, [])
  }

  private mutating func move(
    from before: [BlockNesting.Container], _ kept: Int, _ opened: [BlockNesting.Container]
  ) {
    let isNext = kept < before.count && opened.first.map { goesOn(before[kept], $0) } ?? false
    for container in before[(kept + (isNext ? 1 : 0))...].reversed() { output += close(container) }
    if isNext { output += Self.step(from: before[kept], to: opened[0]) }
    for container in opened.dropFirst(isNext ? 1 : 0) { output += Self.open(container) }
  }

  /// Whether it is the next item of the same list.
  private func goesOn(_ container: BlockNesting.Container, _ next: BlockNesting.Container) -> Bool {
    switch (container, next) {
    case (.item(let one), .item(let other)): ListMarker(other).follows(ListMarker(one))
    case (.term, .definition), (.term, .term), (.definition, .term): true
    default: false
    }
  }

  static func open(_ container: BlockNesting.Container) -> String {
    switch container {
    case .quote: "<blockquote>\n"
    case .item(let marker): ListMarker(marker).tag + "\n<li>"
    case .definition: "<dl>\n<dd>"
    case .term: "<dl>\n<dt>"
    }
  }

  private func close(_ container: BlockNesting.Container) -> String { Self.end(of: container) }

  static func end(of container: BlockNesting.Container) -> String {
    switch container {
    case .quote: "</blockquote>\n"
    case .item(let marker): "</li>\n" + ListMarker(marker).endTag + "\n"
    case .definition: "</dd>\n</dl>\n"
    case .term: "</dt>\n</dl>\n"
    }
  }

  private static func step(
    from container: BlockNesting.Container, to next: BlockNesting.Container
  ) -> String {
    switch (container, next) {
    case (.item, _): "</li>\n<li>"
    case (.term, .term): "</dt>\n<dt>"
    case (.term, _): "</dt>\n<dd>"
    default: "</dd>\n<dt>"
    }
  }

  // MARK: Blocks

  private func element(_ block: Document.Block) -> String {
    switch block.kind {
    case .heading(let level): return "<h\(level)>\(inline(block.spans))</h\(level)>"
    case .rule: return "<hr>"
    case .code(let language):
      let name = language.map { " class=\"language-\(Self.escaped($0, isAttribute: true))\"" } ?? ""
      let text = block.spans.map { Self.escaped($0.text) }.joined()
      return "<pre><code\(name)>\(text)</code></pre>"
    case .table(let table): return self.table(table, block)
    case .term: return inline(Self.withoutStrong(block.spans))
    case .paragraph, .listItem:
      let id = block.note.map { " id=\"\(MarkdownNotes.place(of: $0))\"" } ?? ""
      // An item that begins with code or a table.
      return block.spans.isEmpty ? "" : "<p\(id)>\(inline(block.spans))</p>"
    }
  }

  /// Without an empty line, so that it is one block of Markdown as well.
  func table(_ table: Document.Table, _ block: Document.Block) -> String {
    var lines = ["<table>"]
    var row = -1
    var column = 0
    // Columns that cells of rows above take as well, by the row they end before.
    var taken: [Int: Int] = [:]
    for cell in table.cells {
      while row < cell.row {
        if row >= 0 { lines[lines.count - 1] += "</tr>" }
        lines.append("<tr>")
        row += 1
        column = 0
      }
      while column < cell.column {
        if taken[column, default: 0] <= row { lines[lines.count - 1] += "<td></td>" }
        column += 1
      }
      let name = cell.isHeader ? "th" : "td"
      var tag = "<\(name)"
      if cell.columnSpan > 1 { tag += " colspan=\"\(cell.columnSpan)\"" }
      if cell.rowSpan > 1 {
        tag += " rowspan=\"\(cell.rowSpan)\""
        for place in column..<(column + cell.columnSpan) { taken[place] = row + cell.rowSpan }
      }
      if let alignment = Self.name(of: cell.alignment) { tag += " align=\"\(alignment)\"" }
      lines[lines.count - 1] += "\(tag)>\(inline(Self.spans(of: cell, in: block)))</\(name)>"
      column += cell.columnSpan
    }
    if row >= 0 { lines[lines.count - 1] += "</tr>" }
    return (lines + ["</table>"]).joined(separator: "\n")
  }

  /// Those of a cell; of a header without what makes it strong, which its element does.
  static func spans(of cell: Document.Table.Cell, in block: Document.Block) -> [Document.Span] {
    let spans = Array(block.spans[cell.spans.clamped(to: block.spans.indices)])
    return cell.isHeader ? withoutStrong(spans) : spans
  }

  static func withoutStrong(_ spans: [Document.Span]) -> [Document.Span] {
    spans.map { span in
      var span = span
      span.emphasis.remove(.strong)
      return span
    }
  }

  /// The sign of a footnote as its author wrote it, before it was raised.
  static func sign(_ raised: String) -> String {
    let digits = Array("\u{2070}\u{B9}\u{B2}\u{B3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}")
    let numbers = raised.map { digits.firstIndex(of: $0) }
    if !numbers.contains(nil) { return numbers.compactMap { $0.map(String.init) }.joined() }
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
      let sign = String(UnicodeScalar(byte))
      if TextContext.Position.superscript.applied(to: sign, after: "x") == raised { return sign }
    }
    return raised
  }

  static func name(of alignment: Document.Table.Alignment) -> String? {
    switch alignment {
    case .natural: nil
    case .left: "left"
    case .center: "center"
    case .right: "right"
    }
  }

  // MARK: Running text

  private func inline(_ spans: [Document.Span]) -> String {
    var result = ""
    var open: Int?
    for span in spans {
      let link = span.link.flatMap { document.links.indices.contains($0) ? $0 : nil }
      if open != link {
        if open != nil { result += "</a>" }
        open = nil
      }
      if let link {
        let target = document.links[link]
        if let element = Self.element(of: target, showing: span.text) {
          result += element
          continue
        }
        if open == nil {
          result += "<a href=\"\(Self.escaped(target.url, isAttribute: true))\">"
          open = link
        }
      }
      if let note = span.note {
        result += "<sup><a class=\"footnote-ref\" href=\"#\(MarkdownNotes.place(of: note))\">"
        result += Self.escaped(Self.sign(span.text)) + "</a></sup>"
        continue
      }
      var text = Self.escaped(span.text).replacing("\n", with: "<br>\n")
      for (emphasis, name) in Self.names where span.emphasis.contains(emphasis) {
        text = "<\(name)>\(text)</\(name)>"
      }
      result += text
    }
    return open == nil ? result : result + "</a>"
  }

  static let names: [(Document.Emphasis, String)] = [
    (.code, "code"), (.emphasized, "em"), (.strong, "strong"), (.inserted, "ins"),
  ]

  /// What is no text: an image or a player, which shows its label in brackets.
  static func element(of link: Document.Link, showing text: String) -> String? {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.count > 1 else { return nil }
    let label = text.dropFirst().dropLast()
    let source = "src=\"\(escaped(link.url, isAttribute: true))\""
    let title = " title=\"\(escaped(String(label), isAttribute: true))\""
    switch link.kind {
    case .page: return nil
    case .image:
      let size = link.size.map { " width=\"\($0.width)\" height=\"\($0.height)\"" } ?? ""
      let shown = label == "image" ? "" : escaped(String(label), isAttribute: true)
      return "<img \(source) alt=\"\(shown)\"\(size)>"
    case .audio, .video:
      let name = link.kind.name
      let shown = label == name ? "" : title
      guard let type = link.mediaType else { return "<\(name) \(source)\(shown)></\(name)>" }
      let known = "type=\"\(escaped(type, isAttribute: true))\""
      return "<\(name)\(shown)><source \(source) \(known)></\(name)>"
    case .media: return "<iframe \(source)\(label == "embedded page" ? "" : title)></iframe>"
    }
  }

  static func escaped(_ text: String, isAttribute: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where isAttribute: result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
