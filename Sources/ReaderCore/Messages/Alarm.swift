/// What a wake-up is for; each runs at most once at a time.
public enum Alarm: Hashable, Sendable, CaseIterable {
  /// The selection has rested: show the article it is on.
  case preview
  /// An age on the screen is no longer true.
  case minute
  /// The article has been read long enough to count as read.
  case markRead
  /// Enough changed that the sidebar's counts are worth reading again.
  case sidebar
  /// There is time to lay out more of a long article.
  case layOut
  /// Feeds may be due.
  case refresh
}
