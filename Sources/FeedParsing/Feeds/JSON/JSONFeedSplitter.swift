import Articles

/// Cuts a JSON feed, as it comes in, into the fields of the feed and its items, so that no more than
/// one of them is ever held.
struct JSONFeedSplitter {
  enum Part {
    case field(name: String, FieldValue)
    case item(FieldValue)
  }

  private var piece: [UInt8] = []
  private var name = ""
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isInItems = false
  private var isInValue = false
  private(set) var isTooLong = false

  private static let longest = 16 << 20

  /// Whether the document has ended.
  var isComplete: Bool { depth == 0 && !isInString }

  mutating func take(_ window: UnsafeBufferPointer<UInt8>, _ give: (Part) -> Void) {
    var start = 0
    var index = 0
    while index < window.count {
      if isInString {
        index = restOfString(window, index)
        continue
      }
      let byte = window[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { start = index }
        if depth == 2, byte == UInt8(ascii: "["), isInValue, name == "items" {
          isInItems = true
          piece = []
          start = index
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == outer {
          keep(window, start..<index - 1)
          finish(give)
          start = index
          isInItems = false
          isInValue = false
        }
        depth = max(depth - 1, 0)
      case UInt8(ascii: ","):
        guard depth == outer else { continue }
        keep(window, start..<index - 1)
        finish(give)
        start = index
        isInValue = isInItems
      case UInt8(ascii: ":"):
        guard depth == 1, !isInValue else { continue }
        keep(window, start..<index - 1)
        name = Self.text(piece)
        piece = []
        isInValue = true
        start = index
      default:
        continue
      }
    }
    keep(window, start..<window.count)
  }

  /// Steps to the end of a string, or to that of the window.
  private mutating func restOfString(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    var position = start
    if isEscaped {
      isEscaped = false
      position += 1
    }
    while position < window.count {
      position = JSONReader.endOfRun(
        from: position, to: window.count, in: window, passesControls: true)
      guard position < window.count else { break }
      if window[position] == UInt8(ascii: "\"") {
        isInString = false
        return position + 1
      }
      isEscaped = position + 1 == window.count
      position += 2
    }
    return window.count
  }

  /// Gives out what a document that ended too early has left.
  mutating func finish(_ give: (Part) -> Void) {
    defer { piece.removeAll(keepingCapacity: true) }
    guard isInValue, depth > 0 else { return }
    guard let value = FieldValue(lenientJSON: piece) else { return }
    give(isInItems ? .item(value) : .field(name: name, value))
  }

  /// How deep the parts stand that are cut out here.
  private var outer: Int { isInItems ? 2 : 1 }

  private mutating func keep(_ window: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard depth > 0, !range.isEmpty else { return }
    if piece.count < Self.longest { piece += window[range] } else { isTooLong = true }
  }

  private static func text(_ piece: [UInt8]) -> String {
    guard case .string(let text)? = FieldValue(lenientJSON: piece) else { return "" }
    return text
  }
}
