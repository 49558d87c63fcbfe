/// Cuts a feed into tags and text as it comes in, forgiving what a parser of the standard refuses.
///
/// Crossed and unclosed elements are ended by what is around them, end tags that match nothing are
/// left out, a stray "<" or "&" is text, names in no declared namespace mean what they usually mean.
/// Every kind of repair is noted once. Input is UTF-8 without NUL and controls.
///
/// libxml2 is not used: in recovery it loses the text after every stray ampersand and unknown name,
/// ends at a NUL and at 256 levels, so that a filter with most of these rules would have to stand
/// before it and every byte would be read twice.
struct XMLTokenizer<Handler: XMLHandler> {
  var handler: Handler
  var names = XMLNames()
  let entities = XMLEntities()
  var attributes: [XMLTag.Attribute] = []

  private var mode = Mode.content
  /// The open elements, innermost last, as far as they are kept apart.
  var open: [OpenElement] = []
  /// How many elements are open beyond those.
  var depthBeyond = 0
  /// What the prefixes meant before the open elements bound them.
  var bindings: [(prefix: Int32, was: XMLNamespace)] = []
  /// Lines before the window.
  private var lines = 1
  private var doctype = XMLDoctype()

  struct OpenElement {
    let id: Int32
    let element: FeedElement
    let bindings: Int32
  }

  private enum Mode {
    case content, comment, characterData, instruction, doctype
  }

  /// Elements deeper than this are read as if they stood here.
  static var deepest: Int { 300 }
  /// A tag that is longer is none.
  static var longestTag: Int { 1 << 20 }
  /// A reference that is longer is none.
  private static var longestReference: Int { 160 }

  init(handler: Handler) {
    self.handler = handler
  }

  /// Reads from a window and says how many bytes are done with; the rest must come again with more.
  mutating func parse(_ window: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
    var position = 0
    while position < window.count {
      let next: Int
      switch mode {
      case .content: next = content(window, position, isLast)
      case .comment: next = skip(window, position, isLast, to: "-->")
      case .instruction: next = instruction(window, position)
      case .characterData: next = characterData(window, position, isLast)
      case .doctype: next = readDoctype(window, position)
      }
      if next == position, mode == .content || !isLast { break }
      position = next
      if isLast, next == window.count { break }
    }
    lines += TextBytes.lineFeeds(in: UnsafeBufferPointer(rebasing: window[..<position]))
    return position
  }

  /// Whether everything that was opened has been closed.
  var isAtEnd: Bool { open.isEmpty && depthBeyond == 0 && mode == .content }

  /// Ends what is still open.
  mutating func finish() {
    if !open.isEmpty || mode == .characterData || mode == .comment {
      handler.note(.truncated, line: lines)
    }
    close(downTo: 0)
    while let note = handler.takeNote() { handler.note(note, line: lines) }
  }

  mutating func note(_ note: FeedNote, _ window: UnsafeBufferPointer<UInt8>, _ position: Int) {
    guard handler.wants(note) else { return }
    let before = UnsafeBufferPointer(rebasing: window[..<position])
    handler.note(note, line: lines + TextBytes.lineFeeds(in: before))
  }

  // MARK: Content

  private mutating func content(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool
  ) -> Int {
    var position = start
    while true {
      let opening = index(of: "<", window, position)
      if opening > position {
        let done = text(window, position, opening, isHeld: opening == window.count && !isLast)
        guard done == opening else { return done }
      }
      guard opening < window.count else { return opening }
      guard let end = markup(window, opening, isLast) else { return opening }
      position = end
      if mode != .content { return position }
    }
  }

  /// Gives out text with its references decoded; stops before one that may go on in the next window.
  private mutating func text(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, isHeld: Bool
  ) -> Int {
    guard handler.wantsText else { return end }
    var position = start
    while position < end {
      let ampersand = index(of: "&", UnsafeBufferPointer(rebasing: window[..<end]), position)
      if ampersand > position {
        handler.text(UnsafeBufferPointer(rebasing: window[position..<ampersand]))
      }
      guard ampersand < end else { return end }
      position = reference(window, ampersand, end)
      if position == ampersand {
        if isHeld, end - ampersand < Self.longestReference,
          !window[ampersand..<end].contains(UInt8(ascii: ";"))
        {
          return ampersand
        }
        handler.text(UnsafeBufferPointer(rebasing: window[ampersand...ampersand]))
        note(.strayAmpersand, window, ampersand)
        position += 1
      }
    }
    return end
  }

  /// Gives out what a reference stands for and says where it ends: at its beginning if it is none.
  private mutating func reference(
    _ window: UnsafeBufferPointer<UInt8>, _ ampersand: Int, _ end: Int
  ) -> Int {
    switch entities.reference(in: window, at: ampersand + 1, end: end) {
    case .scalar(let scalar, let next):
      give(scalar)
      return next
    case .text(let text, let next):
      text.withUnsafeBufferPointer { handler.text($0) }
      if entities.isExhausted { note(.entitiesGrow, window, ampersand) }
      return next
    case .refused(let next):
      note(.externalEntity, window, ampersand)
      return next
    case .none:
      return ampersand
    }
  }

