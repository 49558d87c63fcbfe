import Articles

/// What can be said of an element only by what is in it, before it is read.
extension HTMLWalk {
  /// Hands on the tokens to come until that wants no more.
  private mutating func lookAhead(_ wantsMore: (HTMLTokenizer.Token) -> Bool) {
    var ahead = tokenizer
    while looks > 0, let token = ahead.next() {
      looks -= 1
      guard wantsMore(token) else { return }
    }
  }

  /// Words in a gutter are no numbers of lines.
  mutating func holdsNumbersOnly(_ element: HTMLElement) -> Bool {
    let page = tokenizer.bytes
    var depth = 1
    var isSo = true
    lookAhead { token in
      switch token {
      case .text(let range):
        isSo = page[range].allSatisfy { $0 <= 0x20 || $0.isASCIIDigit }
        return isSo
      case .start(let tag) where tag.element == .table || tag.element == .img:
        // Of a cell that another one follows, the table is another's.
        isSo = false
        return false
      case .start(let tag) where element.isCell && tag.element.isTablePart: return false
      case .end(.table), .end(.tr): return false
      case .start(let tag) where tag.element == element: depth += 1
      case .end(let ended) where ended == element: depth -= 1
      default: break
      }
      return depth > 0
    }
    return isSo
  }

  /// How many items a list has that counts down to one.
  mutating func itemsAhead() -> Int {
    var depth = 1
    var count = 0
    lookAhead { token in
      switch token {
      case .start(let tag) where tag.element.isList: depth += 1
      case .start(let tag) where tag.element == .li && depth == 1: count += 1
      case .end(let ended) where ended.isList: depth -= 1
      default: break
      }
      return depth > 0
    }
    return count
  }

  // MARK: What only asks for something

  /// Whether a form is to be filled in: a page as a whole may stand in a form, too.
  mutating func holdsFields(_ element: HTMLElement) -> Bool {
    let (letters, things) = contents(of: element, upTo: Self.longestWish)
    return letters < Self.longestWish && things.fields > 0
  }

  /// Whether there is little more to read than what can be pressed.
  mutating func holdsLittle(_ element: HTMLElement) -> Bool {
    let (letters, things) = contents(of: element, upTo: Self.longestWish)
    return letters < Self.longestWish && things.fields + things.links > 0
  }

  /// Whether a link only offers to tell others, or to subscribe.
  mutating func isWish(_ tag: HTMLTag, _ classes: HTMLClasses) -> Bool {
    let page = tokenizer.bytes
    let isWish =
      tag.mentions(Self.sharing, in: "href", of: page)
      || classes.contains(.button) && tag.mentions(Self.subscribing, in: "href", of: page)
    return isWish && contents(of: .a, upTo: 60).letters < 60
  }

  private static let longestWish = 300
  static let sharing: [StaticString] = [
    "intent/tweet", "intent/post", "sharer", "share?", "sharearticle", "share-offsite",
    "submit?url=", "pin/create", "whatsapp.com/send", "share/url", "mailto:?",
  ]
  static let subscribing: [StaticString] = ["subscribe", "sign-up", "signup", "newsletter"]

  /// How many bytes of text an element holds, and how much to fill in or to follow.
  private mutating func contents(
    of element: HTMLElement, upTo limit: Int
  ) -> (letters: Int, things: (fields: Int, links: Int)) {
    let page = tokenizer.bytes
    var depth = 1
    var letters = 0
    var things = (fields: 0, links: 0)
    var isRaw = false
    lookAhead { token in
      switch token {
      case .text(let range): if !isRaw { letters += page[range].count { $0 > 0x20 } }
      case .start(let tag):
        isRaw = tag.element == .script || tag.element == .style
        switch tag.element {
        case element: depth += 1
        case .a, .iframe: things.links += 1
        case .button, .select, .textarea: things.fields += 1
        case .input:
          let type = tag.value(of: "type", in: page)?.lowercased()
          if type != "checkbox", type != "hidden" { things.fields += 1 }
        default: break
        }
      case .end(let ended):
        isRaw = false
        if ended == element { depth -= 1 }
      }
      return depth > 0 && letters < limit
    }
    return (letters, things)
  }

