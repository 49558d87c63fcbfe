import Articles
import Storage

extension Workspace {
  /// In milliseconds.
  private static let purgeInterval: Int64 = 86_400_000

  /// Deletes what the settings let go, once a day.
  /// - Returns: how many articles that were.
  @discardableResult
  func purgeOld() throws(StorageError) -> Int {
    let now = SystemClock.now
    guard let days = settings.daysToKeep,
      try library.isPurgeDue(every: Self.purgeInterval, now: now)
    else { return 0 }
    return try library.purge(
      library.feeds().map(\.address), seenBefore: now.earlier(byDays: days), keepsUnread: true,
      keeping: marks
    ).reduce(0, +)
  }
}

extension Instant {
  func earlier(byDays days: Int) -> Instant { advanced(byMilliseconds: Int64(-days) * 86_400_000) }
}
