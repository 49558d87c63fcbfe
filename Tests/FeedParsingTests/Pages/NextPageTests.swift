import Testing

@testable import FeedParsing

@Suite struct NextPageTests {
  private func next(_ html: String, of address: String, number: Int = 1, first: String? = nil)
    -> String?
  {
    Array(html.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: address, firstPage: first ?? address, number: number)
    }.nextPage
  }

  @Test(arguments: [
    ("<link rel=next href='?page=2'>", "https://a.example/x", "https://a.example/x?page=2"),
    (
      "<link rel=next href='/x?id=7&amp;p=2'>", "https://a.example/x?id=7",
      "https://a.example/x?id=7&p=2"
    ),
    (
      "<a rel='nofollow next' href='/x/2/'>on</a>", "https://a.example/x/", "https://a.example/x/2/"
    ),
    ("<a href='/n/x/page/2'>2</a>", "https://a.example/n/x", "https://a.example/n/x/page/2"),
    (
      "<a href='x-2.html'>Weiter »</a>", "https://a.example/n/x.html",
      "https://a.example/n/x-2.html"
    ),
    ("<a href='x,2.html'>2</a>", "https://a.example/n/x.html", "https://a.example/n/x,2.html"),
    ("<a rel=next href='/n/x/2'>on</a>", "https://a.example/n/x/1", "https://a.example/n/x/2"),
    ("<link rel=next href='?page=2'>", "https://a.example/x?page=1", "https://a.example/x?page=2"),
  ])
  func anAddressThatDiffersByTheNumberOfThePage(html: String, address: String, found: String) {
    #expect(next(html, of: address) == found)
  }

  @Test(arguments: [
    ("<link rel=next href='/posts/13'>", "https://a.example/posts/12"),
    ("<link rel=next href='/another-story'>", "https://a.example/story"),
    ("<a href='?page=3'>3</a>", "https://a.example/x"),
    ("<a href='?page=1'>1</a>", "https://a.example/x"),
    ("<a href='https://b.example/x?page=2'>2</a>", "https://a.example/x"),
    ("<a href='/x?page=2'>The second of many pages about the swift</a>", "https://a.example/x"),
    ("<a href='/2'>2</a>", "https://a.example/"),
    ("<a href='/x?page=12222222222222222222222222222222222222222'>2</a>", "https://a.example/x"),
    ("<a href='?comments=2'>2</a>", "https://a.example/x"),
    ("<a href='/n/x/2'>2</a>", "https://a.example/n/x/1"),
    ("<link rel=next href='/n/y/2'>", "https://a.example/n/x/1"),
  ])
  func whatIsAnotherArticleIsNotFollowed(html: String, address: String) {
    #expect(next(html, of: address) == nil)
  }

  @Test func aPageThatIsCalledTheFirstLeadsOn() {
    let html = "<link rel=next href='/n/x/3'>"
    let (first, third) = ("https://a.example/n/x/1", "https://a.example/n/x/3")
    #expect(next(html, of: "https://a.example/n/x/2", number: 2, first: first) == third)
  }

  @Test func eachPageLeadsToTheNext() {
    let html = "<a href='?page=1'>1</a> <a href='?page=2'>2</a> <a href='?page=3'>3</a>"
    let first = "https://a.example/x"
    #expect(next(html, of: first + "?page=2", number: 2, first: first) == first + "?page=3")
    #expect(next(html, of: first + "?page=3", number: 3, first: first) == nil)
  }
}
