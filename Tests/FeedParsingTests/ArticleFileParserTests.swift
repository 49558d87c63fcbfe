import Articles
import Testing

@testable import FeedParsing

@Suite struct ArticleFileParserTests {
  @Test func newsFile() throws {
    guard case .article(let article, let body, let warnings) = parse(Fixtures.news) else {
      Issue.record("\(parse(Fixtures.news))")
      return
    }
    var expected = Article(title: #"Swifts return to the "Old Tower" two weeks early"#)
    expected.category = "news"
    expected.excerpt = "Ringers counted forty birds on Monday; last year's first ones came in May."
    expected.published = Instant(year: 2026, month: 4, day: 19, hour: 6, minute: 30)
    expected.links = ArticleLinks(
      webURL: "https://Tower.example/birds/early",
      originalURL: "https://tower.example/birds/early?utm_source=list",
      ampWebURL: "https://tower.example/birds/early/amp")
    expected.type = "article"
    expected.quality = 47
    expected.heat = -1
    expected.isPublished = false
    expected.provider = Provider(
      name: "Tower Gazette", domain: "tower.example",
      images: [
        ImageReference(url: "https://tower.example/logo-50x50.png", width: 50, height: 50)
      ], authors: ["Ada Ringer", "Béla Glock"])
    expected.topics = ["Birds", "Old towns"]
    expected.images = [
      ImageReference(
        url: "https://tower.example/swift.jpg?w=3000", width: 3000, height: 1688,
        title: "A swift's wing", isCached: true)
    ]
    expected.related = [
      RelatedArticle(
        title: "Why martlets have no feet",
        published: Instant(year: 2026, month: 4, day: 1, hour: 10),
        links: ArticleLinks(
          webURL: "https://heraldry.example/martlets",
          cdnAmpWebURL: "https://cdn.example/c/s/heraldry.example/martlets"),
        type: "article",
        provider: Provider(name: "Heraldry Weekly", domain: "heraldry.example"), quality: 55,
        images: [ImageReference(url: "/martlet.png", width: 800, height: 600)]),
      RelatedArticle(
        title: "作者 counts: birds", links: ArticleLinks(webURL: "https://example.cn/鳥")),
    ]
    expected.secured = "c2VjcmV0;aXY="
    #expect(article == expected)
    #expect(warnings.isEmpty)
    #expect(
      article.links.addresses.map(\.text) == [
        "https://tower.example/birds/early", "https://tower.example/birds/early/amp",
      ])
    let bytes = Array(Fixtures.news.utf8)
    let text = bytes.withUnsafeBytes { ArticleFileParser.body($0, body) }
    #expect(text == "\n<p>Body.</p>\n")
  }

  @Test func videoFile() throws {
    guard case .article(let article, _, let warnings) = parse(Fixtures.video) else {
      Issue.record("\(parse(Fixtures.video))")
      return
    }
    var expected = Article(title: "Reading in the terminal")
    expected.links.originalURL = "https://videos.example/watch?v=1"
    expected.type = "video"
    expected.price = .number(4.5)
    expected.length = "PT1H3M"
    expected.isRemoved = true
    expected.ratings = Article.Ratings(count: 12, average: 4.25)
    expected.levels = ["beginner", "advanced"]
    expected.featuredContent = #"<iframe src="https://videos.example/embed/1"></iframe>"#
    expected.provider = Provider(name: "Ada")
    expected.actions = [
      ArticleAction(
        url: "https://videos.example/code.zip", type: "download", title: "Source code",
        attribution: "Ada")
    ]
    expected.topics = ["Terminals"]
    #expect(article == expected)
    #expect(warnings.isEmpty)
  }

  @Test func collectionFile() {
    guard case .article(let article, let body, _) = parse(Fixtures.collection) else {
      Issue.record("\(parse(Fixtures.collection))")
      return
    }
    #expect(article.title == "First steps in the tower")
    #expect(article.items == ["videos/one", "videos/two"])
    #expect(body.count == "1. one".utf8.count)
  }

