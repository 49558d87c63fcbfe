import Articles

/// Marks on their way into the index: so many that working them in is quick, so few that they take
/// little memory and others need not wait long for the library.
struct MarkBatch {
  private(set) var rows: [Row] = []
  private let hashing: AddressHashing

  static let size = 1 << 16

  struct Row {
    let hash: Int64
    let name: String
    let instant: Instant
  }

  init(_ hashing: AddressHashing) {
    self.hashing = hashing
  }

  var isFull: Bool { rows.count >= MarkBatch.size }

  /// Takes the instants of an entry; whatever else it holds does not concern the index.
  mutating func add(_ entry: StateEntry) {
    let instants = entry.marks.instants
    guard !instants.isEmpty,
      let address = Address(key: String(decoding: entry.address, as: UTF8.self))
    else { return }
    let hash = hashing(address)
    for (name, instant) in instants {
      rows.append(Row(hash: hash, name: name, instant: instant))
    }
  }

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
  }
}
