/// The block structure of Markdown, line by line, as CommonMark's appendix describes it.
struct MarkdownBlocks {
  private let lines: MarkdownLines
  private let references: MarkdownReferences
  private var output: [UInt8] = []
  private var containers: [Container] = []
  private var leaf = Leaf.none
  /// Lines of the paragraph that is open.
  private var paragraph: [ArraySlice<UInt8>] = []

  private enum Container {
    case quote
    /// With its bullet, or what follows its numbers.
    case list(mark: UInt8)
    /// Lines that belong to it are indented so far.
    case item(indent: Int)
  }

  private enum Leaf {
    case none
    case paragraph
    case fenced(mark: UInt8, count: Int, indent: Int)
    case indented
    case html(MarkdownHTMLBlock)
    case table

    var isParagraph: Bool {
      if case .paragraph = self { true } else { false }
    }
  }

  /// Containers inside as many others are text.
  private static let deepest = 32

  init(_ text: [UInt8]) {
    lines = MarkdownLines(text)
    references = MarkdownReferences(lines)
  }

  /// The whole text as HTML.
  mutating func html() -> [UInt8] {
    for line in lines { read(line) }
    closeContainers(downTo: 0)
    return output
  }

  // MARK: Lines

  private mutating func read(_ line: MarkdownLine) {
    var line = line
    var matched = matchContainers(&line)
    if matched == containers.count, continueLeaf(with: line) { return }
    if line.isBlank { return closeLeaf() }
    while let opened = openContainer(&line, matched: matched) { matched = opened }
    if line.isBlank { return }
    if openLeaf(line, matched: matched) { return }
    if !leaf.isParagraph {
      closeContainers(downTo: matched)
      leaf = .paragraph
    }
    paragraph.append(line.content)
  }

  /// Consumes the marks of the open containers; returns how many the line belongs to.
  private func matchContainers(_ line: inout MarkdownLine) -> Int {
    for (index, container) in containers.enumerated() {
      switch container {
      case .list: break
      case .quote:
        guard line.dropQuoteMark() else { return index }
      case .item(let indent):
        if line.isBlank { break }
        guard line.indent >= indent else { return index - 1 }
        line.drop(indent)
      }
    }
    return containers.count
  }

  /// Code and HTML take their lines as they are.
  private mutating func continueLeaf(with line: MarkdownLine) -> Bool {
    switch leaf {
    case .fenced(let mark, let count, let indent):
      if line.indent < 4, let fence = line.fence, fence.isBare, fence.mark == mark,
        fence.count >= count
      {
        closeLeaf()
      } else {
        var line = line
        line.dropIndent(indent)
        output.appendEscaped(line.bytes + [0x0A])
      }
      return true
    case .indented where line.isBlank || line.indent >= 4:
      var line = line
      line.dropIndent(4)
      output.appendEscaped(line.bytes + [0x0A])
      return true
    case .html(let block):
      if block.end == nil, line.isBlank {
        leaf = .none
      } else {
        output += line.bytes + [0x0A]
        if block.ends(with: line) { leaf = .none }
      }
      return true
    case .table:
      guard !line.isBlank, let cells = line.cells else { return false }
      appendRow(cells, element: "td")
      return true
    default: return false
    }
  }

  // MARK: Starts

  /// Opens a quotation or a list item that begins here; returns how many containers are open then.
  private mutating func openContainer(_ line: inout MarkdownLine, matched: Int) -> Int? {
    guard line.indent < 4, containers.count < Self.deepest else { return nil }
    if line.dropQuoteMark() {
      closeContainers(downTo: matched)
      open(.quote, tag: "<blockquote>")
      return containers.count
    }
    guard !line.isRule, let marker = line.listMarker else { return nil }
    let isInsideParagraph = leaf.isParagraph && matched == containers.count
    if isInsideParagraph, marker.isEmpty || marker.number ?? 1 != 1 { return nil }
    let indent = line.indent + marker.width + marker.gap
    var kept = matched
    if kept < containers.count, case .list(marker.mark) = containers[kept] { kept += 1 }
    closeContainers(downTo: kept)
    if case .list(marker.mark) = containers.last {
    } else {
      let tag = marker.number.map { "<ol start=\"\($0)\">" } ?? "<ul>"
      open(.list(mark: marker.mark), tag: tag)
    }
    open(.item(indent: indent), tag: "<li>")
    line.drop(min(indent, line.bytes.count))
    return containers.count
  }

