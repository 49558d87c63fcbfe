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
    for name in names.split(whereSeparator: { $0 <= 0x20 }) where name.count <= 40 {
      let name = String(decoding: name, as: UTF8.self)
      if let known = Self.named[name] { formUnion(known) }
      if Self.wishes.contains(where: name.hasPrefix) { insert(.wish) }
      if name.contains("emoji") { insert(.emoji) }
    }
  }

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
