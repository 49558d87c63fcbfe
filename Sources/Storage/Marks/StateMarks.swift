import Articles

/// Everything that stands under one address of a state file.
enum StateMarks: Hashable {
  /// Sorted by the bytes of the names, each once.
  case named([Named])
  /// Something of a later version that is no object, as compact JSON.
  case other([UInt8])

  struct Named: Hashable {
    var name: [UInt8]
    var value: StateValue
  }

  init(_ marks: some Sequence<(name: [UInt8], value: StateValue)>) {
    var values: [[UInt8]: StateValue] = [:]
    for (name, value) in marks {
      values[name] = values[name]?.merged(with: value) ?? value
    }
    self = .named(
      values.map { Named(name: $0.key, value: $0.value) }
        .sorted { Path.order($0.name, $1.name) < 0 })
  }

  init(_ reader: inout JSONReader, of bytes: [UInt8]) throws(JSONFault) {
    guard try reader.peek() == UInt8(ascii: "{") else {
      self = .other(try JSONText.canonical(&reader, of: bytes))
      return
    }
    var named: [Named] = []
    var isSorted = true
    try reader.eachMember { (reader, name) throws(JSONFault) in
      let next = Named(
        name: reader.decoded(name), value: try StateValue(&reader, of: bytes))
      if let last = named.last, Path.order(last.name, next.name) >= 0 { isSorted = false }
      named.append(next)
    }
    self = isSorted ? .named(named) : StateMarks(named.map { ($0.name, $0.value) })
  }

  /// Of every name the value that ``StateValue/merged(with:)`` keeps; marks before anything else.
  func merged(with marks: StateMarks) -> StateMarks {
    switch (self, marks) {
    case (.named(let a), .named(let b)): StateMarks((a + b).map { ($0.name, $0.value) })
    case (.named, .other): self
    case (.other, .named): marks
    case (.other(let a), .other(let b)): Path.order(a, b) < 0 ? marks : self
    }
  }

  /// `{"read":"…"}`, on one line.
  func append(to bytes: inout [UInt8]) {
    switch self {
    case .other(let json): bytes += json
    case .named(let named):
      bytes.append(UInt8(ascii: "{"))
      for (index, mark) in named.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONText.append(mark.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        mark.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Those that are instants.
  var instants: [(name: String, instant: Instant)] {
    guard case .named(let named) = self else { return [] }
    return named.compactMap { mark in
      guard case .instant(let instant) = mark.value else { return nil }
      return (name: String(decoding: mark.name, as: UTF8.self), instant: instant)
    }
  }
}
