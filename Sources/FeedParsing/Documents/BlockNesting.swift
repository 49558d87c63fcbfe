import Articles

/// Which quotations and items the blocks of a document stand in, one after the other: a block says only
/// how many there are of each.
struct BlockNesting {
  enum Container: Hashable {
    case quote
    /// With the marker as shown.
    case item(String)
    /// An item without a marker: what a term means.
    case definition
    case term

    /// Whether it counts as a list around its blocks.
    var isItem: Bool {
      switch self {
      case .item, .definition: true
      case .quote, .term: false
      }
    }
  }

  /// From the outermost on.
  private(set) var open: [Container] = []

  /// Goes on to a block.
  /// - Returns: how many containers stay open, and which are opened after them.
  mutating func move(to block: Document.Block) -> (kept: Int, opened: [Container]) {
    var last: [Container] = []
    var items = block.listDepth
    switch block.kind {
    case .listItem(let marker?):
      items = max(items - 1, 0)
      last = [.item(marker)]
    case .term: last = [.term]
    default: break
    }
    let (kept, opened) = move(quotes: block.quoteDepth, items: items)
    open += last
    return (kept, opened + last)
  }

  private mutating func move(quotes: Int, items: Int) -> (kept: Int, opened: [Container]) {
    var isKept = (quotes: 0, items: 0)
    var kept = 0
    for container in open {
      let next = (
        quotes: isKept.quotes + (container == .quote ? 1 : 0),
        items: isKept.items + (container.isItem ? 1 : 0)
      )
      guard container != .term, next.quotes <= quotes, next.items <= items else { break }
      isKept = next
      kept += 1
    }
    let opened =
      Array(repeating: Container.quote, count: quotes - isKept.quotes)
      + Array(repeating: Container.definition, count: items - isKept.items)
    open.removeSubrange(kept...)
    open += opened
    return (kept, opened)
  }
}

/// The marker of an item as a list of HTML counts it.
struct ListMarker: Hashable {
  /// `nil` for a bullet.
  var number: Int?
  /// "a", "A", "i" or "I" where it does not count in digits.
  var numerals: String?

  init(_ marker: String) {
    guard marker.hasSuffix(".") else { return }
    let text = String(marker.dropLast())
    if let number = Int(text) {
      self.number = number
      return
    }
    guard text.utf8.count < 16, let first = text.first else { return }
    let isUpper = first.isUppercase
    let small = text.lowercased()
    for (numerals, number) in [("i", Self.roman(small)), ("a", Self.letters(small))] {
      guard let number else { continue }
      let numerals = isUpper ? numerals.uppercased() : numerals
      var list = HTMLList(isOrdered: true, start: number, numerals: numerals)
      guard list.nextMarker(numbered: nil) == marker else { continue }
      self.number = number
      self.numerals = numerals
      return
    }
  }

  private static func roman(_ text: String) -> Int? {
    let values: [Character: Int] = [
      "i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000,
    ]
    var sum = 0
    var last = 0
    for character in text.reversed() {
      guard let value = values[character] else { return nil }
      sum += value < last ? -value : value
      last = max(last, value)
    }
    return sum > 0 ? sum : nil
  }

  private static func letters(_ text: String) -> Int? {
    guard text.utf8.count < 5 else { return nil }
    var number = 0
    for byte in text.utf8 {
      guard byte.isASCIILowerLetter else { return nil }
      number = number * 26 + Int(byte - UInt8(ascii: "a")) + 1
    }
    return number
  }

  /// Whether a list that went on from the other one would come to this.
  func follows(_ other: ListMarker) -> Bool {
    guard let number, let before = other.number else { return self.number == other.number }
    return number == before &+ 1 && numerals == other.numerals
  }

  var tag: String {
    guard let number else { return "<ul>" }
    let type = numerals.map { " type=\"\($0)\"" } ?? ""
    return "<ol" + (number == 1 ? "" : " start=\"\(number)\"") + type + ">"
  }

  var endTag: String { number == nil ? "</ul>" : "</ol>" }
}
