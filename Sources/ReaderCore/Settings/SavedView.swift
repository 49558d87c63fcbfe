public import Articles

/// A query that the person has given a name.
public struct SavedView: Hashable, Sendable {
  public var name: String
  /// As the settings have it: words such as "yesterday" mean another day tomorrow.
  public var query: String
  /// When an article of this view counts as read, where that is not as elsewhere.
  public var markRead: MarkRead?
  /// What goes there.
  public var key: KeySequence?

  public init(
    name: String, query: String, markRead: MarkRead? = nil, key: KeySequence? = nil
  ) {
    self.name = name
    self.query = query
    self.markRead = markRead
    self.key = key
  }

  /// What it asks for now.
  /// - Throws: if it is no query.
  public func scope(now: Instant, clock: LocalClock) throws(QueryMistake) -> ListScope {
    .query(
      try QueryParser.parse(query, now: now, utcOffset: { clock.offset(at: $0) }), in: .all)
  }
}
