import Articles

/// One pass over the tokens of a page: knows what is open, and tells the builder what to do.
struct HTMLWalk {
  private(set) var tokenizer: HTMLTokenizer
  var builder = DocumentBuilder()
  var links: LinkResolver
  private(set) var stack: [OpenElement] = []
  /// How many `q` are open, each inside the one before.
  private var quotes = 0
  /// How many elements were opened inside the deepest that is kept.
  private var excess = 0
  private var lists: [HTMLList] = []
  private var tables: [HTMLTable] = []
  /// What the tables to come are for; looked up with the first.
  private var survey: [Int: HTMLTable]?
  private var notes = HTMLNotes()
  /// The numbers of notes that are called by names, "[^name]".
  private let noteNumbers: [String: Int]
  /// A player that gave no address yet; its `source` will.
  var player: HTMLTag?
  /// What the first `source` of an open `picture` offers.
  var pictureSource: String?
  /// How many `noscript` are open.
  private(set) var noscripts = 0
  /// The image before, and where the text was after it.
  var lastImage: LastImage?

  /// Whether what is said to be for the eye alone is read too.
  private let readsSilent: Bool
  private(set) var hasSkippedSilent = false

  /// How many tokens may still be read ahead: what never ends must not cost the square of its length.
  var looks = 200_000
  /// Whether there are formulas in scripts; looked up where it matters.
  private lazy var holdsTeX = Self.holdsTeX(tokenizer.bytes)

  struct OpenElement {
    let element: HTMLElement
    /// What holds inside it.
    let context: TextContext
  }

  struct LastImage {
    let label: String
    let source: String?
    let isLazy: Bool
    let isOfNoscript: Bool
    let place: Int
  }

  private static let deepest = 200

  init(
    _ html: [UInt8], base: String?, noteNumbers: [String: Int] = [:], readsSilent: Bool = false
  ) {
    self.noteNumbers = noteNumbers
    self.readsSilent = readsSilent
    tokenizer = HTMLTokenizer(html)
    links = LinkResolver(base: base)
  }

  /// - Parameter enough: after how many characters the rest is left, unless a table is open: what it is
  ///   shows at its end.
  mutating func document(enough: Int = .max) -> Document {
    while builder.characters < enough || !tables.isEmpty, let token = tokenizer.next() {
      switch token {
      case .text(let range): text(range)
      case .start(let tag): start(tag)
      case .end(let element): end(element)
      }
    }
    return builder.finish()
  }

  var context: TextContext { stack.last?.context ?? TextContext() }

  func value(_ name: String, of tag: HTMLTag) -> String? {
    tag.value(of: name, in: tokenizer.bytes)
  }

  /// Of the absolute address that is meant.
  private mutating func place(of address: String) -> Int? {
    links.resolve(address).map { builder.names.place(of: $0) }
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>) {
    let context = context
    guard !context.isHidden else { return }
    if noteNumbers.isEmpty, context.position == .normal {
      let page = tokenizer.bytes
      let isDone = page.withUnsafeBufferPointer { page in
        let bytes = UnsafeBufferPointer(rebasing: page[range])
        // As nearly all text is.
        guard TextBytes.index(of: UInt8(ascii: "&"), in: bytes) == bytes.count,
          context.link != nil || context.isCode || !BareAddresses.mayHold(bytes)
        else { return false }
        builder.append(bytes, in: context)
        return true
      }
      if isDone { return }
    }
    let text = tokenizer.bytes[range].withUnsafeBufferPointer { bytes in
      guard let decoded = CharacterReferences.decode(bytes) else {
        return String(decoding: bytes, as: UTF8.self)
      }
      let text = TerminalSequence.removed(
        from: context.isCode ? decoded : CharacterReferences.mended(decoded))
      return String(decoding: text, as: UTF8.self)
    }
    if !noteNumbers.isEmpty, !context.isCode, text.utf8.contains(UInt8(ascii: "^")) {
      for piece in MarkdownNotes.pieces(of: text, numbers: noteNumbers) {
        switch piece {
        case .text(let text): builder.append(text, in: context)
        case .sign(let number):
          let note = notes.number(of: MarkdownNotes.place(of: number))
          append(String(number), of: note, in: context)
        }
      }
      return
    }
    let last = context.position == .normal ? nil : builder.lastCharacter
    guard context.link == nil, !context.isCode, var addresses = BareAddresses(in: text) else {
      return builder.append(context.position.applied(to: text, after: last), in: context)
    }
    while let piece = addresses.next() {
      builder.append(context.position.applied(to: piece.text, after: last), in: context)
      guard let address = piece.address else { continue }
      var inner = context
      inner.link = place(of: address)
      builder.append(address, in: inner)
    }
  }

  // MARK: Tags

  private mutating func start(_ tag: HTMLTag) {
    let element = tag.element
    closeImplied(by: element)
    if element.isBlock, !context.isHidden { divide(at: element) }
    if element.isVoid || element == .iframe {
      if element == .source || !context.isHidden { void(tag) }
    } else if !element.isStructure, !(tag.isSelfClosing && !element.isBlock) {
      open(tag)
    }
  }

