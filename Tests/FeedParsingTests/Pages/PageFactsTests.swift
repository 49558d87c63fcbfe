import Articles
import Testing

@testable import FeedParsing

/// What a page says of itself where it is not in the usual places, and what stands there in place of a page.
@Suite struct PageFactsTests {
  private static let long = """
    A second speaker, who had walked in from the rain, said that the timetable would have to change before the \
    winter, or nobody would come, and the treasurer read out three pages of numbers, slowly, and then folded them.
    """

  private func read(head: String, _ above: String = "", _ below: String = "") -> PageArticle {
    let html =
      "<html><head>\(head)</head><body><article><h1>The late ferry</h1>\(above)<p>\(Self.long)</p>"
      + "<p>\(Self.long)</p><p>\(Self.long)</p>\(below)</article></body></html>"
    return Array(html.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: "https://site.example/a", contentType: nil)
    }
  }

  private let day = Instant(iso8601: "2026-05-03T00:00:00Z")

  @Test func termsOfDublinCoreAreRead() {
    let article = read(
      head:
        "<meta name=dcterms.date content=2026-05-03><meta name=dcterms.creator content='Press Office'>"
    )
    #expect(article.byline == "Press Office")
    #expect(article.published == day)
  }

  @Test func papersNameEachAuthor() {
    let article = read(
      head:
        "<meta name=citation_author content='Lark, Ada'><meta name=citation_author content='Swift, Bo'>"
        + "<meta name=citation_title content='On ferries'>")
    #expect(article.byline == "Lark, Ada; Swift, Bo")
    #expect(article.title == "On ferries")
  }

  @Test(arguments: [
    "<div><time class=\"entry-date published\" datetime=\"2026-05-03\">3 May</time></div>",
    "<time datetime=2026-05-01>before</time><time itemprop=datePublished datetime=2026-05-03>3 May</time>",
    "<p><time datetime=\"2026-05-03\">3 May</time></p>",
    "<span itemprop=\"datePublished\" content=\"2026-05-03\">3 May</span>",
  ])
  func theDateAboveTheTextIsRead(line: String) {
    #expect(read(head: "", line).published == day, "\(line)")
  }

  @Test func aDateBelowTheTextIsAnother() {
    #expect(read(head: "", "", "<time datetime=\"2026-05-03\">3 May</time>").published == nil)
  }

  @Test(arguments: ["Recipe", "BlogPosting", "Report", "ScholarlyArticle", "TechArticle"])
  func dataOfManyKindsIsRead(type: String) {
    let data =
      "{\"@type\":\"\(type)\",\"author\":{\"name\":\"Hedi\"},\"datePublished\":\"2026-05-03\"}"
    for frame in [data, "{\"@graph\":[{\"@type\":\"WebSite\"},\(data)]}"] {
      let article = read(head: "<script type='application/ld+json'>\(frame)</script>")
      #expect(article.byline == "Hedi")
      #expect(article.published == day)
    }
  }

  @Test func anUpdateOfALiveBlogIsNotItsAuthor() {
    let data =
      "{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{\"@type\":\"BlogPosting\",\"author\":{\"name\":\"Bo\"}}]}"
    let article = read(
      head: "<script type='application/ld+json'>\(data)</script>",
      "<div><span class=\"author\">Bo</span></div>")
    #expect(article.byline == nil)
  }

  @Test func aSentenceOfTheAuthorIsText() {
    let article = read(head: "", "", "<p class=\"author-bio\"><em>Ivy Vine is the editor.</em></p>")
    #expect(article.byline == nil)
    #expect(article.text.hasSuffix("Ivy Vine is the editor."))
    #expect(read(head: "", "<p class=author>By Ivy Vine</p>").byline == "By Ivy Vine")
    #expect(
      read(head: "", "<p class=author>by Ada » Mon Jun 01, 2026 10:00 am</p>").byline == "by Ada")
  }

  @Test(arguments: [
    ("The late ferry – Old Town Blog", "The late ferry"),
    ("The late ferry · Pier", "The late ferry"),
    ("The late ferry « Old Town Blog", "The late ferry"),
    ("The late ferry | News | Pier", "The late ferry"),
    ("The early ferry | Pier", "The early ferry | Pier"),
    (
      "The late ferry - and what came of it in the long years after",
      "The late ferry - and what came of it in the long years after"
    ),
  ])
  func aTitleThatThePageShowsIsWhole(title: String, shown: String) {
    let expected = shown == title && title.contains("years") ? nil : shown
    let found = read(head: "<title>\(title)</title>").title
    #expect(expected == nil ? found != "The late ferry" : found == expected, "\(found ?? "")")
  }

  @Test func aHeadingThatLeadsHomeIsTheSite() {
    let html =
      "<title>Pier – On ferries</title><body><h1><a href=\"/\">Pier</a></h1><p>\(Self.long)</p>"
    let title = Array(html.utf8).withUnsafeBytes { PageArticle(page: $0, address: nil) }.title
    #expect(title == "Pier – On ferries")
  }

  // MARK: No pages

  @Test func aFormOfTwoAnswersAsksForConsent() {
    func obstacle(_ buttons: String) -> PageArticle.Obstacle? {
      let html =
        "<body><form><h1>Before you go on</h1><p>We use cookies to measure what is read.</p>\(buttons)</form>"
      return Array(html.utf8).withUnsafeBytes { PageArticle(page: $0, address: nil) }.obstacle
    }
    #expect(obstacle("<button>Reject all</button><button>Accept all</button>") == .consent)
    #expect(
      obstacle("<input type=submit value='Alle ablehnen'><button>Zustimmen</button>") == .consent)
    #expect(obstacle("<button>Accept</button>") == nil)
  }

  @Test(arguments: [
    Array("%PDF-1.7\n".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D], [0xFF, 0xD8, 0xFF, 0xE0],
    [0x50, 0x4B, 0x03, 0x04], Array("GIF89a".utf8), Array("\r\n%PDF-1.4".utf8),
  ])
  func otherFilesHaveNoText(start: [UInt8]) {
    let bytes = start + Array("<p>\(Self.long)</p><p>\(Self.long)</p>".utf8)
    let article = bytes.withUnsafeBytes {
      PageArticle(page: $0, address: nil, contentType: "text/html")
    }
    #expect(article.text.isEmpty && article.html.isEmpty)
    #expect(article.obstacle == .nothing)
  }
}
