/// Tells the parts of footnotes: the sign in the text, the number of the note, and the way back.
struct HTMLNotes {
  enum Part: Equatable {
    /// A sign in the text that leads to a note.
    case reference(String, note: Int)
    /// The sign that a note begins with.
    case number(String, note: Int?)
    /// A way back into the text.
    case back
  }

  /// Where signs in the text lead, by the names of these places.
  private var numbers: [String: Int] = [:]
  /// Where the text was when a note began.
  private var noteStart: Int?

  /// Takes note of an element that a sign leads to.
  ///
  /// - Returns: the note that begins with it.
  mutating func see(_ tag: HTMLTag, in page: [UInt8], at place: Int) -> Int? {
    guard !numbers.isEmpty, let id = tag.value(of: "id", in: page), let number = numbers[id]
    else { return nil }
    noteStart = place
    return number
  }

  /// The number of the note at a place of the page, which is known from now on.
  mutating func number(of fragment: String) -> Int {
    if let number = numbers[fragment] { return number }
    let number = numbers.count + 1
    if number < 100_000 { numbers[fragment] = number }
    return number
  }

  /// What a link within the page is.
  ///
  /// - Parameter text: all that the link says.
  /// - Parameter place: where the text is.
  mutating func part(
    of tag: HTMLTag, to fragment: String, saying text: String, isRaised: Bool, isAtStart: Bool,
    at place: Int, in page: [UInt8]
  ) -> Part? {
    let label = String(
      text.drop { "[( ".contains($0) }.reversed().drop { "]). :\u{A0}".contains($0) }.reversed())
    func isHinted(by words: [StaticString]) -> Bool {
      var fragment = fragment
      return Self.hinting.contains { tag.mentions(words, in: $0, of: page) }
        || fragment.withUTF8 { HTMLTag.holds(words, $0) }
    }
    if text == "^" || text.unicodeScalars.contains(where: Self.isArrow)
      || isHinted(by: Self.waysBack)
    {
      return .back
    }
    guard Self.isSign(label) else { return nil }
    let names = ["id", "name"].compactMap { tag.value(of: $0, in: page) }
    let named = names.lazy.compactMap { [numbers] in numbers[$0] }.first
    if isAtStart, noteStart == place || named != nil { return .number(label, note: named) }
    guard isRaised || isHinted(by: Self.hints), !isAtStart || isRaised else { return nil }
    return .reference(label, note: number(of: fragment))
  }

  /// The attributes that say what a link is for.
  private static let hinting = ["class", "role", "rel", "epub:type", "rev"]
  private static let hints: [StaticString] = ["fn", "ftn", "note", "cite", "ref"]
  private static let waysBack: [StaticString] = ["backref", "backlink", "footnote-back"]

  private static func isArrow(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21A9, 0x2191, 0x2934, 0x23CE, 0x21B5, 0x2B06: true
    default: false
    }
  }

  /// A number of at most three digits, a letter, or one or two of the signs of printers.
  private static func isSign(_ label: String) -> Bool {
    let scalars = label.unicodeScalars
    switch scalars.count {
    case 1...3 where scalars.allSatisfy { ("0"..."9").contains($0) }: return true
    case 1 where scalars.allSatisfy { ("a"..."z").contains($0) }: return true
    case 1...2:
      return scalars.allSatisfy { "*\u{2020}\u{2021}\u{A7}\u{B6}".unicodeScalars.contains($0) }
    default: return false
    }
  }
}
