/// Which articles a list holds.
public indirect enum ListScope: Hashable, Sendable {
  case all
  case unread
  case starred
  /// The articles of all sources that have the tag.
  case tag(String)
  case topic(String)
  case provider(String)
  case source(SourceID)
  /// What a query asks for of another list. Its order and length are its own; a part of a query that
  /// is asked of a query leaves them to the outermost one that says any.
  case query(ArticleQuery, in: ListScope)
}

/// A view as it stood when it was read: identities in order, newest first unless a query says
/// otherwise, and their marks.
///
/// Nine bytes an article; rows are fetched apart, near the window only.
public struct Listing: Hashable, Sendable {
  public var ids: [ArticleID]
  /// As many as `ids`.
  public var flags: [MarkFlags]

  public init(ids: [ArticleID] = [], flags: [MarkFlags] = []) {
    self.ids = ids
    self.flags = flags
  }

  public var count: Int { ids.count }
}

/// What the sidebar lists, with counts.
public struct Sidebar: Hashable, Sendable {
  public var views: [Entry]
  public var tags: [Entry]
  public var topics: [Entry]
  public var providers: [Entry]
  public var sources: [Entry]

  public struct Entry: Hashable, Sendable {
    public var scope: ListScope
    public var title: String
    public var unread: Int
    public var total: Int

    public init(scope: ListScope, title: String, unread: Int, total: Int) {
      self.scope = scope
      self.title = title
      self.unread = unread
      self.total = total
    }
  }

  public init(
    views: [Entry] = [], tags: [Entry] = [], topics: [Entry] = [], providers: [Entry] = [],
    sources: [Entry] = []
  ) {
    self.views = views
    self.tags = tags
    self.topics = topics
    self.providers = providers
    self.sources = sources
  }
}
