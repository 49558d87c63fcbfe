/// A key, or keys pressed as one ("g g"), and how often: "j*200".
struct KeyKind {
  let name: String
  let bytes: [UInt8]
  let count: Int

  /// `nil` for a name that is no key.
  init?(_ text: String) {
    let parts = text.split(separator: "*", maxSplits: 1)
    guard let keys = parts.first, let count = parts.count == 2 ? Int(parts[1]) : 1, count > 0
    else { return nil }
    var bytes: [UInt8] = []
    for key in keys.split(separator: " ") {
      guard let sequence = Self.sequence(String(key)) else { return nil }
      bytes += sequence.utf8
    }
    name = String(keys)
    self.bytes = bytes
    self.count = count
  }

  /// What an xterm in application mode sends.
  private static func sequence(_ key: String) -> String? {
    if let named = named[key] { return named }
    if key.count == 1 { return key }
    let letter = key.utf8.last ?? 0
    guard key.hasPrefix("C-"), key.utf8.count == 3, letter.isASCIILetter else { return nil }
    return String(Unicode.Scalar(letter & 0x1F))
  }

  private static let named = [
    "Up": "\u{1B}OA", "Down": "\u{1B}OB", "Right": "\u{1B}OC", "Left": "\u{1B}OD",
    "Home": "\u{1B}OH", "End": "\u{1B}OF", "PgUp": "\u{1B}[5~", "PgDn": "\u{1B}[6~",
    "Delete": "\u{1B}[3~", "Enter": "\r", "Esc": "\u{1B}", "Tab": "\t", "S-Tab": "\u{1B}[Z",
    "Space": " ", "Backspace": "\u{7F}", "Comma": ",", "Star": "*",
  ]
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
