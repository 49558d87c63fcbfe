/// Reads a regular expression into the tree that an ``AddressPattern`` is made of.
struct PatternReader {
  private typealias ByteSet = AddressPattern.ByteSet
  private let characters: [Character]
  private var place = 0
  private var depth = 0
  private var ignoresCase = false

  init(_ text: String) { characters = Array(text) }

  mutating func parse() throws(AddressPattern.Mistake) -> AddressPattern.Tree {
    if characters.starts(with: "(?i)") {
      ignoresCase = true
      place = 4
    }
    if let foreign = characters.firstIndex(where: { !$0.isASCII }) {
      throw AddressPattern.Mistake(place: foreign, reason: Wording.patternNotASCII)
    }
    let tree = try alternatives()
    if place < characters.count {
      throw AddressPattern.Mistake(place: place, reason: Wording.patternBracket(")"))
    }
    return tree
  }

  private var next: Character? { place < characters.count ? characters[place] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    place += 1
    return true
  }

  private mutating func alternatives() throws(AddressPattern.Mistake) -> AddressPattern.Tree {
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .either(parts)
  }

  private mutating func sequence() throws(AddressPattern.Mistake) -> AddressPattern.Tree {
    var parts: [AddressPattern.Tree] = []
    while let character = next, character != "|", character != ")" {
      let start = place
      let part = try atom()
      parts.append(try repetition(of: part, from: start))
    }
    return .sequence(parts)
  }

  private mutating func repetition(of part: AddressPattern.Tree, from start: Int)
    throws(AddressPattern.Mistake) -> AddressPattern.Tree
  {
    var result = part
    var isRepeated = false
    while let character = next {
      let place = place
      let bounds: (Int, Int?)
      switch character {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let given = try counts() else { return result }
        bounds = given
        self.place -= 1
      default: return result
      }
      self.place += 1
      // How much it takes makes no difference to whether it is there.
      if isRepeated, character == "?" { continue }
      if isRepeated {
        throw AddressPattern.Mistake(place: place, reason: Wording.patternNothingToRepeat)
      }
      isRepeated = true
      result = .repeated(result, from: bounds.0, to: bounds.1, place: start)
    }
    return result
  }

  /// `{2}`, `{2,}` or `{2,3}`; `nil` for a bracket that is meant as one.
  private mutating func counts() throws(AddressPattern.Mistake) -> (Int, Int?)? {
    let start = place
    guard let end = characters[start...].firstIndex(of: "}") else { return nil }
    let parts = characters[(start + 1)..<end].split(
      separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts.map { Int(String($0)) }
    guard let first = numbers.first, let least = first else { return nil }
    var limit: Int? = least
    if parts.count == 2 {
      guard parts[1].isEmpty || numbers[1] != nil else { return nil }
      limit = numbers[1]
    }
    guard (0...AddressPattern.most).contains(least),
      limit.map({ (least...AddressPattern.most).contains($0) }) ?? true
    else { throw AddressPattern.Mistake(place: start, reason: Wording.patternCount) }
    place = end + 1
    return (least, limit)
  }

  private mutating func atom() throws(AddressPattern.Mistake) -> AddressPattern.Tree {
    let start = place
    guard let character = next else { return .empty }
    place += 1
    switch character {
    case ".": return .byte(.all)
    case "^": return .sign(.atStart)
    case "$": return .sign(.atEnd)
    case "[": return .byte(try set(from: start))
    case "\\": return try escape(from: start)
    case "*", "+", "?":
      throw AddressPattern.Mistake(place: start, reason: Wording.patternNothingToRepeat)
    case "(":
      if take("?") {
        guard take(":") else {
          throw AddressPattern.Mistake(place: start, reason: Wording.patternLooksAround)
        }
      }
      depth += 1
      guard depth < 100 else {
        throw AddressPattern.Mistake(place: start, reason: Wording.patternTooLong)
      }
      let tree = try alternatives()
      depth -= 1
      guard take(")") else {
        throw AddressPattern.Mistake(place: start, reason: Wording.patternBracket("("))
      }
      return tree
    default: return .byte(single(character))
    }
  }

  private func single(_ character: Character) -> ByteSet {
    var set = ByteSet()
    if let byte = character.asciiValue { set.insert(byte) }
    return ignoresCase ? set.withBothCases : set
  }

  private mutating func escape(from start: Int) throws(AddressPattern.Mistake)
    -> AddressPattern.Tree
  {
    guard let character = next else {
      throw AddressPattern.Mistake(place: start, reason: Wording.patternEndsInBackslash)
    }
    place += 1
    switch character {
    case "b": return .sign(.border(true))
    case "B": return .sign(.border(false))
    case "A": return .sign(.atStart)
    case "z", "Z": return .sign(.atEnd)
    default:
      if let set = Self.named(character) { return .byte(set) }
      guard !character.isNumber, !character.isLetter else {
        throw AddressPattern.Mistake(
          place: start,
          reason: character.isNumber
            ? Wording.patternLooksAround : Wording.patternUnknownEscape(String(character)))
      }
      return .byte(single(character))
    }
  }

  private static func named(_ character: Character) -> ByteSet? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    switch character {
    case "d": return ByteSet { digits.contains($0) }
    case "D": return ByteSet { !digits.contains($0) }
    case "w": return ByteSet(AddressPattern.isWord)
    case "W": return ByteSet { !AddressPattern.isWord($0) }
    case "s": return ByteSet { $0 == 0x20 || (0x09...0x0D).contains($0) }
    case "S": return ByteSet { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    default: return nil
    }
  }

  private mutating func set(from start: Int) throws(AddressPattern.Mistake) -> ByteSet {
    let isInverted = take("^")
    var set = ByteSet()
    var isFirst = true
    while let character = next, character != "]" || isFirst {
      isFirst = false
      let from = place
      place += 1
      var low = character
      if character == "\\" {
        guard let escaped = next else { break }
        place += 1
        if let named = Self.named(escaped) {
          set.form(named)
          continue
        }
        low = escaped
      }
      guard next == "-", place + 1 < characters.count, characters[place + 1] != "]" else {
        set.form(single(low))
        continue
      }
      place += 1
      if take("\\"), next == nil { break }
      let high = characters[place]
      place += 1
      guard let first = low.asciiValue, let last = high.asciiValue, first <= last else {
        throw AddressPattern.Mistake(place: from, reason: Wording.patternRange)
      }
      for byte in first...last { set.insert(byte) }
    }
    guard take("]") else {
      throw AddressPattern.Mistake(place: start, reason: Wording.patternBracket("["))
    }
    if ignoresCase { set = set.withBothCases }
    return isInverted ? set.inverted : set
  }
}
