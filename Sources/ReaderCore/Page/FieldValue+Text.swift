import Articles

extension FieldValue {
  /// One line for a plain value; `nil` for lists, maps and nothing.
  var shortText: String? {
    switch self {
    case .null, .list, .map: nil
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): value
    }
  }

  /// Name and value of everything inside, deep names joined by dots, at most `limit` of them.
  func flattened(under name: String, limit: Int = 200) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    // What is still to be written, the next at the end: a deep value must not deepen the stack.
    var rest = [(name, self)]
    while let (name, value) = rest.popLast(), result.count < limit {
      switch value {
      case .list(let values):
        if values.isEmpty { result.append((name, "[]")) }
        rest += values.enumerated().reversed().map { ("\(name).\($0.offset + 1)", $0.element) }
      case .map(let fields):
        if fields.isEmpty { result.append((name, "{}")) }
        rest += fields.reversed().map { ("\(name).\($0.name)", $0.value) }
      default:
        result.append((name, value.shortText ?? "null"))
      }
    }
    return result
  }
}
