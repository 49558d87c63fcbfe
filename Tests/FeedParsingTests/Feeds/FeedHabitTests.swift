import Testing

@testable import FeedParsing

/// What generators of feeds do beside the formats, each as short as it can be told.
@Suite struct FeedHabitTests {
  @Test func addressBehindAnEmptyLinkIsTheLink() throws {
    let text = "<link/>https://a.example/1\n<guid isPermaLink='false'>1</guid>"
    #expect(try item(text).link == "https://a.example/1")
    #expect(try item("<link></link>https://a.example/1").link == "https://a.example/1")
    #expect(try item("<link/>words<title>T</title>").link == nil)
    #expect(try item("<link/><link>https://a.example/2</link>").link == "https://a.example/2")
    #expect(
      try feed("<rss><channel><link/>https://a.example/<item/></channel></rss>").link
        == "https://a.example/")
  }

  @Test(arguments: ["&#27;[31mred&#x1B;[0m", "&#27;]0;x&#7;red", "re&#27;[Kd"])
  func sequencesWrittenAsReferencesAreDroppedWhole(_ text: String) throws {
    let found = try item(
      "<title>\(text)</title><description>&lt;p&gt;\(text)&lt;/p&gt;</description>"
        + "<enclosure url=\"https://a.example/&#27;[31m1.mp3\"/>")
    #expect(found.title == "red")
    #expect(found.summaryHTML == "<p>red</p>")
    #expect(found.enclosures.map(\.url) == ["https://a.example/1.mp3"])
  }

  @Test(arguments: [#"\u001b[31mred\u001b[0m"#, #"\u001b]0;x\u0007red"#, #"\u009b31mred"#])
  func sequencesInJSONAreDroppedWhole(_ text: String) throws {
    let json =
      #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"\#(text)"}]}"#
    #expect(try #require(read(json).items.first).title == "red")
  }

  @Test func formulasInScriptsStayAndProgramsGo() throws {
    func html(_ text: String) throws -> String? {
      try item("<description><![CDATA[<p>\(text)</p>]]></description>").summaryHTML
    }
    let formula = "<script type=\"math/tex\">a < b</script>"
    #expect(try html("So \(formula).") == "<p>So \(formula).</p>")
    for script in [
      "<script>run()</script>", "<script type=module>run()</script>",
      "<script type=text/javascript type=math/tex>run()</script>",
      "<script type=\"math/tex\" onload=\"run()\">x</script><script>run()</script>",
    ] {
      #expect(try html("So \(script).")?.contains("run") == false)
    }
    #expect(
      try html("<script type=\"math/tex\">x <img onerror=\"run()\">")?.contains("run") == false)
  }

  @Test func pageCountsBeforeTheCounterOfItsReaders() throws {
    let found = try item(
      "<link>https://count.example/~r/1</link>"
        + "<feedburner:origLink>https://a.example/1</feedburner:origLink>")
    #expect(found.link == "https://a.example/1")
  }

  @Test func pathAsAGuidIsTheLink() throws {
    let found = try item("<guid>/2026/1</guid>")
    #expect(found.id == "/2026/1")
    #expect(found.link == "https://site.example/2026/1")
    #expect(try item("<guid isPermaLink='false'>/2026/1</guid>").link == nil)
    #expect(try item("<guid>2026-1</guid>").link == nil)
  }

  @Test func longerOfTwoDescriptionsIsTheContent() throws {
    let issue = try item(
      "<description>It falls over when the wind comes from the north.</description>"
        + "<summary>It falls over</summary>")
    #expect(issue.contentHTML == "It falls over when the wind comes from the north.")
    #expect(issue.summaryHTML == "It falls over")
    let post = try item("<description>Short</description><summary>The whole text</summary>")
    #expect(post.contentHTML == "The whole text")
    #expect(post.summaryHTML == "Short")
    let encoded = try item(
      "<description>A long description</description><summary>Short</summary>"
        + "<content:encoded>Whole</content:encoded>")
    #expect(encoded.contentHTML == "Whole")
    #expect(encoded.summaryHTML == "Short")
  }

  @Test func fullTextOfNewsIsTheContent() throws {
    let found = try item(
      "<description>Short</description><yandex:full-text>&lt;p&gt;Whole&lt;/p&gt;</yandex:full-text>"
    )
    #expect(found.contentHTML == "<p>Whole</p>")
    #expect(found.summaryHTML == "Short")
  }

  @Test func elementsInsideBelongToNoAddressAndNoName() throws {
    #expect(
      try item("<category>Sea <image><url>https://a.example/1.png</url></image></category>")
        .categories == ["Sea"])
    #expect(try item("<category>Sea<category>Birds</category>").categories == ["Sea", "Birds"])
    #expect(try item("<author>Ada<author>Bo</author><author>Cy").authors == ["Ada", "Bo", "Cy"])
    #expect(try item("<category>Sea <b>birds</b></category>").categories == ["Sea birds"])
    #expect(try item("<comments><comment>So it is</comment></comments>").comments == nil)
    #expect(
      try item("<comments>https://a.example/c<x>y</x></comments>").comments
        == "https://a.example/c")
  }

  @Test(arguments: [
    "<image>/1.png</image>", "<image><title>T</title><url>/1.png</url></image>",
    "<thumbnail>/1.png</thumbnail>", "<media:thumbnail>/1.png</media:thumbnail>",
    "<itunes:image>/1.png</itunes:image>", "<media:content url='/1.png' width='9'/>",
    "<media:content url='/1.png?w=9'/>",
  ])
  func pictureIsReadHoweverItIsTold(element: String) throws {
    let found = try item("<title>Mine</title>" + element)
    #expect(found.images.map { $0.prefix(26) } == ["https://site.example/1.png"])
    #expect(found.title == "Mine")
    #expect(found.enclosures == [])
    #expect(found.link == nil)
  }

  @Test func pictureInWordsIsNone() throws {
    #expect(try item("<image>A tern at sea</image>").images == [])
    #expect(try item("<media:content url='/1.bin'/>").images == [])
  }

  @Test func fileOfAForeignVocabularyCounts() throws {
    let found = try item("<enc:enclosure resource='/1.mp3' type='audio/mpeg' xmlns:enc='urn:e'/>")
    #expect(found.enclosures.map(\.url) == ["https://site.example/1.mp3"])
  }

  @Test func itemWithoutAPageIsItsSoundRatherThanItsPicture() throws {
    let found = try item(
      "<enclosure url='/1.png' type='image/png'/><enclosure url='/1.mp3' type='audio/mpeg'/>")
    #expect(found.link == "https://site.example/1.mp3")
    #expect(
      try item("<enclosure url='/1.png' type='image/png'/>").link == "https://site.example/1.png")
  }

  @Test(arguments: [("0", nil), ("1,234,567", 1_234_567), ("-1", nil), ("12 MB", nil), ("7", 7)])
  func lengthIsANumberOfBytesOrUnknown(text: String, length: Int?) throws {
    let found = try item("<enclosure url='/1.mp3' length='\(text)'/>")
    #expect(found.enclosures.map(\.length) == [length])
  }

  @Test func filmIsCalledByItsTitle() throws {
    let film =
      "<media:content url='/1.mp4' type='video/mp4'><media:title>A dive</media:title>"
      + "</media:content>"
    let found = try item("<title>Terns</title>" + film)
    #expect(found.title == "Terns")
    #expect(found.enclosures.map(\.title) == ["A dive"])
    #expect(try item(film).title == "A dive")
  }

  @Test func authorOfAtomMayBeABareName() throws {
    #expect(try entry("<author>Ada</author>").authors == ["Ada"])
    #expect(
      try entry("<author><username>ada</username><name>Ada</name></author>").authors == ["Ada"])
    #expect(
      try entry("<author><email>ada@x.example</email><name>Ada</name></author>").authorDetails
        == [FeedAuthor(name: "Ada", email: "ada@x.example")])
    #expect(try entry("<author></author><author><name/></author>").authors == [])
  }

  @Test func addressOfAnAuthorIsNoName() throws {
    #expect(
      try item("<dc:creator>https://a.example/u/ada</dc:creator>").authorDetails
        == [FeedAuthor(url: "https://a.example/u/ada")])
  }

  @Test func ownerOfAPodcastIsItsAuthorWhereNobodyElseIs() throws {
    let owner = "<itunes:owner><itunes:name>Ada</itunes:name></itunes:owner>"
    func authors(_ rest: String) throws -> [String] {
      try feed("<rss><channel>\(owner)\(rest)<item/></channel></rss>").authors
    }
    #expect(try authors("") == ["Ada"])
    #expect(try authors("<itunes:author>Crew</itunes:author>") == ["Crew"])
    #expect(try item(owner).authors == [])
  }

  @Test(arguments: [
    ("<tag>a,b</tag>", ["a", "b"]), ("<tags>a, b</tags>", ["a", "b"]),
    ("<itunes:category>a</itunes:category>", ["a"]),
    ("<itunes:category text='a'><itunes:category text='b'/></itunes:category>", ["a", "b"]),
    ("<itunes:category text=''><itunes:category text='b'/></itunes:category>", ["b"]),
  ])
  func categoriesAreReadHoweverTheyAreTold(elements: String, categories: [String]) throws {
    #expect(try item(elements).categories == categories)
  }

  @Test func channelOfCDFHasABase() throws {
    let found = read(
      "<CHANNEL BASE='https://base.example/'><ITEM HREF='/1'><TITLE>T</TITLE></ITEM></CHANNEL>")
    #expect(found.items.map(\.link) == ["https://base.example/1"])
  }

  @Test func namesAndTagsOfJSONMayBeBare() throws {
    let found = read(
      """
      {"version": "https://jsonfeed.org/version/1.1", "author": "Ada", "items": [
        {"id": 1, "tags": "sea, birds"}, {"id": 2, "authors": ["Bo", {"name": "Cy"}], "tags": ["a, b"]}]}
      """)
    #expect(found.items.map(\.authors) == [["Ada"], ["Bo", "Cy"]])
    #expect(found.items.map(\.categories) == [["sea", "birds"], ["a, b"]])
  }

  /// Buffers are used again: nothing of one item may stand in the next.
  @Test func itemsShareNothing() {
    let long = String(repeating: "long ", count: 500)
    let found = read(
      "<rss><channel><item><title>A</title><description>\(long)</description>"
        + "<content:encoded>\(long)</content:encoded></item><item><title>B</title></item>"
        + "<item><description>c</description></item></channel></rss>")
    #expect(found.items.map(\.title) == ["A", "B", nil])
    #expect(found.items.map { $0.summaryHTML?.utf8.count } == [2499, nil, 1])
    #expect(found.items.map { $0.contentHTML?.utf8.count } == [2499, nil, nil])
  }
}
