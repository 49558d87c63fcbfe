import Articles

/// Running text: emphasis, links and signs that are to be read as themselves.
extension MarkdownWriter {
  enum Place {
    case line, heading, cell
  }

  func inline(_ spans: [Document.Span], _ place: Place) -> String {
    var result = running(spans[...], Around(place: place))
    if place == .heading, result.hasSuffix("#"), !result.hasSuffix("\\#") {
      result.removeLast()
      result += "\\#"
    }
    return result
  }

  /// What a piece of text stands in.
  private struct Around {
    var place: Place
    /// What was said of it already.
    var emphasis: Document.Emphasis = []
    var isInLink = false
    /// What stands beside it; `nil` for the end of a line.
    var before: Character?
    var after: Character?
    var isAtStart = true
  }

  /// Signs around as much text as have it in common, the widest outside.
  private func running(_ spans: ArraySlice<Document.Span>, _ around: Around) -> String {
    var result = ""
    var index = spans.startIndex
    var endsInSign = false
    while index < spans.endIndex {
      var inner = around
      inner.before = result.last ?? around.before
      inner.isAtStart = result.isEmpty ? around.isAtStart : result.last == "\n"
      let link = around.isInLink ? nil : link(of: spans[index])
      var end = spans[index...].firstIndex { self.link(of: $0) != link } ?? spans.endIndex
      if link == nil { end = index }
      var emphasis: Document.Emphasis?
      for one in [Document.Emphasis.strong, .emphasized]
      where spans[index].emphasis.contains(one) && !around.emphasis.contains(one) {
        let last = spans[index...].firstIndex { !$0.emphasis.contains(one) } ?? spans.endIndex
        if last > end { (end, emphasis) = (last, one) }
      }
      guard end > index else {
        result += atom(spans[index], inner)
        index += 1
        endsInSign = false
        continue
      }
      let group = spans[index..<end]
      inner.isAtStart = false
      let next = end < spans.endIndex ? spans[end] : nil
      if let emphasis {
        inner.emphasis.insert(emphasis)
        inner.after = next.map { firstCharacter(of: $0, around) } ?? around.after
        let text = running(group, inner)
        let isSigned = !endsInSign && inner.after != "*" && Self.canStand(text, inner)
        result += Self.signed(text, emphasis, isSigned)
        endsInSign = isSigned
      } else if let link {
        result += self.link(group, to: document.links[link], inner)
        endsInSign = false
      }
      index = end
    }
    return result
  }

  /// The link that a span is a part of, if it is more than an image or a player.
  private func link(of span: Document.Span) -> Int? {
    guard let link = span.link, document.links.indices.contains(link),
      HTMLWriter.element(of: document.links[link], showing: span.text) == nil
    else { return nil }
    return link
  }

  private func link(
    _ spans: ArraySlice<Document.Span>, to target: Document.Link, _ around: Around
  ) -> String {
    if let only = spans.first, spans.count == 1, only.emphasis == around.emphasis,
      Self.isPlain(target.url, only.text)
    {
      return "<\(target.url)>"
    }
    var inner = around
    inner.isInLink = true
    (inner.before, inner.after) = ("[", "]")
    return "[\(running(spans, inner))](\(Self.address(target.url)))"
  }

  /// What a span begins with in the text to come; "*" for signs.
  private func firstCharacter(of span: Document.Span, _ around: Around) -> Character {
    if !around.isInLink, span.link != nil { return "[" }
    if !span.emphasis.subtracting(around.emphasis).isDisjoint(with: [.strong, .emphasized]) {
      return "*"
    }
    return span.emphasis.contains(.code) ? "`" : span.text.first ?? "<"
  }

  private static func signed(
    _ text: String, _ emphasis: Document.Emphasis, _ isSigned: Bool
  ) -> String {
    let isStrong = emphasis == .strong
    if isSigned { return isStrong ? "**\(text)**" : "*\(text)*" }
    return isStrong ? "<strong>\(text)</strong>" : "<em>\(text)</em>"
  }