  // MARK: Notes and alerts

  /// What an element says, if that is short.
  mutating func shortText(of element: HTMLElement) -> String? {
    let page = tokenizer.bytes
    var text: [UInt8] = []
    var isShort = true
    lookAhead { token in
      switch token {
      case .text(let range): text += page[range]
      case .start(let tag): isShort = !tag.element.isBlock && tag.element != .img
      case .end(let ended): if ended == element { return false }
      }
      isShort = isShort && text.count < 40
      return isShort
    }
    guard isShort else { return nil }
    return TextCleaning.clean(String(decoding: text, as: UTF8.self))
  }

  /// Whether a link only says where it stands itself, as programs put one behind each heading.
  mutating func isPermalink(_ tag: HTMLTag) -> Bool {
    guard tag.mentions(Self.place, in: "href", of: tokenizer.bytes),
      let href = value("href", of: tag), href.utf8.last != UInt8(ascii: "#"),
      let sign = shortText(of: .a)
    else { return false }
    return ["#", "##", "\u{B6}", "\u{A7}", "\u{1F517}", "\u{1F517}\u{FE0F}", "\u{2693}"].contains(
      sign)
  }

  /// An alert stands behind a bar, and says of what kind it is if its author does not.
  mutating func enterAlert(
    _ tag: HTMLTag, _ classes: HTMLClasses, context: inout TextContext
  ) {
    let page = tokenizer.bytes
    if classes.contains(.alertTitle) { context.emphasis.insert(.strong) }
    guard classes.contains(.alert), tag.element != .p || context.quoteDepth == 0 else { return }
    context.quoteDepth += 1
    let names = value("class", of: tag)?.lowercased().split { $0 == " " || $0 == "-" } ?? []
    guard let kind = Self.alertKinds.first(where: { names.contains($0[...]) }) else { return }
    var isSaid = false
    var tokens = 0
    lookAhead { token in
      tokens += 1
      switch token {
      case .text(let range):
        let words = page[range].drop { $0 <= 0x20 }
        guard !words.isEmpty else { return true }
        isSaid =
          isSaid || String(decoding: words.prefix(40), as: UTF8.self).lowercased().hasPrefix(kind)
        return false
      case .start(let tag):
        isSaid = isSaid || tag.classes(in: page).contains(.alertTitle)
      case .end: break
      }
      return !isSaid && tokens < 20
    }
    guard !isSaid else { return }
    var title = context
    title.emphasis.insert(.strong)
    builder.append(kind.prefix(1).uppercased() + kind.dropFirst(), in: title)
    builder.separate(.block)
  }

  private static let alertKinds = [
    "note", "tip", "important", "warning", "caution", "danger", "info", "hint", "attention",
    "error",
    "success",
  ]

  // MARK: For those without scripts

  /// Whether a `noscript` holds nothing, or only that scripts are wanted.
  mutating func saysNothingNew() -> Bool {
    let page = tokenizer.bytes
    var isEmpty = true
    var asksForScripts = false
    lookAhead { token in
      switch token {
      case .text(let range):
        let words = String(decoding: page[range.prefix(4000)], as: UTF8.self).lowercased()
        if words.contains("javascript") || words.contains("java script") { asksForScripts = true }
        if words.contains(where: { !$0.isWhitespace }) { isEmpty = false }
      case .start(let tag) where [.img, .iframe, .video, .audio, .embed].contains(tag.element):
        isEmpty = false
      case .end(.noscript): return false
      default: break
      }
      return !asksForScripts
    }
    return isEmpty || asksForScripts
  }

  /// The address of the image in the `noscript` that comes next.
  mutating func sourceInNoscript() -> String? {
    let page = tokenizer.bytes
    var source: String?
    var isInside = false
    var tokens = 0
    lookAhead { token in
      tokens += 1
      switch token {
      case .text(let range) where !isInside && page[range].contains { $0 > 0x20 }: return false
      case .start(let tag) where tag.element == .noscript: isInside = true
      case .start(let tag) where tag.element == .img:
        if isInside { source = HTMLImage(tag, in: page).source }
        return false
      case .end(.noscript): return false
      default: break
      }
      return tokens < 12
    }
    return source
  }
}
