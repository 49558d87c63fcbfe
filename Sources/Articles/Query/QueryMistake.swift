/// What is wrong in a query, and where.
public struct QueryMistake: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case noSuchName(String, meant: String)
    case noSuchValue(String, after: String, meant: String?, allowed: [String])
    case nothingAfter(String)
    /// Of a field whose values do not stand in parentheses.
    case parentheses(after: String)
    case notANumber(String, after: String)
    case notADate(String, after: String)
    case notADuration(String)
    case needsComparison(String)
    case cannotCompare(String)
    case notClosed
    case notOpened
    case twice(String)
    case inside(String)
    case tooDeep
    case tooLong
  }

  /// Counted in characters from 1.
  public var column: Int
  public var reason: Reason

  public init(column: Int, reason: Reason) {
    self.column = column
    self.reason = reason
  }
}

extension QueryMistake: CustomStringConvertible {
  /// Place, what is wrong, and what to write instead.
  public var description: String { "Column \(column): \(QueryWording.sentence(for: reason))" }
}

/// The sentences of the query language.
enum QueryWording {
  static func sentence(for reason: QueryMistake.Reason) -> String {
    switch reason {
    case .noSuchName(let name, let meant):
      "There is no “\(name)”. Write \(meant), or put it in quotes to search for it."
    case .noSuchValue(let value, let name, let meant, let allowed):
      "\(name): does not know “\(value)”. "
        + (meant.map { "Write \(name):\($0)." }
          ?? "Write one of \(allowed.joined(separator: ", ")).")
    case .nothingAfter(let name): "Nothing follows \(name). Write \(example(of: name))."
    case .parentheses(let name):
      "\(name) takes one value. Write it again for another: \(example(of: name)) or …"
    case .notANumber("0", "limit"):
      "A list of 0 articles says nothing. Write \(example(of: "limit"))."
    case .notANumber(let value, let name):
      "“\(value)” is no number. Write \(example(of: name))."
    case .notADate(let value, let name):
      "“\(value)” is no date. Write \(name):2026-11-30, \(name):2026-11, \(name):monday, "
        + "\(name):yesterday or \(name):3d."
    case .notADuration(let value):
      "“\(value)” is no length of time. Write 30min, 12h, 3d, 2w, 6mo or 1y."
    case .needsComparison(let name):
      "\(name) is compared with < or >. Write \(example(of: name))."
    case .cannotCompare(let name): "\(name) cannot be compared. Write \(example(of: name))."
    case .notClosed: "This parenthesis is not closed. Add a )."
    case .notOpened: "This parenthesis was not opened. Take it away, or put it in quotes."
    case .twice(let name): "\(name): stands here twice. Keep one."
    case .inside(let name):
      "\(name): holds for the whole list. Write it outside of parentheses, “or” and “not”."
    case .tooDeep: "There are too many parentheses in each other. Take some away."
    case .tooLong: "A query has at most \(QueryParser.longest) characters. Make it shorter."
    }
  }

  private static func example(of name: String) -> String {
    QueryName.byText[name]?.example ?? "\(name):WORD"
  }
}