  @Test func personFile() throws {
    guard case .article(let article, _, let warnings) = parse(Fixtures.person) else {
      Issue.record("\(parse(Fixtures.person))")
      return
    }
    #expect(article.title == "Ada Ringer")
    #expect(article.isNamed)
    #expect(warnings.isEmpty)
    #expect(
      article.unknown == [
        .init(name: "bio", value: .string("Climbs towers | #swifts")),
        .init(name: "website", value: .string("https://ada.example")),
        .init(
          name: "twitter",
          value: .map([
            .init(name: "username", value: .string("ada")),
            .init(name: "followers", value: .integer(16314)),
          ])),
      ])
    #expect(article.address == Address(fileWithType: "profile", domain: "", title: "Ada Ringer"))
  }

  @Test(arguments: [
    ("", NotAnArticle.empty), ("# Read me\n", .noFrontMatter), ("---\n---\n", .notAMap),
    ("---\n# nothing\n---\n", .notAMap), ("---\nonly words\n---\n", .notAMap),
    ("---\n- a\n- b\n---\n", .notAMap), ("---\nlayout: page\n---\n", .noTitle),
    ("---\ntitle: \"\"\n---\n", .noTitle), ("---\ntitle: \"&nbsp;\"\n---\n", .noTitle),
    ("---\ntitle: ~\n---\n", .noTitle), ("---\nname: Ada\n---\n", .noTitle),
    ("---\nname: \"\"\ntype: profile\n---\n", .noTitle),
    ("---\ntitle: A\ntaxonomy: topic\n---\n", .taxonomy),
    ("---\nname: A\ntype: b\ntaxonomy: organization\n---\n", .taxonomy),
    ("{\"title\": \"A\"}", .noFrontMatter), ("title: A\n", .noFrontMatter),
    ("+++\ntitle = \"A\"\n+++\n", .otherFrontMatter), ("#+TITLE: A\n", .otherFrontMatter),
    ("Title: A\r\nDate: 2026-11-20\r\n\r\nB", .otherFrontMatter),
    ("+++ b\n", .noFrontMatter), ("Title: A\nand more\n", .noFrontMatter),
  ])
  func noArticle(text: String, reason: NotAnArticle) {
    #expect(parse(text) == .skipped(reason))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineBreaks(lineBreak: String) {
    let fields = ["---", "title: A", "topics:", "  - B", "---", "body"]
    guard case .article(let article, let body, _) = parse(fields.joined(separator: lineBreak))
    else {
      Issue.record("not read")
      return
    }
    #expect(article.title == "A")
    #expect(article.topics == ["B"])
    #expect(body.count == 4)
  }

  @Test func brokenFilesNameTheLine() {
    #expect(parse("---\ntitle: A\n").problem?.line == 1)
    #expect(parse("---\ntitle: A\nx: \"b\ny: c\n---\n").problem?.line == 3)
    #expect(parse("---\ntitle: A\nB\n---\n").problem?.line == 3)
    #expect(parse("---\ntitle: A\na: 1\ntitle: B\n---\n").problem?.line == 2)
  }

  @Test func invalidBytesAreRepairedWithAWarning() throws {
    let bytes =
      Array("---\ntype: a\ntitle: \"A".utf8) + [0xFF, 0x00, 0x1B]
      + Array("B\"\nx: \u{7F}\n---\n".utf8)
    guard case .article(let article, _, let warnings) = parse(bytes) else {
      Issue.record("\(parse(bytes))")
      return
    }
    #expect(article.title == "A\u{FFFD}\u{FFFD}B")
    #expect(warnings.map(\.line) == [3, 3])
  }

  @Test func bodyIsRepairedAndItsRangeCut() {
    let bytes = Array("---\ntitle: A\n---\nx".utf8) + [0xFF]
    guard case .article(_, let body, _) = parse(bytes) else {
      Issue.record("not read")
      return
    }
    bytes.withUnsafeBytes {
      #expect(ArticleFileParser.body($0, body) == "x\u{FFFD}")
      #expect(ArticleFileParser.body($0, body.lowerBound..<1_000_000) == "x\u{FFFD}")
      #expect(ArticleFileParser.body($0, 500..<600) == "")
    }
  }

  @Test func firstPartOfALargeFileIsEnough() {
    guard
      case .article(_, let body, _) = parse(
        Array("---\ntitle: A\n---\nstart".utf8), isTruncated: true)
    else {
      Issue.record("not read")
      return
    }
    #expect(body.count == 5)
    #expect(parse(Array("---\ntitle: A\n".utf8), isTruncated: true) == .broken(.tooLarge))
  }
}

