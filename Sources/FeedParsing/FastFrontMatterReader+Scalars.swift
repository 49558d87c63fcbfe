extension FastFrontMatterReader {
  /// Reads a scalar that begins and ends on this line. It would go on in the next line if that were
  /// deeper than the list or map that holds it; but then no column is open that takes that line.
  mutating func readScalar() throws(Unusual) {
    switch cursor.bytes[cursor.position] {
    case UInt8(ascii: "\""): try readDoubleQuoted()
    case UInt8(ascii: "'"): try readSingleQuoted()
    default: try readPlain()
    }
    cursor.skipBlanks()
    guard cursor.isAtEndOfLine else { throw Unusual() }
    cursor.moveToNextLine()
  }

  private mutating func readPlain() throws(Unusual) {
    let bytes = cursor.bytes
    let start = cursor.position
    switch bytes[start] {
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      guard !cursor.isBlankOrBreak(at: start + 1) else { throw Unusual() }
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"):
      throw Unusual()
    default:
      break
    }
    var position = start
    var end = start
    while position < bytes.count, bytes[position] >= 0x20 {
      switch bytes[position] {
      case UInt8(ascii: " "):
        position += 1
        continue
      case UInt8(ascii: ":"):
        guard !cursor.isBlankOrBreak(at: position + 1) else { throw Unusual() }
      case UInt8(ascii: "#"):
        // After a blank it begins a comment.
        guard end == position else { throw Unusual() }
      default:
        break
      }
      position += 1
      end = position
    }
    cursor.position = position
    try addScalar(.plain, at: start..<end)
  }

  private mutating func readSingleQuoted() throws(Unusual) {
    let start = cursor.position + 1
    var end = endOfSingleQuotedRun(from: start)
    let copyStart = result.copiedCount
    var runStart = start
    // A doubled quote stands for one.
    while cursor.isByte(UInt8(ascii: "'"), at: end),
      cursor.isByte(UInt8(ascii: "'"), at: end + 1)
    {
      result.copy(cursor.bytes[runStart...end])
      runStart = end + 2
      end = endOfSingleQuotedRun(from: runStart)
    }
    guard cursor.isByte(UInt8(ascii: "'"), at: end) else { throw Unusual() }
    cursor.position = end + 1
    if runStart == start {
      try addScalar(.quoted, at: start..<end)
    } else {
      result.copy(cursor.bytes[runStart..<end])
      try addScalar(.quoted, copiedFrom: copyStart)
    }
  }

  /// The index of the first quote, or of the end of the line.
  private func endOfSingleQuotedRun(from start: Int) -> Int {
    var position = start
    while position < cursor.bytes.count, cursor.bytes[position] >= 0x20,
      cursor.bytes[position] != UInt8(ascii: "'")
    {
      position += 1
    }
    return position
  }

  private mutating func readDoubleQuoted() throws(Unusual) {
    let bytes = cursor.bytes
    let start = cursor.position + 1
    cursor.position = TextBytes.endOfQuotedRun(from: start, in: bytes)
    if cursor.isByte(UInt8(ascii: "\""), at: cursor.position) {
      try addScalar(.quoted, at: start..<cursor.position)
      cursor.position += 1
      return
    }
    let copyStart = result.copiedCount
    result.copy(bytes[start..<cursor.position])
    while cursor.isByte(UInt8(ascii: "\\"), at: cursor.position) {
      try copyEscape()
      let runStart = cursor.position
      cursor.position = TextBytes.endOfQuotedRun(from: runStart, in: bytes)
      result.copy(bytes[runStart..<cursor.position])
    }
    guard cursor.isByte(UInt8(ascii: "\""), at: cursor.position) else { throw Unusual() }
    cursor.position += 1
    try addScalar(.quoted, copiedFrom: copyStart)
  }

  /// Copies what the escape here stands for: the few that writers use.
  private mutating func copyEscape() throws(Unusual) {
    guard cursor.position + 1 < cursor.bytes.count else { throw Unusual() }
    let letter = cursor.bytes[cursor.position + 1]
    cursor.position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      result.copy(CollectionOfOne(letter))
    case UInt8(ascii: "n"):
      result.copy(CollectionOfOne(UInt8(ascii: "\n")))
    case UInt8(ascii: "t"):
      result.copy(CollectionOfOne(UInt8(ascii: "\t")))
    case UInt8(ascii: "r"):
      result.copy(CollectionOfOne(UInt8(ascii: "\r")))
    case UInt8(ascii: "u"):
      try copyUnicodeEscape()
    default:
      throw Unusual()
    }
  }

  private mutating func copyUnicodeEscape() throws(Unusual) {
    let end = cursor.position + 4
    guard end <= cursor.bytes.count else { throw Unusual() }
    var value: UInt32 = 0
    for byte in cursor.bytes[cursor.position..<end] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Unusual() }
      value = value << 4 | UInt32(digit)
    }
    guard let scalar = Unicode.Scalar(value) else { throw Unusual() }
    cursor.position = end
    result.copy(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func addScalar(
    _ kind: FrontMatter.Kind, copiedFrom start: Int
  ) throws(Unusual) {
    guard !result.isFull else { throw Unusual() }
    result.addScalar(kind, copiedFrom: start, line: cursor.line)
  }
}
