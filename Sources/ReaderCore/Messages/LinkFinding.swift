public import Articles

/// What is here of the page that a link leads to.
public enum LinkFinding: Hashable, Sendable {
  case article(ArticleRow)
  /// What was fetched of it earlier.
  case fullText(RelatedEntry)
  case nothing
}

/// A stop of the trail, as it is found again.
public enum TrailStop: Hashable, Sendable {
  case article(ArticleRow)
  /// The library does not have it.
  case related(RelatedEntry)
}
