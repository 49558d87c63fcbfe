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
