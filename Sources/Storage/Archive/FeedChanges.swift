public import Articles

/// What storing a batch came to.
public struct FeedChanges: Hashable, Sendable {
  public let source: SourceID
  /// Items that the archive did not have.
  public var added = 0
  /// The articles whose title or text is another now. They keep their marks.
  public var changed: [Address] = []

  init(source: SourceID) {
    self.source = source
  }
}