  /// Reads a line that begins, or is, a block of another kind than a paragraph.
  private mutating func openLeaf(_ line: MarkdownLine, matched: Int) -> Bool {
    let isInsideParagraph = leaf.isParagraph && matched == containers.count
    if line.indent >= 4 {
      guard !leaf.isParagraph else { return false }
      closeContainers(downTo: matched)
      output += "<pre>".utf8
      leaf = .indented
      return continueLeaf(with: line)
    }
    if isInsideParagraph {
      if let level = line.underlineLevel {
        leaf = .none
        appendHeading(level, takeParagraph())
        return true
      }
      if openTable(delimiter: line) { return true }
    }
    if let heading = line.heading {
      closeContainers(downTo: matched)
      appendHeading(heading.level, Array(heading.text))
    } else if let fence = line.fence {
      closeContainers(downTo: matched)
      output += "<pre>".utf8
      leaf = .fenced(mark: fence.mark, count: fence.count, indent: line.indent)
    } else if line.isRule {
      closeContainers(downTo: matched)
      output += "<hr>".utf8
    } else if let block = MarkdownHTMLBlock(
      startingWith: line, interruptsParagraph: leaf.isParagraph)
    {
      closeContainers(downTo: matched)
      output += line.bytes + [0x0A]
      if !block.ends(with: line) { leaf = .html(block) }
    } else {
      return false
    }
    return true
  }

  private mutating func openTable(delimiter: MarkdownLine) -> Bool {
    guard let columns = delimiter.delimiterColumns, let last = paragraph.last,
      let cells = MarkdownLine(last).cells, cells.count == columns
    else { return false }
    paragraph.removeLast()
    closeLeaf()
    output += "<table>".utf8
    appendRow(cells, element: "th")
    leaf = .table
    return true
  }

  // MARK: Output

  private mutating func open(_ container: Container, tag: String) {
    containers.append(container)
    output += tag.utf8
  }

  /// Closes the leaf, and all containers but the first so many.
  private mutating func closeContainers(downTo count: Int) {
    closeLeaf()
    while containers.count > count, let container = containers.popLast() {
      switch container {
      case .quote: output += "</blockquote>".utf8
      case .list(let mark): output += ("-+*".utf8.contains(mark) ? "</ul>" : "</ol>").utf8
      case .item: output += "</li>".utf8
      }
    }
  }

  private mutating func closeLeaf() {
    switch leaf {
    case .none, .html: break
    case .paragraph:
      let text = takeParagraph()
      if !text.isEmpty {
        output += "<p>".utf8
        appendInlines(text)
        output += "</p>".utf8
      }
    case .fenced, .indented: output += "</pre>".utf8
    case .table: output += "</table>".utf8
    }
    leaf = .none
  }

  /// The text of the paragraph that is open, without the definitions that it begins with.
  private mutating func takeParagraph() -> [UInt8] {
    defer { paragraph = [] }
    let text = paragraph.drop { MarkdownReferences.definition(in: $0) != nil }
    return Array(text.joined(separator: [0x0A]))
  }

  private mutating func appendHeading(_ level: Int, _ text: [UInt8]) {
    output += "<h\(level)>".utf8
    appendInlines(text)
    output += "</h\(level)>".utf8
  }

  private mutating func appendRow(_ cells: [ArraySlice<UInt8>], element: String) {
    output += "<tr>".utf8
    for cell in cells {
      output += "<\(element)>".utf8
      appendInlines(Array(cell))
      output += "</\(element)>".utf8
    }
    output += "</tr>".utf8
  }

  private mutating func appendInlines(_ text: [UInt8]) {
    var inlines = MarkdownInlines(text, references: references)
    output += inlines.html()
  }
}
