/// Where an article stands in every list: newest first, then those without a date by title.
struct ListPosition: Hashable {
  var sort: Int64
  var title: String

  init(sort: Int64, title: String) {
    self.sort = sort
    self.title = title
  }

  init(published: Int64?, title: String) {
    if let published {
      sort = published == .min ? .max - 1 : -published
      self.title = ""
    } else {
      sort = .max
      self.title = title
    }
  }

  /// Whether it comes first; `nil` where only the numbers of the articles decide.
  ///
  /// Titles as SQLite's NOCASE orders them: bytes, with the letters A–Z as if small.
  func precedes(_ other: ListPosition) -> Bool? {
    if sort != other.sort { return sort < other.sort }
    guard title != other.title else { return nil }
    let (left, right) = (title.utf8.lazy.map(Self.folded), other.title.utf8.lazy.map(Self.folded))
    if left.lexicographicallyPrecedes(right) { return true }
    return right.lexicographicallyPrecedes(left) ? false : nil
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}

extension ListPosition {
  /// As SQLite's NOCASE compares titles: bytes, with the letters A–Z as if small.
  var foldedTitle: [UInt8] {
    title.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// See ``TextIndex/leastNumber(published:)``.
  var leastTextNumber: Int64 {
    TextIndex.leastNumber(
      published: sort == .max ? nil : sort == .max - 1 ? .min : -sort)
  }
}
