public import Articles

/// What is asked for news.
public enum RefreshTarget: Hashable, Sendable {
  /// The feeds whose time it is.
  case due
  /// Every source, due or not.
  case everything
  case sources([SourceID])
}