  private mutating func give(_ scalar: Unicode.Scalar) {
    guard XMLEntities.isText(scalar) || XMLEntities.boundsSequence(scalar) else { return }
    if scalar.isASCII {
      var byte = UInt8(truncatingIfNeeded: scalar.value)
      withUnsafePointer(to: &byte) { handler.text(UnsafeBufferPointer(start: $0, count: 1)) }
    } else {
      var text = String(scalar)
      text.withUTF8 { handler.text($0) }
    }
  }

  /// Reads what "<" begins and says where it ends; `nil` if the window ends before.
  private mutating func markup(
    _ window: UnsafeBufferPointer<UInt8>, _ opening: Int, _ isLast: Bool
  ) -> Int? {
    let next = opening + 1
    guard next < window.count else {
      if isLast { stray(window, opening) }
      return isLast ? next : nil
    }
    switch window[next] {
    case UInt8(ascii: "/"):
      return endTag(window, opening, isLast)
    case UInt8(ascii: "?"):
      mode = .instruction
      return next + 1
    case UInt8(ascii: "!"):
      return declaration(window, opening, isLast)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...0xFF:
      return startTag(window, opening, isLast)
    default:
      stray(window, opening)
      return next
    }
  }

  private mutating func stray(_ window: UnsafeBufferPointer<UInt8>, _ position: Int) {
    note(.strayBracket, window, position)
    if handler.wantsText {
      handler.text(UnsafeBufferPointer(rebasing: window[position...position]))
    }
  }

  // MARK: What is no element

  private mutating func declaration(
    _ window: UnsafeBufferPointer<UInt8>, _ opening: Int, _ isLast: Bool
  ) -> Int? {
    if begins(window, opening, "<!--") {
      mode = .comment
      return opening + 4
    }
    if begins(window, opening, "<![CDATA[") {
      mode = .characterData
      return opening + 9
    }
    if begins(window, opening, "<!DOCTYPE") || begins(window, opening, "<!doctype") {
      mode = .doctype
      doctype = XMLDoctype()
      return opening + 9
    }
    if window.count - opening < 9, !isLast { return nil }
    mode = .instruction
    return opening + 2
  }

  private mutating func skip(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool, to end: StaticString
  ) -> Int {
    var position = start
    while true {
      let found = index(of: "-", window, position)
      if found + 3 > window.count { return isLast ? window.count : found }
      if begins(window, found, end) {
        mode = .content
        return found + 3
      }
      position = found + 1
    }
  }

  private mutating func instruction(_ window: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let end = index(of: ">", window, start)
    guard end < window.count else { return end }
    mode = .content
    return end + 1
  }

  private mutating func characterData(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool
  ) -> Int {
    var position = start
    while true {
      let found = index(of: "]", window, position)
      let isOpen = found + 3 > window.count
      if isOpen || begins(window, found, "]]>") {
        let end = isOpen && isLast ? window.count : found
        if end > start, handler.wantsText {
          handler.text(UnsafeBufferPointer(rebasing: window[start..<end]))
        }
        if isOpen { return end }
        mode = .content
        return found + 3
      }
      position = found + 1
    }
  }

  private mutating func readDoctype(_ window: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < window.count {
      let isOver = doctype.take(window[position], entities)
      position += 1
      if isOver {
        mode = .content
        break
      }
    }
    return position
  }

  // MARK: Bytes

  func index(
    of character: Unicode.Scalar, _ window: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    TextBytes.index(of: UInt8(ascii: character), in: window, from: start)
  }

  func begins(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, _ text: StaticString
  ) -> Bool {
    let count = text.utf8CodeUnitCount
    guard start + count <= window.count else { return false }
    return (0..<count).allSatisfy { window[start + $0] == text.utf8Start[$0] }
  }
}

/// What is told of a document while it is read.
protocol XMLHandler {
  /// Whether anything becomes of text that stands here; what nobody wants is stepped over.
  var wantsText: Bool { get }

  /// An element begins.
  mutating func start(_ name: XMLName, _ tag: XMLTag)

  /// The innermost open element ends.
  mutating func end()

  /// UTF-8 with references decoded, in pieces of any length.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>)

  /// Whether an element ends where another begins that cannot stand inside.
  func isEnded(_ open: FeedElement, by name: XMLName) -> Bool

  /// Whether a repair was not yet noted.
  func wants(_ note: FeedNote) -> Bool

  /// Takes one of the notes on what stands here, if there is one: the reader knows the line.
  mutating func takeNote() -> FeedNote?

  /// Something was put right.
  mutating func note(_ note: FeedNote, line: Int)
}
