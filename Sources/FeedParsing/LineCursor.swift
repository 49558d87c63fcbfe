import Articles

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
