import Testing

@testable import Articles

/// Saturday, 28 November 2026, 01:30 in a place two hours east of Greenwich.
private let now = Instant(year: 2026, month: 11, day: 27, hour: 23, minute: 30)

private func parse(_ text: String, offset: Int = 7_200) throws(QueryMistake) -> ArticleQuery {
  try QueryParser.parse(text, now: now, utcOffset: { _ in offset })
}

private func word(_ text: String) -> QueryCondition { .text(TextMatch(text)) }
private func beginning(_ text: String) -> QueryCondition { .text(TextMatch(text, .prefix)) }
private func phrase(_ text: String) -> QueryCondition { .text(TextMatch(text, .phrase)) }

@Suite struct QueryParserTests {
  @Test(
    arguments: [
      ("", .everything),
      (" \t", .everything),
      ("swift", beginning("swift")),
      ("swift ", word("swift")),
      ("clock tower", .all([word("clock"), beginning("tower")])),
      ("彗星", beginning("彗星")),
      ("\"clock tower\"", phrase("clock tower")),
      ("\u{201C}clock tower\u{201D}", phrase("clock tower")),
      ("\"clock tow", .text(TextMatch("clock tow", .phrasePrefix))),
      ("\"clock tow*\"", .text(TextMatch("clock tow", .phrasePrefix))),
      (#""a \"b\" \\ \*""#, phrase(#"a "b" \ *"#)),
      ("\"", .everything),
      ("astro* ", beginning("astro")),
      ("swfit~", .text(TextMatch("swfit", .near(1)))),
      ("swfit~2 ", .text(TextMatch("swfit", .near(2)))),
      ("a or b ", .any([word("a"), word("b")])),
      ("a b OR c ", .any([.all([word("a"), word("b")]), word("c")])),
      ("(a or b) c ", .all([.any([word("a"), word("b")]), word("c")])),
      ("-a ", .not(word("a"))),
      ("b -a", .all([word("b"), .not(word("a"))])),
      ("not title:a", .not(.field(.title, TextMatch("a")))),
      ("-a*", .not(beginning("a"))),
      ("-(b a)", .not(.all([word("b"), word("a")]))),
      ("not -a", .not(.not(beginning("a")))),
      ("-a b", .all([.not(word("a")), beginning("b")])),
      ("not a ", .not(word("a"))),
      ("not (a or b)", .not(.any([word("a"), word("b")]))),
      ("-(a b)", .not(.all([word("a"), word("b")]))),
      ("-title:a ", .not(.field(.title, TextMatch("a")))),
      ("title:swift", .field(.title, TextMatch("swift", .prefix))),
      ("Title:\"a b\"", .field(.title, TextMatch("a b", .phrase))),
      ("title: swift ", .field(.title, TextMatch("swift"))),
      ("title：彗星", .field(.title, TextMatch("彗星", .prefix))),
      (
        "topic:(birds or \"old towers\")",
        .any([.field(.topic, TextMatch("birds")), .field(.topic, TextMatch("old towers", .phrase))])
      ),
      ("is:unread", .state(.unread)),
      ("IS:Video", .state(.video)),
      ("has:fulltext", .has(.fulltext)),
      ("heat>20", .number(.heat, .more, 20)),
      ("heat > 20", .number(.heat, .more, 20)),
      ("heat:>=20", .number(.heat, .atLeast, 20)),
      ("quality≤40", .number(.quality, .atMost, 40)),
      ("related:3", .number(.related, .equal, 3)),
      ("heat<-5", .number(.heat, .less, -5)),
      ("(heat>20)", .number(.heat, .more, 20)),
      ("https://E.org/a?utm_source=x&b=1", .field(.url, TextMatch("https://e.org/a?b=1", .phrase))),
      ("https://e.org/a ", .field(.url, TextMatch("https://e.org/a", .phrase))),
    ] as [(String, QueryCondition)])
  func reads(text: String, condition: QueryCondition) throws {
    #expect(try parse(text).condition == condition)
  }

  /// What a person types who has never heard of operators.
  @Test(
    arguments: [
      ("rock & roll ", [word("rock"), word("roll")]),
      ("what now or ", [word("what"), word("now"), phrase("or")]),
      ("or not", [phrase("or"), .text(TextMatch("not", .phrasePrefix))]),
      ("C++", [word("C++")]),
      ("C++ e-mail don't ", [word("C++"), word("e-mail"), word("don't")]),
      ("re:Invent 6.3: ", [phrase("re:Invent"), phrase("6.3:")]),
      ("f(x) ", [phrase("f(x)")]),
      ("heat pumps ", [word("heat"), word("pumps")]),
      ("page: three ", [phrase("page:"), word("three")]),
      ("a - b – c ", [word("a"), word("b"), word("c")]),
      ("5\" disk ", [phrase("5\""), word("disk")]),
      ("a > b ", [word("a"), word("b")]),
    ] as [(String, [QueryCondition])])
  func searchesForPlainWords(text: String, conditions: [QueryCondition]) throws {
    let expected = conditions.count == 1 ? conditions[0] : .all(conditions)
    #expect(try parse(text).condition == expected)
  }

  @Test func readsSortAndLimitAnywhereAtTheTop() throws {
    #expect(
      try parse("sort:oldest a limit:50 ") == ArticleQuery(word("a"), sort: .oldest, limit: 50))
    #expect(
      try parse("a or b sort:heat") == ArticleQuery(.any([word("a"), word("b")]), sort: .heat))
  }

  @Test(
    arguments: [
      ("since:2026-11-01", "2026-10-31T22:00:00Z", nil),
      ("after:2026-11-01", "2026-11-01T22:00:00Z", nil),
      ("before:yesterday", nil, "2026-11-26T22:00:00Z"),
      ("until:yesterday", nil, "2026-11-27T22:00:00Z"),
      ("on:3d", "2026-11-24T22:00:00Z", "2026-11-25T22:00:00Z"),
      ("on:1min", "2026-11-27T22:00:00Z", "2026-11-28T22:00:00Z"),
      ("on:today", "2026-11-27T22:00:00Z", "2026-11-28T22:00:00Z"),
      ("on:2026-12", "2026-11-30T22:00:00Z", "2026-12-31T22:00:00Z"),
      ("on:2026", "2025-12-31T22:00:00Z", "2026-12-31T22:00:00Z"),
      ("since:monday", "2026-11-22T22:00:00Z", nil),
      ("since:sat", "2026-11-27T22:00:00Z", nil),
      ("since:Sunday", "2026-11-21T22:00:00Z", nil),
      ("since:week", "2026-11-22T22:00:00Z", nil),
      ("since:3d", "2026-11-24T23:30:00Z", nil),
      ("since:now", "2026-11-27T23:30:00Z", nil),
      ("before:2026-11-01T10:00:00Z", nil, "2026-11-01T10:00:00Z"),
      ("age<3d", "2026-11-24T23:30:00.001Z", nil),
      ("age<=90min", "2026-11-27T22:00:00Z", nil),
      ("age > 2w", nil, "2026-11-13T23:30:00Z"),
      ("age>=1h", nil, "2026-11-27T22:30:00.001Z"),
    ] as [(String, String?, String?)])
  func readsDatesAtThePersonsPlace(text: String, from: String?, to: String?) throws {
    let conditions = [
      from.flatMap { Instant(iso8601: $0) }.map { QueryCondition.since($0) },
      to.flatMap { Instant(iso8601: $0) }.map { QueryCondition.before($0) },
    ].compactMap { $0 }
    #expect(
      try parse(text).condition == (conditions.count == 1 ? conditions[0] : .all(conditions)))
  }

  /// The clocks of Berlin went back on 25 October 2026, after midnight.
  @Test func daysBeginAtMidnightAlsoWhereClocksChange() throws {
    let change = Instant(year: 2026, month: 10, day: 25, hour: 1)
    let query = try QueryParser.parse("on:2026-10-25", now: now) { $0 < change ? 7_200 : 3_600 }
    #expect(
      query.condition
        == .all([
          .since(Instant(year: 2026, month: 10, day: 24, hour: 22)),
          .before(Instant(year: 2026, month: 10, day: 25, hour: 23)),
        ]))
  }

  @Test func newIsUnreadOfTheLastDay() throws {
    let dayBefore = Instant(year: 2026, month: 11, day: 26, hour: 23, minute: 30)
    #expect(try parse("is:new").condition == .all([.state(.unread), .since(dayBefore)]))
  }

  @Test(arguments: [
    (
      "a titel:b",
      "Column 3: There is no “titel”. Write title, or put it in quotes to search for it."
    ),
    ("heta>3", "Column 1: There is no “heta”. Write heat, or put it in quotes to search for it."),
    ("is:unraed", "Column 4: is: does not know “unraed”. Write is:unread."),
    (
      "sort:best",
      "Column 6: sort: does not know “best”. Write one of newest, oldest, heat, quality, "
        + "provider, title, relevance, front."
    ),
    ("é title:", "Column 9: Nothing follows title. Write title:WORD."),
    ("title:\"\"", "Column 7: Nothing follows title. Write title:WORD."),
    ("heat>hot", "Column 6: “hot” is no number. Write heat>=20."),
    (
      "since:31.2.2026",
      "Column 7: “31.2.2026” is no date. Write since:2026-11-30, since:2026-11, since:monday, "
        + "since:yesterday or since:3d."
    ),
    ("age<3m", "Column 5: “3m” is no length of time. Write 30min, 12h, 3d, 2w, 6mo or 1y."),
    ("age:3d", "Column 1: age is compared with < or >. Write age<3d."),
    (
      "is:(unread or starred)",
      "Column 4: is takes one value. Write it again for another: is:unread or …"
    ),
    (
      "a on:(2019 or 2020)",
      "Column 6: on takes one value. Write it again for another: on:yesterday or …"
    ),
    ("limit:0", "Column 7: A list of 0 articles says nothing. Write limit:50."),
    ("title>3", "Column 1: title cannot be compared. Write title:WORD."),
    ("a (b or c", "Column 3: This parenthesis is not closed. Add a )."),
    (
      "a ) b",
      "Column 3: This parenthesis was not opened. Take it away, or put it in quotes."
    ),
    ("sort:heat sort:title", "Column 11: sort: stands here twice. Keep one."),
    (
      "(a limit:3)",
      "Column 4: limit: holds for the whole list. Write it outside of parentheses, “or” and “not”."
    ),
  ])
  func pointsAtTheMistake(text: String, sentence: String) {
    #expect { try parse(text) } throws: {
      let said = ($0 as? QueryMistake)?.description
      if said != sentence { Issue.record("\(said ?? "nothing")") }
      return said == sentence
    }
  }

  @Test func refusesWhatIsTooDeepOrTooLong() throws {
    let deep = String(repeating: "(", count: 60) + "a" + String(repeating: ")", count: 60)
    #expect(throws: QueryMistake(column: 51, reason: .tooDeep)) { try parse(deep) }
    let nots = String(repeating: "-", count: 60) + "a"
    #expect(throws: QueryMistake.self) { try parse(nots) }
    let long = String(repeating: "a", count: QueryParser.longest + 1)
    #expect(throws: QueryMistake(column: 1, reason: .tooLong)) { try parse(long) }
  }

  /// Every word of the tables is read, and every example.
  @Test func theTablesAreComplete() throws {
    for name in QueryName.all {
      #expect(throws: Never.self, "\(name.example)") { try parse(name.example) }
      #expect(!name.help.isEmpty && name.example.hasPrefix(name.text))
    }
    for state in QueryState.allCases { _ = try parse("is:\(state.rawValue)") }
    for part in QueryPart.allCases {
      #expect(try parse("has:\(part.rawValue)").condition == .has(part))
    }
    for sort in QuerySort.allCases { #expect(try parse("sort:\(sort.rawValue)").sort == sort) }
  }
}
