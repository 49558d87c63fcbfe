import Articles
import TUI

/// Lines of code, which stay as they are.
struct CodeText: Sendable {
  private let text: String
  private var place: String.Index
  private let lead: StyledText
  private let builder: PageBuilder
  private let room: Int
  private let isNarrow: Bool
  private let language: String?
  private var lexer: CodeLexer?
  private let styles: [Style]
  private(set) var isDone = false

  private static let piece = 16 << 10

  init(
    _ block: Document.Block, in language: String?, lead: StyledText, _ builder: PageBuilder
  ) {
    text = block.spans.count == 1 ? block.spans[0].text : block.spans.map(\.text).joined()
    place = text.startIndex
    self.lead = lead
    self.builder = builder
    self.language = language
    room = builder.columns - lead.columns(charset: builder.charset) - 2
    isNarrow = room < 8
    styles = Self.styles(builder.theme)
    lexer = Set(styles).count > 1 ? language.flatMap(CodeLexer.init) : nil
  }

  /// A style for each part of code, in the colours that the theme has for other things; all the same where
  /// it has none.
  private static func styles(_ theme: Theme) -> [Style] {
    let code = theme[.code]
    return CodeLexer.Part.allCases.map { part in
      let role: Role =
        switch part {
        case .other: .code
        case .keyword: .label
        case .text: .provider
        case .comment: .meta
        case .number: .age
        }
      var style = code
      // On another ground a colour may not be read.
      if theme[role].background == code.background, theme[role].foreground != .standard {
        style.foreground = theme[role].foreground
      }
      return style
    }
  }

  private var first: StyledText { isNarrow ? StyledText() : lead.adding("  ") }

  var share: Double {
    let done = text.utf8.distance(from: text.startIndex, to: place)
    return Double(done) / Double(max(text.utf8.count, 1))
  }

  mutating func skip(_ share: Double) {
    let count = min(Int((share * Double(text.utf8.count)).nextUp), text.utf8.count)
    let end = text.utf8.index(text.startIndex, offsetBy: count)
    place = text.utf8[..<end].lastIndex(of: 0x0A).map(text.utf8.index(after:)) ?? text.startIndex
  }

  mutating func goOn(_ page: inout Page) -> Int {
    if place == text.startIndex { addLanguage(to: &page) }
    var bytes = 0
    while bytes < Self.piece, !isDone {
      let end = text.utf8[place...].firstIndex(of: 0x0A) ?? text.endIndex
      add(String(text[place..<end]), to: &page)
      bytes += text.utf8.distance(from: place, to: end) + 1
      isDone = end == text.endIndex
      if !isDone { place = text.utf8.index(after: end) }
    }
    return bytes
  }

  private func addLanguage(to page: inout Page) {
    guard let language else { return }
    let rule = String(repeating: Wording.ruleGlyph(builder.charset), count: 2)
    let name = StyledText("\(rule) \(language)", style: builder.theme[.meta])
    for line in name.wrapped(to: isNarrow ? builder.columns : room, charset: builder.charset) {
      page.add(first.adding(line))
    }
  }

  private mutating func add(_ line: String, to page: inout Page) {
    let first = first
    guard builder.wrapsCode || isNarrow else {
      guard !line.isEmpty else { return page.add(lead, kind: .code(lead: 0)) }
      var text = StyledText()
      text.append(first)
      append(line, to: &text)
      return page.add(
        text, kind: .code(lead: first.columns(charset: builder.charset)))
    }
    // What has no room goes on below, behind a sign that says so.
    let more =
      isNarrow ? first : lead.adding(Wording.continuation(builder.charset), builder.theme[.meta])
    var code = StyledText()
    append(line, to: &code)
    var isFirst = true
    for part in code.wrapped(
      to: isNarrow ? builder.columns : room, breaksAnywhere: true, charset: builder.charset)
    {
      page.add(part.isEmpty ? lead : (isFirst ? first : more).adding(part))
      isFirst = false
    }
  }

  private mutating func append(_ line: String, to text: inout StyledText) {
    guard let parts = lexer?.parts(of: line) else {
      return text.append(line, builder.theme[.code])
    }
    for (part, range) in parts { text.append(String(line[range]), styles[part.rawValue]) }
  }
}
