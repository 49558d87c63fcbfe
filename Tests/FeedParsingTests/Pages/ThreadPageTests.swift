import Testing

@testable import FeedParsing

/// Pages on which somebody asks and others answer, and articles in several wrappers that are alike.
@Suite struct ThreadPageTests {
  private func text(_ body: String, title: String = "A bell rope that slips") -> String {
    let html = """
      <!doctype html><html lang="en"><head><title>\(title)</title></head><body>
      <nav><a href="/">Start page</a></nav>\(body)
      <footer><p>Copyright 2026 Example, all of it.</p></footer></body></html>
      """
    return Array(html.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: "https://site.example/a", contentType: nil).text
    }
  }

  private static let short = "The rope slips on the wheel, whatever I do. What holds it?"
  private static let long = """
    Resin helps for a winter, but what holds is a wheel with a deeper groove, which any joiner turns in an \
    afternoon, and then the rope has to be wound twice, against the swing, before the bell is raised.
    """

  private func order(_ text: String, _ words: String...) -> Bool {
    var rest = text[...]
    for word in words {
      guard let range = rest.firstRange(of: word) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  /// The question is shorter than any answer, and comments stand below both.
  @Test(arguments: [1, 2, 8])
  func aQuestionStandsBeforeItsAnswers(answers: Int) {
    func post(_ inner: String) -> String {
      """
      <div class="post-layout"><div class="votecell"><button>Up</button><div>12</div></div>
      <div class="postcell"><div class="s-prose js-post-body" itemprop="text">\(inner)</div>
      <div class="user-info">asked <span>3 March</span> <a href="/u">Ann</a></div></div>
      <div class="js-post-comments"><ul class="comments-list"><li class="comment"><span class="comment-copy">Remark: \(Self.long)</span></li></ul></div></div>
      """
    }
    let found = text(
      "<div id=\"mainbar\"><div class=\"question\" id=\"question\">\(post("<p>\(Self.short)</p>"))</div>"
        + "<div id=\"answers\"><h2>\(answers) Answers</h2>"
        + (0..<answers).map {
          "<div class=\"answer\" id=\"answer-\($0)\">\(post("<p>Answer \($0): \(Self.long)</p><p>\(Self.long)</p>"))</div>"
        }.joined() + "</div></div>")
    #expect(order(found, Self.short, "Answer 0:") && found.contains("Answer \(answers - 1):"))
    #expect(!found.contains("Remark:") && !found.contains("asked 3 March"))
  }

  @Test(arguments: [
    (
      "<div id=\"p%\" class=\"post\"><div class=\"postbody\"><p class=\"author\">by <a href=\"u\">Ann</a>, 3 March</p><div class=\"content\">",
      "</div></div></div>"
    ),
    (
      "<article class=\"message\" id=\"js-post-%\"><h4><a href=\"u\">Ann</a></h4><h5>Senior member</h5><div class=\"bbWrapper\">",
      "</div></article>"
    ),
    (
      "<div class=\"topic-body crawler-post\" id=\"post_%\"><span>Ann</span> <time>February 3, 2023</time><div class=\"post\" itemprop=\"text\">",
      "</div><span>6 Likes</span></div>"
    ),
  ])
  func postsOfAThreadAreReadInTheirOrder(start: String, end: String) {
    let posts = [
      Self.short, "First: \(Self.long)<br><br>More: \(Self.long)", "Second: thanks, it holds.",
      "Third: \(Self.long)",
    ]
    let found = text(
      "<div id=\"page\">"
        + posts.enumerated().map {
          start.replacing("%", with: "\($0.offset)") + $0.element + end
        }.joined() + "</div>")
    #expect(order(found, Self.short, "First:", "More:", "Second:", "Third:"))
    #expect(!found.contains("3 March") && !found.contains("Likes") && !found.contains("member"))
  }

  @Test func anArticleInSeveralColumnsIsOne() {
    let part = { (name: String) in
      "<div class=\"row\"><div class=\"ci bh\"><p>\(name): \(Self.long)</p><p>\(Self.long)</p></div></div>"
    }
    let found = text(
      "<div id=\"root\"><section><div>\(part("One"))\(part("Two"))</div></section></div>")
    #expect(order(found, "One:", "Two:"))
  }

  /// What begins with a linked heading of its own is another article.
  @Test func otherArticlesOfTheSameMakeAreNotJoined() {
    let found = text(
      "<div id=\"list\"><div class=\"post\"><h1>A bell rope that slips</h1><div class=\"entry\"><p>Mine: \(Self.long)</p>"
        + "<p>\(Self.long)</p><p>\(Self.long)</p></div></div>"
        + (0..<3).map {
          "<div class=\"post teaser\"><h3><a href=\"/\($0)\">Quite another story, number \($0)</a></h3><div class=\"entry\"><p>Other: \(Self.short)</p></div></div>"
        }.joined() + "</div>")
    #expect(found.contains("Mine:") && !found.contains("Other:"))
  }
}