extension ArticleFile {
  fileprivate var problem: Problem? {
    guard case .broken(let problem) = self else { return nil }
    return problem.problem
  }
}

/// Values that YAML refuses without quotes, and what stands there.
@Suite struct MissingQuotesTests {
  @Test(arguments: [
    "a: b: c", "What now: a guide", "Ends with:", "@home with swifts", "`make` it so", "%d birds",
    "*New* tower", "[News] Swifts return", "{x} marks it", "'It's' fine", "\"Quoted\" and more",
    ", then", "- dash first", "? who", ": colon", "|pipe", ">quote", "a: 'b' # c: \"d\"",
    "*unknown", "é: ü: 作", "]x", "}x", "! bang: x", "&c: d: e",
  ])
  func areReadAsWhatStandsThere(title: String) throws {
    for (before, end) in [("", "\n"), ("topics: [a]\n", "\r\n")] {
      let (article, warnings) = try article(
        before + "title: \(title)\(end)excerpt: Two words\nrelated:\n  - title: \(title)\n"
          + "topics2:\n  - \(title)")
      #expect(article.title == title)
      #expect(article.excerpt == "Two words")
      #expect(article.related.map(\.title) == [title])
      #expect(!warnings.isEmpty)
    }
  }

  @Test(arguments: [
    ("\"The \"best\" way\"", "The \"best\" way"), ("'It's here'", "It's here"),
  ])
  func quotesAroundTheWholeAreNoPart(value: String, title: String) throws {
    let (article, warnings) = try article("type: a\ntitle: \(value)\nexcerpt: Two words")
    #expect(article.title == title)
    #expect(warnings.map(\.line) == [3])
  }

  @Test(arguments: [
    "title: A\nb", "title: A\n  b: 1\n c: 2", "title: \"A", "title: [A\nb: 2", "title: A\n\tb: 2",
    "title: A\nb: c\n  d: e: f",
  ])
  func whatIsNotPlainIsRefusedAsItStands(text: String) {
    guard case .broken(.invalidYAML(_, let line)) = parse("---\n\(text)\n---\n") else {
      Issue.record("\(parse("---\n\(text)\n---\n"))")
      return
    }
    #expect(line >= 2)
  }

  @Test func otherLinesStayAsTheyAre() throws {
    let (article, _) = try article("title: a: b\nx: \"c\\td\"\ny: |\n  @e: f: g\nz: [1, 2]")
    #expect(
      article.unknown == [
        .init(name: "x", value: .string("c\td")), .init(name: "y", value: .string("@e: f: g\n")),
        .init(name: "z", value: .list([.integer(1), .integer(2)])),
      ])
  }

  @Test func tabsBeforeALineAreBlanks() throws {
    let (article, warnings) = try article("title: A\ntags:\n\t- b: c: d\n\t- e\ntopics:\n- f\n")
    #expect(article.tags == ["e"])
    #expect(article.topics == ["f"])
    #expect(warnings.map(\.line).contains(4) && warnings.map(\.line).contains(5))
  }

  @Test func manyBadLinesDoNotTakeForEver() {
    let text = "title: A\n" + (0..<30_000).map { "a\($0): b: c\n" }.joined()
    guard case .broken(.invalidYAML(_, 3)) = parse("---\n\(text)---\n") else {
      Issue.record("read")
      return
    }
  }

  /// The index wants nothing of related articles but where they are.
  @Test(arguments: [
    Fixtures.news,
    """
    ---
    title: T
    related:
      - webUrl: https://example.org/1
        excerpt: [no, text]
      - title: Without an address
        published: never
      - excerpt: neither
      - words
    ---
    """,
    "---\ntitle: T\nrelated: some words\n---\n", "---\ntitle: T\nrelated: 5\n---\n",
  ])
  func relatedArticlesAsAddressesAreAsMany(text: String) {
    let bytes = Array(text.utf8)
    let addresses = bytes.withUnsafeBytes { ArticleFileParser.parse($0, relatedAsAddresses: true) }
    guard case .article(var all, _, _) = parse(text), case .article(var some, _, _) = addresses
    else {
      Issue.record("no article")
      return
    }
    #expect(some.related.map(\.links) == all.related.map(\.links))
    #expect(some.related.map(\.title) == all.related.map(\.title))
    #expect(some.textAddress(body: "") == all.textAddress(body: ""))
    all.related = []
    some.related = []
    #expect(some == all)
  }
}
