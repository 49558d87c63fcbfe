import Articles

/// Collects text into blocks: collapses white space as browsers do, drops what text cleaning drops,
/// leaves out empty blocks, and numbers links in the order in which they show.
struct DocumentBuilder {
  /// What stands between two pieces of text; a stronger one replaces a weaker one.
  enum Separator: Comparable {
    case none, blank, line, block
  }

  /// How far it has come: grows with every character that is shown.
  private(set) var characters = 0
  /// What will stand before the next text.
  var separator = Separator.none
  /// The marker of a list item that has no text yet.
  var pendingMarker: String?
  /// The footnote that the next block begins.
  var pendingNote: Int?
  /// A table that text goes into, cell by cell.
  var table: OpenTable?
  private var blocks: [Document.Block] = []
  private var links: [Document.Link] = []
  private var linkNumbers: [String: Int] = [:]
  var open: Document.Block?
  /// Whether the open block is text whose lines count.
  private var isPlain = false
  var run = Document.Span("")
  private var pendingJoiner: Unicode.Scalar?
  private var endsCodeLine = false
  /// The style of the blank that the separator began as.
  private var blank = Document.Span("")

  mutating func separate(_ stronger: Separator) {
    if separator == .none { blank = Document.Span("") }
    separator = max(separator, table == nil ? stronger : min(stronger, .line))
  }

  /// Whether the next text begins a block.
  var isAtBlockStart: Bool { separator == .block || open == nil }

  /// What the next text follows without a gap.
  var lastCharacter: Unicode.Scalar? {
    guard separator == .none else { return nil }
    return run.text.unicodeScalars.last ?? open?.spans.last?.text.unicodeScalars.last
  }

  /// Whether the next text would stand right behind the sign of a footnote.
  var isBehindSign: Bool {
    separator == .none && open != nil && !run.text.isEmpty && run.note != nil
  }

  /// Whether a link to this address has shown already.
  func hasNumbered(_ url: String?) -> Bool {
    url.map { linkNumbers[$0] != nil } ?? false
  }

  /// A line break; two of them make a new block.
  mutating func breakLine() {
    separator = separator < .line || table != nil ? .line : .block
  }

  /// A block begins or ends inside of preformatted text: one line end, however many blocks meet.
  mutating func endCodeLine() {
    endsCodeLine = true
  }

  mutating func append(_ text: String, in context: TextContext) {
    guard !context.isPreformatted || table != nil else { return appendLines(text, in: context) }
    var text = text
    text.withUTF8 { bytes in
      var style: Document.Span?
      var index = 0
      while index < bytes.count {
        let (end, count) = Self.endOfWords(in: bytes, from: index)
        if end > index {
          let span = style ?? span(in: context)
          style = span
          begin(span, in: context)
          let words = UnsafeBufferPointer(rebasing: bytes[index..<end])
          let text = String(decoding: words, as: UTF8.self)
          if run.text.isEmpty { run.text = text } else { run.text += text }
          characters += count
          index = end
        } else {
          let (scalar, length) = TextCleaning.scalar(in: bytes, at: index)
          append(scalar, styledAs: &style, in: context)
          index += length
        }
      }
    }
  }

  private mutating func append(
    _ scalar: Unicode.Scalar, styledAs style: inout Document.Span?, in context: TextContext
  ) {
    switch ScalarKind(scalar) {
    case .dropped: break
    case .blank where context.isPreformatted && scalar == "\n": separator = .line
    case .blank:
      if separator == .none {
        separator = .blank
        blank = span(in: context, numbersLink: false)
      }
      pendingJoiner = nil
    case .joiner: pendingJoiner = scalar
    case .text:
      let span = style ?? span(in: context)
      style = span
      begin(span, in: context)
      run.text.unicodeScalars.append(scalar)
      characters += 1
    }
  }

