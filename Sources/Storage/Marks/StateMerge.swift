import Glibc

/// Several sources as one, address by address.
struct StateMerge {
  /// Top-level values to write before the addresses.
  private let unknown: [[UInt8]: [UInt8]]
  private var sources: [StateSource]
  /// The next entry of each source, once it was asked for.
  private var heads: [StateEntry?]?
  private var last: [UInt8]?

  init(_ sources: [StateSource], unknown: [[UInt8]: [UInt8]] = [:]) {
    self.sources = sources
    self.unknown = unknown
  }

  init(_ files: [StateFile], news: [StateSource] = []) {
    self.init(
      news + files.flatMap(\.sources),
      unknown: files.reduce(into: [:]) { result, file in
        result.merge(file.unknown) { Path.order($0, $1) < 0 ? $1 : $0 }
      })
  }

  /// Every address once, ascending by bytes, with what a merge keeps of its marks.
  /// - Throws: also if a source proves not to be sorted, having changed since it was looked at.
  mutating func next() throws(StateFault) -> StateEntry? {
    var heads: [StateEntry?]
    if let known = self.heads { heads = known } else { heads = try firstHeads() }
    self.heads = nil
    var least: StateEntry?
    for case let head? in heads {
      if let known = least, Path.order(known.address, head.address) <= 0 { continue }
      least = head
    }
    if var entry = least {
      if let last, Path.order(last, entry.address) >= 0 { throw .damaged(offset: 0) }
      var isFirst = true
      for index in heads.indices {
        while let head = heads[index], head.address == entry.address {
          entry.marks = isFirst ? head.marks : entry.marks.merged(with: head.marks)
          isFirst = false
          heads[index] = try sources[index].next()
        }
      }
      last = entry.address
      least = entry
    }
    self.heads = heads
    return least
  }

  /// Writes the state file, in parts of some 64 kB: one address a line.
  ///
  /// Top-level values that are not known stand before the addresses, sorted by name.
  /// - Parameter take: Whether the part was taken, with `errno` set if not.
  mutating func write(_ take: ([UInt8]) -> Bool) throws(StateFault) {
    var part = Array(
      "{\n  \"format\": \"\(StateReader.format)\",\n  \"version\": \(StateReader.version),\n".utf8)
    for (name, value) in unknown.sorted(by: { Path.order($0.key, $1.key) < 0 }) {
      part += "  ".utf8
      JSONText.append(name, to: &part)
      part += ": ".utf8 + value + ",\n".utf8
    }
    part += "  \"articles\": {".utf8
    var isFirst = true
    while let entry = try next() {
      part += (isFirst ? "\n    " : ",\n    ").utf8
      isFirst = false
      entry.append(to: &part, colon: ": ")
      if part.count >= 1 << 16 {
        guard take(part) else { throw .unwritable(code: errno) }
        part.removeAll(keepingCapacity: true)
      }
    }
    part += "\n  }\n}\n".utf8
    guard take(part) else { throw .unwritable(code: errno) }
  }

  private mutating func firstHeads() throws(StateFault) -> [StateEntry?] {
    var heads: [StateEntry?] = []
    for index in sources.indices { heads.append(try sources[index].next()) }
    return heads
  }
}
