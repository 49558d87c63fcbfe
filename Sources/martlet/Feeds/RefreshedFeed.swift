import Articles

/// What came of refreshing one feed.
struct RefreshedFeed: Sendable {
  enum Result: Sendable {
    case updated
    case unchanged
    /// Not asked, with the reason.
    case skipped(String)
    case failed(String)
    /// Stopped; what came before stays.
    case cancelled
  }

  let source: SourceID
  let result: Result
  /// When it is asked again by itself; `nil` for any time or never.
  let nextAttempt: Instant?
  /// Articles that are new.
  let added: Int
  /// Articles whose title or text is another now.
  let changed: [Address]
  let progress: RefreshProgress
}

/// How far a refresh is: feeds that are asked, those that are done, and of these the failed ones.
struct RefreshProgress: Hashable, Sendable {
  var total = 0
  var done = 0
  var failed = 0
  var added = 0
  var changed = 0
}
