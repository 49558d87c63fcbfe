import Articles

/// An address and everything that is marked of it.
struct StateEntry: Hashable {
  var address: [UInt8]
  var marks: StateMarks

  /// Reads `"ADDRESS": {…}`.
  init(_ reader: inout JSONReader, of bytes: [UInt8]) throws(JSONFault) {
    var entry = StateEntry(address: [], marks: .named([]))
    try reader.member { (reader, name) throws(JSONFault) in
      entry.address = reader.decoded(name)
      entry.marks = try StateMarks(&reader, of: bytes)
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
    JSONText.append(address, to: &bytes)
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
