import Articles
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
      JSONWriter.append(name, to: &part)
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

/// Entries sorted by the bytes of their addresses; an address may come more than once.
///
/// A copy begins where the original stands and goes on by itself.
enum StateSource {
  case file(StateReader)
  case entries(ArraySlice<StateEntry>)

  mutating func next() throws(StateFault) -> StateEntry? {
    switch self {
    case .file(var reader):
      // Let go of, so that the reader's buffer has one owner and is not copied.
      self = .entries([])
      defer { self = .file(reader) }
      return try reader.next()
    case .entries(var entries):
      self = .entries([])
      defer { self = .entries(entries) }
      return entries.popFirst()
    }
  }
}

/// Brings entries into the order of their addresses. Some megabytes are held; what is more waits in
/// temporary files without a name, sorted.
struct EntrySorter {
  private var entries: [StateEntry] = []
  private var weight = 0
  private var runs: [StateSource] = []
  private let folder: Path
  private let heaviest: Int

  /// So many files are open at most.
  private static let mostRuns = 32

  /// - Parameter folder: Where temporary files may be made.
  init(in folder: Path, heaviest: Int = 16 << 20) {
    self.folder = folder
    self.heaviest = heaviest
  }

  mutating func add(_ entry: StateEntry) throws(StateFault) {
    entries.append(entry)
    weight += entry.weight
    guard weight > heaviest else { return }
    runs.append(try stored(StateMerge([held()])))
    entries = []
    weight = 0
    if runs.count == EntrySorter.mostRuns { runs = [try stored(StateMerge(runs))] }
  }

  /// - Throws: `.cannotWrite` where no temporary file can be made.
  mutating func add(_ entries: [StateEntry]) throws(StorageError) {
    do throws(StateFault) {
      for entry in entries { try add(entry) }
    } catch {
      throw StorageError(error, path: folder)
    }
  }

  /// Everything that was added; nothing of no weight.
  func sources() -> [StateSource] { entries.isEmpty ? runs : runs + [held()] }

  private func held() -> StateSource {
    .entries(entries.sorted { Path.order($0.address, $1.address) < 0 }[...])
  }

  private func stored(_ merge: StateMerge) throws(StateFault) -> StateSource {
    let path = folder.appending(".sorting-\(UniqueName.random())")
    guard let file = SharedFile(path, O_RDWR | O_CREAT | O_EXCL) else {
      throw .unwritable(code: errno)
    }
    _ = path.withCString { unlink($0) }
    var merge = merge
    try merge.write { file.write($0) }
    return .file(StateReader(JSONWindow(file)))
  }
}
