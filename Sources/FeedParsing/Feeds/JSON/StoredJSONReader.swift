/// Reads JSON that this program has written (RFC 8259), straight into what is wanted of it. Nothing is
/// forgiven, as nothing is wrong there but in a damaged file; ``JSONValueReader`` reads that of others.
///
/// Every call that reads a value steps over it, whatever it is.
struct StoredJSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  private var isBroken = false

  private static let deepest = 64

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Whether everything was read, and all of it was JSON.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return !isBroken && position == bytes.count
    }
  }

  /// Texts and whole numbers of an object.
  struct Fields {
    fileprivate var texts: [(name: String, value: String)] = []
    fileprivate var integers: [(name: String, value: Int)] = []

    subscript(name: String) -> String? { texts.last { $0.name == name }?.value }

    func integer(_ name: String) -> Int? { integers.last { $0.name == name }?.value }
  }

  /// - Parameter field: has to read the value of the name.
  /// - Returns: whether it is an object.
  mutating func readObject(_ field: (String, inout StoredJSONReader) -> Void) -> Bool {
    guard peek() == UInt8(ascii: "{") else {
      skipValue()
      return false
    }
    readMembers(endingWith: UInt8(ascii: "}")) { reader in
      guard reader.peek() == UInt8(ascii: "\"") else { return reader.fail() }
      let name = reader.string()
      guard reader.take(UInt8(ascii: ":")) else { return reader.fail() }
      field(name, &reader)
    }
    return !isBroken
  }

  mutating func readText() -> String? {
    guard peek() == UInt8(ascii: "\"") else {
      skipValue()
      return nil
    }
    return string()
  }

  /// None of a list that holds anything else.
  mutating func readTexts() -> [String] {
    var texts: [String] = []
    var areTexts = true
    readList { reader in
      if let text = reader.readText() { texts.append(text) } else { areTexts = false }
    }
    return areTexts ? texts : []
  }

  /// None of a list that holds anything else; those that `element` makes nothing of are left out.
  mutating func readObjects<Element>(_ element: (Fields) -> Element?) -> [Element] {
    var elements: [Element] = []
    var areObjects = true
    readList { reader in
      var fields = Fields()
      let isObject = reader.readObject { name, reader in
        if reader.peek() == UInt8(ascii: "\"") {
          fields.texts.append((name, reader.string()))
        } else if let integer = reader.readInteger() {
          fields.integers.append((name, integer))
        }
      }
      if isObject {
        if let element = element(fields) { elements.append(element) }
      } else {
        areObjects = false
      }
    }
    return areObjects ? elements : []
  }

  mutating func skipValue() {
    switch peek() {
    case UInt8(ascii: "{"): _ = readObject { _, reader in reader.skipValue() }
    case UInt8(ascii: "["): readList { $0.skipValue() }
    case UInt8(ascii: "\""): skipString()
    default: _ = readInteger()
    }
  }

  private mutating func readList(_ element: (inout StoredJSONReader) -> Void) {
    guard peek() == UInt8(ascii: "[") else { return skipValue() }
    readMembers(endingWith: UInt8(ascii: "]"), element)
  }

  private mutating func readMembers(
    endingWith end: UInt8, _ member: (inout StoredJSONReader) -> Void
  ) {
    position += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return fail() }
    if take(end) { return }
    repeat {
      member(&self)
    } while !isBroken && take(UInt8(ascii: ","))
    if !isBroken, !take(end) { fail() }
  }

  /// Of a number that is whole; steps over other numbers and literals.
  mutating func readInteger() -> Int? {
    skipBlanks()
    let start = position
    while position < bytes.count, Self.isOfWord(bytes[position]) { position += 1 }
    guard position > start else {
      fail()
      return nil
    }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if let integer = Int(word) { return integer }
    if !["true", "false", "null"].contains(word), Double(word) == nil { fail() }
    return nil
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func string() -> String {
    position += 1
    var start = position
    position = TextBytes.endOfJSONRun(from: start, in: bytes)
    var result: [UInt8] = []
    while position < bytes.count, bytes[position] == UInt8(ascii: "\\") {
      result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
      position += 1
      escape(&result)
      start = position
      position = TextBytes.endOfJSONRun(from: start, in: bytes)
    }
    let rest = UnsafeBufferPointer(rebasing: bytes[start..<position])
    guard position < bytes.count else {
      fail()
      return ""
    }
    position += 1
    if result.isEmpty { return UTF8Text.string(rest) }
    result.append(contentsOf: rest)
    return UTF8Text.string(result)
  }

  private mutating func skipString() {
    position += 1
    var unread: [UInt8] = []
    while true {
      position = TextBytes.endOfJSONRun(from: position, in: bytes)
      guard position < bytes.count else { return fail() }
      position += 1
      if bytes[position - 1] != UInt8(ascii: "\\") { return }
      escape(&unread)
    }
  }

  private mutating func escape(_ result: inout [UInt8]) {
    guard position < bytes.count else { return fail() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "u"): result += String(unicodeScalar()).utf8
    default: fail()
    }
  }

  private mutating func unicodeScalar() -> Unicode.Scalar {
    let first = hexadecimal()
    guard (0xD800...0xDBFF).contains(first), position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    position += 2
    let second = hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else {
        fail()
        return 0
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func peek() -> UInt8? {
    skipBlanks()
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  /// Nothing more is read.
  private mutating func fail() {
    isBroken = true
    position = bytes.count
  }
}
