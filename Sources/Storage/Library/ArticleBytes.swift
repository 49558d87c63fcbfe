/// A byte for each article, found by its number: faster than a dictionary, as numbers are dense.
struct ArticleBytes {
  private var bytes: [UInt8] = []

  /// Beyond this, numbers come from a damaged file; their articles count as unmarked.
  private static let limit: Int64 = 1 << 28

  /// Whether none was ever set.
  var isEmpty: Bool { bytes.isEmpty }

  subscript(id: Int64) -> UInt8 {
    get {
      id >= 0 && id < Int64(bytes.count) ? bytes[Int(id)] : 0
    }
    set {
      guard id >= 0, id < ArticleBytes.limit else { return }
      if id >= Int64(bytes.count) {
        let wanted = max(Int(id) + 1, bytes.count * 2)
        bytes.append(contentsOf: repeatElement(0, count: wanted - bytes.count))
      }
      bytes[Int(id)] = newValue
    }
  }
}
