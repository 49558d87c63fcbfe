/// Writes clean HTML as Markdown (CommonMark with the tables of GitHub).
public struct MarkdownWriter {
  private typealias Place = PageTree.Place

  private let tree: PageTree
  private var output: [String] = []
  /// What begins the next line, and those after it.
  private var first = ""
  private var rest = ""

  /// Ends with a line end unless it is empty.
  public static func write(html: String) -> String {
    var html = html
    return html.withUTF8 { page in
      var writer = MarkdownWriter(PageTreeBuilder.tree(of: page))
      writer.blocks(in: PageTree.body)
      while writer.output.last?.isEmpty == true { writer.output.removeLast() }
      return writer.output.map { $0 + "\n" }.joined()
    }
  }

  private init(_ tree: PageTree) {
    self.tree = tree
  }

  // MARK: Blocks

  private mutating func blocks(in parent: Place) {
    var running: [Place] = []
    for child in tree.children(parent) {
      if isBlock(child) {
        paragraph(running)
        running = []
        block(child)
      } else {
        running.append(child)
      }
    }
    paragraph(running)
  }

  private func isBlock(_ place: Place) -> Bool {
    guard !tree[place].isText else { return false }
    let element = tree[place].element
    return element.isBlock && element != .br
  }

  private mutating func block(_ place: Place) {
    switch tree[place].element {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      let level = Int(tree[place].element.rawValue.dropFirst()) ?? 1
      let text = inline(tree.children(place)).replacing("\\\n", with: " ")
      if !text.isEmpty { emit(String(repeating: "#", count: level) + " " + text) }
    case .hr: emit("---")
    case .pre: code(place)
    case .blockquote: indented(first: "> ", rest: "> ") { $0.blocks(in: place) }
    case .ul, .ol, .menu, .dir: list(place)
    case .table: table(place)
    case .dd: indented(first: ": ", rest: "  ") { $0.blocks(in: place) }
    default: blocks(in: place)
    }
  }

  private mutating func paragraph(_ places: [Place]) {
    let text = inline(places)
    if !text.isEmpty { emit(text) }
  }

  private mutating func list(_ list: Place) {
    var number = tree.value("start", of: list).flatMap { Int($0) } ?? 1
    for item in tree.children(list) {
      guard !tree[item].isText else {
        paragraph([item])
        continue
      }
      let marker = tree[list].element == .ol ? "\(number). " : "- "
      number &+= 1
      let before = output.count
      indented(first: marker, rest: String(repeating: " ", count: marker.count)) {
        $0.blocks(in: item)
      }
      // Items of one line stand close together.
      if output.count == before + 2, tree[item].next >= 0 { output.removeLast() }
    }
    if output.last?.isEmpty == false { emptyLine() }
  }

  private mutating func code(_ place: Place) {
    var fence = "```"
    let text = tree.text(in: place, limit: 1 << 20)
    while text.contains(fence) { fence += "`" }
    let language = language(of: place)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.first?.isEmpty == true ? lines.dropFirst() : lines[...]
    let end = (body.lastIndex { !$0.isEmpty } ?? body.startIndex - 1) + 1
    emit(([fence + language] + body[..<end].map(String.init) + [fence]).joined(separator: "\n"))
  }

  /// As a class of the block or of what is right in it says.
  private func language(of place: Place) -> String {
    for element in [place] + Array(tree.children(place)) where !tree[element].isText {
      for word in (tree.value("class", of: element) ?? "").split(separator: " ") {
        for prefix in ["language-", "lang-"] where word.hasPrefix(prefix) {
          return String(word.dropFirst(prefix.count))
        }
      }
    }
    return ""
  }

  private mutating func table(_ table: Place) {
    var rows: [[String]] = []
    var place = tree.following(table, within: table)
    while place >= 0 {
      var isCell = false
      switch tree.element(place) {
      case .caption: emit(inline(tree.children(place)))
      case .tr: rows.append([])
      case .td, .th:
        isCell = true
        let text = inline(tree.children(place)).replacing("\\\n", with: " ")
          .replacing("|", with: "\\|")
        if rows.isEmpty { rows.append([]) }
        rows[rows.count - 1].append(text)
      default: break
      }
      place = tree.following(place, within: table, skippingInside: isCell)
    }
    rows.removeAll { $0.isEmpty }
    guard let columns = rows.map(\.count).max() else { return }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var lines = rows.map { line($0 + Array(repeating: "", count: columns - $0.count)) }
    lines.insert(line(Array(repeating: "---", count: columns)), at: 1)
    emit(lines.joined(separator: "\n"))
  }

