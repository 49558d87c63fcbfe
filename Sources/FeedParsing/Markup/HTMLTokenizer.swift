import Articles

/// The pieces of HTML as the readers of documents want them: elements by what they mean, no remarks.
///
/// libxml2's HTML parser is not used here: end tags that match nothing cost it the square of the depth
/// (21 s for 800 KB of `<b>` and `</i>`), and it knows no name of HTML 5.
struct HTMLTokenizer {
  enum Token {
    /// Character references not yet decoded.
    case text(Range<Int>)
    case start(HTMLTag)
    case end(HTMLElement)
  }

  let bytes: [UInt8]
  private var scanner = MarkupScanner()

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// After the last tag that was read; what stands before it is read then too.
  var position: Int { scanner.position }

  /// The next token; `nil` at the end.
  mutating func next() -> Token? {
    let bytes = bytes
    return bytes.withUnsafeBufferPointer { next(in: $0) }
  }

  private mutating func next(in page: UnsafeBufferPointer<UInt8>) -> Token? {
    while let piece = scanner.next(in: page) {
      switch piece.kind {
      case .text, .raw: return .text(piece.range)
      case .end: return .end(element(of: piece, in: page))
      case .start:
        var tag = HTMLTag(element(of: piece, in: page), piece)
        // `xmp` is to be read.
        if tag.element != .other { tag.rawText = scanner.takeRawText() }
        return .start(tag)
      case .remark: if piece.isUnendedComment { return .text(piece.range) }
      }
    }
    return nil
  }

  private func element(
    of piece: MarkupScanner.Piece, in page: UnsafeBufferPointer<UInt8>
  ) -> HTMLElement {
    HTMLElement(named: UnsafeBufferPointer(rebasing: page[piece.name]))
  }
}

/// A start tag, whose attributes are looked up where they stand in the page.
struct HTMLTag {
  let element: HTMLElement
  let isSelfClosing: Bool
  /// What an element holds that holds no tags.
  var rawText: Range<Int>?
  /// What follows the name.
  private let range: Range<Int>
  private let lengths: UInt32

  init(_ element: HTMLElement, _ piece: MarkupScanner.Piece) {
    self.element = element
    isSelfClosing = piece.isSelfClosing
    range = piece.name.upperBound..<piece.range.upperBound - 1
    lengths = piece.lengths
  }

  var hasAttributes: Bool { lengths != 0 }

  /// - Parameter name: in lower case.
  func value(of name: String, in page: [UInt8]) -> String? {
    range(of: name, in: page).map { Self.text(of: page[$0]) }
  }

  func has(_ name: String, in page: [UInt8]) -> Bool { range(of: name, in: page) != nil }

  private func range(of name: String, in page: [UInt8]) -> Range<Int>? {
    let name = name.utf8
    guard lengths & 1 << UInt32(name.count & 31) != 0 else { return nil }
    return page.withUnsafeBufferPointer { page in
      MarkupAttributes(range, in: page).first { attribute in
        attribute.name.count == name.count
          && zip(page[attribute.name], name).allSatisfy { $0.asciiLowercased == $1 }
      }?.value
    }
  }

