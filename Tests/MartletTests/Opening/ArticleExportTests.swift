import Articles
import FeedParsing
import Testing

@testable import martlet

struct ArticleExportTests {
  private func read(_ text: String) throws -> (article: Article, body: Document) {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBytes { bytes in
      guard case .article(let article, let range, let problems) = ArticleFileParser.parse(bytes)
      else { throw CommandFailure(.failed, "no article: \(text)") }
      #expect(problems.isEmpty, "\(text)")
      let body = BodyReader.read(
        ArticleFileParser.body(bytes, range), base: article.links.webURL)
      return (article, body)
    }
  }

  private static let titles: [String] = [
    "Swifts return", "a \"quoted\" one", "back\\slash: and colon", "# no comment", "---", "- dash",
    "null",
    "true", "1.5", "1 < 2 & 3 > 2", "<b>bold</b>", "彗星", "tab\tand", "{}",
    "[a]", "*a",
    "'", "e\u{301}", "🚀 off", "@at", "%25", "ends in \\",
  ]

  @Test(arguments: titles)
  func anItemReadsBackToItself(title: String) throws {
    var article = Article(title: TextOfTests.cleaned(title))
    article.excerpt = "An excerpt of it: " + article.title
    article.published = Instant(milliseconds: 1_780_000_000_123)
    article.links.webURL = "https://example.org/a?b=1&c=2"
    article.provider = Provider(
      name: "The \"Belfry\": news & more", authors: ["Anna K.", "O'Neil"])
    article.topics = ["Birds", "Old: towers", "R&D"]
    article.images = [ImageReference(url: "https://example.org/i.png?a=1&b=2")]
    article.actions = [
      ArticleAction(url: "https://example.org/a.mp3", type: "audio/mpeg", title: "audio, 3 MB")
    ]
    let html = "<p>One &amp; <em>two</em></p>\n---\n<p>- three"
    let found = try read(ArticleExport.text(of: article, html: html))
    #expect(found.article == article)
    #expect(found.body == HTMLReader.read(html, base: article.links.webURL))
  }

  @Test func aPlainTextKeepsItsLines() throws {
    let text = "First line\n  second, indented\n* no list *"
    var article = Article(title: "T")
    article.links.webURL = "https://example.org/a"
    let found = try read(ArticleExport.text(of: article, html: FeedItem.html(of: text)))
    #expect(found.body == FeedItem.read(text, limit: 1000, base: nil))
  }

  @Test func namesAreSafeAndTheirOwn() {
    func name(_ title: String, _ address: String) -> String {
      ArticleExport.name(title, Address(key: address)!)
    }
    let first = name("../../etc/passwd \u{0} Größe!", "https://example.org/1")
    #expect(first.hasPrefix("etc-passwd-größe-") && first.hasSuffix(".md"))
    #expect(first != name("../../etc/passwd \u{0} Größe!", "https://example.org/2"))
    #expect(name("…", "https://example.org/1").utf8.count == 11)
    #expect(name(String(repeating: "長", count: 500), "https://example.org/1").utf8.count < 100)
  }
}

private enum TextOfTests {
  /// As the text of a feed comes: a line without control characters.
  static func cleaned(_ text: String) -> String { Output.clean(text) }
}
