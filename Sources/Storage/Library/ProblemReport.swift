/// What indexing could not use, and why.
public struct ProblemReport: Hashable, Sendable {
  /// Broken and unreadable files and folders, by path.
  public var problems: [FileProblem]
  /// Files that hold no article, counted by reason, most frequent first.
  public var skipped: [Skipped]

  public struct Skipped: Hashable, Sendable {
    public var reason: String
    public var count: Int
  }
}
