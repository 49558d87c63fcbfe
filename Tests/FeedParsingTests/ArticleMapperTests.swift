import Articles
import Testing

@testable import FeedParsing

/// Fields as people and programs write them, and what becomes of those that cannot be read.
@Suite struct ArticleMapperTests {
  @Test(arguments: [
    ("47", 47), ("\"47\"", 47), ("'-1'", -1), ("+5", 5), ("47.0", 47), ("\"1e3\"", 1000),
    ("007", 7), ("9223372036854775807", nil), ("~", nil), ("", nil), ("\"\"", nil),
  ])
  func wholeNumbers(text: String, number: Int?) throws {
    // The greatest number has 19 digits; as a floating-point number it is too great by one.
    let (article, warnings) = try article("title: A\nheat: \(text)")
    #expect(article.heat == number)
    #expect(warnings.count == (text.count > 18 ? 1 : 0))
  }

  @Test(arguments: ["high", "47.5", "0x2F", "4,700", "1e300", "nan", "inf", "99999999999999999999"])
  func notWholeNumbers(text: String) throws {
    let (article, warnings) = try article("title: A\nquality: \(text)")
    #expect(article.quality == nil)
    #expect(warnings.map(\.line) == [3])
    #expect(article.unknown.map(\.name) == ["quality"])
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("yes", true), ("ON", true), ("\"true\"", true),
    ("false", false), ("NO", false), ("'off'", false), ("null", nil),
  ])
  func booleans(text: String, boolean: Bool?) throws {
    let (article, warnings) = try article("title: A\npublished: \(text)")
    #expect(article.isPublished == boolean)
    #expect(warnings.isEmpty)
  }

  @Test func notABoolean() throws {
    let (article, warnings) = try article("title: A\ndeleted: maybe")
    #expect(article.isDeleted == nil)
    #expect(
      warnings == [
        Problem(
          line: 3, message: "\"maybe\" is neither true nor false. Write \"deleted\" as one of them."
        )
      ])
    #expect(article.unknown == [.init(name: "deleted", value: .string("maybe"))])
  }

  @Test(arguments: [
    "2026-04-19T06:30:00Z", "\"2026-04-19T06:30:00Z\"", "2026-04-19 06:30:00",
    "2026-04-19T08:30:00+02:00",
  ])
  func dates(text: String) throws {
    let (article, warnings) = try article("title: A\npublishedDateTime: \(text)")
    #expect(article.published == Instant(year: 2026, month: 4, day: 19, hour: 6, minute: 30))
    #expect(warnings.isEmpty)
  }

  @Test(arguments: [
    "Sun, 19 Apr 2026 08:30:00 +0200", "April 19, 2026 06:30", "2026-04-19 08:30:00 +0200",
    "1776580200",
  ])
  func datesAsFeedsWriteThem(text: String) throws {
    let (article, warnings) = try article("title: A\npublishedDateTime: \(text)")
    #expect(article.published == Instant(year: 2026, month: 4, day: 19, hour: 6, minute: 30))
    #expect(warnings.isEmpty)
  }

  @Test(arguments: [
    ("title: A\ndate: 2026-04-19\ndescription: Two words", ["date", "description"]),
    ("Title: A\nDate: 2026-04-19 00:00\nSummary: Two words", ["Title", "Date", "Summary"]),
    (
      "title: A\npubDate: Sun, 19 Apr 2026 00:00:00 GMT\nsummary: Two words",
      ["pubDate", "summary"]
    ),
  ])
  func fieldsThatAreMissingHaveTwins(text: String, unknown: [String]) throws {
    let (article, warnings) = try article(text)
    #expect(article.title == "A")
    #expect(article.published == Instant(year: 2026, month: 4, day: 19))
    #expect(article.excerpt == "Two words")
    #expect(article.unknown.map(\.name) == unknown)
    #expect(warnings.isEmpty)
  }

  @Test func fieldsThatAreThereNeedNoTwins() throws {
    let (article, warnings) = try article(
      "title: A\nTitle: B\npublishedDateTime: 2026-04-19\ndate: 2020-01-01\nexcerpt: Two words\n"
        + "description: Other words\nsummary: [x]\nurl: https://example.org/a")
    #expect(article.title == "A" && article.excerpt == "Two words")
    #expect(article.published == Instant(year: 2026, month: 4, day: 19))
    #expect(article.address.isOwn)
    #expect(warnings.isEmpty)
  }

  @Test func tagsWithCommasBetweenThemAreAList() throws {
    let (article, _) = try article("title: A\ntags: b, c d,e,\nhashtags: [\"f, g\"]\ntopics: h, i")
    #expect(article.tags == ["b", "c d", "e"])
    #expect(article.hashtags == ["f, g"])
    #expect(article.topics == ["h, i"])
  }

  @Test func notADate() throws {
    let (article, warnings) = try article("title: A\npublishedDateTime: 31.2.2026")
    #expect(article.published == nil)
    #expect(
      warnings == [
        Problem(
          line: 3, message: "\"31.2.2026\" is not a date. Write it as 2026-03-01T09:30:00Z.")
      ])
    #expect(article.unknown == [.init(name: "publishedDateTime", value: .string("31.2.2026"))])
  }

  @Test(arguments: ["topics: B", "topics:\n  - B", "topics: [\" B\", ~, \"\"]", "topics: [B]"])
  func listsOfTexts(text: String) throws {
    let (article, warnings) = try article("title: A\n\(text)")
    #expect(article.topics == ["B"])
    #expect(warnings.isEmpty)
  }

  @Test func entriesThatAreNoTextsAreKept() throws {
    let (article, warnings) = try article("title: A\ntags:\n  - B\n  - c: d\n  - [e]")
    #expect(article.tags == ["B"])
    #expect(warnings.map(\.line) == [5, 6])
    #expect(
      article.unknown == [
        .init(
          name: "tags",
          value: .list([.map([.init(name: "c", value: .string("d"))]), .list([.string("e")])]))
      ])
  }

  @Test(arguments: [
    "NA", "na", "English", "Placeholder.", "\" NA \"", "N/A", "'-'", "Deutsch", "TBD", "…", "暂无",
    "нет", "'&nbsp;-&nbsp;'",
  ])
  func excerptsThatSayNothingAreAbsent(text: String) throws {
    let (article, warnings) = try article("title: A\nexcerpt: \(text)")
    #expect(article.excerpt == nil)
    #expect(article.unknown.isEmpty)
    #expect(warnings.isEmpty)
  }

  @Test(arguments: [
    "Two words", "三只雨燕回到塔上", "https://example.org/a", "นกกลับมา", "A b",
  ])
  func excerptsThatSaySomethingAreShown(text: String) throws {
    #expect(try article("title: A\nexcerpt: \(text)").article.excerpt == text)
  }

  @Test(arguments: [
    ("How to use the <table> element", "How to use the <table> element"),
    ("'<em>Very</em> <b>bold</b>'", "Very bold"), ("'&lt;b&gt;x&lt;/b&gt;'", "<b>x</b>"),
    ("'AT&amp;T &amp;quot;so&amp;quot; &amp;nbsp;x'", "AT&T \"so\" x"),
    ("'&amp;lt;script&amp;gt; and why'", "&lt;script&gt; and why"),
    ("'List<String>'", "List<String>"),
    ("'H<sub>2</sub>O'", "H₂O"), ("'&amp;amp;amp;#39;x'", "'x"),
    ("'A &amp;amp; B&amp;amp;'", "A & B&"), ("a & b && c", "a & b && c"),
  ])
  func titlesAreDecodedOnceAndKeepWhatTheyName(text: String, title: String) throws {
    let (article, warnings) = try article("title: \(text)\nexcerpt: \(text)")
    #expect(article.title == title)
    #expect(article.excerpt == (title.contains(" ") || title.contains("/") ? title : nil))
    #expect(warnings.isEmpty)
  }

  /// Marks are written under it.
  @Test func theKeyOfATitleWithMarkupStays() throws {
    let (article, _) = try article("title: '<b>A</b> &amp;lt;x'\ntype: note")
    #expect(article.title == "A &lt;x")
    #expect(article.address == Address(fileWithType: "note", domain: "", title: "<b>A</b> <x"))
  }

  @Test func aPlainTitleIsItsKeysTitle() throws {
    #expect(try article("title: A &amp; B").article.keyTitle == nil)
  }

  @Test func longTitlesAreCutWithAWarning() throws {
    let long = String(repeating: "word ", count: 2_000)
    let (article, warnings) = try article("title: \(long)\nexcerpt: \(long)")
    #expect(article.title.utf8.count == 8192)
    #expect(article.excerpt?.utf8.count == 9_999)
    #expect(warnings.map(\.line) == [2])
  }

  @Test(arguments: [
    "\u{1B}]0;EVIL\u{7}A\u{1B}[31m b", "\u{9B}1mA b\u{9D}0;EVIL\u{9C}",
    "\"\\e[31mA\\x1b]0;EVIL\\x07 b\"", "A&#27;[1m b",
  ])
  func sequencesForTerminalsGoAsAWhole(text: String) throws {
    let (article, warnings) = try article("topics: [c]\ntitle: \(text)\nprovider: \(text)")
    #expect(article.title == "A b")
    #expect(article.provider?.name == "A b")
    #expect(
      warnings.map(\.line)
        == (text.unicodeScalars.contains { $0.value == 0x1B || (0x80...0x9F).contains($0.value) }
          ? [3] : []))
  }

  @Test(arguments: [
    "provider: Ada", "provider:\n  name: Ada", "provider: {name: Ada, images: ~, authors: ~}",
  ])
  func providers(text: String) throws {
    let (article, warnings) = try article("title: A\n\(text)")
    #expect(article.provider == Provider(name: "Ada"))
    #expect(warnings.isEmpty)
  }

  @Test(arguments: [
    "authors: [B, C]", "authors:\n  - name: B\n  - C", "authors: [{name: B}, ~, {name: C}]",
  ])
  func authors(text: String) throws {
    let (article, _) = try article("title: A\nprovider:\n  \(text)")
    // `authors` stands two columns deep, its entries with it.
    #expect(article.provider?.authors == ["B", "C"])
  }

  @Test func authorsWithMoreThanANameAreKept() throws {
    let (article, warnings) = try article(
      "title: A\nprovider:\n  authors:\n    - name: B\n      url: c\n    - name: D")
    #expect(article.provider?.authors == ["B", "D"])
    #expect(
      article.provider?.unknown == [
        .init(
          name: "authors",
          value: .list([
            .map([
              .init(name: "name", value: .string("B")), .init(name: "url", value: .string("c")),
            ])
          ]))
      ])
    #expect(warnings.isEmpty)
  }

  @Test func imagesMayBeAddressesOrOneMap() throws {
    #expect(try article("title: A\nimages: a.png").article.images == [ImageReference(url: "a.png")])
    #expect(
      try article("title: A\nimages:\n  url: a.png\n  width: 5").article.images
        == [ImageReference(url: "a.png", width: 5)])
  }

  @Test func partsOfMapsThatAreWrongAreKeptThere() throws {
    let (article, warnings) = try article(
      "title: A\nimages:\n  - url: a.png\n    width: wide\n    caption: C\n  - width: 5")
    #expect(
      article.images == [
        ImageReference(
          url: "a.png",
          unknown: [
            .init(name: "width", value: .string("wide")),
            .init(name: "caption", value: .string("C")),
          ])
      ])
    #expect(warnings.map(\.line) == [5, 7])
    #expect(article.unknown.map(\.name) == ["images"])
  }

  @Test func relatedArticlesNeedATitleOrAnAddress() throws {
    let (article, warnings) = try article(
      "title: A\nrelated:\n  - webUrl: https://Example.org/b\n  - excerpt: nothing else\n  - word")
    #expect(article.related.map(\.title) == ["https://example.org/b"])
    #expect(warnings.map(\.line) == [5, 6])
    #expect(article.unknown.map(\.name) == ["related"])
  }

  @Test func mapsWhereTextsAreExpected() throws {
    let (article, warnings) = try article(
      "name: B\ntype: c\ntitle: {a: 1}\nexcerpt: [d]\nprovider: [e]\nratings: f")
    #expect(article.title == "B")
    #expect(article.isNamed)
    #expect(article.unknown.map(\.name) == ["title", "excerpt", "provider", "ratings"])
    #expect(warnings.map(\.line) == [4, 5, 6, 7])
  }

  @Test func nameBesideATitleIsKept() throws {
    let (article, _) = try article("name: B\ntitle: A\ntype: c")
    #expect(article.title == "A")
    #expect(!article.isNamed)
    #expect(article.unknown == [.init(name: "name", value: .string("B"))])
  }

  @Test func unknownFieldsAreKeptInOrder() throws {
    let (article, warnings) = try article(
      "b: 1.10\na: 007\ntitle: A\nc: [1, -2.5, true, ~, \"1\", 1e3, yes]\nurl: x\nd:\n")
    #expect(warnings.isEmpty)
    #expect(
      article.unknown == [
        .init(name: "b", value: .string("1.10")),
        .init(name: "a", value: .string("007")),
        .init(
          name: "c",
          value: .list([
            .integer(1), .number(-2.5), .bool(true), .null, .string("1"), .string("1e3"),
            .string("yes"),
          ])),
        .init(name: "url", value: .string("x")),
        .init(name: "d", value: .null),
      ])
  }

  @Test func everyNameIsFound() {
    for name in FieldName.allCases {
      let bytes = Array(name.rawValue.utf8)
      #expect(bytes.withUnsafeBytes { FieldName($0) } == name)
    }
    #expect(Array("Title".utf8).withUnsafeBytes { FieldName($0) } == nil)
    #expect([].withUnsafeBytes { FieldName($0) } == nil)
  }
}