  private mutating func open(_ tag: HTMLTag) {
    guard stack.count < Self.deepest else {
      excess += 1
      return
    }
    var inner = context
    let classes = inner.isHidden ? [] : tag.classes(in: tokenizer.bytes)
    if !inner.isHidden {
      if tag.element == .video || tag.element == .audio { play(tag) }
      if tag.element == .script { formula(inScript: tag) }
      inner.isHidden =
        tag.element.isHidden || tag.isConcealed(in: tokenizer.bytes)
        || isNoise(tag, classes, in: inner)
      if !inner.isHidden, !readsSilent, value("aria-hidden", of: tag)?.lowercased() == "true" {
        inner.isHidden = true
        hasSkippedSilent = true
      }
      if !inner.isHidden, tag.element == .math,
        let formula = HTMLFormula.read(tag, from: tokenizer, looks: &looks)
      {
        builder.append(formula, in: inner)
        inner.isHidden = true
      }
    }
    if !inner.isHidden {
      if let note = notes.see(tag, in: tokenizer.bytes, at: builder.characters) {
        builder.pendingNote = note
      }
      enter(tag, classes, context: &inner)
    }
    if tag.element == .noscript { noscripts += 1 }
    stack.append(OpenElement(element: tag.element, context: inner))
  }

  /// Whether an element holds what is no part of the text: what is set twice, and what only asks to
  /// be pressed.
  private mutating func isNoise(
    _ tag: HTMLTag, _ classes: HTMLClasses, in context: TextContext
  ) -> Bool {
    switch tag.element {
    case .form: if holdsFields(tag.element) { return true }
    case .button:
      if context.headingLevel == nil, !context.emphasis.contains(.strong) { return true }
    case .noscript: if saysNothingNew() { return true }
    case .a:
      if isWish(tag, classes) || isPermalink(tag) || isOfNote(tag, in: context) { return true }
    default: break
    }
    if classes.contains(.back) { return true }
    if classes.contains(.typeset), holdsTeX { return true }
    if classes.contains(.wish), holdsLittle(tag.element) { return true }
    guard context.isPreformatted || tag.element.isCell else { return false }
    return (classes.contains(.gutter) || tag.has("data-line-number", in: tokenizer.bytes))
      && holdsNumbersOnly(tag.element)
  }

  static let place: [StaticString] = ["#"]

  /// Whether a link belongs to a footnote; what is to be seen of it is told then.
  private mutating func isOfNote(_ tag: HTMLTag, in context: TextContext) -> Bool {
    guard tag.mentions(Self.place, in: "href", of: tokenizer.bytes),
      let fragment = value("href", of: tag).flatMap(links.fragment),
      let text = shortText(of: .a)
    else { return false }
    let part = notes.part(
      of: tag, to: fragment, saying: text, isRaised: context.position == .superscript,
      isAtStart: builder.isAtBlockStart, at: builder.characters, in: tokenizer.bytes)
    switch part {
    case .reference(let sign, let note): append(sign, of: note, in: context)
    case .number(let sign, let note):
      builder.pendingNote = note ?? builder.pendingNote
      if builder.pendingMarker == nil { builder.pendingMarker = sign + "." }
    case .back: break
    case nil: return false
    }
    return true
  }

  /// The sign of a footnote, which is above the line.
  private mutating func append(_ sign: String, of note: Int, in context: TextContext) {
    var context = context
    context.position = .normal
    // Signs of two notes are no number of two digits.
    if builder.isBehindSign { builder.append(",", in: context) }
    context.note = note
    // A lone letter is no ordinal here.
    builder.append(TextContext.Position.superscript.applied(to: sign, after: "x"), in: context)
  }

  /// What an element means for the text in it.
  private mutating func enter(
    _ tag: HTMLTag, _ classes: HTMLClasses, context: inout TextContext
  ) {
    let element = tag.element
    if let language = tag.codeLanguage(in: tokenizer.bytes) {
      context.language = builder.names.place(of: language)
    }
    // All of a block of code is code.
    if element.emphasis != .code || !context.isCode { context.emphasis.formUnion(element.emphasis) }
    switch element {
    case .a:
      context.link = value("href", of: tag).flatMap { place(of: $0) }
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
    case .dt: context.isTerm = true
    case .dd:
      context.isTerm = false
      context.listDepth += 1
    case .blockquote: context.quoteDepth += 1
    case .div, .aside, .section, .p: enterAlert(tag, classes, context: &context)
    case .pre, .listing:
      context.isPreformatted = true
      context.isPlain = classes.contains(.plain)
    case .sup: context.position = .superscript
    case .sub: context.position = .subscript
    case .q:
      builder.append(quotes.isMultiple(of: 2) ? "“" : "‘", in: context)
      quotes += 1
    case .rt: builder.append("(", in: context)
    case .object: embed(tag)
    case _ where element.isStruck: builder.append("~", in: context)
    case .table:
      tables.append(builder.isInTable ? .layout : purpose(of: tag))
    case .tr:
      switch tables.last {
      case .data: builder.beginRow(in: context)
      case .code: builder.endCodeLine()
      case .layout, nil: break
      }
    case .td, .th:
      switch tables.last {
      case .data: builder.begin(cell(tag), in: context)
      case .code: context.isPreformatted = true
      case .layout, nil: builder.separate(.block)
      }
    default: break
    }
  }

  private mutating func purpose(of tag: HTMLTag) -> HTMLTable {
    let known = survey ?? HTMLTableSurvey.tables(from: tokenizer, startingWith: tag)
    survey = known
    return known[tokenizer.position] ?? .layout
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
      switch open.element {
      case .video, .audio: player = nil
      case .picture: pictureSource = nil
      case .noscript: noscripts -= 1
      default: break
      }
      guard !open.context.isHidden else { continue }
      switch open.element {
      case .q:
        quotes -= 1
        // Behind the paragraphs in it, and not in one of its own.
        let gap = builder.separator
        if builder.isOpen { builder.separator = .none }
        builder.append(quotes.isMultiple(of: 2) ? "”" : "’", in: open.context)
        builder.separate(gap)
      case .rt: builder.append(")", in: open.context)
      case _ where open.element.isStruck: builder.append("~", in: open.context)
      case .table: if tables.removeLast() == .data { builder.endTable() }
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
}
