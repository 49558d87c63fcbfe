/// Words that a slip of the finger makes of others.
enum TypingErrors {
  /// How many letters must be put in, left out, replaced or exchanged with their neighbour to make one
  /// word of the other.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var older: [Int] = []
    var old = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for (j, other) in b.enumerated() {
        var least = min(old[j] + (letter == other ? 0 : 1), old[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
          least = min(least, older[j - 1] + 1)
        }
        row.append(least)
      }
      (older, old) = (old, row)
    }
    return old[b.count]
  }

  /// Every text that differs from a word by one error, with the letters of its script.
  static func neighbours(of word: String) -> Set<String> {
    let letters = Array(word.unicodeScalars)
    guard letters.count <= longest else { return [] }
    var found: Set<String> = []
    func add(_ scalars: some Sequence<Unicode.Scalar>) {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      if !text.isEmpty { found.insert(String(text)) }
    }
    let alphabet = alphabet(of: letters)
    for index in 0...letters.count {
      let (start, end) = (letters[..<index], letters[index...])
      for letter in alphabet { add(start + [letter] + end) }
      guard let first = end.first else { continue }
      add(start + end.dropFirst())
      for letter in alphabet where letter != first { add(start + [letter] + end.dropFirst()) }
      if let second = end.dropFirst().first { add(start + [second, first] + end.dropFirst(2)) }
    }
    found.remove(word)
    return found
  }

  /// The first two letters that a word may have that was written with one letter too many at its beginning, or two in
  /// each other's place. All that one wrong letter may stand for would be an eighth of all words, each of which SQLite
  /// counts: seconds in a large library.
  static func beginnings(of letters: [Unicode.Scalar]) -> Set<String> {
    guard letters.count > 2 else { return [] }
    let (first, second, third) = (letters[0], letters[1], letters[2])
    let pairs = [[first, second], [second, first], [second, third], [first, third]]
    return Set(pairs.map { String(String.UnicodeScalarView($0)) })
  }

  static let longest = 32

  private static func alphabet(of letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var ranges: [ClosedRange<UInt32>] = []
    for letter in letters {
      let range: ClosedRange<UInt32>
      switch letter.value {
      case 0x30...0x39: range = 0x30...0x39
      case 0x3B1...0x3C9: range = 0x3B1...0x3C9
      case 0x430...0x45F: range = 0x430...0x44F
      case 0x5D0...0x5EA: range = 0x5D0...0x5EA
      case 0x620...0x64A: range = 0x620...0x64A
      default: range = 0x61...0x7A
      }
      if !ranges.contains(range) { ranges.append(range) }
    }
    return ranges.flatMap { $0.compactMap(Unicode.Scalar.init) }
  }
}
