import Articles

// What scalars mean: the core schema of YAML 1.2, and the words for booleans of YAML 1.1.

extension FrontMatter {
  func kind(of node: Int) -> Kind { nodes[node].kind }

  func line(of node: Int) -> Int { Int(nodes[node].line) }

  func text(of node: Int) -> String {
    withText(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  func isNull(_ node: Int) -> Bool {
    guard nodes[node].kind == .plain else { return false }
    return withText(of: node) { text in
      switch text.count {
      case 0: true
      case 1: text[0] == UInt8(ascii: "~")
      case 4: ["null", "Null", "NULL"].contains { text.elementsEqual($0.utf8) }
      default: false
      }
    }
  }

  /// With or without quotes: writers differ.
  func boolean(of node: Int) -> Bool? {
    switch text(of: node) {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": false
    default: nil
    }
  }

  /// A whole number, also as `"47"` and `47.0`.
  func integer(of node: Int) -> Int? {
    if let digits = withText(of: node, FrontMatter.smallNumber) {
      return digits
    }
    return number(of: node).flatMap { Int(exactly: $0) }
  }

  /// A finite decimal number.
  func number(of node: Int) -> Double? {
    let text = text(of: node)
    let isDecimal = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default:
        false
      }
    }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// The whole value, as the file has it.
  ///
  /// A number is a number only if it prints as it stands there: `1.10` and `007` stay texts.
  func fieldValue(of node: Int) -> FieldValue {
    switch nodes[node].kind {
    case .plain: plainValue(of: node)
    case .quoted: .string(text(of: node))
    case .list: .list(children(of: node).map(fieldValue))
    case .map:
      .map(fields(of: node).map { .init(name: text(of: $0.name), value: fieldValue(of: $0.value)) })
    }
  }

  /// Names and values of a map, in the order of the file.
  func fields(of map: Int) -> Fields {
    Fields(children: children(of: map))
  }

  /// A field by its nodes.
  struct Field {
    let name: Int
    let value: Int
  }

  struct Fields: Sequence, IteratorProtocol {
    fileprivate var children: Children

    mutating func next() -> Field? {
      guard let name = children.next(), let value = children.next() else { return nil }
      return Field(name: name, value: value)
    }
  }

  private func plainValue(of node: Int) -> FieldValue {
    if isNull(node) {
      return .null
    }
    let text = text(of: node)
    switch text {
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    if let number = Int(text), String(number) == text {
      return .integer(number)
    }
    if let number = number(of: node), "\(number)" == text {
      return .number(number)
    }
    return .string(text)
  }

  /// Up to 18 digits and a sign, which is what nearly all numbers are.
  private static func smallNumber(_ text: UnsafeRawBufferPointer) -> Int? {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text[1...] : text[...]
    guard (1...18).contains(digits.count) else { return nil }
    var result = 0
    for byte in digits {
      guard byte.isASCIIDigit else { return nil }
      result = result * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return isNegative ? -result : result
  }
}
