public import Articles

/// The words of a body as a person sees them, without its shape: what an index of words wants.
///
/// They are those of the document that the readers make, but what stands there for a picture or a player
/// without a name. Reading the document costs some ten times as much, so it is made only where something
/// in the body can be judged by it alone.
public struct VisibleText {
  /// Blocks, cells and lines end with a line break.
  public private(set) var text: String
  public private(set) var hasImage: Bool
  /// Whether something can be played, or another page is embedded.
  public private(set) var hasMedia: Bool

  /// Whether there is nothing to read.
  public var isEmpty: Bool { text.utf8.allSatisfy { $0 <= 0x20 } }

  /// So many bytes of it at most.
  public func beginning(bytes limit: Int) -> String {
    String(decoding: text.utf8.prefix(limit), as: UTF8.self)
  }

  /// The words of HTML, as ``HTMLReader`` shows them.
  public init(html: String, base: String?) {
    var walk = VisibleWalk(TerminalSequence.removed(from: Array(html.utf8)), base: base)
    self = walk.visibleText() ?? VisibleText(HTMLReader.read(html, base: base))
  }

  /// The words of a body that may be HTML or Markdown, as ``BodyReader`` shows them.
  public init(body: String, base: String?) {
    let body = BodyReader.readable(body)
    guard !BodyReader.isHTML(body) else {
      self.init(html: body, base: base)
      return
    }
    let source = MarkdownSource(body)
    var walk = VisibleWalk(
      MarkdownReader.html(of: source) ?? MarkdownReader.plain(source.text), base: base)
    let isLight = source.noteNumbers.isEmpty
    self =
      (isLight ? walk.visibleText() : nil) ?? VisibleText(MarkdownReader.read(body, base: base))
  }

  /// The words of a document that was made already.
  public init(_ document: Document) {
    var text = ""
    for block in document.blocks {
      for span in block.spans where !Self.unnamed.contains(span.text) {
        text += span.text.withoutHyphenation
      }
      text += "\n"
    }
    self.text = text
    hasImage = document.links.contains { $0.kind == .image }
    hasMedia = document.links.contains { $0.kind.isPlayer }
  }

  init(text: String, hasImage: Bool, hasMedia: Bool) {
    self.text = text
    self.hasImage = hasImage
    self.hasMedia = hasMedia
  }

  /// What stands for things without a name.
  private static let unnamed: Set<String> = Set(
    [DocumentBuilder.image] + Document.Link.Kind.allNames.map { "[\($0)]" })
}

/// One pass over the tokens of a page that only collects the text; gives up where the text depends on
/// what is open or follows.
struct VisibleWalk {
  private var tokenizer: HTMLTokenizer
  private let base: String?
  private lazy var links = LinkResolver(base: base)
  private var text: [UInt8] = []
  private var hasImage = false
  private var hasMedia = false
  /// How many elements are open whose text is code.
  private var codes = 0
  private var quotes = 0
  private var positions: [TextContext.Position] = []
  private var hasSkippedSilent = false

  init(_ html: [UInt8], base: String?) {
    tokenizer = HTMLTokenizer(html)
    self.base = base
  }

