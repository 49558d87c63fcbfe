import Articles

/// What a query asks of the library: conditions as SQLite can answer them, whose values are all bound.
indirect enum QueryPlan: Hashable {
  case everything
  case nothing
  case all([QueryPlan])
  case any([QueryPlan])
  case not(QueryPlan)
  /// What the index of words answers: an expression of FTS5.
  case words(String)
  /// Words that begin with a few letters.
  case beginning(String)
  case number(QueryNumber, QueryComparison, Int)
  /// Where an article stands in a list that is sorted by date; see ``ListPosition``.
  case sort(ClosedRange<Int64>)
  case sources(Set<SourceID>)
  /// Whether an article has a mark.
  case mark(MarkFlags)
  /// Whether an article has one of some labels.
  case labels(Set<Int64>)
  /// Whether a rule hides it.
  case muted
}

/// Makes a plan of a query. Never fails: what cannot be found finds nothing.
struct QueryCompiler {
  /// The sources that a tag, or a name or an address of a source, means.
  var sourcesTagged: (TextMatch) -> Set<SourceID> = { _ in [] }
  var sourcesNamed: (TextMatch) -> Set<SourceID> = { _ in [] }
  /// The sources whose articles are shown under a name that the person has chosen.
  var sourcesCalled: (TextMatch) -> Set<SourceID> = { _ in [] }
  /// The labels that a name means.
  var labelsNamed: (TextMatch) throws -> Set<Int64> = { _ in [] }

  /// The words of the library that begin with some letters.
  var wordsBeginning: (String) throws -> [String] = { _ in [] }

  /// What a word is looked for in that has no name before it.
  static let textColumns: [TextIndex.Column] = [.title, .excerpt, .body, .related]

  func plan(_ condition: QueryCondition) throws -> QueryPlan {
    switch condition {
    case .all(let conditions): Self.all(try conditions.map(plan))
    case .any(let conditions): Self.any(try conditions.map(plan))
    case .not(let condition): Self.not(try plan(condition))
    case .text(let match): try text(match)
    case .field(let field, let match): try plan(field, match)
    case .state(let state): try plan(state)
    case .has(let part): try plan(part)
    case .number(let number, let comparison, let value): .number(number, comparison, value)
    // A list is sorted by the negative of the date.
    case .since(let instant): .sort(Self.firstSort...Self.sort(instant))
    case .before(let instant): Self.before(instant)
    }
  }

  private func plan(_ field: QueryField, _ match: TextMatch) throws -> QueryPlan {
    switch field {
    case .title: return try words(match, in: [.title])
    case .excerpt: return try words(match, in: [.excerpt])
    case .body: return try words(match, in: [.body])
    case .provider:
      let called = sourcesCalled(match)
      let named = try words(match, in: [.provider])
      return called.isEmpty ? named : Self.any([named, .sources(called)])
    case .domain:
      let whole = TextMatch(match.text + " " + SearchText.border, .phrase)
      let found = try words(whole, in: [.domain])
      guard match.style == .prefix || match.style == .phrasePrefix else { return found }
      return Self.any([found, try words(match, in: [.domain])])
    case .topic: return try words(match, in: [.topic])
    case .type: return try words(match, in: [.type])
    case .category: return try words(match, in: [.category])
    case .author: return try words(match, in: [.author])
    case .url: return try words(match, in: [.url])
    case .lang: return try words(match, in: [.lang])
    case .tag: return .sources(sourcesTagged(match))
    case .source: return .sources(sourcesNamed(match))
    case .label:
      let labels = try labelsNamed(match)
      return labels.isEmpty ? .nothing : .labels(labels)
    }
  }

  private func plan(_ state: QueryState) throws -> QueryPlan {
    switch state {
    case .read: .mark(.read)
    case .unread: .not(.mark(.read))
    case .starred: .mark(.starred)
    case .unstarred: .not(.mark(.starred))
    case .played: .mark(.played)
    case .downloaded: .mark(.downloaded)
    // The parser says since when.
    case .new: .not(.mark(.read))
    case .muted: .muted
    case .video, .course, .download, .collection, .profile, .forum:
      try words(TextMatch(state.rawValue), in: [.type])
    }
  }

  private func plan(_ part: QueryPart) throws -> QueryPlan {
    switch part {
    case .related: .number(.related, .more, 0)
    case .label: .mark(.labelled)
    case .image, .enclosure, .body, .fulltext: try words(TextMatch(part.rawValue), in: [.facts])
    }
  }

  // MARK: Words

  private func text(_ match: TextMatch) throws -> QueryPlan {
    let mayGoOn = match.style == .prefix || match.style == .phrasePrefix
    // One character of a script without blanks is the beginning of pairs.
    let isOne = match.text.unicodeScalars.count == 1 && SearchText.isUnspaced(match.text)
    if mayGoOn || isOne, let beginning = SearchText.beginning(match.text) {
      return .beginning(beginning)
    }
    return try words(match, in: Self.textColumns)
  }