  /// Where words with single blanks between them end that begin here, and how many characters they
  /// have: they are one run. Some text is none of them, but all of them are text.
  private static func endOfWords(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (end: Int, count: Int) {
    var index = start
    /// Where the last word ends.
    var end = start
    var continuations = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x21..<0x7F: index += 1
      case 0x20 where index > start && bytes[index - 1] != 0x20:
        index += 1
        continue
      // U+00C0 to U+02BF, and Cyrillic.
      case 0xC3...0xCA, 0xD0, 0xD1:
        index += 2
        continuations += 1
      // Dashes, quotation marks, the ellipsis: U+2010 to U+2027.
      case 0xE2 where bytes[index + 1] == 0x80 && (0x90...0xA7).contains(bytes[index + 2]):
        index += 3
        continuations += 2
      // U+4000 to U+9FFF.
      case 0xE4...0xE9:
        index += 3
        continuations += 2
      default: return (end, end - start - continuations)
      }
      end = index
    }
    return (end, end - start - continuations)
  }

  /// A rule between blocks.
  mutating func appendRule(in context: TextContext) {
    guard table == nil else { return separate(.line) }
    flush()
    guard blocks.last?.kind != .rule, !blocks.isEmpty else { return }
    blocks.append(Document.Block(.rule, quoteDepth: context.quoteDepth))
  }

  /// What was collected; the builder is spent then.
  mutating func finish() -> Document {
    endTable()
    flush()
    if blocks.last?.kind == .rule { blocks.removeLast() }
    titleLinks()
    dropOrnaments()
    tellCaptionsOnce()
    return Document(blocks: blocks, links: links)
  }

  // MARK: Text

  /// Sees to everything that stands before text of a style.
  private mutating func begin(_ span: Document.Span, in context: TextContext) {
    if table != nil {
      beginCellText(in: context)
    } else if open == nil || separator == .block {
      openBlock(in: context)
      pendingJoiner = nil
    }
    switch separator {
    case .none: break
    case .blank: appendBetween(" ", styledAs: blank, before: span)
    case .line: appendBetween("\n", styledAs: Document.Span(""), before: span)
    case .block: break
    }
    separator = .none
    adopt(span)
    if let joiner = pendingJoiner, !run.text.isEmpty { run.text.unicodeScalars.append(joiner) }
    pendingJoiner = nil
  }

  private mutating func appendLines(_ text: String, in context: TextContext) {
    if !(open?.kind.isCode ?? false) && !isPlain || separator == .block { openBlock(in: context) }
    separator = .none
    if open?.kind == .code(language: nil), let language = context.language {
      open?.kind = .code(language: language)
    }
    if endsCodeLine, !text.isEmpty {
      endsCodeLine = false
      let shown = run.text.isEmpty ? open?.spans.last?.text : run.text
      if let last = shown?.utf8.last, last != 0x0A, text.utf8.first != 0x0A, text.utf8.first != 0x0D
      {
        run.text += "\n"
      }
    }
    adopt(span(in: context))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t": run.text.unicodeScalars.append(scalar)
      case "\r": break
      default:
        switch ScalarKind(scalar) {
        case .dropped: break
        case .blank: run.text.unicodeScalars.append(" ")
        case .joiner, .text: run.text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  /// Appends a separator with no more style than it has itself and both its sides have.
  private mutating func appendBetween(
    _ text: String, styledAs style: Document.Span, before next: Document.Span
  ) {
    guard !run.text.isEmpty else { return }
    let isInsideLink = run.link == next.link && style.link == next.link
    adopt(
      Document.Span(
        "", emphasis: style.emphasis.intersection(run.emphasis).intersection(next.emphasis),
        link: isInsideLink ? next.link : nil))
    run.text += text
  }

  /// Ends the run of text if its style is another than the one to come.
  private mutating func adopt(_ next: Document.Span) {
    guard run.emphasis != next.emphasis || run.link != next.link || run.note != next.note
    else { return }
    endRun()
    run.emphasis = next.emphasis
    run.link = next.link
    run.note = next.note
  }

  mutating func endRun() {
    if !run.text.isEmpty { open?.spans.append(run) }
    run.text = ""
  }

  private mutating func span(in context: TextContext, numbersLink: Bool = true) -> Document.Span {
    let link = context.link.flatMap { numbersLink ? number($0, context) : linkNumbers[$0] }
    return Document.Span("", emphasis: context.emphasis, link: link, note: context.note)
  }

  // MARK: Blocks

  private mutating func openBlock(in context: TextContext) {
    flush()
    endsCodeLine = false
    let kind: Document.Kind
    if context.isPreformatted {
      if pendingMarker != nil { blocks.append(block(.listItem(marker: takeMarker()), in: context)) }
      kind = context.isPlain ? .paragraph : .code(language: context.language)
    } else if context.isTerm, pendingMarker == nil {
      kind = .term
    } else if context.listDepth > 0 || pendingMarker != nil {
      kind = .listItem(marker: takeMarker())
    } else if let level = context.headingLevel {
      kind = .heading(level)
    } else {
      kind = .paragraph
    }
    open = block(kind, in: context)
    open?.note = pendingNote
    pendingNote = nil
    isPlain = context.isPreformatted && context.isPlain
  }

  func block(_ kind: Document.Kind, in context: TextContext) -> Document.Block {
    Document.Block(
      kind, listDepth: min(context.listDepth, Self.deepestIndent),
      quoteDepth: min(context.quoteDepth, Self.deepestIndent))
  }

  mutating func takeMarker() -> String? {
    defer { pendingMarker = nil }
    return pendingMarker
  }

  mutating func flush() {
    endRun()
    separator = .none
    guard var block = open else { return }
    open = nil
    defer { isPlain = false }
    if block.kind.isCode || isPlain { CodeLines.tidy(&block.spans) }
    if !block.spans.isEmpty { blocks.append(block) }
  }

  /// What is nested deeper stands there too.
  private static let deepestIndent = 8

  // MARK: Links

  /// Tells the size of an image that was shown.
  mutating func note(_ size: Document.Link.PixelSize, of url: String?) {
    guard let number = url.flatMap({ linkNumbers[$0] }), links[number].size == nil else { return }
    links[number].size = size
  }

  /// Tells the media type of what a player plays.
  mutating func note(mediaType type: String, of url: String) {
    guard let number = linkNumbers[url], links[number].mediaType == nil, !type.isEmpty else {
      return
    }
    links[number].mediaType = type
  }

  private mutating func number(_ url: String, _ context: TextContext) -> Int {
    if let number = linkNumbers[url] { return number }
    linkNumbers[url] = links.count
    links.append(Document.Link(url: url, title: "", kind: context.linkKind))
    return links.count - 1
  }

  /// A link's title is what it says where it says something for the first time; an image in a link
  /// counts only where there is nothing else.
  private mutating func titleLinks() {
    var titles = [String](repeating: "", count: links.count)
    var current: Int?
    for block in blocks {
      current = nil
      for span in block.spans {
        guard let number = span.link,
          number == current || Self.isTitle(span.text, over: titles[number])
        else {
          current = nil
          continue
        }
        titles[number] = number == current ? titles[number] + span.text : span.text
        current = number
      }
    }
    for (index, title) in titles.enumerated() {
      let isBracketed = title.hasPrefix("[") && title.hasSuffix("]")
      links[index].title = isBracketed ? String(title.dropFirst().dropLast()) : title
    }
  }

  /// Leaves out images without a label that stand alone and link where text links as well.
  private mutating func dropOrnaments() {
    blocks.removeAll { [links] block in
      !block.spans.isEmpty && !block.kind.isCode
        && block.spans.allSatisfy { $0.text == " " || Self.isOrnament($0, links) }
    }
  }

  private static func isOrnament(_ span: Document.Span, _ links: [Document.Link]) -> Bool {
    guard span.text == image, let link = span.link, links[link].kind == .page else { return false }
    return links[link].title != imageName
  }

  /// Leaves out what an image shows where the line below it says the same.
  private mutating func tellCaptionsOnce() {
    for (place, next) in zip(blocks.indices, blocks.indices.dropFirst())
    where !blocks[place].kind.isTable && blocks[place].spans.count < 4
      && blocks[place].spans.allSatisfy(isImageOrBlank)
    {
      for number in blocks[place].spans.indices {
        let label = blocks[place].spans[number].text.dropFirst().dropLast()
        guard !label.isEmpty, label != Self.imageName, !blocks[next].kind.isCode else { continue }
        let caption = blocks[next].spans.map(\.text).joined()
        if caption.utf8.count < 4000, caption.contains(label) {
          blocks[place].spans[number].text = Self.image
        }
      }
    }
  }

  private func isImageOrBlank(_ span: Document.Span) -> Bool {
    if span.text == " " { return true }
    guard let link = span.link, span.text.hasPrefix("["), span.text.hasSuffix("]") else {
      return false
    }
    return links[link].kind == .image
  }

  private static let imageName = "image"
  /// An image that does not say what it shows.
  static let image = "[\(imageName)]"

  private static func isTitle(_ text: String, over title: String) -> Bool {
    title.isEmpty || title.hasPrefix("[") && !text.hasPrefix("[")
  }
}
