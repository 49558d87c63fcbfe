import Articles
import TUI

extension PageBuilder {
  /// Adds the blocks of a body; links carry their numbers in brackets: "text[6]", "[image 7: a bell]".
  func lay(_ document: Document, firstNumber: Int, in page: inout Page) {
    var previous: Document.Kind?
    let notes = Set(document.blocks.compactMap(\.note))
    for (place, block) in document.blocks.enumerated() {
      guard page.lines.count < Page.longest else {
        addBlank(to: &page)
        let left = document.blocks[place...].reduce(0) { $0 + Self.lines(in: $1) }
        return add(StyledText(Wording.tooLong(lines: left), style: theme[.warning]), to: &page)
      }
      if !isTight(block.kind, after: previous) { addBlank(to: &page) }
      let start = page.lines.count
      add(block, firstNumber: firstNumber, links: document.links, to: &page)
      if !notes.isEmpty { addTargets(of: block, from: start, notes, to: &page) }
      previous = block.kind
    }
  }

  /// What can be chosen in a block: the footnote that it begins, and the signs in it.
  private func addTargets(
    of block: Document.Block, from start: Int, _ notes: Set<Int>, to page: inout Page
  ) {
    if let note = block.note, start < page.lines.count {
      page.targets.append(Page.Target(kind: .note(note), number: nil, lines: start..<start + 1))
    }
    let signs = block.spans.filter { $0.note != nil }
    guard !signs.isEmpty else { return }
    let style = theme[.noteSign]
    var places: [(line: Int, range: Range<Int>)] = []
    for line in start..<page.lines.count {
      var end = 0
      for run in page.lines[line].text.runs {
        let count = run.text.utf8.count
        if run.style == style { places.append((line, end..<end + count)) }
        end += count
      }
    }
    // In a table the order of the lines is not that of the text, and a sign may be cut by an end of line.
    guard places.count == signs.count, !block.kind.isTable else { return }
    for (sign, place) in zip(signs, places) {
      guard let note = sign.note, notes.contains(note) else { continue }
      page.targets.append(
        Page.Target(
          kind: .sign(note: note), number: nil, lines: place.line..<place.line + 1,
          range: place.range))
    }
  }

  /// As its author broke them: wrapping what is left out would cost as much as showing it.
  private static func lines(in block: Document.Block) -> Int {
    block.spans.reduce(1) { count, span in
      span.text.utf8.reduce(count) { $1 == 0x0A ? $0 + 1 : $0 }
    }
  }

  /// Items of a list stand close together, and what is defined by what it means.
  private func isTight(_ kind: Document.Kind, after previous: Document.Kind?) -> Bool {
    switch (kind, previous) {
    case (.listItem, .listItem), (.listItem, .term), (.term, .term): true
    default: false
    }
  }

  private func add(
    _ block: Document.Block, firstNumber: Int, links: [Document.Link], to page: inout Page
  ) {
    var lead = StyledText(
      String(repeating: Wording.quoteBar(charset), count: min(max(block.quoteDepth, 0), 4)),
      style: theme[.quote])
    lead.append(String(repeating: " ", count: 2 * min(max(block.listDepth - 1, 0), 4)))
    switch block.kind {
    case .rule:
      let rule = String(repeating: Wording.ruleGlyph(charset), count: min(columns, 24))
      add(StyledText(rule, style: theme[.separator]), to: &page)
    case .code(let language): addCode(block, in: language, lead: lead, to: &page)
    case .table(let table):
      let texts = table.cells.map { cell in
        inline(
          block.spans[cell.spans.clamped(to: block.spans.indices)], role: .text, firstNumber, links)
      }
      let layout = TableLayout(
        table, texts: texts, columns: columns - lead.columns(charset: charset), charset: charset,
        theme: theme)
      for line in layout.lines() {
        page.lines.append(Page.Line(text: lead.isEmpty ? line : lead.adding(line)))
      }
    case .heading:
      add(
        inline(block.spans[...], role: .heading, firstNumber, links), first: lead, rest: lead,
        to: &page)
    case .paragraph, .term:
      let role: Role = block.quoteDepth > 0 ? .quote : .text
      add(
        inline(block.spans[...], role: role, firstNumber, links), first: lead, rest: lead, to: &page
      )
    case .listItem(let marker):
      let text = inline(block.spans[...], role: .text, firstNumber, links)
      let blanks = marker.map { DisplayWidth.columns(of: $0, charset: charset) + 1 } ?? 2
      let indent = lead.adding(String(repeating: " ", count: min(blanks, 8)))
      let first = marker.map { lead.adding($0 + " ", theme[.meta]) } ?? indent
      add(text, first: first, rest: indent, to: &page)
    }
  }

