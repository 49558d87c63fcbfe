import Articles
import FeedParsing
import Foundation
import TestSupport
import Testing

/// Feeds that were made to hurt: read in full, without a trap, and nothing that commands a terminal
/// comes out.
@Suite struct HostileFeedTests {
  private static let seeds = [
    """
    <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b&c;"><!ENTITY c "d">]>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>T &amp; U</title><link>https://e.example/</link><item><title>One &lt;b&gt; &a; é</title>
    <link>/a?b=1</link><guid>g</guid><pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate>
    <description><![CDATA[<p>Hi <a href="x">y</a><script>z</script></p>]]></description>
    <enclosure url="a.mp3" length="12" type="audio/mpeg"/></item></channel></rss>
    """,
    """
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://e.example/b/"><title>作</title>
    <entry><id>1</id><link href="x"/><content type="xhtml"><div><p>q<br/></p></div></content>
    <author><name>A</name></author><updated>2026-01-01T00:00:00Z</updated></entry></feed>
    """,
    #"{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"content_html":"<p>\u00e9\u001b\n"}]}"#,
    """
    <opml><head><title>L</title></head><body><outline text="F"><outline xmlUrl="http://e.example/"/>
    </outline></body></opml>
    """,
  ].map { Array($0.utf8) }

  private static let pieces: [[UInt8]] =
    [
      "<", ">", "&", "\"", "'", "</item>", "<item>", "<![CDATA[", "]]>", "<!--", "-->", "&#27;",
      "&#x9b;",
      "&lt;script&gt;", "javascript:x", "<!DOCTYPE a [", "xmlns=\"x\"", "&nbsp;", "{", "}",
      "\\u001b",
      "\u{202E}", "\u{85}", "/>", "<a ", "=",
    ].map { Array($0.utf8) } + [
      [0], [0x1B, 0x5B], [0xFF, 0xFE], [0xC2], [0xC2, 0x9B], [0xE2, 0x80], [13],
    ]

  @Test(arguments: seeds.indices)
  func mutated(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed) + 40)
    for _ in 0..<700 {
      var bytes = Self.seeds[seed]
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let position = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, position + Int.random(in: 0...20, using: &generator))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.removeSubrange(position..<end)
        default:
          bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: position)
        }
      }
      Self.check(bytes)
    }
  }

  @Test(arguments: seeds.indices)
  func cutAnywhere(seed: Int) {
    for end in Self.seeds[seed].indices { Self.check(Array(Self.seeds[seed][..<end])) }
  }

  /// However the bytes come in, the same comes out.
  @Test(arguments: seeds.indices, [1, 2, 3, 7, 1500])
  func piecesMakeNoDifference(seed: Int, length: Int) {
    let padding = [UInt8](repeating: 0x20, count: 1100)
    let bytes = padding + Self.seeds[seed]
    let whole = read(bytes)
    var parser = FeedParser(address: "https://site.example/feed")
    var items: [FeedItem] = []
    bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: length) {
        let end = min(start + length, all.count)
        parser.parse(UnsafeRawBufferPointer(rebasing: all[start..<end])) { items.append($0) }
      }
    }
    let document = parser.finish { items.append($0) }
    #expect(items == whole.items)
    #expect(document == whole.document)
  }

  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/feed")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    for file in files { Self.check(Array(try Data(contentsOf: folder.appending(path: file)))) }
  }

  // MARK: Bounds

  @Test func deepElementsEndWhereTheyDo() throws {
    let deep =
      String(repeating: "<a>", count: 100_000) + "x" + String(repeating: "</a>", count: 100_000)
    let found = try item("<description>\(deep)</description><title>after</title>")
    #expect(found.title == "after")
  }

  @Test func entitiesDoNotGrow() {
    var text = "<!DOCTYPE r [<!ENTITY a0 \"lol\">"
    for level in 1..<12 {
      text += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    text += "]><rss><channel><item><title>" + String(repeating: "&a11;", count: 2000)
    let found = read(text + "</title></item><item><title>after</title></item></channel></rss>")
    #expect(found.items.last?.title == "after")
    #expect(found.document.warnings.contains { $0.message.contains("grow") })
  }

  @Test func anyNumberOfNamesHidesNoItem() {
    let names = (0..<6000).map { "<n\($0) xmlns:p\($0)='u\($0)'/>" }.joined()
    let found = read("<rss>\(names)<channel><item><title>after</title></item></channel></rss>")
    #expect(found.items.map(\.title) == ["after"])
  }

  @Test func nothingIsReadFromOutside() throws {
    let found = read(
      """
      <!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "https://e.example/y"> %y;]>
      <rss><channel><item><title>a&x;b</title></item></channel></rss>
      """)
    #expect(found.items.first?.title == "ab")
    #expect(found.document.warnings.count == 1)
  }

  @Test func hugeFieldsAreCut() throws {
    let guid = String(repeating: "g", count: 1_000_000)
    let found = try item(
      "<guid isPermaLink='false'>\(guid)</guid><title>\(guid)</title><link>https://e.example/\(guid)</link>"
    )
    #expect(try #require(found.id).utf8.count < 2048)
    #expect(found.id != (try item("<guid isPermaLink='false'>\(guid)h</guid>").id))
    #expect(try #require(found.title).utf8.count <= 8192)
    #expect(found.link == nil)
  }

  /// In pieces so small that looking at all of it again with each would take minutes.
  @Test func blanksWithoutAnEndAreLookedAtOnce() {
    var parser = FeedParser()
    let piece = [UInt8](repeating: 0x20, count: 256)
    for _ in 0..<16_384 {
      piece.withUnsafeBytes { bytes in parser.parse(bytes) { _ in } }
    }
    Array("<rss version='2.0'><channel><title>T</title></channel></rss>".utf8)
      .withUnsafeBytes { bytes in parser.parse(bytes) { _ in } }
    guard case .feed(let feed) = parser.finish({ _ in }).kind else {
      Issue.record("It is a feed all the same.")
      return
    }
    #expect(feed.title == "T")
  }

  private static func check(_ bytes: [UInt8]) {
    let found = read(bytes)
    var texts: [String?] = found.document.warnings.map(\.message)
    if case .feed(let feed) = found.document.kind {
      texts += [feed.title, feed.link, feed.description, feed.language, feed.icon]
    }
    for item in found.items {
      texts += [item.id, item.title, item.link, item.summaryHTML, item.contentHTML, item.language]
      texts += item.authors + item.categories + item.enclosures.flatMap { [$0.url, $0.type] }
    }
    let isClean = texts.compactMap { $0 }.allSatisfy { text in
      text.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t"
      }
    }
    if !isClean { Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)") }
  }
}
