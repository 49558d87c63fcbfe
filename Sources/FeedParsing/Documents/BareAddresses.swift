import Articles

/// Web addresses that stand in a text as they are, without a link around them.
///
/// They begin where no word does and end before the punctuation of their sentence, as GitHub's
/// extension of Markdown has it ("Autolinks (extension)").
struct BareAddresses {
  private let bytes: [UInt8]
  private var start = 0

  /// `nil` for a text without any, which is nearly every text.
  init?(in text: String) {
    guard text.utf8.count >= 10, text.utf8.contains(UInt8(ascii: ":")) else { return nil }
    bytes = Array(text.utf8)
    guard bytes.withUnsafeBufferPointer(Self.mayHold) else { return nil }
  }

  /// May say yes of a text without any.
  static func mayHold(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = TextBytes.index(of: UInt8(ascii: ":"), in: bytes)
    while place + 2 < bytes.count {
      if bytes[place + 1] == UInt8(ascii: "/"), bytes[place + 2] == UInt8(ascii: "/") {
        return true
      }
      place = TextBytes.index(of: UInt8(ascii: ":"), in: bytes, from: place + 1)
    }
    return false
  }

  /// What stands before the next address, and that; the rest of the text without one at the end.
  mutating func next() -> (text: String, address: String?)? {
    guard start < bytes.count else { return nil }
    var place = start
    while let found = bytes[place...].firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
      if let end = end(ofAddressAt: found) {
        defer { start = end }
        return (Self.string(bytes[start..<found]), Self.string(bytes[found..<end]))
      }
      place = found + 1
    }
    defer { start = bytes.count }
    return (Self.string(bytes[start...]), nil)
  }

  private func end(ofAddressAt index: Int) -> Int? {
    guard index == 0 || !Self.isOfWord(bytes[index - 1]) else { return nil }
    guard let scheme = Self.schemes.first(where: { isPresent($0, at: index) }) else { return nil }
    let host = index + scheme.utf8.count
    guard Self.isOfWord(bytes[host]) || bytes[host] == UInt8(ascii: "[") else { return nil }
    let address = bytes[host...].prefix { $0 > 0x20 && !Self.isOutside($0) }
    return host + length(of: address)
  }

  /// What of it is not of the sentence around it: closing brackets are that if nothing opened them.
  private func length(of address: ArraySlice<UInt8>) -> Int {
    var excess = 0
    for byte in address {
      if byte == UInt8(ascii: "(") { excess -= 1 }
      if byte == UInt8(ascii: ")") { excess += 1 }
    }
    var rest = address
    while let last = rest.last, rest.count > 1 {
      if last == UInt8(ascii: ")"), excess > 0 {
        excess -= 1
      } else if !Self.trailing.contains(last) {
        break
      }
      rest.removeLast()
    }
    return rest.count
  }

  private func isPresent(_ scheme: String, at index: Int) -> Bool {
    bytes.count - index > scheme.utf8.count
      && zip(bytes[index...], scheme.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }

  private static let schemes = ["https://", "http://"]
  private static let trailing = Set("?!.,:;*_~'\"]}".utf8)

  private static func isOutside(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
  }

  /// Letters, digits and everything beyond ASCII.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte >= 0x80
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
