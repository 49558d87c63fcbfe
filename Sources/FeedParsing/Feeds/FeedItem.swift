public import Articles

/// An item of a feed, as far as the feed tells it.
public struct FeedItem: Hashable, Sendable {
  /// What the feed calls it: `guid`, `id`, `rdf:about`. One too long to keep is shortened and ends in
  /// its hash.
  public var id: String?
  /// One line of plain text.
  public var title: String?
  /// Absolute; never of a scheme that a reader should not open.
  public var link: String?
  /// HTML without scripts, its addresses absolute where they can be.
  public var summaryHTML: String?
  /// As the summary.
  public var contentHTML: String?
  /// Names, or e-mail addresses of those without.
  public var authors: [String] = []
  /// Of these, the ones of whom an address is known.
  public var authorDetails: [FeedAuthor] = []
  public var published: Instant?
  public var updated: Instant?
  public var enclosures: [FeedEnclosure] = []
  /// What helps to hear or see the files: their chapters and what is said in them.
  public var companions: [FeedCompanion] = []
  /// How long it is heard or seen, in seconds.
  public var duration: Int?
  /// Absolute addresses.
  public var images: [String] = []
  /// What they show, by their addresses.
  public var imageTexts: [String: String] = [:]
  /// As they are shown.
  public var categories: [String] = []
  /// Of these, the ones that the feed calls otherwise than it shows them.
  public var categoryTerms: [FeedCategory] = []
  public var language: String?
  /// The page with its comments.
  public var comments: String?
  /// The address or id of what it answers.
  public var inReplyTo: String?
  /// The page that it is about, where `link` is the feed's own.
  public var externalLink: String?

  public init() {}
}

/// A file that comes with an item.
public struct FeedEnclosure: Hashable, Sendable {
  /// Absolute.
  public var url: String
  public var type: String?
  /// Bytes.
  public var length: Int?
  /// What it shows or is called.
  public var title: String?

  /// - Parameter length: those who do not know it write 0, which is kept as nothing.
  public init(url: String, type: String? = nil, length: Int? = nil, title: String? = nil) {
    self.url = url
    self.type = type
    self.length = length.flatMap { $0 > 0 ? $0 : nil }
    self.title = title
  }
}

/// A file about a file that comes with an item (Podcasting 2.0).
public struct FeedCompanion: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case chapters, transcript
  }

  public var kind: Kind
  /// Absolute.
  public var url: String
  public var type: String?

  public init(_ kind: Kind, url: String, type: String? = nil) {
    self.kind = kind
    self.url = url
    self.type = type
  }
}

/// A person who has written something.
public struct FeedAuthor: Hashable, Sendable {
  public var name: String?
  public var email: String?
  public var url: String?

  public init(name: String? = nil, email: String? = nil, url: String? = nil) {
    self.name = name
    self.email = email
    self.url = url
  }

  /// The name, or an address of who has none.
  public var shown: String? { name ?? email ?? url }

  var hasAddress: Bool { email != nil || url != nil }
}

/// A category with two names.
public struct FeedCategory: Hashable, Sendable {
  /// For programs.
  public var term: String
  /// For people.
  public var label: String

  public init(term: String, label: String) {
    self.term = term
    self.label = label
  }
}
