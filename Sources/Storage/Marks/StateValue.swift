import Articles

/// What stands under one name of an address: an instant, or something of a later version.
enum StateValue: Hashable {
  /// Compact sorted JSON.
  case other([UInt8])
  case instant(Instant)

  /// The one that a merge keeps: the later instant; of other values the bytewise greater; an
  /// instant rather than any other value. A total order, so merging is commutative, associative and idempotent.
  func merged(with value: StateValue) -> StateValue {
    switch (self, value) {
    case (.instant(let a), .instant(let b)): a < b ? value : self
    case (.instant, .other): self
    case (.other, .instant): value
    case (.other(let a), .other(let b)): Path.order(a, b) < 0 ? value : self
    }
  }

  /// Reads the next value. A text is an instant if it is a date with a time; fractions beyond
  /// milliseconds are cut off.
  init(_ reader: inout JSONReader, of bytes: [UInt8]) throws(JSONFault) {
    if try reader.peek() == UInt8(ascii: "\"") {
      var ahead = reader
      let string = try ahead.string()
      if !string.hasEscapes, let instant = StateValue.instant(bytes, string.range) {
        reader = ahead
        self = .instant(instant)
        return
      }
    }
    self = .other(try JSONText.canonical(&reader, of: bytes))
  }

  func append(to bytes: inout [UInt8]) {
    switch self {
    case .instant(let instant): JSONText.append(instant.iso8601Milliseconds.utf8, to: &bytes)
    case .other(let json): bytes += json
    }
  }

  private static func instant(_ bytes: [UInt8], _ range: Range<Int>) -> Instant? {
    guard range.count >= 16, bytes[range.lowerBound + 10] | 0x20 == UInt8(ascii: "t") else {
      return nil
    }
    return bytes.withUnsafeBufferPointer {
      Instant(iso8601: UnsafeBufferPointer(rebasing: $0[range]))
    }
  }
}
