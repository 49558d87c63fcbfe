import Articles

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

/// Footnotes of Markdown ("[^1]", "[^1]: ibid."), which md4c does not know: the notes are taken out of
/// the text and stand as a list at its end, in the order in which the text calls them.
struct MarkdownNotes {
  private struct Note {
    let name: String
    var lines: [[UInt8]]
  }

  private var notes: [Note] = []
  private var calls: [String] = []
  private var called: Set<String> = []
  private var isOpen = false
  /// Blank lines that belong to the open note if more of it follows.
  private var blanks = 0

  /// Takes a line that belongs to a note.
  ///
  /// - Returns: whether it does.
  mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    if let (name, text) = Self.definition(in: line) {
      notes.append(Note(name: name, lines: [text]))
      isOpen = true
      blanks = 0
      return true
    }
    guard isOpen else { return false }
    let indent = line.prefix { $0 == 0x20 }.count
    let isIndented = indent >= 2 || line.first == 0x09
    if line.allSatisfy({ $0 <= 0x20 }) {
      blanks += 1
      return true
    }
    guard isIndented || blanks == 0 && !Self.beginsBlock(line) else {
      isOpen = false
      return false
    }
    notes[notes.count - 1].lines += Array(repeating: [], count: blanks)
    blanks = 0
    notes[notes.count - 1].lines.append(
      Array(line.dropFirst(isIndented ? min(max(indent, 1), 4) : 0)))
    return true
  }

  /// Notices what a line of the text calls.
  mutating func notice(_ line: ArraySlice<UInt8>) {
    guard line.contains(UInt8(ascii: "^")) else { return }
    for place in line.indices.dropLast()
    where line[place] == UInt8(ascii: "[") && line[place + 1] == UInt8(ascii: "^") {
      guard let name = Self.name(in: line[place...]), called.insert(name.text).inserted else {
        continue
      }
      calls.append(name.text)
    }
  }

  /// The notes as a list, and the number of each.
  func list() -> (markdown: [UInt8], numbers: [String: Int]) {
    guard !notes.isEmpty else { return ([], [:]) }
    let byName = Dictionary(
      notes.indices.map { (notes[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    var order = calls.compactMap { byName[$0] }
    let placed = Set(order)
    order += notes.indices.filter { !placed.contains($0) }
    var markdown = Array("\n\n<hr>\n\n".utf8)
    var numbers: [String: Int] = [:]
    for (place, note) in order.enumerated() {
      let marker = Array("\(place + 1). ".utf8)
      numbers[notes[note].name] = numbers[notes[note].name] ?? place + 1
      for (number, line) in notes[note].lines.enumerated() {
        if number == 0 {
          markdown += marker
          // What begins a block of another kind has to stand first.
          if !Self.beginsBlock(line[...]) {
            markdown += "<a id=\"\(Self.place(of: place + 1))\"></a>".utf8
          }
        } else if !line.isEmpty {
          markdown += repeatElement(0x20, count: marker.count)
        }
        markdown += line
        markdown.append(0x0A)
      }
    }
    return (markdown, numbers)
  }

  enum Piece {
    case text(String)
    /// What stands for a note, by its number in the list.
    case sign(Int)
  }

  /// A text in which names of notes stand.
  static func pieces(of text: String, numbers: [String: Int]) -> [Piece] {
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    var start = 0
    var place = 0
    func endText() {
      if start < place {
        pieces.append(.text(String(decoding: bytes[start..<place], as: UTF8.self)))
      }
    }
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "["), place + 1 < bytes.count,
        bytes[place + 1] == UInt8(ascii: "^"), let name = name(in: bytes[place...]),
        let number = numbers[name.text]
      {
        endText()
        pieces.append(.sign(number))
        (place, start) = (name.end, name.end)
      } else {
        place += 1
      }
    }
    endText()
    return pieces
  }

  /// The name of the place where a note of the list stands.
  static func place(of number: Int) -> String { "martlet-note-\(number)" }

  /// "[^name]": what it names, in lower case, and where it ends.
  private static func name(in text: ArraySlice<UInt8>) -> (text: String, end: Int)? {
    let inside = text.dropFirst(2).prefix(100)
    guard let end = inside.firstIndex(of: UInt8(ascii: "]")), end > inside.startIndex,
      inside[..<end].allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "[") })
    else { return nil }
    return (String(decoding: inside[..<end], as: UTF8.self).lowercased(), end + 1)
  }

  private static func definition(in line: ArraySlice<UInt8>) -> (name: String, text: [UInt8])? {
    let content = line.drop { $0 == 0x20 }
    guard content.startIndex - line.startIndex < 4, content.starts(with: "[^".utf8),
      let name = name(in: content), name.end < line.endIndex, line[name.end] == UInt8(ascii: ":")
    else { return nil }
    return (name.text, Array(line[(name.end + 1)...].drop { $0.isSpaceOrTab }))
  }

  private static func beginsBlock(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return true }
    return "#>-*+=|~`<".utf8.contains(first)
      || first.isASCIIDigit
        && line.dropFirst().first.map { $0 == 0x2E || $0 == 0x29 } ?? false
  }
}