  /// Whether signs around a text hold: beside what is no letter they do so only at the border of a word.
  private static func canStand(_ text: String, _ around: Around) -> Bool {
    guard let first = text.first(where: { $0 != "*" }), let last = text.last(where: { $0 != "*" }),
      !first.isWhitespace, !last.isWhitespace
    else { return false }
    return (isLetter(first) || isBorder(around.before))
      && (isLetter(last) || isBorder(around.after))
  }

  private static func isBorder(_ character: Character?) -> Bool {
    character.map { $0.isWhitespace || $0.isPunctuation || $0.isASCII && !isLetter($0) } ?? true
  }

  private func atom(_ span: Document.Span, _ around: Around) -> String {
    if let link = span.link, !around.isInLink || self.link(of: span) == nil,
      document.links.indices.contains(link),
      let element = HTMLWriter.element(of: document.links[link], showing: span.text)
    {
      guard document.links[link].kind == .image else { return element }
      let label =
        span.text == DocumentBuilder.image ? "" : String(span.text.dropFirst().dropLast())
      let shown = Self.escaped(label, around.place, isAtStart: false)
      return "![\(shown)](\(Self.address(document.links[link].url)))"
    }
    if let note = span.note, notes.contains(note), HTMLWriter.sign(span.text) == "\(note)" {
      return "[^\(note)]"
    }
    var text = Self.escaped(
      span.text, around.place, isAtStart: around.isAtStart && !span.emphasis.contains(.inserted))
    if span.emphasis.contains(.code) {
      let edges = [span.text.first, span.text.last]
      let isPlain =
        !span.text.contains { $0 == "|" || $0 == "\n" || $0 == "^" } && !span.text.contains("``")
        && !edges.contains(" ") && !edges.contains("`")
      let sign = span.text.contains("`") ? "``" : "`"
      let gap = sign.count > 1 ? " " : ""
      text = isPlain ? sign + gap + span.text + gap + sign : "<code>\(text)</code>"
    }
    return span.emphasis.contains(.inserted) ? "<ins>\(text)</ins>" : text
  }

  /// Whether a link says its address and nothing else, in signs that mean nothing.
  private static func isPlain(_ url: String, _ text: String) -> Bool {
    url == text && LinkResolver.isOfWeb(url)
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
    // Escaped brackets with these in them are a formula.
    let hasBrackets = text.contains("[")
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\n":
        result += place == .line ? "\\\n" : "<br>"
        isAtStart = true
        isInNumber = false
        continue
      case "\\", "`", "*", "_", "[", "]", "<", "~": result.append("\\")
      // Two of them may hold a formula, but for prices.
      case "$" where rest.first.map { !$0.isASCII || !$0.isNumber } ?? true: result.append("\\")
      case "^", "{": if hasBrackets { result.append("\\") }
      case "@" where result.last.map(isLetter) ?? false: result.append("\\")
      case "|" where place == .cell || hasLines: result.append("\\")
      // A link may follow, which it would make an image.
      case "!" where rest.isEmpty: result.append("\\")
      case "&" where beginsReference(rest): result.append("\\")
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

  /// Whether a text after "&" would be read as a character: "amp;", "#38;".
  private static func beginsReference(_ text: Substring) -> Bool {
    let name = text.prefix(40).prefix { isLetter($0) || $0 == "#" }
    return name.endIndex < text.endIndex && text[name.endIndex] == ";"
  }

  private static func address(_ url: String) -> String {
    var result = ""
    var rest = url[...]
    while let character = rest.popFirst() {
      switch character {
      case "&" where !beginsReference(rest): result.append(character)
      case "(", ")", "<", ">", "\\", "&", "*", "`", "[", "]", "~": result += "\\\(character)"
      case " ": result += "%20"
      default: result.append(character)
      }
    }
    return result
  }
}
