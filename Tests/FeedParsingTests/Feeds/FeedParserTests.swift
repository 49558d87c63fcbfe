import Articles
import Testing

@testable import FeedParsing

@Suite struct FeedParserTests {
  @Test(arguments: [
    ("AT&amp;T", "AT&T"), ("AT&T", "AT&T"), ("AT&amp;amp;T", "AT&T"),
    ("a &lt;b&gt;bold&lt;/b&gt; c", "a bold c"),
    ("Array&lt;Int&gt; is &lt;i&gt;fine&lt;/i&gt;", "Array<Int> is fine"), ("1 &lt; 2", "1 < 2"),
    ("one&lt;br/&gt;two", "one two"), ("&amp;lt;p&amp;gt;twice&amp;lt;/p&amp;gt;", "<p>twice</p>"),
    ("<![CDATA[<b>x</b> & y]]>", "x & y"), ("bare <i>tags</i>", "bare tags"),
    ("caf&eacute;", "café"),
    ("no&unknown;thing", "no&unknown;thing"), ("&#145;q&#146;", "‘q’"),
    ("safe&lt;!-- not", "safe<!-- not"),
    ("How to close &lt;p&gt;", "How to close <p>"),
  ])
  func titleIsPlainText(source: String, title: String) throws {
    #expect(try item("<title>\(source)</title>").title == title)
  }

