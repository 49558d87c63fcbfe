/// Says a condition of newsboat's filter language as a query.
///
/// What newsboat compares letter by letter is looked for by words here, so some conditions find a little
/// more than they did: ``remarks`` tells. What cannot be said at all is refused with its reason.
/// Newsboat lets `and` bind closer than `or`, as we do.
public struct NewsboatFilter: Hashable, Sendable {
  public private(set) var query: String
  /// How the query differs, in sentences.
  public private(set) var remarks: [String] = []

  /// Why a condition is none of ours; ``message`` says it.
  public enum Refusal: Error, Hashable, Sendable {
    case noFilter(at: Int)
    case attribute(String)
    case comparison(String, String)
    case value(String, String)
    case expression(String)

    public var message: String { NewsboatWording.sentence(self) }
  }

  public init(_ text: String) throws(Refusal) {
    var parser = Parser(text)
    let condition = try parser.either()
    guard parser.isAtEnd else { throw .noFilter(at: parser.column) }
    query = condition.printed(isInside: false)
    remarks = parser.remarks
    // A last resort: what is no query is not handed on as one.
    guard (try? QueryParser.parse(query, now: Instant(milliseconds: 0))) != nil else {
      throw .expression(text)
    }
  }

  /// A query in the making.
  private indirect enum Condition {
    case one(String)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    func printed(isInside: Bool) -> String {
      switch self {
      case .one(let text): return text
      case .not(.one(let text)): return "-" + text
      case .not(let condition): return "-(" + condition.printed(isInside: false) + ")"
      case .all(let conditions):
        let text = conditions.map { $0.printed(isInside: true) }.joined(separator: " ")
        return isInside && conditions.count > 1 ? "(\(text))" : text
      case .any(let conditions):
        let text = conditions.map { $0.printed(isInside: true) }.joined(separator: " or ")
        return isInside && conditions.count > 1 ? "(\(text))" : text
      }
    }

    static func any(_ texts: [String]) -> Condition {
      texts.count == 1 ? .one(texts[0]) : .any(texts.map(Condition.one))
    }
  }

  // MARK: Reading

  private struct Parser {
    private let text: [Character]
    private var place = 0
    private(set) var remarks: [String] = []
    private var depth = 0

    init(_ text: String) {
      self.text = Array(text)
    }

    var isAtEnd: Bool {
      mutating get {
        skipBlanks()
        return place == text.count
      }
    }

    var column: Int { place + 1 }

    mutating func either() throws(Refusal) -> Condition {
      var found = [try both()]
      while takeWord("or") { found.append(try both()) }
      return found.count == 1 ? found[0] : .any(found)
    }

    private mutating func both() throws(Refusal) -> Condition {
      var found = [try one()]
      while takeWord("and") { found.append(try one()) }
      return found.count == 1 ? found[0] : .all(found)
    }

    private mutating func one() throws(Refusal) -> Condition {
      skipBlanks()
      if peek == "(" {
        depth += 1
        guard depth < 40 else { throw .noFilter(at: column) }
        place += 1
        let condition = try either()
        skipBlanks()
        guard peek == ")" else { throw .noFilter(at: column) }
        place += 1
        depth -= 1
        return condition
      }
      let start = column
      let name = take { $0.isLetter || $0 == "_" || $0 == "-" || $0 == "." }.lowercased()
      skipBlanks()
      guard !name.isEmpty, let sign = takeSign() else { throw .noFilter(at: start) }
      skipBlanks()
      guard let value = takeValue() else { throw .noFilter(at: column) }
      return try condition(name, sign, value)
    }

    private var peek: Character? { place < text.count ? text[place] : nil }

    private mutating func skipBlanks() {
      while let next = peek, next.isWhitespace { place += 1 }
    }

    private mutating func take(while isWanted: (Character) -> Bool) -> String {
      let start = place
      while let next = peek, isWanted(next) { place += 1 }
      return String(text[start..<place])
    }

