/// Reads the query language.
///
/// Who types plain words gets these words: what only looks like an operator (`re:Invent`, `C++`, an
/// “or” at the end, a quote that is not closed yet) is searched for, and only what was surely meant
/// as one and cannot be one is a mistake. Costs what the text is long.
public struct QueryParser {
  /// In characters.
  public static let longest = 4_000
  private static let deepest = 50

  private var scanner: QueryScanner
  private let dates: QueryDates
  private var sort: QuerySort?
  private var limit: Int?
  /// Of parentheses and “not”s in each other.
  private var depth = 0
  /// Whether in one of those, where no sort order stands.
  private var isInside = false
  /// Whether behind an odd number of “not”s.
  private var isExcluded = false

  /// - Parameters:
  ///   - now: what `yesterday` and `3d` are counted from.
  ///   - utcOffset: seconds east of Greenwich at an instant, where the person's days begin.
  public static func parse(
    _ text: String, now: Instant, utcOffset: @escaping (Instant) -> Int = { _ in 0 }
  ) throws(QueryMistake) -> ArticleQuery {
    var parser = QueryParser(text, QueryDates(now: now, utcOffset: utcOffset))
    return try parser.query()
  }

  private init(_ text: String, _ dates: QueryDates) {
    scanner = QueryScanner(text)
    self.dates = dates
  }

  private mutating func query() throws(QueryMistake) -> ArticleQuery {
    guard scanner.scalars.count <= Self.longest else { throw mistake(.tooLong, at: 0) }
    let condition = try either(in: nil)
    guard scanner.isAtEnd else { throw mistake(.notOpened, at: scanner.position) }
    return ArticleQuery(condition, sort: sort, limit: limit)
  }

  // MARK: Conditions

  /// Groups joined by “or”, up to the end or a closing parenthesis.
  private mutating func either(in field: QueryField?) throws(QueryMistake) -> QueryCondition {
    var groups: [[QueryCondition]] = [[]]
    while true {
      scanner.skipBlanks()
      if scanner.isAtEnd || scanner.isAt(")") && parentheses > 0 { break }
      if !groups[groups.count - 1].isEmpty, scanner.takeOr(within: parentheses > 0) {
        groups.append([])
        continue
      }
      if let condition = try condition(in: field) { groups[groups.count - 1].append(condition) }
    }
    groups.removeAll(where: \.isEmpty)
    let conditions = groups.map { $0.count == 1 ? $0[0] : QueryCondition.all($0) }
    return conditions.count > 1 ? .any(conditions) : conditions.first ?? .everything
  }

  /// One condition, or `nil` for what is none: a sort order, a lone dash.
  private mutating func condition(in field: QueryField?) throws(QueryMistake) -> QueryCondition? {
    if scanner.takeNot(within: parentheses > 0) {
      try descend(at: scanner.position)
      defer { depth -= 1 }
      let outside = isInside
      isInside = true
      isExcluded.toggle()
      defer {
        isInside = outside
        isExcluded.toggle()
      }
      return try condition(in: field).map { .not($0) }
    }
    if scanner.isAt("(") { return try group(in: field) }
    if scanner.isAtQuote {
      // Empty quotes are being typed, and ask for nothing yet.
      let phrase = phrase()
      return phrase.text.isEmpty ? nil : match(phrase, in: field)
    }
    if scanner.isAt(")"), parentheses == 0 { throw mistake(.notOpened, at: scanner.position) }
    if let name = scanner.takeName() { return try named(name) }
    if scanner.isAtWebAddress {
      let text = scanner.takeWord().text
      // Without what tracks readers, as articles have theirs.
      return .field(.url, TextMatch(Address(canonicalizing: text)?.text ?? text, .phrase))
    }
    return word().map { match($0, in: field) }
  }

  private var parentheses: Int { scanner.openParentheses }

  private mutating func group(in field: QueryField?) throws(QueryMistake) -> QueryCondition {
    let start = scanner.position
    try descend(at: start)
    defer { depth -= 1 }
    let outside = isInside
    isInside = true
    defer { isInside = outside }
    scanner.position += 1
    scanner.openParentheses += 1
    defer { scanner.openParentheses -= 1 }
    let condition = try either(in: field)
    guard scanner.isAt(")") else { throw mistake(.notClosed, at: start) }
    scanner.position += 1
    return condition
  }

  private mutating func descend(at position: Int) throws(QueryMistake) {
    guard depth < Self.deepest else { throw mistake(.tooDeep, at: position) }
    depth += 1
  }

  /// Two conditions in place of one, which count as a pair of parentheses.
  private mutating func both(
    _ first: QueryCondition, _ second: QueryCondition, at start: Int
  ) throws(QueryMistake) -> QueryCondition {
    try descend(at: start)
    depth -= 1
    return .all([first, second])
  }

  private func match(_ text: TextMatch, in field: QueryField?) -> QueryCondition {
    field.map { .field($0, text) } ?? .text(text)
  }

  // MARK: What has a name