  @Test func typeOfAtomTextDecides() throws {
    #expect(try entry("<title>1 &lt;b> 2</title>").title == "1 <b> 2")
    #expect(try entry("<title type='html'>1 &lt;b>2&lt;/b></title>").title == "1 2")
    #expect(try entry("<title type='html'>The &amp;lt;b> tag</title>").title == "The <b> tag")
    #expect(
      try entry("<title type='xhtml'><div>The &lt;b> <b>tag</b></div></title>").title
        == "The <b> tag")
    #expect(try entry("<summary type='text'>a &lt; b</summary>").summaryHTML == "a &lt; b")
    #expect(
      try entry("<content>&lt;p>it is HTML&lt;/p></content>").contentHTML == "<p>it is HTML</p>")
  }

  @Test(arguments: [
    ("<![CDATA[How to escape the &lt;script&gt; tag]]>", "How to escape the &lt;script&gt; tag"),
    ("When &amp;lt;style&amp;gt; blocks bite", "When &lt;style&gt; blocks bite"),
    ("When &lt;style> blocks bite", "When &lt;style> blocks bite"),
    ("Use &lt;b>, not &lt;strong>?", "Use &lt;b>, not &lt;strong>?"),
    ("&lt;p>Write &amp;lt;p&amp;gt;&lt;/p>", "<p>Write &lt;p&gt;</p>"),
    ("&lt;p>Use &lt;?php here ?>&lt;/p>", "<p>Use &lt;?php here ?></p>"),
    ("&lt;p>Use &lt;!-- here&lt;/p>", "<p>Use &lt;!-- here</p>"),
    (
      "&amp;lt;p&amp;gt;it is &amp;lt;b&amp;gt;HTML&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;",
      "<p>it is <b>HTML</b></p>"
    ),
  ])
  func bodiesLoseNoTagThatIsAWord(source: String, html: String) throws {
    #expect(try item("<description>\(source)</description>").summaryHTML == html)
  }

  @Test func repairsOfTextsAreNoted() {
    func warnings(_ elements: String, atom: Bool = false) -> [String] {
      let text =
        atom
        ? "<feed xmlns='http://www.w3.org/2005/Atom'><entry>\(elements)</entry></feed>"
        : "<rss><channel><item>\(elements)</item></channel></rss>"
      return read(text).document.warnings.map(\.message)
    }
    #expect(
      warnings("<description>&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;</description>")
        == [FeedNote.escapedTwice.sentence])
    #expect(
      warnings("<title>\(String(repeating: "a", count: 9000))</title>")
        == [FeedNote.lineTooLong.sentence])
    let long = String(repeating: "a", count: 9000)
    for text in [
      "<rss><channel><description>\(long)</description></channel></rss>",
      "<feed xmlns='http://www.w3.org/2005/Atom'><subtitle>\(long)</subtitle></feed>",
    ] {
      #expect(read(text).document.warnings.map(\.message) == [FeedNote.lineTooLong.sentence])
    }
    #expect(
      warnings("<content>&lt;p>a&lt;/p></content>", atom: true) == [FeedNote.untypedHTML.sentence])
    #expect(
      warnings("<content mode='base64'>words of mine</content>", atom: true)
        == [FeedNote.notBase64.sentence])
    #expect(warnings("<title>Use &lt;b></title><description>a &lt;b</description>") == [])
  }

  @Test(arguments: [
    ("type='text'", "# A\n\n  two  &lt;b>not&lt;/b>", "# A\n\n  two  &lt;b&gt;not&lt;/b&gt;"),
    ("type='text'", "\n    indented &amp;amp;lt;", "    indented &amp;amp;lt;"),
    ("", "Added&lt;br>-----&lt;br>* thing", "Added&lt;br&gt;-----&lt;br&gt;* thing"),
    ("", "&lt;p>it is HTML&lt;/p>", "<p>it is HTML</p>"),
    ("type='CDATA'", "a&lt;br>b", "a&lt;br&gt;b"), ("type='CDATA'", "&lt;i>a&lt;/i>", "<i>a</i>"),
    ("type='application/x-custom'", "plain words", "plain words"),
    ("type='application/x-custom'", "word", "word"),
    ("type='text/x-log' mode='xml'", "word", "word"),
    ("type='application/x-custom' mode='xml'", "d29yZHM=", "d29yZHM="),
    ("type='application/x-custom'", "d29y\n ZHM=", "words"),
    ("type='text/html' mode='base64'", "PGI+eDwvYj4=", "<b>x</b>"),
    ("mode='base64'", "d29y*ZHM=", "d29y*ZHM="), ("mode='base64'", "/////w==", "/////w=="),
  ])
  func contentIsWhatItsTypeSays(type: String, source: String, html: String) throws {
    #expect(try entry("<content \(type)>\(source)</content>").contentHTML == html, "\(type)")
  }

  @Test func bodyIsFreedOfScriptsAndItsLinksAreAbsolute() throws {
    let html = """
      <p onclick="x()">a<script>1</script><a href="b?c=1&amp;d=2">b</a><a href=' JAVASCRIPT:x()'>c</a>
      <img src=/i.png alt="d"><!-- e --><a href="https://x.example/">f</a></p>
      """
    let found = try item("<description><![CDATA[\(html)]]></description>")
    #expect(
      found.summaryHTML == """
        <p >a<a href="https://site.example/b?c=1&amp;d=2">b</a><a >c</a>
        <img src="https://site.example/i.png" alt="d"><a href="https://x.example/">f</a></p>
        """)
  }

  @Test(arguments: ["script", "style", "template", "STYLE"])
  func nothingOfAHiddenElementIsKept(name: String) throws {
    let html = "a<\(name) x=1>hidden <b>text</\(name)>b<\(name)/>c</\(name)>d"
    let found = try item("<description><![CDATA[\(html)]]></description>")
    #expect(found.summaryHTML == "abcd")
    let open = try item("<description><![CDATA[<i>a</i><\(name) x=1>b]]></description>")
    #expect(open.summaryHTML == "<i>a</i>")
    let word = try item("<description><![CDATA[<i>a</i><\(name)>b]]></description>")
    #expect(word.summaryHTML == "<i>a</i>&lt;\(name)>b")
    let page = try item("<description><![CDATA[a<meta b><link c>d]]></description>")
    #expect(page.summaryHTML == "ad")
  }

  @Test func anItemOfRDFIsCalledByItsAddress() throws {
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
    let found = read(
      rdf + " xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://a.example/1'>"
        + "<title>T</title></item></rdf:RDF>")
    #expect(found.items.map(\.id) == ["https://a.example/1"])
    #expect(found.items.map(\.link) == ["https://a.example/1"])
  }

  @Test func guidIsTheLinkUnlessItSaysNo() throws {
    #expect(try item("<guid>https://a.example/1</guid>").link == "https://a.example/1")
    #expect(try item("<guid isPermaLink='false'>https://a.example/1</guid>").link == nil)
    #expect(try item("<guid isPermaLink='maybe'>https://a.example/1</guid>").link == nil)
    #expect(try item("<guid>42</guid>").link == nil)
    #expect(try item("<enclosure url='/a.mp3'/>").link == "https://site.example/a.mp3")
    let both = try item("<guid>https://a.example/1</guid><link>/2</link>")
    #expect(both.link == "https://site.example/2")
    #expect(both.id == "https://a.example/1")
  }

  @Test(arguments: [
    "javascript:alert(1)", " java\nscript:x", "data:text/html,x", "vbscript:x",
    "file:///etc/passwd",
    "JaVaScRiPt:x", "&#106;avascript:x",
  ])
  func linksThatRunSomethingAreNone(link: String) throws {
    let found = try item(
      "<link>\(link)</link><enclosure url=\"\(link)\"/><comments>\(link)</comments>")
    #expect(found.link == nil)
    #expect(found.enclosures.isEmpty)
    #expect(found.comments == nil)
  }

  @Test func peopleAreShownByName() throws {
    #expect(try item("<author>ada@x.example (Ada Ringer)</author>").authors == ["Ada Ringer"])
    #expect(try item("<author>Ada &lt;ada@x.example&gt;</author>").authors == ["Ada"])
    #expect(try item("<author>ada@x.example</author>").authors == ["ada@x.example"])
    #expect(try item("<author><name>Ada</name></author>").authors == ["Ada"])
  }

  @Test func itemsWithoutAuthorsHaveThoseOfTheirSourceOrFeed() throws {
    let found = read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ada</name></author>
      <entry><title>of the feed</title></entry>
      <entry><author><name>Bo</name></author></entry>
      <entry><source><title>No</title><author><name>Cy</name></author></source></entry></feed>
      """)
    #expect(found.items.map(\.authors) == [["Ada"], ["Bo"], ["Cy"]])
    #expect(found.items.map(\.title) == ["of the feed", nil, nil])
    let json = read(
      """
      {"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Ada"}],
       "items": [{"id": 1}, {"id": 2, "authors": [{"name": "Bo"}]}]}
      """)
    #expect(json.items.map(\.authors) == [["Ada"], ["Bo"]])
  }

  @Test func longListsOfAuthorsAreNotInherited() {
    let many = (0..<20).map { "<author><name>\($0)</name></author>" }.joined()
    let long = "<author><name>\(String(repeating: "x", count: 5000))</name></author>"
    for authors in [many, long] {
      let text = "<feed xmlns='http://www.w3.org/2005/Atom'>\(authors)<entry/></feed>"
      #expect(read(text).items.map(\.authors) == [[]])
    }
  }

  @Test func itemsOfAnyFeedInheritTheAuthorThatAtomNames() {
    let atom = "<atom:author><atom:name>Ada</atom:name></atom:author>"
    let editor = "<managingEditor>Bea</managingEditor>"
    for (authors, expected) in [(atom, ["Ada"]), (atom + editor, ["Ada"]), (editor, [])] {
      let text = """
        <rss xmlns:atom='http://www.w3.org/2005/Atom'><channel>\(authors)<item><title>t</title></item>
        <item><author>Cy</author></item></channel></rss>
        """
      #expect(read(text).items.map(\.authors) == [expected, ["Cy"]])
    }
  }

  @Test func dialectsAreKnownByTheirNamesOfOld() {
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='"
    #expect(format(rdf + "http://channel.netscape.com/rdf/simple/0.9/'/>") == .rss090)
    #expect(format(rdf + "http://purl.org/rss/1.0/'/>") == .rss10)
    let items = #""items": [{"id": 1}]}"#
    #expect(format(#"{"version": "1.1", "# + items) == .json11)
    #expect(format(#"{"version": "https://jsonfeed.org/version/1.1", "# + items) == .json11)
    #expect(format(#"{"version": "https://jsonfeed.org/version/1", "# + items) == .json10)
  }

  private func format(_ text: String) -> FeedFormat? {
    guard case .feed(let feed) = read(text).document.kind else { return nil }
    return feed.format
  }

  @Test func identifierOfDublinCoreIsTheLastResort() throws {
    #expect(try item("<dc:identifier>doi:10.5/1</dc:identifier>").id == "doi:10.5/1")
    #expect(try item("<dc:identifier>a</dc:identifier><guid>b</guid>").id == "b")
  }

  @Test func languageOfTheTextCountsEvenIfItIsNone() throws {
    let french = "xml:lang='fr'"
    #expect(try entry("<title>t</title>", feed: french).language == "fr")
    #expect(try entry("<title xml:lang=''>t</title>", feed: french).language == nil)
    #expect(
      try entry("<content xml:lang='de'>t</content><title>t</title>", feed: french).language
        == "de")
  }

  @Test func elementsOfOthersDoNotBleed() throws {
    let found = try item(
      """
      <image><title>No</title><link>https://no.example</link></image>
      <svg xmlns="http://www.w3.org/2000/svg"><title>No</title></svg>
      <source url="https://no.example/feed">No</source><x:title xmlns:x="urn:x">No</x:title><title>Yes</title>
      """)
    #expect(found.title == "Yes")
    #expect(found.link == nil)
  }

  @Test func prefixesAndNamespacesMayBeWrong() throws {
    #expect(try item("<dc:creator>Ada</dc:creator>").authors == ["Ada"])
    #expect(try item("<content:encoded>x</content:encoded>").contentHTML == "x")
    #expect(
      try item("<q:encoded xmlns:q='https://PURL.org/rss/1.0/modules/content'>x</q:encoded>")
        .contentHTML == "x")
    #expect(try item("<TITLE>loud</TITLE>").title == "loud")
  }

  @Test func relativeAddressesBelongToTheItemThenTheSiteThenTheFeed() throws {
    let channel = "<rss><channel><link>https://a.example/home/</link><item>"
    let found = read(
      channel + "<link>blog/one/</link><description>&lt;img src='x.png'></description></item>"
        + "<item><description>&lt;img src='x.png'></description></item>"
        + "<item><link>www.b.example/1</link></item></channel></rss>")
    #expect(
      found.items.map(\.link) == [
        "https://a.example/home/blog/one/", nil, "https://www.b.example/1",
      ])
    #expect(
      found.items.map(\.summaryHTML) == [
        "<img src=\"https://a.example/home/blog/one/x.png\">",
        "<img src=\"https://a.example/home/x.png\">", nil,
      ])
    #expect(try item("<link>/1</link>").link == "https://site.example/1")
    let based = try entry(
      "<link href='/x/'/><summary type='html' xml:base='http://b.example/'>&lt;a href='d'>x&lt;/a></summary>"
    )
    #expect(based.summaryHTML == "<a href=\"http://b.example/d\">x</a>")
    let json = read(
      #"{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"p/1/","#
        + #""content_html":"<a href='q'>w</a>"}],"home_page_url":"https://h.example/"}"#)
    #expect(json.items[0].contentHTML == "<a href=\"https://site.example/p/1/q\">w</a>")
  }

  @Test func allWhoAreNamedAreAuthorsWithTheirAddresses() throws {
    let found = try item(
      "<dc:creator>Ada</dc:creator><dc:creator>Bo</dc:creator><author>cy@x.example (Cy)</author>"
        + "<author>ada@x.example (Ada)</author><dc:publisher>No</dc:publisher>")
    #expect(found.authors == ["Ada", "Bo", "Cy"])
    #expect(
      found.authorDetails == [
        FeedAuthor(name: "Ada", email: "ada@x.example"),
        FeedAuthor(name: "Cy", email: "cy@x.example"),
      ])
  }

  @Test func filesAreThereOnlyWithAnAddress() throws {
    #expect(try item("<enclosure url=' '/><enclosure url=''/>").enclosures == [])
    #expect(
      try item("<enclosure>https://a.example/1.mp3</enclosure>").enclosures.map(\.url) == [
        "https://a.example/1.mp3"
      ])
  }

  @Test func picturesAndFilmsSayWhatTheyShow() throws {
    let found = try item(
      """
      <media:content url="/1.jpg" medium="image"><media:description>A &amp;lt;tern&amp;gt;</media:description>
      </media:content><description>text</description><media:content url="/2.mp4" type="video/mp4">
      <media:description>It dives</media:description></media:content>
      """)
    #expect(found.images == ["https://site.example/1.jpg"])
    #expect(found.imageTexts == ["https://site.example/1.jpg": "A <tern>"])
    #expect(found.enclosures.map(\.title) == ["It dives"])
    #expect(found.summaryHTML == "text")
    let lone = try item(
      "<media:content url='/1.jpg' medium='image'><media:title>A tern</media:title></media:content>"
    )
    #expect(lone.title == nil)
    #expect(lone.summaryHTML == nil)
    #expect(lone.shownTitle == "A tern")
  }

  @Test func categoriesKeepTheirTerm() throws {
    let found = try entry("<category term='sea-birds' label='Sea birds'/><category term='terns'/>")
    #expect(found.categories == ["Sea birds", "terns"])
    #expect(found.categoryTerms == [FeedCategory(term: "sea-birds", label: "Sea birds")])
  }

  @Test func rssInJSONIsAFeed() throws {
    let found = read(
      """
      {"rss": {"version": "2.0", "channel": {"title": "T & U", "link": "https://a.example/", "item": [
        {"title": "One <b>", "guid": {"#value": "x1", "isPermaLink": "false"}, "pubDate":
        "Thu, 19 Nov 2026 18:30:00 GMT", "enclosure": {"url": "/1.mp3", "length": 12}, "category": ["a", "b"]},
        {"title": "Two", "content:encoded": "<p>x</p>"}]}}}
      """)
    guard case .feed(let feed) = found.document.kind else { throw NoFeed() }
    #expect(feed.title == "T & U")
    #expect(found.items.map(\.title) == ["One <b>", "Two"])
    #expect(found.items[0].id == "x1")
    #expect(found.items[0].link == "https://a.example/1.mp3")
    #expect(found.items[0].categories == ["a", "b"])
    #expect(found.items[1].contentHTML == "<p>x</p>")
  }

  @Test(arguments: [
    ("<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>", NotAFeed.sitemap),
    ("<?xml version='1.0'?><rss vers", .cutOff), ("<?xml version='1.0'?>", .cutOff),
    ("<soap:Envelope xmlns:soap='urn:x'><a/></soap:Envelope>", .xml(root: "envelope")),
    (#"{"error": "no", "status": 404}"#, .json(["error", "status"])), (#"[{"id": 1}]"#, .jsonList),
    ("<html><head><title>Just a moment...</title></head><body>x</body></html>", .robotCheck),
    ("[a link](x) and < text", nil), ("a < b", nil), ("", nil),
    ("<html><head><title>Hello</title></head><body>x</body></html>", nil),
  ])
  func documentsThatAreNoFeedAreToldApart(text: String, notAFeed: NotAFeed?) {
    let found = read(text).document
    #expect(found.notAFeed == notAFeed)
    if let notAFeed { #expect(found.warnings.map(\.message).contains(notAFeed.sentence)) }
  }

  @Test func baseComesFromTheNearestElement() throws {
    let found = try entry(
      "<link href='c'/><content type='html' xml:base='e/'>&lt;a href='d'>x&lt;/a></content>",
      feed: "xml:base='https://a.example/b/'")
    #expect(found.link == "https://a.example/b/c")
    #expect(found.contentHTML == "<a href=\"https://a.example/b/e/d\">x</a>")
  }

  @Test func scheduleIsRead() throws {
    let found = try feed(
      """
      <rss><channel><ttl>90</ttl><skipHours><hour>3</hour></skipHours><skipDays><day>Monday</day>
      </skipDays><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
      </channel></rss>
      """)
    #expect(found.schedule.minutesToLive == 90)
    #expect(found.schedule.skippedHours == [3])
    #expect(found.schedule.skippedDays == [1])
    #expect(found.schedule.updateMinutes == 30)
  }

  @Test func repairsAreNotedOnceWithTheirLine() {
    let found = read("<rss><channel>\n<item><title>a & b & c</x></title></item>\n</channel></rss>")
    #expect(found.document.warnings.map(\.line) == [2, 2])
    #expect(found.items.map(\.title) == ["a & b & c"])
  }

  @Test func datesAndLinksAreNotedWithTheirLine() {
    let found = read(
      """
      <rss><channel><item>
      <pubDate>soon</pubDate>
      <enclosure url="javascript:x"/><link>data:x</link></item>
      </channel></rss>
      """)
    #expect(found.document.warnings.map(\.line) == [2, 3, 3])
  }

  @Test func sharedPrefixOfEveryFeedIsNoError() throws {
    for text in ["", " ", "<", "junk", "<?xml version='1.0'?>", "{", "[1]", "\u{FEFF}"] {
      guard case .unknown = read(text).document.kind else {
        if text != "{" { Issue.record("\(text) is no feed") }
        continue
      }
    }
  }

  @Test func pageIsRecognised() {
    let found = read("<!doctype html>\n<html><head><title>x</title></head><rss/></html>")
    guard case .page(let page) = found.document.kind else {
      Issue.record("a page is not a feed")
      return
    }
    #expect(page.title == "x")
  }

  @Test func pieceOfAPageIsRecognised() {
    let found = read("<p>Gone.</p>\n<div><a href='/news.rss'>News</a></div>")
    guard case .page(let page) = found.document.kind else {
      Issue.record("a piece of a page is not a feed")
      return
    }
    #expect(page.links.map(\.url) == ["https://site.example/news.rss"])
  }

  @Test func piecesOfAPageBeforeAFeedAreJunk() throws {
    let text = "<br><b>Warning:</b> no cache<rss><channel><title>x</title></channel></rss>"
    #expect(try feed(text).title == "x")
  }

  // MARK: - Documents that break off

  private func brokenOff(_ text: String, pieces: Int = 1 << 16) -> (
    document: FeedDocument?, titles: [String?]
  ) {
    var parser = FeedParser(address: "https://site.example/feed")
    var titles: [String?] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      bytes[start...].prefix(pieces).withUnsafeBytes {
        parser.parse($0) { titles.append($0.title) }
      }
    }
    let document = parser.breakOff { titles.append($0.title) }
    return (document, titles)
  }

  @Test(arguments: [1, 100, 1 << 16]) func whatIsWholeBeforeABreakIsRead(_ pieces: Int) {
    let one = "<item><title>One</title></item>"
    let start = "<rss version=\"2.0\"><channel><title>T</title>" + one
    for rest in [
      "", "<item>", "<item><title>Two</title>", "<item><title>Two</title><descr", "<!-- ",
    ] {
      let found = brokenOff(start + rest, pieces: pieces)
      #expect(found.titles == ["One"], "\(rest)")
      #expect(found.document == nil, "\(rest)")
    }
    let long = String(repeating: one, count: 100) + "<item><title>Half"
    #expect(brokenOff(start + long, pieces: pieces).titles.count == 101)
    let json =
      "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"One\"},{\"id\""
    #expect(brokenOff(json, pieces: pieces).titles == ["One"])
    #expect(brokenOff(json, pieces: pieces).document == nil)
    #expect(brokenOff("", pieces: pieces).titles == [])
    #expect(brokenOff("<", pieces: pieces).document == nil)
  }

  @Test(arguments: [
    "<rss version=\"2.0\"><channel><item><title>One</title></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>One</title></entry></feed>\n ",
    "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"One\"}]}",
  ])
  func aDocumentWhoseEndHasComeIsWhole(_ text: String) {
    let found = brokenOff(text)
    #expect(found.titles == ["One"])
    guard case .feed? = found.document?.kind else { return #expect(Bool(false)) }
  }
}
