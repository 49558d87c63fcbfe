/// Every word the query language knows, with its help: the parser, the help, the completion, the
/// errors and `docs/queries.md` are made from these tables and from nothing else.
public protocol QueryWord: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {
  /// What it asks for, as the end of a sentence.
  var help: String { get }
}

/// A field of text: `title:swift`, `provider:"The Belfry"`.
public enum QueryField: String, QueryWord {
  case title, excerpt, body, provider, domain, topic, tag, label, source, type, category, author
  case url, lang

  public var help: String {
    switch self {
    case .title: "words of the title"
    case .excerpt: "words of the excerpt"
    case .body: "words of the body"
    case .provider: "words of the provider's name"
    case .domain: "the provider's or the address's domain, or one it belongs to"
    case .topic: "a topic of the article"
    case .tag: "a tag that the sources file gives the source"
    case .label: "a label of your own, which L gives"
    case .source: "words of the source's name, or its address"
    case .type: "the article's type: article, video, course …"
    case .category: "a category of the article"
    case .author: "words of an author's name"
    case .url: "a part of an address of the article"
    case .lang: "the article's language, or its feed's: en, de, ja …"
    }
  }
}

/// What an article is: `is:unread`.
public enum QueryState: String, QueryWord {
  case unread, read, starred, unstarred, new, played, downloaded, muted
  case video, course, download, collection, profile, forum

  public var help: String {
    switch self {
    case .unread: "not read"
    case .read: "read"
    case .starred: "starred"
    case .unstarred: "not starred"
    case .played: "a sound or film of it was played"
    case .downloaded: "a file of it was downloaded"
    case .new: "unread and published within a day"
    case .muted: "hidden by a rule of yours, which no other query finds"
    case .video: "a video"
    case .course: "a course"
    case .download: "something to download"
    case .collection: "a list of other articles"
    case .profile: "about a person or an organisation"
    case .forum: "a discussion"
    }
  }
}

/// What an article brings with it: `has:related`.
public enum QueryPart: String, QueryWord {
  case related, image, enclosure, fulltext, body, label

  public var help: String {
    switch self {
    case .related: "related articles"
    case .image: "a picture"
    case .enclosure: "a file to download, as podcasts have"
    case .fulltext: "the whole text, fetched from its page"
    case .body: "a text of its own"
    case .label: "a label of your own"
    }
  }
}

/// What can be compared with a number: `heat>20`.
public enum QueryNumber: String, QueryWord {
  case heat, quality, related

  public var help: String {
    switch self {
    case .heat: "how much the article is talked about"
    case .quality: "its quality"
    case .related: "how many related articles it has"
    }
  }
}

/// When an article was published: `since:monday`. Each takes a date.
public enum QueryTime: String, QueryWord {
  case since, after, before, until, on

  public var help: String {
    switch self {
    case .since: "on that day or later"
    case .after: "later than that day"
    case .before: "earlier than that day"
    case .until: "on that day or earlier"
    case .on: "on that day, in that month or year"
    }
  }
}

/// The order of a list: `sort:heat`.
public enum QuerySort: String, QueryWord {
  case newest, oldest, heat, quality, provider, title, relevance, front

  public var help: String {
    switch self {
    case .newest: "the newest first"
    case .oldest: "the oldest first"
    case .heat: "what is talked about most first"
    case .quality: "the best first"
    case .provider: "by provider, then the newest first"
    case .title: "by title"
    case .relevance: "what fits the words best first"
    case .front: "the front page: fresh, good, each provider its share"
    }
  }
}

/// A word that stands before a colon or a comparison, whatever follows it.
public struct QueryName: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case field(QueryField)
    case state
    case part
    case number(QueryNumber)
    case age
    case time(QueryTime)
    case sort
    case limit
  }

  public let kind: Kind
  public let text: String
  /// What can stand after it.
  public let example: String
  public let help: String

  /// In the order in which they are explained.
  public static let all: [QueryName] =
    QueryField.allCases.map {
      QueryName(kind: .field($0), text: $0.rawValue, example: "\($0.rawValue):WORD", help: $0.help)
    }
    + [
      QueryName(kind: .state, text: "is", example: "is:unread", help: "what the article is"),
      QueryName(kind: .part, text: "has", example: "has:image", help: "what it brings with it"),
    ]
    + QueryNumber.allCases.map {
      QueryName(
        kind: .number($0), text: $0.rawValue, example: "\($0.rawValue)>=20", help: $0.help)
    }
    + [
      QueryName(
        kind: .age, text: "age", example: "age<3d",
        help: "the time since it was published: 30min, 12h, 3d, 2w, 6mo, 1y")
    ]
    + QueryTime.allCases.map {
      QueryName(
        kind: .time($0), text: $0.rawValue, example: "\($0.rawValue):yesterday", help: $0.help)
    }
    + [
      QueryName(kind: .sort, text: "sort", example: "sort:heat", help: "the order of the list"),
      QueryName(
        kind: .limit, text: "limit", example: "limit:50",
        help: "how many articles at most, or stories where a list folds them"),
    ]

  static let byText = Dictionary(uniqueKeysWithValues: all.map { ($0.text, $0) })

  /// The one of these words that was meant, if a slip of the finger makes it of `text`.
  public static func meant(_ text: String, of words: [String] = all.map(\.text)) -> String? {
    guard text.unicodeScalars.count >= 3, text.unicodeScalars.count <= 24 else { return nil }
    return words.first { isSlip(Array(text.unicodeScalars), of: Array($0.unicodeScalars)) }
  }

  /// One letter more, less, another one, or two that changed places.
  private static func isSlip(_ a: [Unicode.Scalar], of b: [Unicode.Scalar]) -> Bool {
    let start = zip(a, b).prefix { $0 == $1 }.count
    let (a, b) = (a[start...], b[start...])
    if a.count == b.count {
      if a.dropFirst() == b.dropFirst() { return true }
      return a.count >= 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
        && a.dropFirst(2) == b.dropFirst(2)
    }
    return a.count + 1 == b.count
      ? a == b.dropFirst() : a.count == b.count + 1 && a.dropFirst() == b
  }
}
