import Articles

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
