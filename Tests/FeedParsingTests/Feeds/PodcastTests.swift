import Testing

@testable import FeedParsing

/// What Podcasting 2.0 and iTunes say of an episode.
@Suite struct PodcastTests {
  private func item(_ inside: String, _ prefix: String = "podcast") throws -> FeedItem {
    let feed = """
      <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:\(prefix)="https://podcastindex.org/namespace/1.0"><channel><title>Wind</title>
      <\(prefix):chapters url="https://example.org/of-the-channel.json"/>
      <item><title>One</title><link>https://example.org/1</link>\(inside)</item></channel></rss>
      """
    return try #require(read(feed).items.first)
  }

  @Test(arguments: ["podcast", "p20"])
  func chaptersAndTranscriptsAreCompanions(prefix: String) throws {
    let item = try item(
      """
      <\(prefix):chapters url="/1.json" type="application/json+chapters"/>
      <\(prefix):transcript url="https://example.org/1.vtt" type="text/vtt" language="en"/>
      <\(prefix):transcript url="https://example.org/1.html"/>
      <\(prefix):transcript url="javascript:alert(1)"/>
      <enclosure url="https://example.org/1.mp3" length="5000000" type="audio/mpeg"/>
      """, prefix)
    #expect(item.companions.map(\.kind) == [.chapters, .transcript, .transcript])
    #expect(item.companions.first?.url.hasSuffix("/1.json") == true)
    #expect(item.companions.map(\.type) == ["application/json+chapters", "text/vtt", nil])
    #expect(item.enclosures.count == 1)
    #expect(FeedItem(json: item.json) == item)
  }

  @Test(arguments: [
    ("3723", 3723), ("1:02:03", 3723), ("62:03", 3723), ("0:45", 45), (" 00:10:00 ", 600),
    ("12.5", 12),
  ])
  func durationIsSecondsOrWithColons(text: String, seconds: Int) throws {
    let item = try item("<itunes:duration>\(text)</itunes:duration>")
    #expect(item.duration == seconds)
    #expect(FeedItem(json: item.json)?.duration == seconds)
  }

  @Test(arguments: ["", "0", "long", "-5", "1:2:3:4", "99999999999999999999", "1::3"])
  func whatIsNoDurationIsNone(text: String) throws {
    #expect(try item("<itunes:duration>\(text)</itunes:duration>").duration == nil)
  }
}
