import Articles

/// What the classes and the id of an element say about it.
///
/// Which words mean what follows Mozilla's Readability, as all rules of the search for an article do:
/// they have been tried on more pages than any others.
struct PageHints: OptionSet {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  static let unlikely = PageHints(rawValue: 1)
  static let maybe = PageHints(rawValue: 2)
  static let goodClass = PageHints(rawValue: 4)
  static let badClass = PageHints(rawValue: 8)
  static let goodID = PageHints(rawValue: 16)
  static let badID = PageHints(rawValue: 32)
  static let byline = PageHints(rawValue: 64)
  static let share = PageHints(rawValue: 128)
  /// Its author keeps it from being seen.
  static let concealed = PageHints(rawValue: 256)
  /// A menu, a dialog or the like by its role.
  static let roleAside = PageHints(rawValue: 512)
  /// A link to a place on the same page.
  static let hashLink = PageHints(rawValue: 1024)
  static let author = PageHints(rawValue: 2048)
  /// Consent to cookies, a form for newsletters and other things that no article holds.
  static let noise = PageHints(rawValue: 4096)
  /// What readers say of the article.
  static let comments = PageHints(rawValue: 8192)

  /// What is the article, by its role.
  static let main = PageHints(rawValue: 16384)

  /// A note, a gallery or a file that is offered, by names that publishing systems give to these alone.
  static let kept = PageHints(rawValue: 32768)

  /// How much its names speak for it or against it.
  var weight: Int {
    (contains(.goodClass) ? 25 : 0) - (contains(.badClass) ? 25 : 0) + (contains(.goodID) ? 25 : 0)
      - (contains(.badID) ? 25 : 0)
  }

  /// Whether its names make it unlikely to be part of an article.
  var isUnlikely: Bool { contains(.unlikely) && !contains(.maybe) }

  // MARK: Reading

  /// Reads once what is asked of every element.
  /// - Parameter tag: the name of a tag and what follows it up to ">".
  init(of tag: Range<Int>, in tree: PageTree) {
    let page = tree.page
    var hints: PageHints = []
    var isFallback = false
    var isHiddenFromReaders = false
    for attribute in tree.attributes(in: tag) {
      let name = page[attribute.name]
      let value = UnsafeBufferPointer(rebasing: page[attribute.value])
      switch (name.count, name[name.startIndex] | 0x20) {
      case (5, UInt8(ascii: "c")) where PageTree.equal(name, "class"):
        hints.read(class: value)
        isFallback = Self.contains("fallback-image", in: value)
      case (2, UInt8(ascii: "i")) where PageTree.equal(name, "id"): hints.read(id: value)
      case (5, UInt8(ascii: "s")) where PageTree.equal(name, "style"):
        if Self.conceals(value) { hints.insert(.concealed) }
      case (6, UInt8(ascii: "h")) where PageTree.equal(name, "hidden"): hints.insert(.concealed)
      case (11, UInt8(ascii: "a")) where PageTree.equal(name, "aria-hidden"):
        isHiddenFromReaders = PageTree.equal(value[...], "true")
      case (4, UInt8(ascii: "r")) where PageTree.equal(name, "role"):
        if Self.isAside(value[...]) { hints.insert(.roleAside) }
        if PageTree.equal(value[...], "main") { hints.insert(.main) }
        if Self.isNote(value[...]) { hints.insert(.kept) }
      case (4, UInt8(ascii: "h")) where PageTree.equal(name, "href"):
        if value.first == UInt8(ascii: "#") { hints.insert(.hashLink) }
      case (3, UInt8(ascii: "r")) where PageTree.equal(name, "rel"):
        if PageTree.equal(value[...], "author") { hints.insert(.author) }
      case (8, UInt8(ascii: "i")) where PageTree.equal(name, "itemprop"):
        if Self.contains("author", in: value) { hints.insert(.author) }
      default: break
      }
    }
    // Formulas have a picture that screen readers pass over in favour of hidden text.
    if isHiddenFromReaders, !isFallback { hints.insert(.concealed) }
    self = hints
  }

  private static func isAside(_ role: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    PageTree.equal(role, "menu") || PageTree.equal(role, "menubar")
      || PageTree.equal(role, "complementary") || PageTree.equal(role, "navigation")
      || PageTree.equal(role, "alert") || PageTree.equal(role, "alertdialog")
      || PageTree.equal(role, "dialog")
  }

  private static func isNote(_ role: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    PageTree.equal(role, "doc-footnote") || PageTree.equal(role, "doc-endnote")
      || PageTree.equal(role, "doc-endnotes")
  }

  /// Whether a style says `display: none` or `visibility: hidden`.
  private static func conceals(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    style.split(separator: UInt8(ascii: ";")).contains { declaration in
      guard declaration.count < 64 else { return false }
      let bytes = declaration.filter { $0 > 0x20 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
      return bytes.starts(with: "display:none".utf8) || bytes.starts(with: "visibility:hidden".utf8)
    }
  }

  static func contains(_ word: StaticString, in value: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = word.utf8CodeUnitCount
    guard value.count >= count else { return false }
    return (0...value.count - count).contains { PageTree.equal(value[$0..<$0 + count], word) }
  }

  mutating func read(class names: UnsafeBufferPointer<UInt8>) {
    let found = PageWords.shared.find(in: names)
    formUnion(found.common)
    if found.isGood { insert(.goodClass) }
    if found.isBad { insert(.badClass) }
  }

  mutating func read(id name: UnsafeBufferPointer<UInt8>) {
    let found = PageWords.shared.find(in: name)
    formUnion(found.common)
    if found.isGood { insert(.goodID) }
    if found.isBad { insert(.badID) }
  }
}

/// Finds all words of a list in a name at once (Aho and Corasick, 1975), whatever its case.
struct PageWords {
  struct Found {
    var common: PageHints = []
    var isGood = false
    var isBad = false
  }

