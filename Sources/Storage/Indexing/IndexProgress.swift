/// How far indexing is; reported at most ten times a second, and once at the first stored batch.
public struct IndexProgress: Hashable, Sendable {
  public var filesSeen: Int
  /// New and changed files, the only ones that are read.
  public var filesRead: Int
  /// Articles that were added so far: what a list does not show yet.
  public var added: Int
  public var problems: Int
  /// Whether a source is indexed for the first time.
  public var isFirst: Bool
}
