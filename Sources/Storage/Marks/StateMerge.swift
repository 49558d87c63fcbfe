/// Several state files as one, address by address, without holding more than one of them at a time.
struct StateMerge {
  private let files: [StateFile]

  init(_ files: [StateFile]) {
    self.files = files
  }

  /// Every address once, sorted by bytes, with what a merge keeps of its marks.
  func eachEntry<Failure: Error>(
    _ body: (_ address: [UInt8], StateMarks) throws(Failure) -> Void
  ) throws(Failure) {
    var heads = files.map { _ in 0 }
    while let least = least(heads) {
      let first = files[least].entries[heads[least]]
      var marks: StateMarks?
      for index in files.indices {
        while heads[index] < files[index].entries.count {
          let entry = files[index].entries[heads[index]]
          guard files[index].order(entry, first, in: files[least]) == 0 else { break }
          let next = files[index].marks(of: entry)
          marks = marks?.merged(with: next) ?? next
          heads[index] += 1
        }
      }
      if let marks { try body(files[least].address(of: first), marks) }
    }
  }

  /// Writes the state file, in parts of some 64 kB: one address a line.
  ///
  /// Top-level values that are not known stand before the addresses, sorted by name.
  func write<Failure: Error>(_ take: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var part = Array(
      "{\n  \"format\": \"\(StateFile.format)\",\n  \"version\": \(StateFile.version),\n".utf8)
    for (name, value) in unknown.sorted(by: { Path.order($0.key, $1.key) < 0 }) {
      part += "  ".utf8
      JSONText.append(name, to: &part)
      part += ": ".utf8 + value + ",\n".utf8
    }
    part += "  \"articles\": {".utf8
    var isFirst = true
    try eachEntry { (address, marks) throws(Failure) in
      part += (isFirst ? "\n    " : ",\n    ").utf8
      isFirst = false
      JSONText.append(address, to: &part)
      part += ": ".utf8
      marks.append(to: &part)
      if part.count >= 1 << 16 {
        try take(part)
        part.removeAll(keepingCapacity: true)
      }
    }
    part += "\n  }\n}\n".utf8
    try take(part)
  }

  /// Of each unknown top-level value the bytewise greater.
  private var unknown: [[UInt8]: [UInt8]] {
    files.reduce(into: [:]) { result, file in
      result.merge(file.unknown) { Path.order($0, $1) < 0 ? $1 : $0 }
    }
  }

  private func least(_ heads: [Int]) -> Int? {
    var least: Int?
    for index in files.indices where heads[index] < files[index].entries.count {
      guard let known = least else {
        least = index
        continue
      }
      let order = files[index].order(
        files[index].entries[heads[index]], files[known].entries[heads[known]], in: files[known])
      if order < 0 { least = index }
    }
    return least
  }
}