  private mutating func named(_ found: QueryScanner.Name) throws(QueryMistake) -> QueryCondition? {
    guard let name = QueryName.byText[found.text] else {
      throw mistake(.noSuchName(found.text, meant: found.meant ?? ""), at: found.start)
    }
    if let comparison = found.comparison {
      switch name.kind {
      case .number(let number):
        return .number(number, comparison, try self.number(after: name))
      case .age: return try age(comparison, name)
      default: throw mistake(.cannotCompare(name.text), at: found.start)
      }
    }
    switch name.kind {
    case .field(let field): return try value(of: field, name)
    case .state:
      let state: QueryState = try choice(after: name)
      guard state == .new else { return .state(state) }
      let dayBefore = dates.now.advanced(byMilliseconds: -86_400_000)
      return try both(.state(.unread), .since(dayBefore), at: found.start)
    case .part: return .has(try choice(after: name))
    case .number(let number): return .number(number, .equal, try self.number(after: name))
    case .age: throw mistake(.needsComparison(name.text), at: found.start)
    case .time(let time):
      let (start, text) = try plainValue(after: name)
      guard let range = dates.range(time, text) else {
        throw mistake(.notADate(text, after: name.text), at: start)
      }
      switch (range.from, range.to) {
      case (let from?, nil): return .since(from)
      case (nil, let to?): return .before(to)
      case (let from?, let to?): return try both(.since(from), .before(to), at: start)
      case (nil, nil): return .everything
      }
    case .sort:
      try standsAtTheTop(name, isThere: sort != nil, at: found.start)
      sort = try choice(after: name)
      return nil
    case .limit:
      try standsAtTheTop(name, isThere: limit != nil, at: found.start)
      let position = scanner.position
      let number = try number(after: name)
      guard number > 0 else {
        throw mistake(.notANumber("\(number)", after: name.text), at: position)
      }
      limit = number
      return nil
    }
  }

  private func standsAtTheTop(
    _ name: QueryName, isThere: Bool, at start: Int
  ) throws(QueryMistake) {
    if isInside { throw mistake(.inside(name.text), at: start) }
    if isThere { throw mistake(.twice(name.text), at: start) }
  }

  private mutating func value(
    of field: QueryField, _ name: QueryName
  ) throws(QueryMistake) -> QueryCondition {
    if scanner.isAt("(") { return try group(in: field) }
    let start = scanner.position
    if scanner.isAtQuote {
      let phrase = phrase()
      guard !phrase.text.isEmpty else { throw mistake(.nothingAfter(name.text), at: start) }
      return .field(field, phrase)
    }
    guard let word = word() else { throw mistake(.nothingAfter(name.text), at: start) }
    return .field(field, word)
  }

  /// What follows a name, in small letters, with or without quotes.
  private mutating func plainValue(
    after name: QueryName
  ) throws(QueryMistake) -> (start: Int, text: String) {
    let start = scanner.position
    if scanner.isAt("(") { throw mistake(.parentheses(after: name.text), at: start) }
    let text = scanner.isAtQuote ? phrase().text : scanner.takeWord().text
    guard !text.isEmpty else { throw mistake(.nothingAfter(name.text), at: start) }
    return (start, text.lowercased())
  }

  private mutating func choice<Word: QueryWord>(
    after name: QueryName
  ) throws(QueryMistake) -> Word {
    let (start, text) = try plainValue(after: name)
    if let word = Word(rawValue: text) { return word }
    let allowed = Word.allCases.map(\.rawValue)
    let meant = QueryName.meant(text, of: allowed)
    throw mistake(
      .noSuchValue(text, after: name.text, meant: meant, allowed: allowed), at: start)
  }

  private mutating func number(after name: QueryName) throws(QueryMistake) -> Int {
    let (start, text) = try plainValue(after: name)
    guard let number = Int(text), abs(number) <= 1_000_000_000 else {
      throw mistake(.notANumber(text, after: name.text), at: start)
    }
    return number
  }

  private mutating func age(
    _ comparison: QueryComparison, _ name: QueryName
  ) throws(QueryMistake) -> QueryCondition {
    guard comparison != .equal else {
      throw mistake(.needsComparison(name.text), at: scanner.position)
    }
    let (start, text) = try plainValue(after: name)
    guard let instant = dates.before(text) else { throw mistake(.notADuration(text), at: start) }
    // An article becomes older as its date lies further back.
    switch comparison {
    case .less: return .since(instant.advanced(byMilliseconds: 1))
    case .atMost, .equal: return .since(instant)
    case .atLeast: return .before(instant.advanced(byMilliseconds: 1))
    case .more: return .before(instant)
    }
  }

  // MARK: Words

  private mutating func phrase() -> TextMatch {
    let quoted = scanner.takeQuoted()
    return TextMatch(quoted.text, quoted.isBeginning ? .phrasePrefix : .phrase)
  }

  /// A word as it stands there, or `nil` where nothing of it is to be searched for.
  private mutating func word() -> TextMatch? {
    let word = scanner.takeWord()
    guard QueryScanner.saysSomething(word.text) else { return nil }
    if word.errors > 0 { return TextMatch(word.text, .near(word.errors)) }
    // What is excluded is the whole word: "-a" leaves more than nothing. A word that ends in a sign does not go on:
    // "C++" is not the beginning of all that begins with c.
    let mayGoOn = word.text.last.map { QueryScanner.saysSomething(String($0)) } ?? false
    let isBeginning = word.hasStar || scanner.isAtEnd && !isExcluded && mayGoOn
    if QueryScanner.isPlain(word.text) {
      return TextMatch(word.text, isBeginning ? .prefix : .word)
    }
    return TextMatch(word.text, isBeginning ? .phrasePrefix : .phrase)
  }

  private func mistake(_ reason: QueryMistake.Reason, at position: Int) -> QueryMistake {
    QueryMistake(column: scanner.column(of: position), reason: reason)
  }
}

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
