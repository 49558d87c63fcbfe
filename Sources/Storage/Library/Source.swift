public import Articles

/// A folder or an article file that the library knows.
public struct Source: Hashable, Sendable {
  public let id: SourceID
  /// The absolute path as bytes.
  public let path: [UInt8]
  public let title: String
  public let isTemporary: Bool
  /// How many articles it held when it was last indexed; 0 when it never was.
  public let total: Int
  /// Whether it was ever indexed from end to end.
  public let isIndexed: Bool

  /// The path for people: bytes that are not UTF-8 are shown as U+FFFD.
  public var location: String { String(decoding: path, as: UTF8.self) }
}
