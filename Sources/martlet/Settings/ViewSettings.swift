import Articles
import ReaderCore
import Yams

/// The views of the settings.
extension Settings {
  mutating func takeViews(_ value: Node, file: String, line: Int) {
    if value.null != nil { return }
    guard let list = value.sequence else {
      faults.append("\(file):\(line): views is \(Setting.views.expectation).")
      mistaken.insert(.views)
      return
    }
    for item in list {
      do throws(Failure) {
        views.append(try view(item, file: file, line: item.mark?.line ?? line))
      } catch {
        faults.append(Wording.withoutView(error.message))
      }
    }
  }

  private mutating func view(_ item: Node, file: String, line: Int) throws(Failure) -> SavedView {
    func fail(_ reason: String, at node: Node? = nil) -> Failure {
      Failure(message: "\(file):\(node?.mark?.line ?? line): \(reason)")
    }
    guard let fields = item.mapping else { throw fail("views is \(Setting.views.expectation).") }
    var view = SavedView(name: "", query: "")
    for (key, value) in fields {
      switch (key.string, value.string) {
      case ("name", let name?): view.name = name
      case ("query", let query?):
        view.query = query + (view.query.isEmpty ? "" : " " + view.query)
      case ("sort", let sort?):
        guard QuerySort(rawValue: sort) != nil else {
          let names = QuerySort.allCases.map(\.rawValue).joined(separator: ", ")
          throw fail("sort is one of \(names).", at: key)
        }
        view.query += (view.query.isEmpty ? "" : " ") + "sort:\(sort)"
      case ("mark_read", let word?):
        guard let markRead = Self.markRead(word) else {
          throw fail("mark_read is \(Setting.markRead.expectation).", at: key)
        }
        view.markRead = markRead
      case ("key", let name?):
        do throws(BindingError) {
          view.key = try keys.bindings.keys(named: name, beside: ownKeys(beside: views))
        } catch {
          faults.append(
            Wording.keyOfView(error.message, at: "\(file):\(key.mark?.line ?? line)"))
        }
      default:
        throw fail(
          "a view has name, query, sort, mark_read and key, and no \"\(key.string ?? "")\".",
          at: key)
      }
    }
    guard !view.name.isEmpty, !view.query.isEmpty else {
      throw fail("a view needs a name and a query.")
    }
    guard !views.contains(where: { $0.name == view.name }) else {
      throw fail("there are two views \"\(view.name)\".")
    }
    do {
      _ = try QueryParser.parse(view.query, now: Instant(milliseconds: 0))
    } catch {
      throw fail("\(view.name): \(error.description)")
    }
    return view
  }

  /// What of the person's own has keys already.
  func ownKeys(beside views: [SavedView]) -> [(name: String, keys: KeySequence)] {
    views.compactMap { view in view.key.map { (Wording.theView(view.name), $0) } }
      + commands.compactMap { own in own.key.map { (Wording.theCommand(own.name), $0) } }
  }
}

/// Puts a view, a rule or a setting of the person's own into the text of `config.yaml`: changes the lines that it
/// must and keeps every other byte.
struct ViewsEditor {
  /// Why the text cannot be changed so; the person can do it by hand.
  struct Refusal: Error, Equatable {
    let message: String
  }

  private var lines: [String]
  private let lineEnd: String
  private let refusal: Refusal

  /// The text with the view, in the place of one of the same name.
  static func adding(_ view: SavedView, to text: String, file: String) throws(Refusal) -> String {
    let refusal = Refusal(message: Wording.viewByHand(view.name, view.query, file: file))
    var editor = ViewsEditor(text, refusal)
    let item = ["name: \(quoted(view.name))", "query: \(quoted(view.query))"]
    var sort: String?
    try editor.put(item, under: .views, text) { old in
      guard old.mapping?["name"]?.string == view.name else { return nil }
      sort = old.mapping?["sort"]?.string
      return old.mapping?["query"]
    } replacing: {
      // An order that has a line of its own stands only there.
      let words = view.query.split(separator: " ")
      return sort == nil
        ? view.query : words.filter { $0 != "sort:\(sort ?? "")" }.joined(separator: " ")
    }
    // Another order than there: which is meant, the person says.
    let orders = view.query.split(separator: " ").filter { $0.hasPrefix("sort:") }
    if let sort, orders != ["sort:\(sort)"] { throw refusal }
    return try editor.finished(changing: .views, of: text)
  }

