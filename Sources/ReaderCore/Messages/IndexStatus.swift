/// How far the reading of the folders is.
public struct IndexStatus: Hashable, Sendable {
  public var filesRead: Int
  /// Files known so far; grows while folders are walked.
  public var filesSeen: Int
  /// Files that could not be understood.
  public var problems: Int
  /// Whether nothing was known of these folders before.
  public var isFirst: Bool

  public init(filesRead: Int, filesSeen: Int, problems: Int = 0, isFirst: Bool = false) {
    self.filesRead = filesRead
    self.filesSeen = filesSeen
    self.problems = problems
    self.isFirst = isFirst
  }
}
