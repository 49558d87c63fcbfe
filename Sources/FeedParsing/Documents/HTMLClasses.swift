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
