public import Articles

/// A query by which articles are hidden from every list but one.
public struct MuteRule: Hashable, Sendable {
  public var name: String?
  /// As the settings have it.
  public var query: String

  public init(name: String? = nil, query: String) {
    self.name = name
    self.query = query
  }
}

/// A query by which rows have a look of their own.
public struct HighlightRule: Hashable, Sendable {
  public var name: String?
  public var query: String
  public var role: Role

  public init(name: String? = nil, query: String, role: Role = .highlight) {
    self.name = name
    self.query = query
    self.role = role
  }

  /// What a rule may give rows, by its name in the settings.
  public static let roles: [(name: String, role: Role)] = [
    ("highlight", .highlight), ("alert", .alert), ("quiet", .quiet),
  ]
}

/// Why a query is no rule.
public enum RuleFault: Error, Hashable, Sendable {
  case mistake(QueryMistake)
  /// It holds for every article by itself.
  case ordersOrLimits
  /// What is hidden would follow from what is hidden.
  case asksForMuted
  case empty

  /// - Parameter isMuting: whether the rule hides.
  public static func check(_ query: String, isMuting: Bool) throws(RuleFault) {
    let parsed: ArticleQuery
    do throws(QueryMistake) {
      parsed = try QueryParser.parse(query, now: Instant(milliseconds: 0))
    } catch {
      throw .mistake(error)
    }
    if parsed.sort != nil || parsed.limit != nil { throw .ordersOrLimits }
    if isMuting, parsed.condition.asksForMuted { throw .asksForMuted }
    if parsed == ArticleQuery() { throw .empty }
  }

  public var message: String { Wording.sentence(self) }
}
