import Testing

@testable import FeedParsing

/// What a person says of the pages of a site.
@Suite struct PageSelectorsTests {
  private static let page = """
    <html><body id=top><div class="wrap a"><P CLASS='lead first'>Lead</P>
    <section data-kind="story-main" lang=en-GB><p>One</p><div><p class=x&amp;y>Two</p></div></section>
    <my-box><p>Three</p></my-box></div><p hidden class=lead>Four</p></body></html>
    """

  private func meant(_ selector: String) throws -> [String] {
    let selector = try #require(PageSelector(selector))
    let page = Array(Self.page.utf8)
    return page.withUnsafeBufferPointer { page in
      let tree = PageTreeBuilder.tree(of: page)
      return tree.elements(meantBy: selector).map {
        tree.text(in: $0).split { $0.isWhitespace }.joined(separator: " ")
      }
    }
  }

  @Test(arguments: [
    ("p", ["Lead", "One", "Two", "Three", "Four"]), (".lead", ["Lead", "Four"]),
    ("P.first.lead", ["Lead"]), (".Lead", []), ("#top > p", ["Four"]), ("#top p.first", ["Lead"]),
    ("section > p", ["One"]), ("section p", ["One", "Two"]), ("section>div>p", ["Two"]),
    ("div section div p", ["Two"]), ("div > div > p", []), ("my-box", ["Three"]),
    ("MY-BOX p, .first", ["Lead", "Three"]), ("[data-kind]", ["One Two"]),
    ("[data-kind='story-main']", ["One Two"]), ("[data-kind=story]", []),
    ("[data-kind^=story]", ["One Two"]), ("[data-kind$=\"main\"]", ["One Two"]),
    ("[data-kind*=y-m]", ["One Two"]), ("[ data-kind *= '' ]", []), ("[lang|=en]", ["One Two"]),
    ("[class~=a] > section", ["One Two"]), ("p[hidden]", ["Four"]), (".x\\&y", ["Two"]),
    ("*.a *", ["Lead", "One Two", "Three"]),
    (" p , section ", ["Lead", "One Two", "Three", "Four"]),
  ])
  func elementsAreMeant(selector: String, texts: [String]) throws {
    #expect(try meant(selector) == texts)
  }

  @Test(arguments: [
    "", " ", ",", "p,", ".", "#", "p:first-child", "p::before", "p + p", "p ~ p", "> p", "p >", "[",
    "[a", "[a=", "[a='b]", "[a b]", "p)", "p.", "..a", "a\\",
  ])
  func whatIsNoSelectorIsRefused(text: String) {
    #expect(PageSelector(text) == nil)
  }

  @Test func aSetOfStepsIsBounded() {
    #expect(PageSelector(Array(repeating: "a", count: 64).joined(separator: " ")) != nil)
    #expect(PageSelector(Array(repeating: "a", count: 65)) == nil)
    #expect(PageSelector([]) == nil && PageSelector(["a", "b:c"]) == nil)
  }

  private func read(_ html: String, _ content: String?, _ removed: String? = nil) -> PageArticle {
    Array(html.utf8).withUnsafeBytes {
      PageArticle(
        page: $0, address: "https://site.example/a",
        selectors: PageSelectors(
          content: content.flatMap { PageSelector($0) },
          removed: removed.flatMap { PageSelector($0) }))
    }
  }

  private static let filler = String(
    repeating: "Words that weigh much, and more of them. ", count: 20)

  /// A page whose heaviest text is not the article.
  private static let stubborn = """
    <title>Swifts</title><script type="application/ld+json">{"@type":"Article","articleBody":"Machine. \(filler)"}</script>
    <aside class="comment sidebar story"><h2>Swifts</h2>Running text. <p>Short one.</p><ul><li><a href="/x">A link</a></ul>
    <p class=ad>Buy this.</p><script>run()</script></aside>
    <div class=talk><p>\(filler)</p><p>\(filler)</p></div>
    <footer class=story><p>The end.</p></footer>
    """

  @Test func whatIsChosenIsTheArticle() {
    let article = read(Self.stubborn, ".story", ".ad, h3")
    #expect(
      article.text.split { $0.isNewline }.map(String.init) == [
        "Running text.", "Short one.", "A link", "The end.",
      ])
    #expect(article.html.contains("https://site.example/x") && !article.html.contains("run()"))
    #expect(article.title == "Swifts")
  }

  @Test func whereNothingIsMeantTheArticleIsFound() {
    let article = read(Self.stubborn, ".no-such", ".talk > p")
    #expect(!article.text.contains("Words that weigh much, and more of them. Words\n"))
    let plain = read(Self.stubborn, nil)
    #expect(read(Self.stubborn, ".no-such") == plain && plain.text.contains("Words that weigh"))
  }

  /// Nests and repeats what a selector looks for; a walk for each way to meet it would take years.
  @Test func deepPagesCostOneWalk() {
    let chain = Array(repeating: ".a", count: 60).joined(separator: " ")
    func page(_ depth: Int) -> String {
      String(repeating: "<div class=a>", count: depth) + "<p>\(Self.filler)</p>"
    }
    #expect(read(page(240), chain + " > p").text.hasPrefix("Words that weigh much"))
    // Elements below the depth that is kept are text of the last one.
    #expect(read(page(3000), chain).text.hasPrefix("Words that weigh much"))
    #expect(read(page(3000), nil, chain).text.isEmpty)
  }
}