  /// `nil` where only the document can tell.
  mutating func visibleText() -> VisibleText? {
    text.reserveCapacity(tokenizer.bytes.count)
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): append(range)
      case .start(let tag): guard start(tag) else { return nil }
      case .end(let element): end(element)
      }
    }
    let found = VisibleText(
      text: String(decoding: text, as: UTF8.self), hasImage: hasImage, hasMedia: hasMedia)
    // A page that is silent as a whole is read after all.
    return hasSkippedSilent && found.isEmpty ? nil : found
  }

  // MARK: Text

  private mutating func append(_ range: Range<Int>) {
    let page = tokenizer.bytes
    page.withUnsafeBufferPointer { page in
      let bytes = UnsafeBufferPointer(rebasing: page[range])
      let hasReference = TextBytes.index(of: UInt8(ascii: "&"), in: bytes) < bytes.count
      guard hasReference || !positions.isEmpty else { return append(bytes) }
      let decoded = CharacterReferences.decode(bytes).map {
        TerminalSequence.removed(from: codes > 0 ? $0 : CharacterReferences.mended($0))
      }
      guard let position = positions.last else {
        return (decoded ?? Array(bytes)).withUnsafeBufferPointer { append($0) }
      }
      let string = decoded.map { String(decoding: $0, as: UTF8.self) }
      append(
        position.applied(to: string ?? String(decoding: bytes, as: UTF8.self), after: lastCharacter)
      )
    }
  }

  private mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { append($0) }
  }

  /// Leaves out what text cleaning leaves out.
  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    func take(upTo end: Int) {
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
    while true {
      index = TextBytes.endOfPlainRun(from: index, in: bytes)
      guard index < bytes.count else { break }
      let (scalar, length) = TextCleaning.scalar(in: bytes, at: index)
      if ScalarKind(scalar) == .dropped {
        take(upTo: index)
        start = index + length
      }
      index += length
    }
    take(upTo: bytes.count)
  }

  private var lastCharacter: Unicode.Scalar? {
    let end = String(decoding: text.suffix(8), as: UTF8.self).unicodeScalars.last
    return end.flatMap { ScalarKind($0) == .text ? $0 : nil }
  }

  private mutating func separate() {
    if let last = text.last, last != 0x0A { text.append(0x0A) }
  }

  // MARK: Tags

  /// - Returns: whether the text can still be told.
  private mutating func start(_ tag: HTMLTag) -> Bool {
    let element = tag.element
    if element.isBlock || element.isTablePart { separate() }
    switch element {
    case .br: separate()
    case .img: image(tag)
    case .input where tag.value(of: "type", in: tokenizer.bytes)?.lowercased() == "checkbox":
      append(tag.has("checked", in: tokenizer.bytes) ? "[x] " : "[ ] ")
    case .iframe, .embed: return embed(tag)
    case .base:
      if let href = tag.value(of: "href", in: tokenizer.bytes).flatMap(links.resolve) {
        links = LinkResolver(base: href)
      }
    default:
      let isOpened =
        !element.isVoid && !element.isStructure && !(tag.isSelfClosing && !element.isBlock)
      return !isOpened || open(tag)
    }
    return true
  }

  private mutating func open(_ tag: HTMLTag) -> Bool {
    let page = tokenizer.bytes
    switch tag.element {
    case .form, .button, .noscript, .math, .object: return false
    case .script, .style:
      // What is set as a formula, and what has no end.
      return tag.rawText != nil
        && !(tag.element == .script && tag.mentions(["math/tex"], in: "type", of: page))
    case .video, .audio:
      if tag.has("title", in: page) { return false }
      hasMedia = hasMedia || tag.has("src", in: page) || tag.has("data-src", in: page)
      return skip(tag.element)
    case let element where element.isHidden: return skip(element)
    default: break
    }
    if tag.hasAttributes {
      if tag.isConcealed(in: page) { return skip(tag.element) }
      let classes = tag.classes(in: page)
      if classes.contains(.back) { return skip(tag.element) }
      guard classes.isDisjoint(with: [.typeset, .wish, .gutter, .alert]),
        !tag.has("data-line-number", in: page)
      else { return false }
      if tag.value(of: "aria-hidden", in: page)?.lowercased() == "true" {
        hasSkippedSilent = true
        return skip(tag.element)
      }
      if tag.element == .a, !isPlainLink(tag, classes) { return false }
    }
    switch tag.element {
    case .pre, .listing: codes += classes(of: tag).contains(.plain) ? 0 : 1
    case .code, .kbd, .samp, .tt: codes += 1
    case .sup: positions.append(.superscript)
    case .sub: positions.append(.subscript)
    case .q:
      append(quotes.isMultiple(of: 2) ? "“" : "‘")
      quotes += 1
    case .rt: append("(")
    case let element where element.isStruck: append("~")
    default: break
    }
    return true
  }

  private func classes(of tag: HTMLTag) -> HTMLClasses { tag.classes(in: tokenizer.bytes) }

  private mutating func end(_ element: HTMLElement) {
    if element.isBlock || element.isTablePart || element == .br { separate() }
    switch element {
    case .pre, .listing, .code, .kbd, .samp, .tt: codes = max(0, codes - 1)
    case .sup, .sub: if !positions.isEmpty { positions.removeLast() }
    case .q:
      quotes = max(0, quotes - 1)
      append(quotes.isMultiple(of: 2) ? "”" : "’")
    case .rt: append(")")
    case _ where element.isStruck: append("~")
    default: break
    }
  }

  /// Neither a part of a footnote nor an offer to tell others.
  private mutating func isPlainLink(_ tag: HTMLTag, _ classes: HTMLClasses) -> Bool {
    let page = tokenizer.bytes
    if tag.mentions(HTMLWalk.sharing, in: "href", of: page) { return false }
    if classes.contains(.button), tag.mentions(HTMLWalk.subscribing, in: "href", of: page) {
      return false
    }
    guard tag.mentions(["#"], in: "href", of: page) else { return true }
    return tag.value(of: "href", in: page).flatMap(links.fragment) == nil
  }

  /// Steps over an element of which nothing is read.
  ///
  /// - Returns: whether it has an end of its own.
  private mutating func skip(_ element: HTMLElement) -> Bool {
    switch element {
    case .p, .li, .dt, .dd, .tr, .td, .th, .a: return false
    default: break
    }
    var inner: [HTMLElement] = []
    while let token = tokenizer.next() {
      switch token {
      case .text: break
      case .start(let tag):
        let isOpened = !tag.element.isVoid && !tag.element.isStructure && tag.element != .iframe
        if isOpened, !(tag.isSelfClosing && !tag.element.isBlock) { inner.append(tag.element) }
        if tag.element == .source, element == .video || element == .audio {
          hasMedia = hasMedia || tag.has("src", in: tokenizer.bytes)
        }
        if tag.element == .noscript || tag.element == .base { return false }
      case .end(let ended):
        if let place = inner.lastIndex(of: ended) {
          inner.removeSubrange(place...)
        } else if ended == element {
          return true
        } else if !ended.isVoid, !ended.isStructure {
          return false
        }
      }
    }
    return false
  }

  // MARK: What is no text

  private mutating func image(_ tag: HTMLTag) {
    let image = HTMLImage(tag, in: tokenizer.bytes)
    guard !image.isTracker else { return }
    if image.isEmoji || image.isFormula { return append(image.label) }
    hasImage = hasImage || image.source != nil
    // One without a name parts words, too.
    append(image.label.isEmpty ? " " : " [\(image.label)] ")
  }

  private mutating func embed(_ tag: HTMLTag) -> Bool {
    let page = tokenizer.bytes
    // What a frame holds is no text where it ends.
    guard tag.element != .iframe || tag.rawText != nil || tag.isSelfClosing else { return false }
    guard !tag.isAtMost(2, in: page), !tag.isConcealed(in: page) else { return true }
    let sources = ["src", "data-src", "data-lazy-src"].lazy.compactMap {
      tag.value(of: $0, in: page)
    }
    guard sources.contains(where: { links.resolve($0) != nil }) else { return true }
    hasMedia = true
    let title = tag.value(of: "title", in: page).map(TextCleaning.clean) ?? ""
    separate()
    if !title.isEmpty { append("[\(title)]\n") }
    return true
  }
}

extension FeedItem {
  /// The words of ``body(limit:enough:)``.
  /// - Parameter limit: how many bytes of the text are read at most.
  public func visibleText(limit: Int) -> VisibleText {
    // Of an item without a title the first line is one, and is no part of the text.
    guard title.map({ !$0.isEmpty }) ?? false else { return VisibleText(body(limit: limit)) }
    return Self.visibleText(of: text, limit: limit, base: link)
  }

  /// The words of ``read(_:limit:base:enough:)``.
  public static func visibleText(of text: String, limit: Int, base: String?) -> VisibleText {
    let text =
      text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    // Lines of a text without blocks count for its looks, not for its words.
    return VisibleText(html: text, base: base)
  }
}
