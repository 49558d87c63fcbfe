import Articles

/// The fields of a JSON object.
struct JSONFields {
  private let fields: [FieldValue.Field]

  init(_ fields: [FieldValue.Field]) {
    self.fields = fields
  }

  subscript(name: String) -> FieldValue? {
    fields.first { $0.name == name }?.value
  }

  /// A text; a number counts as one, since identifiers are often written so.
  func text(_ name: String) -> String? {
    self[name].flatMap(Self.text)
  }

  func integer(_ name: String) -> Int? {
    switch self[name] {
    case .integer(let value)?: value >= 0 ? value : nil
    case .number(let value)?: value >= 0 && value < 1e15 ? Int(value) : nil
    case .string(let text)?: Int(text).flatMap { $0 >= 0 ? $0 : nil }
    case .null?, .bool?, .list?, .map?, nil: nil
    }
  }

  static func text(_ value: FieldValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .null, .bool, .list, .map: nil
    }
  }

  /// The texts of a list; a text alone counts as a list with commas.
  static func texts(_ value: FieldValue) -> [String] {
    switch value {
    case .list(let values): values.prefix(1000).compactMap(text)
    case .string(let text): text.split(separator: ",", maxSplits: 1000).map(String.init)
    case .null, .bool, .integer, .number, .map: []
    }
  }

  /// The objects of a list; an object alone counts as a list of one.
  static func maps(_ value: FieldValue) -> [JSONFields] {
    switch value {
    case .map(let fields): [JSONFields(fields)]
    case .list(let values):
      values.compactMap { if case .map(let fields) = $0 { JSONFields(fields) } else { nil } }
    case .null, .bool, .integer, .number, .string: []
    }
  }
}

extension FieldValue {
  private static let deepest = 32

  /// JSON of others as a value, with what is wrong in it forgiven; `nil` where there is no value.
  init?(lenientJSON bytes: [UInt8]) {
    var reader = JSONReader(bytes, isLenient: true)
    guard let value = try? FieldValue(&reader, depth: 0) else { return nil }
    self = value
  }

  private init(_ reader: inout JSONReader, depth: Int) throws(JSONFault) {
    let first = try reader.peek()
    guard depth < Self.deepest || first != UInt8(ascii: "{") && first != UInt8(ascii: "[") else {
      throw JSONFault(offset: reader.position)
    }
    switch first {
    case UInt8(ascii: "{"):
      var fields: [Field] = []
      try reader.eachMember { (reader, name) throws(JSONFault) in
        let value = try FieldValue(&reader, depth: depth + 1)
        if fields.count < 1000 { fields.append(.init(name: Self.text(name, reader), value: value)) }
      }
      self = .map(fields)
    case UInt8(ascii: "["):
      var values: [FieldValue] = []
      try reader.eachElement { (reader) throws(JSONFault) in
        let value = try FieldValue(&reader, depth: depth + 1)
        if values.count < 10_000 { values.append(value) }
      }
      self = .list(values)
    case UInt8(ascii: "\""):
      self = .string(Self.text(try reader.string(), reader))
    default:
      let word = String(decoding: reader.written(try reader.value()), as: UTF8.self)
      self =
        switch word {
        case "true": .bool(true)
        case "false": .bool(false)
        default: Int(word).map { .integer($0) } ?? Double(word).map { .number($0) } ?? .null
        }
    }
  }

  /// What a string says as text: escapes make no controls of it.
  private static func text(_ string: JSONString, _ reader: JSONReader) -> String {
    guard string.hasEscapes else { return reader.text(string) }
    var holdsSequences = false
    var text = reader.decoded(string) { codePoint, result in
      switch codePoint {
      case 0x08, 0x0C: break
      case 0x0D: result.append(0x0A)
      default:
        let scalar = Unicode.Scalar(codePoint) ?? "\u{FFFD}"
        let isBound = XMLEntities.boundsSequence(scalar)
        holdsSequences = holdsSequences || isBound
        if isBound || XMLEntities.isText(scalar) { result += String(scalar).utf8 }
      }
    }
    if holdsSequences { text = XMLEntities.withoutSequences(text) }
    return UTF8Text.string(text)
  }
}
