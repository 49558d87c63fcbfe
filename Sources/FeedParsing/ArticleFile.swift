public import Articles

/// What became of one file.
public enum ArticleFile: Hashable, Sendable {
  /// An article. `body` is the range of bytes after the front matter; `warnings` name the fields
  /// that could not be understood, which are kept in `unknown`.
  case article(Article, body: Range<Int>, warnings: [Problem])
  /// No article, and not meant to be one.
  case skipped(SkipReason)
  /// Meant to be an article, but its front matter cannot be read.
  case broken(ArticleFileProblem)
}
