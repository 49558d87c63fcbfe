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
  var blocks: [Document.Block] = []
  var links: [Document.Link] = []
  /// What contexts refer to.
  var names = DocumentNames()
  /// The numbers of links that have shown, by the places of their addresses.
  var linkNumbers: [Int?] = []
  var open: Document.Block?
  /// Whether the open block is text whose lines count.
  private var isPlain = false
  /// The run of text that is being collected, whose style is that of `run`.
  var text: [UInt8] = []
  var run = Document.Span("")
  private var pendingJoiner: Unicode.Scalar?
  private var endsCodeLine = false
  /// How many columns no-break blanks move the line that is to come.
  private var indent = 0
  /// Whether the separator is the blank behind an image, which a sign that ends something does not want.
  private var isBehindImage = false
  /// The style of the blank that the separator began as.
  private var blank = Document.Span("")

  // To compare with `nil` copies what is compared.
  var isOpen: Bool { if case .some = open { true } else { false } }
  var isInTable: Bool { if case .some = table { true } else { false } }

  mutating func separate(_ stronger: Separator) {
    if separator == .none { blank = Document.Span("") }
    separator = max(separator, !isInTable ? stronger : min(stronger, .line))
  }

  /// Whether the next text begins a block.
  var isAtBlockStart: Bool { separator == .block || !isOpen }

  /// What the next text follows without a gap.
  var lastCharacter: Unicode.Scalar? {
    guard separator == .none else { return nil }
    let end = String(decoding: text.suffix(4), as: UTF8.self)
    return end.unicodeScalars.last ?? open?.spans.last?.text.unicodeScalars.last
  }

  /// Whether the next text would stand right behind the sign of a footnote.
  var isBehindSign: Bool {
    separator == .none && isOpen && !text.isEmpty && run.note != nil
  }

  /// A line break; two of them make a new block.
  mutating func breakLine() {
    indent = 0
    separator = separator < .line || isInTable ? .line : .block
  }

  /// A block begins or ends inside of preformatted text: one line end, however many blocks meet.
  mutating func endCodeLine() {
    endsCodeLine = true
  }

  /// What stands for an image, apart from words before and after it.
  mutating func append(image: String, in context: TextContext) {
    if lastCharacter.map({ !Self.opening.contains($0) }) ?? true { separate(.blank) }
    append(image, in: context)
    separate(.blank)
    isBehindImage = true
  }

  private static let opening: Set<Unicode.Scalar> = [
    "(", "[", "{", "“", "„", "‘", "«", "‹", "¿", "¡",
  ]
  private static let closing = Set(".,;:!?)]}%".utf8)

  mutating func append(_ text: String, in context: TextContext) {
    var text = text
    text.withUTF8 { append($0, in: context) }
  }

  /// - Parameter bytes: valid UTF-8.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, in context: TextContext) {
    if isBehindImage, let first = bytes.first {
      isBehindImage = false
      if separator == .blank, Self.closing.contains(first) { separator = .none }
    }
    guard !context.isPreformatted || isInTable else { return appendLines(bytes, in: context) }
    var style: Document.Span?
    var index = 0
    while index < bytes.count {
      let (end, count) = Self.endOfWords(in: bytes, from: index)
      if end > index {
        let span = style ?? span(in: context)
        style = span
        begin(span, in: context)
        text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
        characters += count
        index = end
      } else {
        let (scalar, length) = TextCleaning.scalar(in: bytes, at: index)
        append(scalar, styledAs: &style, in: context)
        index += length
      }
    }
  }

  private mutating func append(
    _ scalar: Unicode.Scalar, styledAs style: inout Document.Span?, in context: TextContext
  ) {
    switch ScalarKind(scalar) {
    // Where a word may be divided.
    case .dropped where scalar == "\u{AD}" || scalar == "\u{200B}": pendingJoiner = scalar
    case .dropped: break
    case .blank where context.isPreformatted && scalar == "\n": separator = .line
    case .blank:
      let width = Self.indentation(scalar)
      if separator == .line, !isInTable, width > 0 || scalar == " " && indent > 0 {
        indent = min(indent + max(width, 1), Self.deepestLine)
      } else if separator == .none {
        separator = .blank
        blank = span(in: context, numbersLink: false)
      }
      pendingJoiner = nil
    case .joiner: pendingJoiner = scalar
    case .text:
      let span = style ?? span(in: context)
      style = span
      begin(span, in: context)
      append(scalar)
      characters += 1
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      text.append(UInt8(truncatingIfNeeded: scalar.value))
    } else if let code = UTF8.encode(scalar) {
      text += code
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
    let raw = UnsafeRawBufferPointer(bytes)
    while index < bytes.count {
      if index > start, let next = TextBytes.endOfCleanWord(at: index, in: raw) {
        index = next
        end = bytes[next - 1] == 0x20 ? next - 1 : next
        continue
      }
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
    guard !isInTable else { return separate(.line) }
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
    if isInTable {
      beginCellText(in: context)
    } else if !isOpen || separator == .block {
      openBlock(in: context)
      pendingJoiner = nil
    }
    let isIndented = separator == .line
    switch separator {
    case .none: break
    case .blank: appendBetween(0x20, styledAs: blank, before: span)
    case .line: appendBetween(0x0A, styledAs: Document.Span(""), before: span)
    case .block: break
    }
    separator = .none
    adopt(span)
    if let joiner = pendingJoiner, !text.isEmpty { append(joiner) }
    pendingJoiner = nil
    // A lone one is no indentation.
    if isIndented, indent > 1 { for _ in 0..<indent { append("\u{A0}") } }
    indent = 0
  }

  /// How many columns a blank at the start of a line moves what follows.
  private static func indentation(_ blank: Unicode.Scalar) -> Int {
    switch blank.value {
    case 0xA0, 0x2002, 0x2004...0x2009: 1
    case 0x2001, 0x2003, 0x3000: 2
    default: 0
    }
  }

  /// Lines of verse are moved by no more columns.
  private static let deepestLine = 32

  private mutating func appendLines(
    _ bytes: UnsafeBufferPointer<UInt8>, in context: TextContext
  ) {
    if !(open?.kind.isCode ?? false) && !isPlain || separator == .block { openBlock(in: context) }
    separator = .none
    if open?.kind == .code(language: nil), let language = context.language {
      open?.kind = .code(language: names[language])
    }
    if endsCodeLine, let first = bytes.first {
      endsCodeLine = false
      if let last = text.last ?? open?.spans.last?.text.utf8.last, last != 0x0A, first != 0x0A,
        first != 0x0D
      {
        text.append(0x0A)
      }
    }
    adopt(span(in: context))
    var index = 0
    while index < bytes.count {
      let end = TextBytes.endOfPrintable(from: index, in: bytes)
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
      index = end
      guard index < bytes.count else { return }
      let (scalar, length) = TextCleaning.scalar(in: bytes, at: index)
      index += length
      switch scalar {
      case "\n", "\t": append(scalar)
      case "\r": break
      default:
        switch ScalarKind(scalar) {
        case .dropped: break
        case .blank: text.append(0x20)
        case .joiner, .text: append(scalar)
        }
      }
    }
  }

  /// Appends a separator with no more style than it has itself and both its sides have.
  private mutating func appendBetween(
    _ separator: UInt8, styledAs style: Document.Span, before next: Document.Span
  ) {
    guard !text.isEmpty else { return }
    let isInsideLink = run.link == next.link && style.link == next.link
    adopt(
      Document.Span(
        "", emphasis: style.emphasis.intersection(run.emphasis).intersection(next.emphasis),
        link: isInsideLink ? next.link : nil))
    text.append(separator)
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
    guard !text.isEmpty else { return }
    if isOpen {
      var span = run
      span.text = UTF8Text.string(text)
      open?.spans.append(span)
    }
    text.removeAll(keepingCapacity: true)
  }

  private mutating func span(in context: TextContext, numbersLink: Bool = true) -> Document.Span {
    let link = context.link.flatMap { numbersLink ? number($0, context) : number(of: $0) }
    return Document.Span("", emphasis: context.emphasis, link: link, note: context.note)
  }

  // MARK: Blocks

  private mutating func openBlock(in context: TextContext) {
    flush()
    endsCodeLine = false
    let kind: Document.Kind
    if context.isPreformatted {
      if pendingMarker != nil { blocks.append(block(.listItem(marker: takeMarker()), in: context)) }
      kind = context.isPlain ? .paragraph : .code(language: context.language.map { names[$0] })
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
}