  private func words(_ match: TextMatch, in columns: [TextIndex.Column]) throws -> QueryPlan {
    let phrase: String?
    switch match.style {
    case .word, .phrase: phrase = SearchText.phrase(match.text)
    case .prefix, .phrasePrefix: phrase = SearchText.phrase(match.text, isBeginning: true)
    case .near(let errors): phrase = try near(match.text, errors)
    }
    guard let phrase else { return .nothing }
    return .words("{\(columns.map(\.rawValue).joined(separator: " "))} : \(phrase)")
  }

  /// So many words are looked for in the place of one at most.
  private static let mostWords = 2000

  /// One error may be anywhere; for a second one the word must begin nearly as it should.
  private func near(_ text: String, _ errors: Int) throws -> String? {
    let word = SearchText.folded(text)
    var words = TypingErrors.neighbours(of: word)
    let letters = Array(word.unicodeScalars)
    if errors > 1, letters.count > 3, letters.count <= TypingErrors.longest {
      for start in TypingErrors.beginnings(of: letters) {
        for other in try wordsBeginning(start)
        where abs(other.unicodeScalars.count - letters.count) <= errors
          && TypingErrors.distance(letters, Array(other.unicodeScalars)) <= errors
        {
          words.insert(other)
        }
      }
    }
    let phrases = ([text] + words.sorted().prefix(Self.mostWords)).compactMap {
      SearchText.phrase($0)
    }
    return phrases.isEmpty ? nil : "(" + phrases.joined(separator: " OR ") + ")"
  }

  // MARK: Dates

  private static let firstSort = Int64.min
  /// An article without a date stands behind all others, and is neither before nor after anything.
  private static let lastSort = Int64.max - 1

  private static func sort(_ instant: Instant) -> Int64 {
    ListPosition(published: instant.milliseconds, title: "").sort
  }

  private static func before(_ instant: Instant) -> QueryPlan {
    let sort = sort(instant)
    return sort < lastSort ? .sort(sort + 1...lastSort) : .nothing
  }

  // MARK: Joining

  /// What the index of words can answer by itself becomes one expression.
  static func all(_ plans: [QueryPlan]) -> QueryPlan {
    var words: [String] = []
    var excluded: [String] = []
    var rest: [QueryPlan] = []
    var range = Int64.min...Int64.max
    for plan in plans.flatMap({ plan -> [QueryPlan] in
      if case .all(let parts) = plan { parts } else { [plan] }
    }) {
      switch plan {
      case .nothing: return .nothing
      case .everything: break
      case .words(let expression) where isShallow(expression): words.append(expression)
      case .not(.words(let expression)) where isShallow(expression): excluded.append(expression)
      case .sort(let other):
        guard range.overlaps(other) else { return .nothing }
        range = range.clamped(to: other)
      default: if !rest.contains(plan) { rest.append(plan) }
      }
    }
    if !words.isEmpty {
      var expression = words.count == 1 ? words[0] : joined(words, by: "AND")
      if !excluded.isEmpty { expression = "((\(expression)) NOT \(joined(excluded, by: "OR")))" }
      rest.insert(.words(expression), at: 0)
    } else {
      rest += excluded.map { .not(.words($0)) }
    }
    if range != Int64.min...Int64.max { rest.append(.sort(range)) }
    return rest.isEmpty ? .everything : rest.count == 1 ? rest[0] : .all(rest)
  }

  static func any(_ plans: [QueryPlan]) -> QueryPlan {
    var words: [String] = []
    var rest: [QueryPlan] = []
    for plan in plans {
      switch plan {
      case .everything: return .everything
      case .nothing: break
      case .words(let expression) where isShallow(expression): words.append(expression)
      default: if !rest.contains(plan) { rest.append(plan) }
      }
    }
    if !words.isEmpty {
      rest.append(.words(words.count == 1 ? words[0] : joined(words, by: "OR")))
    }
    return rest.isEmpty ? .nothing : rest.count == 1 ? rest[0] : .any(rest)
  }

  static func not(_ plan: QueryPlan) -> QueryPlan {
    switch plan {
    case .everything: .nothing
    case .nothing: .everything
    case .not(let inner): inner
    default: .not(plan)
    }
  }

  /// FTS5 reads so many parentheses in each other and no more; what has more is joined by us.
  private static func isShallow(_ expression: String) -> Bool {
    var depth = 0
    for byte in expression.utf8 {
      // No word holds one.
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth > 15 { return false }
    }
    return true
  }

  private static func joined(_ expressions: [String], by sign: String) -> String {
    "(" + expressions.map { "(\($0))" }.joined(separator: " \(sign) ") + ")"
  }
}