  // MARK: Lines

  private mutating func indented(
    first: String, rest: String, _ body: (inout MarkdownWriter) -> Void
  ) {
    let outer = (self.first, self.rest)
    let start = output.count
    // Deeper than anyone reads it goes on at the same place.
    if outer.1.count < 64 {
      self.first = outer.0 + first
      self.rest = outer.1 + rest
    }
    body(&self)
    let isUsed = self.first == self.rest
    self.rest = outer.1
    if output.count > start, output.last == Self.trimmed(rest: outer.1 + rest) {
      output[output.count - 1] = Self.trimmed(rest: outer.1)
    }
    self.first = isUsed ? outer.1 : outer.0
  }

  private mutating func emit(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      output.append(first + line)
      first = rest
    }
    emptyLine()
  }

  private mutating func emptyLine() {
    output.append(Self.trimmed(rest: rest))
  }

  private static func trimmed(rest: String) -> String {
    rest.lastIndex { $0 != " " }.map { String(rest[...$0]) } ?? ""
  }

  // MARK: Running text

  private func inline(_ places: some Sequence<Place>) -> String {
    var result = ""
    for place in places { append(place, to: &result) }
    while let last = result.last, last == " " { result.removeLast() }
    return result
  }

  private func append(_ place: Place, to result: inout String) {
    let node = tree[place]
    guard !node.isText else { return appendText(tree.text(in: place, limit: .max), to: &result) }
    switch node.element {
    case .br:
      while result.last == " " { result.removeLast() }
      if !result.isEmpty { result += "\\\n" }
    case .b, .strong: wrap(place, "**", "**", &result)
    case .i, .em, .cite, .dfn, .var: wrap(place, "*", "*", &result)
    case .s, .del: wrap(place, "~~", "~~", &result)
    case .sub: wrap(place, "<sub>", "</sub>", &result)
    case .sup: wrap(place, "<sup>", "</sup>", &result)
    case .code, .kbd, .samp: code(place, &result)
    case .a:
      guard let address = tree.value("href", of: place) else { break }
      wrap(place, "[", "](\(Self.target(address)))", &result)
      return
    case .img:
      let label = Self.escaped(TextLine.clean(tree.value("alt", of: place) ?? ""))
      result += "![\(label)](\(Self.target(tree.value("src", of: place) ?? "")))"
    case .iframe:
      let address = tree.value("src", of: place) ?? ""
      result += "<\(address)>"
    case .math:
      let formula = tree.value("alttext", of: place) ?? TextLine.clean(tree.text(in: place))
      result += "$\(formula)$"
    default:
      if node.element.isBlock, !result.isEmpty, result.last != " " { result += " " }
      for child in tree.children(place) { append(child, to: &result) }
    }
    guard node.element == .a else { return }
    for child in tree.children(place) { append(child, to: &result) }
  }

  private func code(_ place: Place, _ result: inout String) {
    let text = TextLine.clean(tree.text(in: place, limit: 1 << 16))
    guard !text.isEmpty else { return }
    let sign = text.contains("`") ? "``" : "`"
    result += text.contains("`") ? "\(sign) \(text) \(sign)" : sign + text + sign
  }

  /// Signs of emphasis stand right beside what they mean.
  private func wrap(_ place: Place, _ opening: String, _ closing: String, _ result: inout String) {
    var inside = ""
    for child in tree.children(place) { append(child, to: &inside) }
    let isLead = inside.first == " "
    let isTrail = inside.last == " "
    let text = TextLine.trim(inside)
    guard !text.isEmpty else {
      if !inside.isEmpty, !result.isEmpty, result.last != " " { result += " " }
      return
    }
    if isLead, !result.isEmpty, result.last != " ", result.last != "\n" { result += " " }
    result += opening + text + closing
    if isTrail { result += " " }
  }

  private func appendText(_ text: String, to result: inout String) {
    var isBlank = result.isEmpty || result.last == " " || result.last == "\n"
    var words = ""
    for character in text {
      if character.isWhitespace {
        if !isBlank { words.append(" ") }
        isBlank = true
      } else {
        words.append(character)
        isBlank = false
      }
    }
    result += Self.escaped(words)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  private static func target(_ address: String) -> String {
    address.replacing("(", with: "%28").replacing(")", with: "%29").replacing(" ", with: "%20")
  }
}

/// A piece of text on one line.
private enum TextLine {
  static func clean(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func trim(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
  }
}