    private mutating func takeWord(_ word: String) -> Bool {
      skipBlanks()
      let end = place + word.count
      guard end <= text.count, String(text[place..<end]).lowercased() == word else { return false }
      guard end == text.count || !text[end].isLetter else { return false }
      place = end
      return true
    }

    private mutating func takeSign() -> String? {
      for sign in ["=~", "!~", "==", "!=", "<=", ">=", "!#", "=", "<", ">", "#"]
      where text[place...].starts(with: sign) {
        place += sign.count
        return sign == "==" ? "=" : sign
      }
      return takeWord("between") ? "between" : nil
    }

    private mutating func takeValue() -> String? {
      guard let quote = peek, quote == "\"" || quote == "'" else {
        let bare = take { $0.isNumber || $0 == "-" || $0 == ":" }
        return bare.isEmpty ? nil : bare
      }
      place += 1
      var value = ""
      while let next = peek {
        place += 1
        if next == quote { return value }
        // Before a quote it escapes; an expression keeps its own.
        if next == "\\", peek == quote {
          value.append(quote)
          place += 1
        } else {
          value.append(next)
        }
      }
      return nil
    }

    // MARK: Saying

    private mutating func condition(
      _ name: String, _ sign: String, _ value: String
    ) throws(Refusal) -> Condition {
      if sign == "!=" || sign == "!~" || sign == "!#" {
        let positive = sign == "!=" ? "=" : sign == "!~" ? "=~" : "#"
        let found = try condition(name, positive, value)
        if case .not(let opposite) = found { return opposite }
        return .not(found)
      }
      switch name {
      case "title": return try texts(["title"], name, sign, value)
      case "content": return try texts(["excerpt", "body"], name, sign, value)
      case "author": return try texts(["author"], name, sign, value)
      case "link": return try texts(["url"], name, sign, value)
      case "feedtitle", "rssurl": return try texts(["source"], name, sign, value)
      case "feedlink": return try texts(["domain"], name, sign, Self.host(of: value))
      case "tags": return try tag(sign, value)
      case "unread":
        guard sign == "=" || sign == "=~" else { throw .comparison(name, sign) }
        switch value.lowercased() {
        case "yes": return .one("is:unread")
        case "no": return .one("is:read")
        default: throw .value(name, value)
        }
      case "age": return try age(sign, value)
      case "date":
        guard sign == "=~" || sign == "=", value.count == 4, Int(value) != nil else {
          throw .attribute(name)
        }
        return .one("on:\(value)")
      case "enclosure_url", "enclosure_type":
        if sign == "=", value.isEmpty { return .not(.one("has:enclosure")) }
        if sign == "=~", [".", ".+", "..*"].contains(value) { return .one("has:enclosure") }
        throw .value(name, value)
      default: throw .attribute(name)
      }
    }

    private mutating func texts(
      _ fields: [String], _ name: String, _ sign: String, _ value: String
    ) throws(Refusal) -> Condition {
      let texts: [String]
      switch sign {
      case "=":
        texts = [value]
        note(NewsboatWording.contains(name))
      case "=~":
        texts = try PlainExpression(of: value, name).texts
        note(NewsboatWording.beginsWords(name))
      default: throw .comparison(name, sign)
      }
      let isBeginning = sign == "=~"
      let words = texts.filter { QueryScanner.saysSomething($0) }
      guard words.count == texts.count, !words.isEmpty else { throw .value(name, value) }
      return .any(
        fields.flatMap { field in
          words.map {
            "\(field):\(Self.quoted($0, isBeginning: isBeginning && !$0.hasSuffix(" ")))"
          }
        })
    }

    private mutating func tag(_ sign: String, _ value: String) throws(Refusal) -> Condition {
      switch sign {
      case "#", "=":
        guard QueryScanner.saysSomething(value) else { throw .value("tags", value) }
        // What is listed under no other tag is not told apart.
        if sign == "=" {
          guard !value.contains(" ") else { throw .comparison("tags", sign) }
          note(NewsboatWording.contains("tags"))
        }
        return .one("tag:\(Self.quoted(value, isBeginning: false))")
      case "=~":
        note(NewsboatWording.beginsWords("tags"))
        return .any(
          try PlainExpression(of: value, "tags").texts.map {
            "tag:\(Self.quoted($0, isBeginning: true))"
          })
      default: throw .comparison("tags", sign)
      }
    }

