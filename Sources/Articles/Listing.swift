/// Which articles a list holds.
public struct ListScope: Hashable, Sendable {
  /// The lists that stand in the left pane, whose counts the library knows at all times.
  public enum Kept: Hashable, Sendable {
    case all
    case unread
    case starred
    /// What the person's rules hide from every other list.
    case muted
    /// The articles that have a label of the person's own.
    case label(String)
    /// The articles of all sources that have the tag.
    case tag(String)
    case topic(String)
    case provider(String)
    case source(SourceID)
  }

  public let kept: Kept
  /// What is asked of it; empty where all of it is meant.
  public private(set) var query = ArticleQuery()

  public init(_ kept: Kept) {
    self.kept = kept
  }

  /// What a query asks for of another list. Its order and its length are its own; where it says none,
  /// they are those of what was asked before.
  public static func query(_ query: ArticleQuery, in scope: ListScope) -> ListScope {
    var asked = scope
    asked.query.condition = query.condition.and(scope.query.condition)
    asked.query.sort = query.sort ?? scope.query.sort
    asked.query.limit = query.limit ?? scope.query.limit
    return asked
  }

  public static let all = ListScope(.all)
  public static let unread = ListScope(.unread)
  public static let starred = ListScope(.starred)
  public static let muted = ListScope(.muted)
  public static func label(_ name: String) -> ListScope { ListScope(.label(name)) }
  public static func tag(_ name: String) -> ListScope { ListScope(.tag(name)) }
  public static func topic(_ name: String) -> ListScope { ListScope(.topic(name)) }
  public static func provider(_ name: String) -> ListScope { ListScope(.provider(name)) }
  public static func source(_ id: SourceID) -> ListScope { ListScope(.source(id)) }
}

/// A view as it stood when it was read: identities in order, newest first unless a query says
/// otherwise, and their marks.
///
/// Nine bytes an article; rows are fetched apart, near the window only.
public struct Listing: Hashable, Sendable {
  public var ids: [ArticleID]
  /// As many as `ids`.
  public var flags: [MarkFlags]
  /// The rows that stand for a story, in the order of `ids`.
  public var folds: [Fold] = []
  /// The articles under those rows, one story after the other, and their marks.
  public var folded: [ArticleID] = []
  public var foldedFlags: [MarkFlags] = []

  /// A row that stands for a story.
  public struct Fold: Hashable, Sendable {
    /// Of the row among `ids`.
    public var place: Int
    /// Where the articles under it end among `folded`; they begin where those of the fold before end.
    public var end: Int

    public init(place: Int, end: Int) {
      self.place = place
      self.end = end
    }
  }

  public init(ids: [ArticleID] = [], flags: [MarkFlags] = []) {
    self.ids = ids
    self.flags = flags
  }

  /// How many articles, those under others included.
  public var count: Int { ids.count + folded.count }

  /// The places among `folded` of what stands under a row.
  public func range(ofFold index: Int) -> Range<Int> {
    (index == 0 ? 0 : folds[index - 1].end)..<folds[index].end
  }
}

/// What the sidebar lists, with counts.
public struct Sidebar: Hashable, Sendable {
  public var views: [Entry]
  public var labels: [Entry]
  public var tags: [Entry]
  public var topics: [Entry]
  public var providers: [Entry]
  public var sources: [Entry]

  public struct Entry: Hashable, Sendable {
    public var scope: ListScope
    public var title: String
    public var unread: Int
    public var total: Int
    /// Whether the feed could not be fetched when it was last asked.
    public var isFailing = false

    public init(scope: ListScope, title: String, unread: Int, total: Int) {
      self.scope = scope
      self.title = title
      self.unread = unread
      self.total = total
    }
  }

  public init(
    views: [Entry] = [], labels: [Entry] = [], tags: [Entry] = [], topics: [Entry] = [],
    providers: [Entry] = [], sources: [Entry] = []
  ) {
    self.views = views
    self.labels = labels
    self.tags = tags
    self.topics = topics
    self.providers = providers
    self.sources = sources
  }
}

/// A word that the person has put sources under.
public struct SourceTag: Hashable, Sendable {
  public var name: String
  /// In the order of the sources file, each once.
  public var sources: [SourceID]

  public init(name: String, sources: [SourceID]) {
    self.name = name
    self.sources = sources
  }
}
