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