  static let shared = PageWords()

  private static let unlikely = """
    -ad- ai2html banner breadcrumb combx comment community cover-wrap disqus extra footer gdpr header \
    legends menu recommend related remark replies rss shoutbox sidebar skyscraper social sponsor supplemental \
    ad-break agegate pagination pager popup yom-remote
    """
  private static let maybe = "and article body column content main mathjax shadow"
  private static let good =
    "article body content entry hentry h-entry main page pagination post text blog story"
  private static let bad = """
    -ad- hidden banner combx comment com- contact footer gdpr masthead media meta outbrain promo \
    related scroll share shoutbox sidebar skyscraper sponsor shopping tags widget
    """
  /// No part of any article, where there is little text in it.
  private static let noise = """
    breadcrumb cookie consent newsletter subscri signup sign-up mailing-list taboola recirc read-next most-read \
    trending sharebar sharing addthis advert skip-link editsection catlinks sitesub speechify-ignore \
    button-wrapper file__button md-content__button podcast-promo digest-post-embed \
    zeroclipboard wprm-recipe-rating wprm-recipe-print wprm-recipe-pin wprm-recipe-jump wprm-call-to-action \
    tasty-recipes-buttons tasty-recipes-rating mv-create-print mv-create-pinterest mv-create-reviews
    """
  /// Part of an article wherever they stand.
  private static let kept = "footnote gallery-columns wp-block-gallery wp-block-file"
  private static let comments = "combx comment disqus replies respond"
  private static let byline = "byline author dateline writtenby p-author"

  private static let isComments: UInt16 = 1 << 8
  private static let isKept: UInt16 = 1 << 9
  private static let isGood: UInt16 = 1 << 13
  private static let isBad: UInt16 = 1 << 14
  /// "hid" and "share", which count as whole words only.
  private static let isWord: UInt16 = 1 << 15

  private var steps: [UInt16]
  private var found: [UInt16]
  private static let width = 29

  private init() {
    steps = [UInt16](repeating: 0, count: Self.width)
    found = [0]
    for (words, mark) in [
      (Self.unlikely, PageHints.unlikely.rawValue), (Self.maybe, PageHints.maybe.rawValue),
      (Self.good, Self.isGood), (Self.bad, Self.isBad), (Self.byline, PageHints.byline.rawValue),
      (Self.noise, PageHints.noise.rawValue), (Self.comments, Self.isComments),
      (Self.kept, Self.isKept), ("hid share", Self.isWord),
    ] {
      for word in words.split(separator: " ") { add(word.utf8, mark) }
    }
    link()
  }

  private mutating func add(_ word: Substring.UTF8View, _ mark: UInt16) {
    var state = 0
    for byte in word {
      let step = state * Self.width + Self.symbol(byte)
      if steps[step] == 0 {
        steps[step] = UInt16(found.count)
        found.append(0)
        steps += [UInt16](repeating: 0, count: Self.width)
      }
      state = Int(steps[step])
    }
    found[state] |= mark
  }

  /// Turns the tree of words into one that never has to go back.
  private mutating func link() {
    var fallback = [Int](repeating: 0, count: found.count)
    var queue: [Int] = []
    for symbol in 0..<Self.width where steps[symbol] != 0 { queue.append(Int(steps[symbol])) }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      found[state] |= found[fallback[state]]
      for symbol in 0..<Self.width {
        let step = state * Self.width + symbol
        let other = steps[fallback[state] * Self.width + symbol]
        if steps[step] == 0 {
          steps[step] = other
        } else {
          fallback[Int(steps[step])] = Int(other)
          queue.append(Int(steps[step]))
        }
      }
    }
  }

  private static func symbol(_ byte: UInt8) -> Int {
    let letter = byte | 0x20
    if letter >= 0x61, letter <= 0x7A { return Int(letter - 0x61) }
    return byte == UInt8(ascii: "-") ? 26 : byte == UInt8(ascii: "2") ? 27 : 28
  }

  func find(in name: UnsafeBufferPointer<UInt8>) -> Found {
    var state = 0
    var marks: UInt16 = 0
    steps.withUnsafeBufferPointer { steps in
      found.withUnsafeBufferPointer { found in
        for byte in name.prefix(1024) {
          state = Int(steps[state * Self.width + Self.symbol(byte)])
          marks |= found[state]
        }
      }
    }
    var result = Found()
    result.common = PageHints(rawValue: marks & 0x10FF)
    if marks & Self.isComments != 0 { result.common.insert(.comments) }
    if marks & Self.isKept != 0 { result.common.insert(.kept) }
    result.isGood = marks & Self.isGood != 0
    result.isBad = marks & Self.isBad != 0
    if marks & Self.isWord != 0 {
      if Self.hasWord("hid", in: name, parts: [0x20]) { result.isBad = true }
      if Self.hasWord("share", in: name, parts: nil)
        || Self.hasWord("sharedaddy", in: name, parts: nil)
      {
        result.common.insert(.share)
      }
    }
    return result
  }

  /// - Parameter parts: the signs between words; all but letters and digits if there are none.
  private static func hasWord(
    _ word: StaticString, in name: UnsafeBufferPointer<UInt8>, parts: [UInt8]?
  ) -> Bool {
    name.split { byte in
      if let parts { return parts.contains(byte) }
      return !byte.isASCIIAlphanumeric
    }.contains { part in PageTree.equal(part, word) }
  }
}