  /// The text with the rule; the same text where it has it.
  static func adding(_ rule: MuteRule, to text: String, file: String) throws(Refusal) -> String {
    let refusal = Refusal(message: Wording.ruleByHand(rule.query, file: file))
    var editor = ViewsEditor(text, refusal)
    let item =
      rule.name.map { ["name: \(quoted($0))", "query: \(quoted(rule.query))"] }
      ?? [quoted(rule.query)]
    if try editor.item(of: rule, text) != nil { return text }
    try editor.put(item, under: .mute, text) { _ in
      nil
    } replacing: {
      ""
    }
    return try editor.finished(changing: .mute, of: text)
  }

  /// The text without the rule.
  static func removing(_ rule: MuteRule, from text: String, file: String) throws(Refusal) -> String
  {
    var editor = ViewsEditor(text, Refusal(message: Wording.ruleStays(rule.query, file: file)))
    guard let (found, isOnly, line) = try editor.item(of: rule, text) else { return text }
    guard let place = found.mark?.line, let dash = editor.dash(before: place - 1, after: line)
    else {
      throw editor.refusal
    }
    editor.lines.removeSubrange(dash...editor.end(ofItemAt: dash))
    if isOnly {
      editor.lines[line].insert(
        contentsOf: " []",
        at: editor.lines[line].index(editor.lines[line].startIndex, offsetBy: "mute:".count))
    }
    return try editor.finished(changing: .mute, of: text)
  }

  /// The text with a setting of one word.
  static func setting(
    _ setting: Setting, to word: String, in text: String, file: String
  ) throws(Refusal) -> String {
    let name = setting.rawValue + ":"
    var editor = ViewsEditor(
      text, Refusal(message: Wording.settingByHand("\(name) \(word)", file: file)))
    let root = try? SettingsYAML.root(text)
    if root?.null == nil, root?.mapping == nil, !editor.isOnlyComments { throw editor.refusal }
    if let (key, value) = root?.mapping?.first(where: { $0.key.string == setting.rawValue }) {
      guard let line = (key.mark?.line).map({ $0 - 1 }), editor.lines.indices.contains(line),
        editor.lines[line].hasPrefix(name)
      else { throw editor.refusal }
      if value.null != nil, value.scalar?.string.isEmpty != false {
        let end = editor.lines[line].index(editor.lines[line].startIndex, offsetBy: name.count)
        editor.lines[line].insert(contentsOf: " " + word, at: end)
      } else {
        guard let mark = value.mark, mark.line - 1 == line,
          editor.replace(value, at: line, from: mark.column - 1, by: word, isQuoted: false)
        else { throw editor.refusal }
      }
    } else {
      if editor.lines.last == "" { editor.lines.removeLast() }
      editor.lines += ["\(name) \(word)", ""]
    }
    return try editor.finished(changing: setting, of: text)
  }

  /// The rule where it stands, whether it is the only one, and the line of the list's name.
  private func item(of rule: MuteRule, _ text: String) throws(Refusal) -> (Node, Bool, Int)? {
    guard let root = try? SettingsYAML.root(text),
      let (key, value) = root.mapping?.first(where: { $0.key.string == Setting.mute.rawValue }),
      let list = value.sequence,
      let found = list.last(where: {
        ($0.scalar?.string ?? $0.mapping?["query"]?.string) == rule.query
      })
    else { return nil }
    guard let line = (key.mark?.line).map({ $0 - 1 }),
      lines.indices.contains(line), lines[line].hasPrefix("mute:")
    else { throw refusal }
    return (found, list.count == 1, line)
  }

  private init(_ text: String, _ refusal: Refusal) {
    self.refusal = refusal
    lineEnd = text.utf8.contains(0x0D) ? "\r\n" : "\n"
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
  }

