import Articles
import TUI

/// A block of a body that is being laid out, in pieces if it is long.
enum OpenBlock: Sendable {
  case flow(FlowingText)
  case code(CodeText)
  case table(TableText)
  case rule(PageBuilder)
  case done

  init(_ block: Document.Block, _ inline: InlineText, _ builder: PageBuilder) {
    var lead = StyledText(
      String(
        repeating: Wording.quoteBar(builder.charset), count: min(max(block.quoteDepth, 0), 4)),
      style: builder.theme[.quote])
    lead.append(String(repeating: " ", count: 2 * min(max(block.listDepth - 1, 0), 4)))
    switch block.kind {
    case .rule: self = .rule(builder)
    case .code(let language): self = .code(CodeText(block, in: language, lead: lead, builder))
    case .table(let table): self = .table(TableText(table, inline, lead: lead, builder))
    case .heading: self = .flow(FlowingText(inline, .heading, first: lead, rest: lead, builder))
    case .paragraph, .term:
      let role: Role = block.quoteDepth > 0 ? .quote : .text
      self = .flow(FlowingText(inline, role, first: lead, rest: lead, builder))
    case .listItem(let marker):
      let blanks =
        marker.map { DisplayWidth.columns(of: $0, charset: builder.charset) + 1 } ?? 2
      let indent = lead.adding(String(repeating: " ", count: min(blanks, 8)))
      let first = marker.map { lead.adding($0 + " ", builder.theme[.meta]) } ?? indent
      self = .flow(FlowingText(inline, .text, first: first, rest: indent, builder))
    }
  }

  var isDone: Bool { if case .done = self { true } else { false } }

  /// How much of it is laid out.
  var share: Double {
    switch self {
    case .flow(let text): text.share
    case .code(let text): text.share
    case .table(let text): text.share
    case .rule, .done: 1
    }
  }

  /// Leaves out what comes first, to begin with the next word, line or row.
  mutating func skip(_ share: Double) {
    switch self {
    case .flow(var text):
      text.skip(share)
      self = .flow(text)
    case .code(var text):
      text.skip(share)
      self = .code(text)
    case .table(var text):
      text.skip(share)
      self = .table(text)
    case .rule, .done: break
    }
  }

  /// - Returns: how many bytes of text were worked through.
  mutating func goOn(_ page: inout Page) -> Int {
    // Taken out of its place, so that nothing of it is copied.
    let bytes: Int
    switch consume self {
    case .done:
      bytes = 0
      self = .done
    case .rule(let builder):
      let glyph = Wording.ruleGlyph(builder.charset)
      let rule = String(repeating: glyph, count: min(builder.columns, 24))
      page.add(StyledText(rule, style: builder.theme[.separator]))
      bytes = 0
      self = .done
    case .flow(var text):
      bytes = text.goOn(&page)
      self = text.isDone ? .done : .flow(text)
    case .code(var text):
      bytes = text.goOn(&page)
      self = text.isDone ? .done : .code(text)
    case .table(var text):
      bytes = text.goOn(&page)
      self = text.isDone ? .done : .table(text)
    }
    return bytes
  }
}

/// A paragraph or its like: text that is wrapped in what is left beside `rest`, which begins every line but
/// the first.
struct FlowingText: Sendable {
  private var inline: InlineText
  private let role: Role
  private let first: StyledText
  private let rest: StyledText
  private let builder: PageBuilder
  private let isIndented: Bool
  private let columns: Int
  /// The last line so far, which may not be full.
  private var carry = StyledText()
  private var isFirst = true
  /// Whether it begins at the right; known with the first piece.
  private var isRightToLeft: Bool?
  private(set) var isDone = false

  /// Text of so many bytes is wrapped at once.
  private static let piece = 16 << 10

  init(
    _ inline: InlineText, _ role: Role, first: StyledText, rest: StyledText,
    _ builder: PageBuilder
  ) {
    self.inline = inline
    self.role = role
    self.first = first
    self.rest = rest
    self.builder = builder
    let taken = rest.columns(charset: builder.charset)
    isIndented = taken > 0 && taken < builder.columns - 8
    columns = max(builder.columns - (isIndented ? taken : 0), 1)
  }

  var share: Double { inline.share }

  mutating func skip(_ share: Double) {
    inline.skip(share, role: role)
    isFirst = false
  }

  mutating func goOn(_ page: inout Page) -> Int {
    var text = carry
    let (left, runs) = inline.left
    // A text that has one line is that line: with no more room than it takes.
    text.reserve(bytes: carry.bytes.count + min(left + 4 * runs, Self.piece), runs: min(runs, 64))
    let bytes = inline.take(Self.piece, role: role, in: &page, to: &text)
    let isRight = isRightToLeft ?? text.isRightToLeft
    isRightToLeft = isRight
    var lines = text.wrapped(to: columns, charset: builder.charset)
    // Wrapping goes on from the beginning of the last line as if nothing had been before it.
    carry = inline.isAtEnd ? StyledText() : lines.removeLast()
    for line in lines {
      let line = isRight ? line.movedToTheRight(of: columns, builder.charset) : line
      if isIndented {
        page.add((isFirst ? first : rest).adding(line))
      } else {
        page.add(line)
      }
      isFirst = false
    }
    isDone = inline.isAtEnd
    return bytes
  }
}

/// A table, a row after the other.
struct TableText: Sendable {
  private var layout: TableLayout
  private let lead: StyledText

  init(
    _ table: Document.Table, _ inline: InlineText, lead: StyledText, _ builder: PageBuilder
  ) {
    self.lead = lead
    layout = TableLayout(
      table, inline, columns: builder.columns - lead.columns(charset: builder.charset),
      charset: builder.charset, theme: builder.theme)
  }

  var isDone: Bool { layout.isDone }
  var share: Double { layout.share }

  mutating func skip(_ share: Double) { layout.skip(share) }

  mutating func goOn(_ page: inout Page) -> Int {
    let (lines, bytes) = layout.nextRow(in: &page)
    for line in lines { page.add(lead.isEmpty ? line : lead.adding(line)) }
    return bytes
  }
}

extension StyledText {
  /// Whether its first letter is of a script that is written from the right to the left.
  var isRightToLeft: Bool {
    // As most texts are known at once.
    let first = bytes.first { $0 >= 0x80 || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    return (first ?? 0) >= 0x80 && text.isRightToLeftIfKnown ?? false
  }

  /// A line of such a text, which begins at the right edge.
  func movedToTheRight(of columns: Int, _ charset: Charset) -> StyledText {
    let free = columns - self.columns(charset: charset)
    guard free > 0, !isEmpty else { return self }
    var moved = StyledText()
    moved.append(blanks: free)
    moved.append(self)
    return moved
  }

  func adding(_ other: StyledText) -> StyledText {
    var longer = self
    longer.append(other)
    return longer
  }

  func adding(_ text: String, _ style: Style = .plain) -> StyledText {
    var longer = self
    longer.append(text, style)
    return longer
  }
}