  /// Lines of code stay as they are; what has no room goes on below, behind a sign that says so.
  private func addCode(
    _ block: Document.Block, in language: String?, lead: StyledText, to page: inout Page
  ) {
    let room = columns - lead.columns(charset: charset) - 2
    let isNarrow = room < 8
    let first = isNarrow ? StyledText() : lead.adding("  ")
    let more =
      isNarrow ? first : lead.adding(Wording.continuation(charset), theme[.meta])
    if let language {
      let rule = String(repeating: Wording.ruleGlyph(charset), count: 2)
      let name = StyledText("\(rule) \(language)", style: theme[.meta])
      for line in name.wrapped(to: isNarrow ? columns : room, charset: charset) {
        page.lines.append(Page.Line(text: first.adding(line)))
      }
    }
    let code = block.spans.map(\.text).joined()
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      var isFirst = true
      for part in StyledText(String(line), style: theme[.code])
        .wrapped(to: isNarrow ? columns : room, breaksAnywhere: true, charset: charset)
      {
        let shown = part.isEmpty ? part : (isFirst ? first : more).adding(part)
        page.lines.append(Page.Line(text: part.isEmpty && !lead.isEmpty ? lead : shown))
        isFirst = false
      }
    }
  }

  /// Wraps text in what is left beside `rest`, which begins every line but the first.
  private func add(
    _ text: StyledText, first: StyledText, rest: StyledText, to page: inout Page
  ) {
    let start = page.lines.count
    let taken = rest.columns(charset: charset)
    add(text, indent: taken < columns - 8 ? taken : 0, to: &page)
    guard taken > 0, taken < columns - 8 else { return }
    for place in start..<page.lines.count {
      var line = place == start ? first : rest
      line.append(page.lines[place].text)
      page.lines[place].text = line
    }
  }

  private func inline(
    _ spans: ArraySlice<Document.Span>, role: Role, _ firstNumber: Int, _ links: [Document.Link]
  ) -> StyledText {
    var text = StyledText()
    for (place, span) in zip(spans.indices, spans) {
      let style = style(of: span, role: role)
      guard let link = span.link, links.indices.contains(link) else {
        text.append(span.text, style)
        continue
      }
      let previous = place > spans.startIndex ? spans[place - 1].link : nil
      let next = place + 1 < spans.endIndex ? spans[place + 1].link : nil
      if link != previous, link != next, let label = bracketed(span.text) {
        append(links[link], label, number: firstNumber + link, style, to: &text)
      } else {
        text.append(span.text, style)
        if link != next { text.append("[\(firstNumber + link)]", theme[.count]) }
      }
    }
    return text
  }

  /// "[image 3: a bell · 800×600]", "[video 4: a film · play.example]", "[5: a bell]" in a link.
  private func append(
    _ link: Document.Link, _ label: String, number: Int, _ style: Style, to text: inout StyledText
  ) {
    let kind = Wording.kind(of: link.kind)
    text.append(kind.isEmpty ? "[\(number)" : "[\(kind) \(number)", theme[.count])
    if label != kind {
      text.append(": ", theme[.count])
      text.append(label, style)
    }
    let facts = Wording.facts(of: link)
    text.append(facts.isEmpty ? "]" : Wording.dot(charset) + facts + "]", theme[.count])
  }

  /// What stands in the brackets of an image or a player.
  private func bracketed(_ text: String) -> String? {
    guard text.count > 2, text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    return String(text.dropFirst().dropLast())
  }

  private func style(of span: Document.Span, role: Role) -> Style {
    if span.note != nil { return theme[.noteSign] }
    var style = theme[role]
    if span.emphasis.contains(.code) { style = theme[.code] }
    if span.link != nil { style = theme[.link] }
    if span.emphasis.contains(.strong) { style = style.adding(theme[.strong].attributes) }
    if span.emphasis.contains(.emphasized) {
      style = style.adding(theme[.emphasized].attributes)
    }
    if span.emphasis.contains(.inserted) { style = style.adding(.underline) }
    return style
  }
}

extension StyledText {
  fileprivate func adding(_ other: StyledText) -> StyledText {
    var longer = self
    longer.append(other)
    return longer
  }

  fileprivate func adding(_ text: String, _ style: Style = .plain) -> StyledText {
    var longer = self
    longer.append(text, style)
    return longer
  }
}