  /// - Parameters:
  ///   - old: the value to be replaced in an item that is there already.
  private mutating func put(
    _ item: [String], under setting: Setting, _ text: String, old: (Node) -> Node?,
    replacing value: () -> String
  ) throws(Refusal) {
    let name = setting.rawValue + ":"
    guard let root = try? SettingsYAML.root(text) else {
      // Nothing but comments, or nothing at all.
      guard text.allSatisfy({ $0.isWhitespace }) || isOnlyComments else { throw refusal }
      return append(item, under: name)
    }
    guard let mapping = root.mapping else {
      if root.null != nil { return append(item, under: name) }
      throw refusal
    }
    guard let (key, list) = mapping.first(where: { $0.key.string == setting.rawValue }) else {
      return append(item, under: name)
    }
    guard let line = (key.mark?.line).map({ $0 - 1 }), lines.indices.contains(line),
      lines[line].hasPrefix(name)
    else { throw refusal }
    guard let sequence = list.sequence else {
      guard list.null != nil else { throw refusal }
      return insert(item, after: line, indent: "  ")
    }
    if sequence.isEmpty {
      guard
        let bracket = lines[line].firstRange(of: " []") ?? lines[line].firstRange(of: "[]")
      else { throw refusal }
      lines[line].removeSubrange(bracket)
      while lines[line].hasSuffix(" ") { lines[line].removeLast() }
      return insert(item, after: line, indent: "  ")
    }
    if let found = sequence.first(where: { old($0) != nil }) {
      guard let node = old(found), let mark = node.mark,
        replace(node, at: mark.line - 1, from: mark.column - 1, by: value())
      else { throw refusal }
      return
    }
    guard let last = sequence.last?.mark?.line, let dash = dash(before: last - 1, after: line)
    else { throw refusal }
    insert(item, after: end(ofItemAt: dash), indent: String(lines[dash].prefix { $0 == " " }))
  }

  /// What was made of the text, which must be settings, the others as before: after lines that end a document,
  /// or behind braces, a line of its own is none.
  private func finished(
    changing setting: Setting, of old: String
  ) throws(Refusal) -> String {
    let text = lines.joined(separator: lineEnd)
    func others(_ text: String) -> [Node: Node]? {
      let pairs = (try? SettingsYAML.root(text))?.mapping?.filter {
        $0.key.string != setting.rawValue
      }
      return pairs.map { Dictionary($0.map { ($0.key, $0.value) }) { first, _ in first } }
    }
    guard let kept = others(text), kept == others(old) ?? [:] else { throw refusal }
    return text
  }

  private var isOnlyComments: Bool {
    lines.allSatisfy { $0.allSatisfy(\.isWhitespace) || $0.hasPrefix("#") }
  }

  private mutating func append(_ item: [String], under name: String) {
    // Without an empty line at the end of an empty file.
    if lines.last == "" { lines.removeLast() }
    if !lines.isEmpty { lines.append("") }
    lines.append(name)
    insert(item, after: lines.count - 1, indent: "  ")
    lines.append("")
  }

  private mutating func insert(_ item: [String], after line: Int, indent: String) {
    lines.insert(
      contentsOf: item.enumerated().map { place, text in
        indent + (place == 0 ? "- " : "  ") + text
      }, at: line + 1)
  }

  /// The line with the dash of the item that a line belongs to; `nil` in a list between brackets.
  /// - Parameter name: the line of the list's name. What stands before it is of another list.
  private func dash(before line: Int, after name: Int) -> Int? {
    guard name < line else { return nil }
    return lines[(name + 1)...min(line, lines.count - 1)]
      .lastIndex { $0.drop { $0 == " " }.hasPrefix("-") }
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
    _ node: Node, at line: Int, from column: Int, by value: String, isQuoted: Bool = true
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
    lines[line].replaceSubrange(start..<end, with: isQuoted ? Self.quoted(value) : value)
    return true
  }

  static func quoted(_ text: String) -> String {
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
