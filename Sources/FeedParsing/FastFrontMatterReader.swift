import Articles

/// Reads the front matter that nearly all files have: block maps and lists, plain and quoted scalars
/// of one line, comment lines.
///
/// Anything else is left to ``YamsFrontMatterReader``, which takes many times as long; what both
/// read is equal, lines included. When in doubt, refuse: a wrong refusal costs time, a wrong reading
/// changes an article.
///
/// A line belongs to the innermost list or map that begins in its column. Where none does, nobody
/// takes the line, and the reader does not get to the end.
struct FastFrontMatterReader {
  var cursor: LineCursor
  var result: FrontMatter

  /// Something that only the full reader can judge.
  struct Unusual: Error {}

  /// `nil` where the full reader is needed. The result refers to `text`.
  static func read(_ text: UnsafeRawBufferPointer, firstLine: Int) -> FrontMatter? {
    guard text.count <= FrontMatterBounds.bytes, TextBytes.areOrdinary(text) else { return nil }
    var reader = FastFrontMatterReader(
      cursor: LineCursor(text, firstLine: firstLine), result: FrontMatter(source: text))
    do throws(Unusual) {
      try reader.readDocument()
      return reader.result
    } catch {
      return nil
    }
  }

  private mutating func readDocument() throws(Unusual) {
    guard !cursor.isAtEnd, cursor.column == 0 else { throw Unusual() }
    try readMap()
    guard cursor.isAtEnd else { throw Unusual() }
  }

  /// Reads the map whose first name is here.
  private mutating func readMap() throws(Unusual) {
    let column = cursor.column
    let map = try open(.map)
    var names = 0
    repeat {
      guard let end = cursor.endOfName() else { throw Unusual() }
      names += 1
      try addScalar(.quoted, at: cursor.position..<end)
      // Comparing each name with each is cheap for few; the other reader has a hash table.
      guard names <= 64, !result.repeatsName(in: map) else { throw Unusual() }
      cursor.position = end + 1
      try readValue(ofMapAt: column)
    } while !cursor.isAtEnd && cursor.column == column
    result.close(map)
  }

  private mutating func readValue(ofMapAt column: Int) throws(Unusual) {
    cursor.skipBlanks()
    guard cursor.isAtEndOfLine else {
      return try readScalar()
    }
    let line = cursor.line
    cursor.moveToNextLine()
    if !cursor.isAtEnd, cursor.column > column {
      try readBlock()
    } else if !cursor.isAtEnd, cursor.column == column, cursor.isAtEntry {
      try readList()
    } else {
      try addNull(line: line)
    }
  }

  /// Reads the list or map that begins on this line.
  private mutating func readBlock() throws(Unusual) {
    if cursor.isAtEntry {
      try readList()
    } else {
      try readMap()
    }
  }

  /// Reads the list whose first dash is here. A list may stand in the column of the name it belongs
  /// to; then another name may follow it there.
  private mutating func readList() throws(Unusual) {
    let column = cursor.column
    let list = try open(.list)
    repeat {
      try readEntry(ofListAt: column)
    } while !cursor.isAtEnd && cursor.column == column && cursor.isAtEntry
    result.close(list)
  }

  private mutating func readEntry(ofListAt column: Int) throws(Unusual) {
    let dash = cursor.position
    cursor.position += 1
    cursor.skipBlanks()
    if cursor.isAtEndOfLine {
      let line = cursor.line
      cursor.moveToNextLine()
      if !cursor.isAtEnd, cursor.column > column {
        try readBlock()
      } else {
        try addNull(line: line)
      }
    } else if cursor.endOfName() != nil {
      cursor.column = column + (cursor.position - dash)
      try readMap()
    } else {
      try readScalar()
    }
  }

  private mutating func open(_ kind: FrontMatter.Kind) throws(Unusual) -> Int {
    guard !result.isFull, !result.isDeep else { throw Unusual() }
    return result.open(kind, line: cursor.line)
  }

  private mutating func addNull(line: Int) throws(Unusual) {
    guard !result.isFull else { throw Unusual() }
    result.addScalar(.plain, at: 0..<0, line: line)
  }

  mutating func addScalar(_ kind: FrontMatter.Kind, at range: Range<Int>) throws(Unusual) {
    guard !result.isFull else { throw Unusual() }
    result.addScalar(kind, at: range, line: cursor.line)
  }
}

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

/// A place in the lines of a text without tabs, as block YAML reads it.
struct LineCursor {
  let bytes: UnsafeRawBufferPointer
  var position = 0
  /// Of the first character of the line that means something; a map within a list entry has its own.
  var column = 0
  /// Counted from 1.
  private(set) var line: Int

  /// Stands at the first line that is neither blank nor a comment.
  init(_ bytes: UnsafeRawBufferPointer, firstLine: Int) {
    self.bytes = bytes
    line = firstLine
    moveToContent()
  }

  var isAtEnd: Bool { position == bytes.count }

  var isAtEndOfLine: Bool { isAtEnd || bytes[position] < 0x20 }

  /// Whether a list entry begins here.
  var isAtEntry: Bool {
    isByte(UInt8(ascii: "-"), at: position) && isBlankOrBreak(at: position + 1)
  }

  func isByte(_ byte: UInt8, at index: Int) -> Bool {
    index < bytes.count && bytes[index] == byte
  }

  func isBlankOrBreak(at index: Int) -> Bool {
    index >= bytes.count || bytes[index] <= 0x20
  }

  /// Where the colon is, if a name that needs no thought stands here: letters, digits, `_`, `-`.
  func endOfName() -> Int? {
    var end = position
    while end < bytes.count, end - position < 128 {
      switch bytes[end] {
      case let byte where byte.isASCIILetter || byte == UInt8(ascii: "_"):
        end += 1
      case let byte where byte.isASCIIDigit || byte == UInt8(ascii: "-"):
        guard end > position else { return nil }
        end += 1
      case UInt8(ascii: ":"):
        return end > position && isBlankOrBreak(at: end + 1) ? end : nil
      default:
        return nil
      }
    }
    return nil
  }

  mutating func skipBlanks() {
    while isByte(UInt8(ascii: " "), at: position) {
      position += 1
    }
  }

  /// To the next line that is neither blank nor a comment, or to the end.
  mutating func moveToNextLine() {
    position = TextBytes.endOfLine(from: position, in: bytes)
    line += 1
    moveToContent()
  }

  private mutating func moveToContent() {
    var start = position
    skipBlanks()
    while !isAtEnd, isAtEndOfLine || bytes[position] == UInt8(ascii: "#") {
      position = TextBytes.endOfLine(from: position, in: bytes)
      line += 1
      start = position
      skipBlanks()
    }
    column = position - start
  }
}
