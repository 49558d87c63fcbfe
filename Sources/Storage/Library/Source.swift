public import Articles

/// A folder, an article file or a feed that the library knows.
public struct Source: Hashable, Sendable {
  public let id: SourceID
  public let place: SourcePlace
  public let title: String
  /// What the person calls it, if that is not its own title.
  public let name: String?
  /// What the person has put it under.
  public internal(set) var tags: [String]
  public let isTemporary: Bool
  /// How many articles it held when it was last indexed; 0 when it never was.
  public let total: Int
  /// Whether it was ever indexed from end to end.
  public let isIndexed: Bool

  /// The place for people; see ``SourcePlace/location``.
  public var location: String { place.location }

  /// Whether it is a feed rather than something on disk.
  public var isFeed: Bool { place.isFeed }
}
