import ReaderCore
import Yams

/// Puts a view of the person's own into the text of `config.yaml`: changes the lines that it must and
/// keeps every other byte.
struct ViewsEditor {
  /// Why the text cannot be changed so; the person can do it by hand.
  struct Refusal: Error, Equatable {
    let message: String
  }

  private var lines: [String]
  private let lineEnd: String

  /// The text with the view, in the place of one of the same name.
  static func adding(_ view: SavedView, to text: String, file: String) throws(Refusal) -> String {
    var editor = ViewsEditor(text)
    try editor.put(view, text, file)
    return editor.lines.joined(separator: editor.lineEnd)
  }

  private init(_ text: String) {
    lineEnd = text.utf8.contains(0x0D) ? "\r\n" : "\n"
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
  }

  private mutating func put(_ view: SavedView, _ text: String, _ file: String) throws(Refusal) {
    let refusal = Refusal(message: Wording.viewByHand(view.name, view.query, file: file))
    guard let root = try? Yams.compose(yaml: text) else {
      // Nothing but comments, or nothing at all.
      guard text.allSatisfy({ $0.isWhitespace }) || isOnlyComments else { throw refusal }
      return append(view)
    }
    guard let mapping = root.mapping else {
      if root.null != nil { return append(view) }
      throw refusal
    }
    guard let (key, value) = mapping.first(where: { $0.key.string == "views" }) else {
      return append(view)
    }
    guard let line = (key.mark?.line).map({ $0 - 1 }), lines.indices.contains(line),
      lines[line].hasPrefix("views:")
    else { throw refusal }
    guard let sequence = value.sequence else {
      guard value.null != nil else { throw refusal }
      return insert(view, after: line, indent: "  ")
    }
    if sequence.isEmpty {
      guard let bracket = lines[line].firstRange(of: "[]") else { throw refusal }
      lines[line].removeSubrange(bracket)
      while lines[line].hasSuffix(" ") { lines[line].removeLast() }
      return insert(view, after: line, indent: "  ")
    }
    guard sequence.style != .flow else { throw refusal }
    let old = sequence.first { $0.mapping?["name"]?.string == view.name }
    if let old {
      guard let query = old.mapping?["query"], let mark = query.mark,
        replace(query, at: mark.line - 1, from: mark.column - 1, by: view.query)
      else { throw refusal }
      return
    }
    guard let last = sequence.last?.mark?.line, let dash = dash(before: last - 1) else {
      throw refusal
    }
    insert(view, after: end(ofItemAt: dash), indent: String(lines[dash].prefix { $0 == " " }))
  }

  private var isOnlyComments: Bool {
    lines.allSatisfy { $0.allSatisfy(\.isWhitespace) || $0.hasPrefix("#") }
  }

  private mutating func append(_ view: SavedView) {
    // Without an empty line at the end of an empty file.
    if lines.last == "" { lines.removeLast() }
    if !lines.isEmpty { lines.append("") }
    lines.append("views:")
    insert(view, after: lines.count - 1, indent: "  ")
    lines.append("")
  }

  private mutating func insert(_ view: SavedView, after line: Int, indent: String) {
    lines.insert(
      contentsOf: [
        "\(indent)- name: \(Self.quoted(view.name))",
        "\(indent)  query: \(Self.quoted(view.query))",
      ], at: line + 1)
  }

  /// The line with the dash of the item that a line belongs to.
  private func dash(before line: Int) -> Int? {
    lines[...min(line, lines.count - 1)].lastIndex { $0.drop { $0 == " " }.hasPrefix("-") }
  }

  /// The last line of an item that says something.
  private func end(ofItemAt dash: Int) -> Int {
    let indent = lines[dash].prefix { $0 == " " }.count
    var end = dash
    for place in (dash + 1)..<max(lines.count, dash + 1) {
      let line = lines[place]
      let content = line.drop { $0 == " " }
      if content.isEmpty || content.hasPrefix("#") { continue }
      guard line.count - content.count > indent else { break }
      end = place
    }
    return end
  }

  /// Replaces a value that stands on one line.
  private mutating func replace(
    _ node: Node, at line: Int, from column: Int, by value: String
  ) -> Bool {
    guard lines.indices.contains(line), let scalar = node.scalar else { return false }
    let text = lines[line]
    let start = text.unicodeScalars.index(
      text.startIndex, offsetBy: column, limitedBy: text.endIndex)
    guard let start, start < text.endIndex else { return false }
    let end: String.Index
    switch scalar.style {
    case .doubleQuoted:
      var isEscaped = true
      guard
        let close = text[start...].firstIndex(where: { character in
          defer { isEscaped = character == "\\" && !isEscaped }
          return character == "\"" && !isEscaped
        })
      else { return false }
      end = text.index(after: close)
    case .singleQuoted:
      // Two of them are one of the text.
      var place = text.index(after: start)
      while place < text.endIndex {
        let next = text.index(after: place)
        if text[place] == "'" {
          guard next < text.endIndex, text[next] == "'" else { break }
          place = text.index(after: next)
        } else {
          place = next
        }
      }
      guard place < text.endIndex else { return false }
      end = text.index(after: place)
    case .plain, .any:
      let comment = text[start...].firstRange(of: " #")?.lowerBound ?? text.endIndex
      guard text[start..<comment].trimmingBlanks == scalar.string else { return false }
      end = comment
    case .literal, .folded: return false
    }
    lines[line].replaceSubrange(start..<end, with: Self.quoted(value))
    return true
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result + "\""
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
