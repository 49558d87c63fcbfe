import Articles

/// The elements that change how a body reads; every other one is `other`.
enum HTMLElement: String, CaseIterable {
  case a, address, annotation, article, aside, audio, b, base, blockquote, body, br, button, caption
  case center, cite, code
  case datalist, dd, del, details, dfn, dir, div, dl, dt, em, embed, fieldset, figcaption, figure,
    footer
  case form, h1, h2, h3, h4, h5, h6, head, header, hr, html, i, iframe, img, input, ins, kbd,
    legend, li
  case link, listing, main, math, menu, meta, mfenced, mfrac, mover, mroot, msqrt, msub, msubsup
  case msup, mtable, mtd, mtr, munder, munderover, nav, noembed, noframes, noscript, object, ol
  case optgroup, option, p, param, picture, pre, q, rp, rt, s, samp, script, section, select, source
  case strike, strong, style, sub
  case summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, title, tr, track,
    tt, ul
  case `var`, video, wbr, xml
  case annotationXML = "annotation-xml"
  case other = ""

  /// By the bytes of a tag's name, upper or lower case.
  init(named name: some Collection<UInt8>) {
    self = Self.named[name]
  }

  /// Has no content and no end tag.
  var isVoid: Bool {
    switch self {
    case .base, .br, .embed, .hr, .img, .input, .link, .meta, .param, .source, .track, .wbr: true
    default: false
    }
  }

  /// What it holds is never read.
  var isHidden: Bool {
    switch self {
    case .annotation, .annotationXML, .audio, .datalist, .rp, .script, .select, .style, .svg,
      .template, .video,
      .xml:
      true
    default: false
    }
  }

  /// Text before, inside and after it stands in different blocks.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dir,
      .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6,
      .head, .header, .hr, .html, .legend, .li, .listing, .main, .menu, .nav, .ol, .p, .pre,
      .section, .summary, .table, .ul:
      true
    default: false
    }
  }

  /// Divides a page without saying anything about its text.
  var isStructure: Bool {
    switch self {
    case .html, .head, .body, .tbody, .thead, .tfoot: true
    case .iframe, .noembed, .noframes, .textarea, .title: true
    default: false
    }
  }

  var emphasis: Document.Emphasis {
    switch self {
    case .b, .strong, .th, .dt, .summary, .legend: .strong
    case .i, .em, .cite, .dfn, .var, .figcaption: .emphasized
    case .code, .kbd, .samp, .tt: .code
    case .ins: .inserted
    default: []
    }
  }

  var isStruck: Bool { self == .del || self == .s || self == .strike }

  var isList: Bool { self == .ul || self == .ol || self == .menu || self == .dir }

  var isCell: Bool { self == .td || self == .th }

  /// A part of a table that only the table may close.
  var isTablePart: Bool {
    switch self {
    case .table, .caption, .tbody, .thead, .tfoot, .tr, .td, .th: true
    default: false
    }
  }

  var headingLevel: Int? {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: nil
    }
  }

  private static let named = Names()

  /// The elements by their names, which are compared as two numbers: this is asked of every tag.
  private struct Names {
    private struct Slot {
      var name: (UInt64, UInt64) = (0, 0)
      var element = HTMLElement.other
    }

    private var slots = [Slot](repeating: Slot(), count: 1024)
    private static let longest = 16

    init() {
      for element in HTMLElement.allCases where element != .other {
        let name = Self.packed(element.rawValue.utf8)
        var place = Self.place(of: name)
        while slots[place].element != .other { place = (place + 1) & 1023 }
        slots[place] = Slot(name: name, element: element)
      }
    }

    subscript(name: some Collection<UInt8>) -> HTMLElement {
      guard name.count <= Self.longest else { return .other }
      let name = Self.packed(name)
      var place = Self.place(of: name)
      while slots[place].element != .other {
        if slots[place].name == name { return slots[place].element }
        place = (place + 1) & 1023
      }
      return .other
    }

    /// Up to sixteen bytes, capital letters as small ones; a zero counts as one, so that it counts.
    @inline(__always)
    private static func packed(_ name: some Collection<UInt8>) -> (UInt64, UInt64) {
      var (high, low): (UInt64, UInt64) = (0, 0)
      for byte in name {
        high = high << 8 | low >> 56
        low = low << 8 | UInt64(max(byte.asciiLowercased, 1))
      }
      return (high, low)
    }

    private static func place(of name: (UInt64, UInt64)) -> Int {
      Int(truncatingIfNeeded: ((name.0 ^ name.1) &* 0x9E37_79B9_7F4A_7C15) >> 54)
    }
  }
}

/// The names of HTML, beside the elements that change how a body reads.
enum HTMLName {
  static func lowercased(_ name: some Collection<UInt8>) -> String {
    // No array in between: this is asked of every tag.
    guard name.count <= longest else {
      return String(
        decoding: name.map(\.asciiLowercased), as: UTF8.self)
    }
    return String(unsafeUninitializedCapacity: name.count) { text in
      var count = 0
      for byte in name {
        text[count] = byte.asciiLowercased
        count += 1
      }
      return count
    }
  }

  private static let longest = 16

  static func isKnown(_ name: some Collection<UInt8>) -> Bool {
    name.count <= longest && isKnown(lowercased(name))
  }

  /// Of the names of one letter, in lower case. No other than a paragraph goes without its end.
  static func isKnown(letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "i"), UInt8(ascii: "p"),
      UInt8(ascii: "q"), UInt8(ascii: "s"), UInt8(ascii: "u"):
      true
    default: false
    }
  }

  static func isKnown(_ name: String) -> Bool { known.contains(name) }

  private static let known = others.union(HTMLElement.allCases.map(\.rawValue)).subtracting([""])

  /// Whether it is markup without an end tag. Bare, all but a break are a word: "the <img> element".
  static func isVoid(_ name: String, isBare: Bool) -> Bool {
    switch name {
    case "br", "hr", "wbr": true
    case "img", "embed", "source", "track", "area", "col", "param", "image": !isBare
    case "input", "link", "meta", "base": !isBare
    default: false
    }
  }

  /// What people write about with attributes and all.
  static let areWrittenAbout: Set<String> = [
    "input", "meta", "link", "script", "style", "html", "base", "button", "select", "option",
    "form", "textarea", "template", "title", "head", "body",
  ]

  static let needsNoEnd: Set<String> = [
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot", "html", "body",
    "head",
  ]

  private static let others: Set<String> = [
    "abbr", "acronym", "applet", "area", "bdi", "bdo", "big", "blink", "button", "canvas", "col",
    "colgroup", "data", "del", "dialog", "font", "frame", "frameset", "hgroup", "ins", "keygen",
    "label", "map", "mark", "marquee", "math", "meter", "nobr", "output", "picture", "plaintext",
    "progress", "rp", "rt", "ruby", "s", "small", "span", "strike", "time", "u", "xmp",
  ]
}
