/// What marks are written under: the address that an article is known by, never one of its aliases.
///
/// Only `Storage` makes one, of what the library says; of an address that the library lacks, the
/// address in canonical form. So there is one way from an address to a mark, and it leads through
/// the library.
public struct ArticleKey: Hashable, Comparable, Sendable {
  public let address: Address

  /// For an address that the library says is a key, or that stands in a file of marks.
  @_spi(ArticleKeys)
  public init(_ address: Address) {
    self.address = address
  }

  public static func < (a: ArticleKey, b: ArticleKey) -> Bool { a.address < b.address }
}

/// What holds for a key, whether or not an article of the library has it.
public struct KeyMarks: Hashable, Sendable {
  public var key: ArticleKey
  public var flags: MarkFlags
  /// In the order of their names.
  public var labels: [Label]
  public var lastMarked: Instant?

  public init(
    key: ArticleKey, flags: MarkFlags = [], labels: [Label] = [], lastMarked: Instant? = nil
  ) {
    self.key = key
    self.flags = flags
    self.labels = labels
    self.lastMarked = lastMarked
  }
}
