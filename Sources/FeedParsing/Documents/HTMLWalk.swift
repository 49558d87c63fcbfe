import Articles

/// One pass over the tokens of a page: knows what is open, and tells the builder what to do.
struct HTMLWalk {
  private var tokenizer: HTMLTokenizer
  private var builder = DocumentBuilder()
  private var links: LinkResolver
  private var stack: [OpenElement] = []
  /// How many elements were opened inside the deepest that is kept.
  private var excess = 0
  private var lists: [HTMLList] = []
  private var tables: [HTMLTable] = []
  /// A player that gave no address yet; its `source` will.
  private var player: HTMLTag?

  /// Whether what is said to be for the eye alone is read too.
  private let readsSilent: Bool
  private(set) var hasSkippedSilent = false

  /// How many tokens may still be read ahead: what never ends must not cost the square of its length.
  private var looks = 200_000

  private struct OpenElement {
    let element: HTMLElement
    /// What holds inside it.
    let context: TextContext
  }

  private static let deepest = 200

  init(_ html: [UInt8], base: String?, readsSilent: Bool = false) {
    self.readsSilent = readsSilent
    tokenizer = HTMLTokenizer(html)
    links = LinkResolver(base: base)
  }

  mutating func document() -> Document {
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): text(range)
      case .start(let tag): start(tag)
      case .end(let element): end(element)
      }
    }
    return builder.finish()
  }

  private var context: TextContext { stack.last?.context ?? TextContext() }

  private func value(_ name: String, of tag: HTMLTag) -> String? {
    tag.value(of: name, in: tokenizer.bytes)
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>) {
    let context = context
    guard !context.isHidden else { return }
    let text = tokenizer.bytes[range].withUnsafeBufferPointer { bytes in
      guard let decoded = CharacterReferences.decode(bytes) else {
        return String(decoding: bytes, as: UTF8.self)
      }
      let text = TerminalSequence.removed(from: context.isCode ? decoded : Self.mended(decoded))
      return String(decoding: text, as: UTF8.self)
    }
    let last = context.position == .normal ? nil : builder.lastCharacter
    guard context.link == nil, !context.isCode, var addresses = BareAddresses(in: text) else {
      return builder.append(context.position.applied(to: text, after: last), in: context)
    }
    while let piece = addresses.next() {
      builder.append(context.position.applied(to: piece.text, after: last), in: context)
      guard let address = piece.address else { continue }
      var inner = context
      inner.link = links.resolve(address)
      builder.append(address, in: inner)
    }
  }

  /// Decodes what was escaped twice, but only letters and signs beyond ASCII: "&lt;" may be meant.
  private static func mended(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { CharacterReferences.decode($0) { !$0.isASCII } } ?? bytes
  }

  // MARK: Tags

  private mutating func start(_ tag: HTMLTag) {
    let element = tag.element
    closeImplied(by: element)
    if element.isBlock, !context.isHidden, !isAbsorbed(element) { divide(at: element) }
    if element.isVoid || element == .iframe {
      if element == .source || !context.isHidden { void(tag) }
    } else if !element.isStructure, !(tag.isSelfClosing && !element.isBlock) {
      open(tag)
    }
  }

  /// A paragraph that a cell begins with is the cell's text.
  private func isAbsorbed(_ element: HTMLElement) -> Bool {
    guard element == .p || element == .div, let table = tables.last else { return false }
    return table.isAtCellStart(at: builder.progress)
  }

  private mutating func open(_ tag: HTMLTag) {
    guard stack.count < Self.deepest else {
      excess += 1
      return
    }
    var inner = context
    if !inner.isHidden {
      if tag.element == .video || tag.element == .audio { play(tag) }
      inner.isHidden =
        tag.element.isHidden || tag.isConcealed(in: tokenizer.bytes)
        || (inner.isPreformatted || tag.element.isCell) && numbersLines(tag)
      if !inner.isHidden, !readsSilent, value("aria-hidden", of: tag)?.lowercased() == "true" {
        inner.isHidden = true
        hasSkippedSilent = true
      }
      if !inner.isHidden, tag.element == .math, let formula = formula(of: tag) {
        builder.append(formula, in: inner)
        inner.isHidden = true
      }
    }
    if !inner.isHidden { enter(tag, context: &inner) }
    stack.append(OpenElement(element: tag.element, context: inner))
  }

  /// Whether it holds the numbers that a highlighter sets beside the lines of code.
  private mutating func numbersLines(_ tag: HTMLTag) -> Bool {
    guard let names = value("class", of: tag) else { return false }
    let isGutter = names.utf8.split(separator: 0x20).contains { name in
      Self.gutters.contains { $0.utf8.elementsEqual(name) }
    }
    return isGutter && holdsNumbersOnly(tag.element)
  }

  /// Words in a gutter are no numbers of lines.
  private mutating func holdsNumbersOnly(_ element: HTMLElement) -> Bool {
    var ahead = tokenizer
    var depth = 1
    while looks > 0, depth > 0, let token = ahead.next() {
      looks -= 1
      switch token {
      case .text(let range):
        guard tokenizer.bytes[range].allSatisfy({ $0 <= 0x20 || (0x30...0x39).contains($0) })
        else { return false }
      case .start(let tag) where tag.element == .table: return false
      case .start(let tag) where element.isCell && tag.element.isTablePart: return true
      case .end(.table), .end(.tr): return true
      case .start(let tag) where tag.element == element: depth += 1
      case .start(let tag) where tag.element == .img: return false
      case .end(let ended) where ended == element: depth -= 1
      default: break
      }
    }
    return true
  }

  /// The TeX that a formula was written in.
  private mutating func formula(of tag: HTMLTag) -> String? {
    var ahead = tokenizer
    var tex: [UInt8]?
    while looks > 0 {
      looks -= 1
      guard let token = ahead.next() else { break }
      switch token {
      case .text(let range): tex? += tokenizer.bytes[range]
      case .start(let inner) where inner.element == .annotation:
        if value("encoding", of: inner)?.lowercased() == "application/x-tex" { tex = [] }
      case .end(.annotation):
        guard let bytes = tex else { continue }
        let text = bytes.withUnsafeBufferPointer { CharacterReferences.decode($0) } ?? bytes
        return String(decoding: text, as: UTF8.self)
      case .end(.math): return value("alttext", of: tag)
      default: break
      }
    }
    return value("alttext", of: tag)
  }

  /// How many items a list has that counts down to one.
  private mutating func itemsAhead() -> Int {
    var ahead = tokenizer
    var depth = 1
    var count = 0
    while looks > 0 {
      looks -= 1
      guard depth > 0, let token = ahead.next() else { break }
      switch token {
      case .start(let tag) where tag.element.isList: depth += 1
      case .start(let tag) where tag.element == .li && depth == 1: count += 1
      case .end(let ended) where ended.isList: depth -= 1
      default: break
      }
    }
    return count
  }

  private static let gutters = ["gutter", "lineno", "linenos", "line-number", "line-numbers-rows"]

  /// What an element means for the text in it.
  private mutating func enter(_ tag: HTMLTag, context: inout TextContext) {
    let element = tag.element
    // All of a block of code is code.
    if element.emphasis != .code || !context.isCode { context.emphasis.formUnion(element.emphasis) }
    switch element {
    case .a:
      context.link = value("href", of: tag).flatMap(links.resolve)
      context.linkKind = .page
    case .h1, .h2, .h3, .h4, .h5, .h6:
      context.headingLevel = element.headingLevel
      if context.listDepth > 0 { context.emphasis.insert(.strong) }
    case .ul, .ol, .menu, .dir:
      if !context.isPreformatted { context.listDepth += 1 }
      let countsDown = element == .ol && value("reversed", of: tag) != nil
      let start = value("start", of: tag).flatMap { Int($0) }
      lists.append(
        HTMLList(
          isOrdered: element == .ol, start: start ?? (countsDown ? itemsAhead() : nil),
          numerals: value("type", of: tag), countsDown: countsDown))
    case .li where !lists.isEmpty && !context.isPreformatted:
      let number = value("value", of: tag).flatMap { Int($0) }
      builder.pendingMarker = lists[lists.count - 1].nextMarker(numbered: number)
    case .dd: context.listDepth += 1
    case .blockquote: context.quoteDepth += 1
    case .pre, .listing:
      context.isPreformatted = true
      context.isPlain = value("class", of: tag) == "plain"
    case .sup: context.position = .superscript
    case .sub: context.position = .subscript
    case .q: builder.append("“", in: context)
    case .rt: builder.append("(", in: context)
    case _ where element.isStruck: builder.append("~", in: context)
    case .table:
      if !tables.isEmpty { tables[tables.count - 1].isLayout = true }
      tables.append(
        HTMLTable(isLayout: value("role", of: tag) == "presentation", at: builder.progress))
    case .tr where !tables.isEmpty: tables[tables.count - 1].startRow(at: builder.progress)
    case .td, .th:
      guard !tables.isEmpty else { return builder.separate(.block) }
      if element == .th { tables[tables.count - 1].hasHeader = true }
      builder.separator = tables[tables.count - 1].startCell(at: builder.progress)
    default: break
    }
  }

  private mutating func end(_ element: HTMLElement) {
    if element.isBlock, !context.isHidden { divide(at: element) }
    if element == .br { breakLine() }
    guard !element.isVoid, !element.isStructure else { return }
    if excess > 0 {
      excess -= 1
    } else if let index = openIndex(closedBy: element) {
      closeAll(downTo: index)
    }
  }

  private func openIndex(closedBy element: HTMLElement) -> Int? {
    nearest(
      { $0 == element || $0.headingLevel != nil && element.headingLevel != nil },
      within: { open in
        if element == .table { return false }
        if element.isTablePart { return open == .table }
        return open.isCell || open == .table || element == .li && open.isList
      })
  }

  /// Closes what its author left to the start of the next element to close.
  private mutating func closeImplied(by element: HTMLElement) {
    let index: Int?
    switch element {
    case .li: index = nearest({ $0 == .li }, within: { $0.isList || $0.isCell })
    case .dt, .dd: index = nearest({ $0 == .dt || $0 == .dd }, within: { $0 == .dl || $0.isCell })
    case .tr: index = nearest({ $0 == .tr }, within: { $0 == .table })
    case .td, .th: index = nearest({ $0.isCell }, within: { $0 == .tr || $0 == .table })
    case .a: index = nearest({ $0 == .a }, within: { $0.isCell || $0 == .table })
    case _ where element.isBlock: index = nearest({ $0 == .p }, within: { $0.isBlock || $0.isCell })
    default: index = nil
    }
    if let index { closeAll(downTo: index) }
  }

  private func nearest(
    _ isWanted: (HTMLElement) -> Bool, within isBarrier: (HTMLElement) -> Bool
  ) -> Int? {
    for index in stack.indices.reversed() {
      let element = stack[index].element
      if isWanted(element) { return index }
      if isBarrier(element) { return nil }
    }
    return nil
  }

  private mutating func closeAll(downTo index: Int) {
    while stack.count > index, let open = stack.popLast() {
      if open.element == .video || open.element == .audio { player = nil }
      guard !open.context.isHidden else { continue }
      switch open.element {
      case .q: builder.append("”", in: open.context)
      case .rt: builder.append(")", in: open.context)
      case _ where open.element.isStruck: builder.append("~", in: open.context)
      case .table: tables.removeLast()
      case .li: builder.pendingMarker = nil
      case _ where open.element.isList: lists.removeLast()
      default: break
      }
      if open.element.isBlock {
        if context.isPreformatted { builder.endCodeLine() } else { builder.separate(.block) }
      }
    }
  }

  /// Preformatted text is one block, whatever its lines are wrapped in.
  private mutating func divide(at element: HTMLElement) {
    if context.isPreformatted, element != .pre, element != .listing {
      builder.endCodeLine()
    } else {
      builder.separate(.block)
    }
  }

  // MARK: Elements without text

  private mutating func void(_ tag: HTMLTag) {
    switch tag.element {
    case .br: breakLine()
    case .hr: builder.appendRule(in: context)
    case .img: image(tag)
    case .input where value("type", of: tag)?.lowercased() == "checkbox":
      builder.append(value("checked", of: tag) == nil ? "[ ] " : "[x] ", in: context)
    case .iframe, .embed: embed(tag)
    case .source:
      guard let source = value("src", of: tag), let player else { return }
      media(player, source: source)
    case .base:
      guard let href = value("href", of: tag).flatMap(links.resolve) else { return }
      links = LinkResolver(base: href)
    default: break
    }
  }

  private mutating func breakLine() {
    let context = context
    if context.isPreformatted, !context.isHidden {
      builder.append("\n", in: context)
    } else {
      builder.breakLine()
    }
  }

  /// An image is what it shows, in brackets, and a link to it where it stands in no other link.
  private mutating func image(_ tag: HTMLTag) {
    let page = tokenizer.bytes
    guard !tag.isAtMost(2, in: page), !tag.isConcealed(in: page) else { return }
    let label = tag.imageLabel(in: page)
    var context = context
    context.position = .normal
    if value("class", of: tag)?.contains("emoji") ?? false {
      return builder.append(label, in: context)
    }
    if label.isEmpty, tag.isAtMost(Self.iconSize, in: page) { return }
    if context.link == nil {
      context.link = tag.imageSource(in: page).flatMap(links.resolve)
      context.linkKind = .image
    } else if label.isEmpty, builder.hasNumbered(context.link) {
      return
    }
    guard !label.isEmpty || context.link != nil else { return }
    builder.separate(.blank)
    builder.append(label.isEmpty ? DocumentBuilder.image : "[\(label)]", in: context)
    builder.separate(.blank)
  }

  /// Images without a label that are no wider or higher, in pixels, are ornaments.
  private static let iconSize = 64

  private mutating func embed(_ tag: HTMLTag) {
    let page = tokenizer.bytes
    guard !tag.isAtMost(2, in: page), !tag.isConcealed(in: page) else { return }
    if let source = value("src", of: tag) { media(tag, source: source) }
  }

  private mutating func play(_ tag: HTMLTag) {
    player = tag
    if let source = value("src", of: tag) { media(tag, source: source) }
  }

  private mutating func media(_ tag: HTMLTag, source: String) {
    player = nil
    guard let source = links.resolve(source) else { return }
    let title = value("title", of: tag).map(TextCleaning.clean) ?? ""
    var context = stack.last { !$0.context.isHidden }?.context ?? TextContext()
    context.link = source
    context.linkKind = .media
    builder.separate(.block)
    builder.append("[\(title.isEmpty ? tag.element.mediaName : title)]", in: context)
    builder.separate(.block)
  }
}