    /// Whole days that have passed.
    private func age(_ sign: String, _ value: String) throws(Refusal) -> Condition {
      if sign == "between" {
        let ends = value.split(separator: ":").compactMap { Int($0) }
        guard ends.count == 2, ends.allSatisfy({ $0 >= 0 }) else { throw .value("age", value) }
        return Self.days(min(ends[0], ends[1])...max(ends[0], ends[1]))
      }
      guard let days = Int(value), (0...100_000).contains(days) else { throw .value("age", value) }
      switch sign {
      case "<": return .one("age<\(days)d")
      case "<=": return .one("age<\(days + 1)d")
      case ">": return .one("age>=\(days + 1)d")
      case ">=": return .one("age>=\(days)d")
      case "=": return Self.days(days...days)
      default: throw .comparison("age", sign)
      }
    }

    private static func days(_ range: ClosedRange<Int>) -> Condition {
      let end = Condition.one("age<\(range.upperBound + 1)d")
      return range.lowerBound == 0 ? end : .all([.one("age>=\(range.lowerBound)d"), end])
    }

    private mutating func note(_ remark: String) {
      if !remarks.contains(remark) { remarks.append(remark) }
    }

    private static func host(of text: String) -> String {
      var rest = Substring(text)
      for start in ["https://", "http://", "https?://"] where rest.hasPrefix(start) {
        rest = rest.dropFirst(start.count)
      }
      return String(rest.prefix { $0 != "/" })
    }

    private static func quoted(_ text: String, isBeginning: Bool) -> String {
      if text.allSatisfy({ $0.isLetter || $0.isNumber }), text.lowercased() != "or",
        text.lowercased() != "not"
      {
        return text + (isBeginning ? "*" : "")
      }
      var result = "\""
      for character in text.trimmingSpaces {
        if "\"\\*".contains(character) { result.append("\\") }
        result.append(character)
      }
      return result + (isBeginning ? "*\"" : "\"")
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: Substring {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// The sentences about conditions of newsboat.
enum NewsboatWording {
  static func sentence(_ refusal: NewsboatFilter.Refusal) -> String {
    switch refusal {
    case .noFilter(let column):
      "column \(column) of its condition cannot be read. Write it as in unread = \"yes\"."
    case .attribute(let name): "\(name) cannot be asked for here. \(remedy(for: name))"
    case .comparison(let name, let sign):
      "\(name) cannot be compared with \(sign) here. \(remedy(for: name))"
    case .value(let name, let value):
      "\(name) cannot be asked for “\(value)” here. \(remedy(for: name))"
    case .expression(let text):
      "the expression “\(text)” is more than words that stand for each other. Write the words, "
        + "joined by |."
    }
  }

  static func contains(_ name: String) -> String {
    "\(name) = also finds what contains the words"
  }

  static func beginsWords(_ name: String) -> String {
    "\(name) =~ finds words that begin so, not parts of words"
  }

  private static func remedy(for name: String) -> String {
    switch name {
    case "flags": "Star the articles and write a view with is:starred."
    case "date", "feeddate": "Write a view with since:2026-11-01, before: or age<7d."
    case "guid": "Write a view with url: and a part of the address."
    case "enclosure_url", "enclosure_type": "Write a view with has:enclosure."
    case "tags": "Write tags # \"news\"."
    case "unread": "Write unread = \"yes\" or \"no\"."
    case "age": "Write age < 7, or age between 0:7."
    case "description": "Write a view with source: and a word of the feed's name."
    case "unread_count", "total_count", "articleindex", "latest_article_age":
      "It says something of a feed, not of an article: take it away."
    default: "docs/queries.md has the fields there are."
    }
  }
}