  private static func text(of value: ArraySlice<UInt8>) -> String {
    value.withUnsafeBufferPointer { bytes in
      CharacterReferences.decode(bytes).map { String(decoding: $0, as: UTF8.self) }
        ?? String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Whether the value of an attribute holds one of some words, as they stand, in any case.
  /// - Parameter words: in lower case; letters, and signs of which no letter becomes another one.
  func mentions(_ words: [StaticString], in name: String, of page: [UInt8]) -> Bool {
    guard let range = range(of: name, in: page) else { return false }
    return page.withUnsafeBufferPointer { page in
      Self.holds(words, UnsafeBufferPointer(rebasing: page[range]))
    }
  }

  /// Whether a text holds one of some words; in the same way.
  static func holds(_ words: [StaticString], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let starts = words.reduce(UInt32(0)) { $0 | 1 << UInt32($1.utf8Start[0] & 31) }
    for place in text.indices where starts & 1 << UInt32(text[place] & 31) != 0 {
      for word in words {
        let count = word.utf8CodeUnitCount
        guard place + count <= text.count else { continue }
        var matched = 0
        while matched < count, text[place + matched] | 0x20 == word.utf8Start[matched] | 0x20 {
          matched += 1
        }
        if matched == count { return true }
      }
    }
    return false
  }

  func classes(in page: [UInt8]) -> HTMLClasses {
    range(of: "class", in: page).map { HTMLClasses(page[$0]) } ?? []
  }

  /// Whether its author keeps it from being seen.
  func isConcealed(in page: [UInt8]) -> Bool {
    guard hasAttributes else { return false }
    return has("hidden", in: page) || style(in: page).contains(where: Self.concealing.contains)
  }

  private static let concealing: Set<String> = [
    "display:none", "display:none!important", "visibility:hidden", "mso-hide:all",
  ]

  /// Whether its author makes it no wider or no higher than so many pixels.
  func isAtMost(_ pixels: Int, in page: [UInt8]) -> Bool {
    ["width", "height"].compactMap { pixelCount(of: $0, in: page) }.contains { $0 <= pixels }
      || style(in: page).contains { declaration in
        guard declaration.hasPrefix("width:") || declaration.hasPrefix("height:") else {
          return false
        }
        return Self.pixels(declaration.drop { $0 != ":" }.dropFirst()).map { $0 <= pixels } ?? false
      }
  }

  /// What an attribute says in pixels.
  func pixelCount(of name: String, in page: [UInt8]) -> Int? {
    value(of: name, in: page).flatMap { Self.pixels($0[...]) }
  }

  /// "12" and "12px"; `nil` for other units.
  private static func pixels(_ text: Substring) -> Int? {
    let digits = text.prefix { $0.isNumber }
    let unit = text.dropFirst(digits.count)
    return unit.isEmpty || unit == "px" || digits == "0" && unit != "%" ? Int(digits) : nil
  }

  /// What its style declares of a property, whose name ends with a colon.
  func declaration(_ name: String, in page: [UInt8]) -> String? {
    guard has("style", in: page) else { return nil }
    return style(in: page).first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
  }

  /// The declarations of its style in lower case and without blanks.
  private func style(in page: [UInt8]) -> [String] {
    guard let style = value(of: "style", in: page) else { return [] }
    return style.utf8.split(separator: UInt8(ascii: ";")).map { declaration in
      let bytes = declaration.filter { $0 > 0x20 }
      return String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
    }
  }

  /// The first value of an attribute that only scripts read ("data-…") which fits.
  func dataValue(in page: [UInt8], where fits: (String) -> Bool) -> String? {
    guard hasAttributes else { return nil }
    return page.withUnsafeBufferPointer { bytes in
      for attribute in MarkupAttributes(range, in: bytes)
      where attribute.name.count > 5 && bytes[attribute.name].starts(with: "data-".utf8) {
        let value = Self.text(of: page[attribute.value])
        if fits(value) { return value }
      }
      return nil
    }
  }

  /// The language that code is in, as a class or an attribute names it.
  func codeLanguage(in page: [UInt8]) -> String? {
    switch element {
    case .pre, .code, .div, .figure: break
    default: return nil
    }
    guard hasAttributes else { return nil }
    if element != .div,
      let name = ["data-lang", "data-language", "lang"].lazy
        .compactMap({ value(of: $0, in: page) }).first, name != "en",
      let known = Self.language(name[...])
    {
      return known
    }
    guard let range = range(of: "class", in: page) else { return nil }
    let classes = Self.text(of: page[range]).split(whereSeparator: \.isWhitespace)
    for (place, name) in classes.enumerated() {
      for prefix in ["language-", "lang-", "highlight-source-"] where name.hasPrefix(prefix) {
        return Self.language(name.dropFirst(prefix.count))
      }
      let isFirst = name == "brush:" || name == "sourceCode" || name == "highlight"
      if isFirst, element != .div || name != "highlight", place + 1 < classes.count {
        return Self.language(classes[place + 1].prefix { $0 != ";" })
      }
    }
    return nil
  }

  private static func language(_ name: Substring) -> String? {
    let isName =
      name.utf8.count <= 24
      && name.utf8.allSatisfy { byte in
        byte.isASCIIAlphanumeric || "+#-._".utf8.contains(byte)
      }
    return isName && !name.isEmpty && !nameless.contains(name.lowercased()) ? String(name) : nil
  }

  private static let nameless: Set<String> = [
    "none", "text", "plain", "plaintext", "nohighlight", "undefined", "default", "txt", "table",
  ]
}

/// What the class of an element says of its part in a text: the few names that generators of pages
/// agree on.
struct HTMLClasses: OptionSet {
  let rawValue: UInt16

  /// Numbers beside lines of code.
  static let gutter = HTMLClasses(rawValue: 1)
  /// A formula set by a script, beside the TeX that it was written in.
  static let typeset = HTMLClasses(rawValue: 2)
  /// A picture of a formula; its alternative text is the TeX.
  static let formula = HTMLClasses(rawValue: 4)
  /// A picture of one character.
  static let emoji = HTMLClasses(rawValue: 8)
  /// What will be loaded late stands elsewhere.
  static let lazy = HTMLClasses(rawValue: 16)
  /// Something to press.
  static let button = HTMLClasses(rawValue: 32)
  /// A wish to be shared or subscribed to.
  static let wish = HTMLClasses(rawValue: 64)
  /// Text whose own lines count.
  static let plain = HTMLClasses(rawValue: 128)

  /// What stands apart from the text to warn or to help.
  static let alert = HTMLClasses(rawValue: 256)
  static let alertTitle = HTMLClasses(rawValue: 512)
  /// The ways from a note back into the text.
  static let back = HTMLClasses(rawValue: 1024)

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// - Parameter names: the value of the attribute.
  init(_ names: ArraySlice<UInt8>) {
    self = []
    var start = names.startIndex
    // This is asked of every tag: no array, and no text for names that cannot be known.
    while start < names.endIndex {
      guard names[start] > 0x20 else {
        start += 1
        continue
      }
      var end = start + 1
      while end < names.endIndex, names[end] > 0x20 { end += 1 }
      if end - start <= 40, Self.mayKnow(names[start..<end]) { add(names[start..<end]) }
      start = end
    }
  }

  private mutating func add(_ name: ArraySlice<UInt8>) {
    let name = String(decoding: name, as: UTF8.self)
    if let known = Self.named[name] { formUnion(known) }
    if Self.wishes.contains(where: name.hasPrefix) { insert(.wish) }
    if name.contains("emoji") { insert(.emoji) }
  }

  private static func mayKnow(_ name: ArraySlice<UInt8>) -> Bool {
    let key = key(name[name.startIndex], name[name.endIndex - 1], name.count)
    if filter[key] { return true }
    guard name.count >= 5 else { return false }
    let (first, second) = (name[name.startIndex], name[name.startIndex + 1])
    for wish in wishStarts where wish.0 == first && wish.1 == second { return true }
    return name.contains(UInt8(ascii: "j")) && name.contains(UInt8(ascii: "m"))
  }

  private static func key(_ first: UInt8, _ last: UInt8, _ count: Int) -> Int {
    (Int(first) &* 37 &+ Int(last) &* 11 &+ count) & 1023
  }

  private static let filter: [Bool] = named.keys.reduce(into: Array(repeating: false, count: 1024))
  {
    filter, name in
    let bytes = Array(name.utf8)
    filter[key(bytes[0], bytes[bytes.count - 1], bytes.count)] = true
  }
  private static let wishStarts = wishes.map { (Array($0.utf8)[0], Array($0.utf8)[1]) }

  private static let named: [String: HTMLClasses] = [
    "gutter": .gutter, "lineno": .gutter, "linenos": .gutter, "line-number": .gutter,
    "line-numbers-rows": .gutter, "blob-num": .gutter,
    "MathJax": .typeset, "MathJax_Preview": .typeset, "MathJax_Display": .typeset,
    "MathJax_CHTML": .typeset, "MathJax_SVG": .typeset, "MathJax_SVG_Display": .typeset,
    "latex": .formula, "tex": .formula, "math": .formula,
    "mwe-math-fallback-image-inline": .formula, "mwe-math-fallback-image-display": .formula,
    "lazy": .lazy, "lazyload": .lazy, "lazyloaded": .lazy, "lozad": .lazy, "b-lazy": .lazy,
    "button": .button, "btn": .button, "wp-block-button__link": .button,
    "markdown-alert": .alert, "admonition": .alert, "theme-admonition": .alert, "callout": .alert,
    "notecard": .alert, "alert": .alert, "hint": .alert,
    "markdown-alert-title": .alertTitle, "admonition-title": .alertTitle,
    "callout-title": .alertTitle, "alert-heading": .alertTitle, "admonition-heading": .alertTitle,
    "mw-cite-backlink": .back, "footnote-backref": .back, "footnote-back": .back,
    "reversefootnote": .back, "footnotes-backlink": .back,
    "plain": .plain, "verse": .plain, "poem": .plain, "poetry": .plain, "lyrics": .plain,
    "wp-block-verse": .plain,
  ]

  private static let wishes = [
    "subscription-widget", "subscribe-widget", "subscribe-form", "sharedaddy", "sd-sharing",
    "share-button", "share-links", "social-share", "addtoany", "a2a_kit", "post-share",
  ]
}
