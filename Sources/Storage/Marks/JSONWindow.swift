import Articles
import Glibc

/// JSON that is read in pieces, so that a file of any size takes little memory.
///
/// Finds where a member or a value ends by quotes and brackets alone; ``JSONReader`` then reads it
/// strictly. Never holds more than one of them and a piece.
struct JSONWindow {
  /// What is held of the file; ranges are of these, and last until the next call.
  private(set) var bytes: [UInt8]
  private var position = 0
  /// Where in the file `bytes` begin.
  private var start: Int64 = 0
  private let file: SharedFile?

  private static let piece = 1 << 16
  /// The longest member; a longer one would have to be held whole.
  static let longest = 64 << 20

  /// - Parameter offset: Where in the file to begin.
  init(_ file: SharedFile, from offset: Int64 = 0) {
    self.file = file
    bytes = []
    start = offset
  }

  init(_ bytes: [UInt8]) {
    file = nil
    self.bytes = bytes
  }

  var fault: StateFault { fault(at: position) }

  func fault(at index: Int) -> StateFault { .damaged(offset: start + Int64(index)) }

  /// The next byte that is no blank; `nil` at the end.
  mutating func peek() throws(StateFault) -> UInt8? {
    while true {
      while position < bytes.count {
        switch bytes[position] {
        case 0x20, 0x09, 0x0A, 0x0D: position += 1
        case let byte: return byte
        }
      }
      guard try fill(keepingFrom: position) else { return nil }
    }
  }

  /// Whether `byte` comes next, which is passed then.
  mutating func skip(_ byte: UInt8) throws(StateFault) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws(StateFault) {
    guard try skip(byte) else { throw fault }
  }

  /// Passes what comes before the next comma or closing bracket on this level, or before the next
  /// colon if that is asked for. It is valid UTF-8.
  mutating func item(beforeColon: Bool = false) throws(StateFault) -> Range<Int> {
    _ = try peek()
    var first = position
    var index = position
    var depth = 0
    var isQuoted = false
    scanning: while true {
      while index < bytes.count {
        let byte = bytes[index]
        if isQuoted {
          if byte == UInt8(ascii: "\\") {
            index += 1
          } else if byte == UInt8(ascii: "\"") {
            isQuoted = false
          }
        } else {
          switch byte {
          case UInt8(ascii: "\""): isQuoted = true
          case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
          case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if depth == 0 { break scanning }
            depth -= 1
          case UInt8(ascii: ","):
            if depth == 0 { break scanning }
          case UInt8(ascii: ":"):
            if depth == 0, beforeColon { break scanning }
          default: break
          }
        }
        index += 1
      }
      index -= first
      guard index <= JSONWindow.longest else { throw .tooLarge }
      guard try fill(keepingFrom: first) else { throw fault(at: bytes.count) }
      first = 0
    }
    position = index
    let isText = (try? UTF8Span(validating: bytes.span.extracting(first..<index))) != nil
    guard isText else { throw fault(at: first) }
    return first..<index
  }

  /// Whether there was more to read.
  private mutating func fill(keepingFrom index: Int) throws(StateFault) -> Bool {
    bytes.removeFirst(index)
    start += Int64(index)
    position -= index
    guard let file else { return false }
    guard
      let more = file.bytes(from: start + Int64(bytes.count), limit: JSONWindow.piece)
    else { throw .unreadable(code: errno) }
    bytes += more
    return !more.isEmpty
  }

  /// Whether another member of the object follows, or it ends.
  mutating func reachesMember(_ isFirst: Bool) throws(StateFault) -> Bool {
    if try skip(UInt8(ascii: "}")) { return false }
    if !isFirst { try expect(UInt8(ascii: ",")) }
    return true
  }

  /// Reads all of an item.
  func read<Result>(
    _ range: Range<Int>, _ read: (inout JSONReader) throws(JSONFault) -> Result
  ) throws(StateFault) -> Result {
    do throws(JSONFault) {
      var reader = JSONReader(bytes, range)
      let result = try read(&reader)
      try reader.finish()
      return result
    } catch {
      throw fault(at: error.offset)
    }
  }
}
