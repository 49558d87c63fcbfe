/// Which articles a person asks for, in which order, and how many of them at most.
///
/// What every list, saved view and rule is made of. A day of the calendar that the person named
/// stands here as instants: who keeps a query over midnight keeps its text and reads it again.
public struct ArticleQuery: Hashable, Sendable {
  public var condition: QueryCondition
  public var sort: QuerySort?
  /// At least 1.
  public var limit: Int?

  public init(
    _ condition: QueryCondition = .everything, sort: QuerySort? = nil, limit: Int? = nil
  ) {
    self.condition = condition
    self.sort = sort
    self.limit = limit
  }

  /// Whether it asks for everything, as it is.
  public var isEmpty: Bool { self == ArticleQuery() }
}

/// What an article must be to be listed.
public indirect enum QueryCondition: Hashable, Sendable {
  /// All of them; none at all is everything.
  case all([QueryCondition])
  /// One of them; at least two.
  case any([QueryCondition])
  case not(QueryCondition)
  /// In title, excerpt, body or the titles of related articles.
  case text(TextMatch)
  case field(QueryField, TextMatch)
  case state(QueryState)
  case has(QueryPart)
  case number(QueryNumber, QueryComparison, Int)
  /// Published at that instant or later; an undated article never is.
  case since(Instant)
  /// Published earlier than that instant; an undated article never is.
  case before(Instant)

  public static let everything = QueryCondition.all([])

  public func and(_ other: QueryCondition) -> QueryCondition {
    self == .everything ? other : other == .everything ? self : .all([self, other])
  }

  /// Whether one of the conditions it is made of, none of which is made of others, is meant.
  public func contains(where isMeant: (QueryCondition) -> Bool) -> Bool {
    switch self {
    case .all(let conditions), .any(let conditions):
      conditions.contains { $0.contains(where: isMeant) }
    case .not(let condition): condition.contains(where: isMeant)
    default: isMeant(self)
    }
  }

  /// Whether the index of words must be complete to answer.
  public var asksForWords: Bool {
    contains { condition in
      switch condition {
      case .all, .any, .not, .number, .since, .before: false
      case .text: true
      case .field(let field, _): field != .tag && field != .source && field != .label
      case .state(let state):
        switch state {
        case .unread, .read, .starred, .unstarred, .new, .played, .downloaded, .muted: false
        case .video, .course, .download, .collection, .profile, .forum: true
        }
      case .has(let part): part != .related && part != .label
      }
    }
  }

  /// Whether the answer is another one after a mark.
  public var asksForMarks: Bool {
    contains { condition in
      switch condition {
      case .state(let state):
        [.unread, .read, .starred, .unstarred, .new, .played, .downloaded].contains(state)
      case .field(.label, _), .has(.label): true
      default: false
      }
    }
  }

  /// Whether what is hidden elsewhere is meant as well.
  public var asksForMuted: Bool { contains { $0 == .state(.muted) } }
}

/// What a text must contain. Case and diacritics do not count.
public struct TextMatch: Hashable, Sendable {
  public enum Style: Hashable, Sendable {
    case word
    /// A word that begins so.
    case prefix
    /// These words one after the other, and nothing else between them.
    case phrase
    /// As a phrase, of whose last word only the beginning is given.
    case phrasePrefix
    /// A word that becomes this one by so many typing errors, 1 or 2.
    case near(Int)
  }

  /// As it was typed, not empty.
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .word) {
    self.text = text
    self.style = style
  }
}

public enum QueryComparison: String, CaseIterable, Hashable, Sendable {
  case less = "<"
  case atMost = "<="
  case equal = "="
  case atLeast = ">="
  case more = ">"
}

extension ArticleQuery: CustomStringConvertible {
  /// A text that is read as this query again, with dates in UTC.
  public var description: String {
    var parts: [String] = []
    if condition != .everything { parts.append(condition.printed(within: .all)) }
    if let sort { parts.append("sort:\(sort.rawValue)") }
    if let limit { parts.append("limit:\(limit)") }
    if case .any = condition, parts.count > 1 { parts[0] = "(\(parts[0]))" }
    // A word at the very end would be read as the beginning of one.
    return parts.joined(separator: " ") + (parts.count == 1 && condition.endsInWord ? " " : "")
  }
}

extension QueryCondition {
  fileprivate var endsInWord: Bool {
    switch self {
    case .all(let conditions), .any(let conditions): conditions.last?.endsInWord ?? false
    case .not(let condition): condition.endsInWord
    case .text(let match), .field(_, let match): match.style == .word
    default: false
    }
  }

  fileprivate enum Surroundings { case all, any, other }

  fileprivate func printed(within surroundings: Surroundings) -> String {
    switch self {
    case .all(let conditions):
      let text = conditions.map { $0.printed(within: conditions.count > 1 ? .other : .all) }
        .joined(separator: " ")
      return surroundings == .other || conditions.isEmpty ? "(\(text))" : text
    case .any(let conditions):
      let text = conditions.map { $0.printed(within: .any) }.joined(separator: " or ")
      return surroundings == .all ? text : "(\(text))"
    case .not(let condition): return "-" + condition.printed(within: .other)
    case .text(let match): return match.printed
    case .field(let field, let match): return "\(field.rawValue):\(match.printed)"
    case .state(let state): return "is:\(state.rawValue)"
    case .has(let part): return "has:\(part.rawValue)"
    case .number(let number, let comparison, let value):
      return "\(number.rawValue)\(comparison.rawValue)\(value)"
    case .since(let instant): return "since:\(instant.iso8601)"
    case .before(let instant): return "before:\(instant.iso8601)"
    }
  }
}

extension TextMatch {
  fileprivate var printed: String {
    switch style {
    case .word: return text
    case .prefix: return text + "*"
    case .near(let errors): return "\(text)~\(errors)"
    case .phrase, .phrasePrefix:
      var quoted = "\""
      for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" || scalar == "*" { quoted.unicodeScalars.append("\\") }
        quoted.unicodeScalars.append(scalar)
      }
      return quoted + (style == .phrasePrefix ? "*\"" : "\"")
    }
  }
}
