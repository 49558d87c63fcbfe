import FeedParsing
import Testing

@Suite struct FeedDiscoveryTests {
  @Test func declaredFeedsComeFirst() {
    let page = FeedDiscovery(
      html: """
        <title>A &amp; B</title><base href="/sub/"><a href="/old.rdf">old</a>
        <link rel="alternate stylesheet" type="text/css" href="no.css">
        <LINK REL=ALTERNATE TYPE="application/rss+xml; charset=utf-8" HREF="news" TITLE="The &lt;news&gt;">
        <link rel="alternate" type="application/feed+json" href="https://other.example/feed.json">
        <link rel="alternate" type="application/rss+xml" href="javascript:x">
        <link rel="alternate" hreflang="de" href="/de">
        """, address: "https://site.example/page")
    #expect(page.title == "A & B")
    #expect(
      page.links.map(\.url) == [
        "https://site.example/sub/news", "https://other.example/feed.json",
        "https://site.example/old.rdf",
      ])
    #expect(page.links.first?.title == "The <news>")
  }

  @Test func likelyAddressesAreOnTheSite() {
    let likely = FeedDiscovery.likelyAddresses(of: "https://site.example/blog/post")
    #expect(likely.contains("https://site.example/feed"))
    #expect(likely.allSatisfy { $0.hasPrefix("https://site.example/") })
    #expect(FeedDiscovery.likelyAddresses(of: "nonsense").isEmpty)
  }
}
