import Articles

/// An address and everything that is marked of it.
struct StateEntry: Hashable {
  var address: [UInt8]
  var marks: StateMarks

  /// Reads `"ADDRESS": {…}`.
  init(_ reader: inout JSONReader) throws(JSONFault) {
    var entry = StateEntry(address: [], marks: .named([]))
    try reader.member { (reader, name) throws(JSONFault) in
      entry.address = reader.decoded(name)
      entry.marks = try StateMarks(&reader)
    }
    self = entry
  }

  init(address: [UInt8], marks: StateMarks) {
    self.address = address
    self.marks = marks
  }

  /// Marks as they are made, sorted by the bytes of the addresses, each once.
  static func entries(of marks: [Mark]) -> [StateEntry] {
    var byAddress: [Address: [(name: [UInt8], value: StateValue)]] = [:]
    for mark in marks {
      byAddress[mark.address, default: []].append((Array(mark.name.text.utf8), .instant(mark.at)))
    }
    return byAddress.map { address, marks in
      StateEntry(address: Array(address.text.utf8), marks: StateMarks(marks))
    }.sorted { Path.order($0.address, $1.address) < 0 }
  }

  /// Appends it as it stands in a state file and in the journal.
  func append(to bytes: inout [UInt8], colon: StaticString) {
    JSONWriter.append(address, to: &bytes)
    colon.withUTF8Buffer { bytes += $0 }
    marks.append(to: &bytes)
  }

  /// About the bytes that it takes in memory.
  var weight: Int {
    switch marks {
    case .other(let json): return address.count + json.count + 128
    case .named(let named):
      return named.reduce(address.count + 128) { sum, mark in
        guard case .other(let json) = mark.value else { return sum + mark.name.count + 80 }
        return sum + mark.name.count + json.count + 112
      }
    }
  }
}

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

  init(_ reader: inout JSONReader) throws(JSONFault) {
    guard try reader.peek() == UInt8(ascii: "{") else {
      self = .other(try reader.canonical())
      return
    }
    var named: [Named] = []
    var isSorted = true
    try reader.eachMember { (reader, name) throws(JSONFault) in
      let next = Named(
        name: reader.decoded(name), value: try StateValue(&reader))
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
        JSONWriter.append(mark.name, to: &bytes)
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
  init(_ reader: inout JSONReader) throws(JSONFault) {
    if try reader.peek() == UInt8(ascii: "\"") {
      var ahead = reader
      let string = try ahead.string()
      if !string.hasEscapes, let instant = StateValue.instant(reader.written(string.range)) {
        reader = ahead
        self = .instant(instant)
        return
      }
    }
    self = .other(try reader.canonical())
  }

  func append(to bytes: inout [UInt8]) {
    switch self {
    case .instant(let instant): JSONWriter.append(instant.iso8601Milliseconds, to: &bytes)
    case .other(let json): bytes += json
    }
  }

  private static func instant(_ text: ArraySlice<UInt8>) -> Instant? {
    guard text.count >= 16, text[text.startIndex + 10] | 0x20 == UInt8(ascii: "t") else {
      return nil
    }
    return text.withUnsafeBufferPointer { Instant(iso8601: $0) }
  }
}

extension JSONReader {
  /// The next value without blanks, the members of objects sorted by the bytes of their names, the
  /// last of two with the same name; numbers as written. So every value has one form only.
  mutating func canonical(depth: Int = 0) throws(JSONFault) -> [UInt8] {
    guard depth < JSONReader.deepest else { throw JSONFault(offset: position) }
    var result: [UInt8] = []
    switch try peek() {
    case UInt8(ascii: "{"):
      var members: [[UInt8]: [UInt8]] = [:]
      try eachMember { (reader, name) throws(JSONFault) in
        members[reader.decoded(name)] = try reader.canonical(depth: depth + 1)
      }
      result.append(UInt8(ascii: "{"))
      for (name, value) in members.sorted(by: { Path.order($0.key, $1.key) < 0 }) {
        if result.count > 1 { result.append(UInt8(ascii: ",")) }
        JSONWriter.append(name, to: &result)
        result.append(UInt8(ascii: ":"))
        result += value
      }
      result.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      result.append(UInt8(ascii: "["))
      try eachElement { (reader) throws(JSONFault) in
        if result.count > 1 { result.append(UInt8(ascii: ",")) }
        result += try reader.canonical(depth: depth + 1)
      }
      result.append(UInt8(ascii: "]"))
    case UInt8(ascii: "\""):
      JSONWriter.append(decoded(try string()), to: &result)
    default:
      result += written(try value())
    }
    return result
  }
}
