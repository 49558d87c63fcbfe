public import Articles

/// What of an article a command gets.
public enum PipeForm: String, Hashable, Sendable, CaseIterable {
  /// As it is laid out in the window.
  case text
  case markdown
  /// As it came: the file, or the HTML of a feed or page.
  case original
  case address
  /// One object, as `martlet list --json` prints it.
  case json
}

/// An article that leaves the window.
public struct PrintedArticle: Hashable, Sendable {
  /// `nil` for a related article that the library lacks.
  public var id: ArticleID?
  public var related: RelatedEntry?
  /// What stands in place of the article's own text.
  public var fullText: FullText?
  /// What a browser would be given.
  public var url: String?
  public var columns: Int

  public init(
    id: ArticleID?, related: RelatedEntry? = nil, fullText: FullText? = nil, url: String? = nil,
    columns: Int
  ) {
    self.id = id
    self.related = related
    self.fullText = fullText
    self.url = url
    self.columns = columns
  }
}

/// What became of an ``Effect/pipe(command:_:_:)`` or an ``Effect/edit(_:)``.
public enum CommandOutcome: Hashable, Sendable {
  case done(String)
  case failed(String)
  /// The article's file was changed and is to be read anew.
  case changed(ArticleID, String)
}
