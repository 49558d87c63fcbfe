import Foundation
import TestSupport
import Testing

@testable import martlet

/// `martlet fulltext` on saved pages and against servers on loopback.
@Suite struct FullTextCommandTests {
  static let words = """
    Forty pairs of swifts were counted in the bell tower this spring, which is more than in any \
    year since the counts began, and the ringers, who had to wait for the young, do not mind.
    """

  static let page = """
    <!doctype html><html lang="en"><head><title>Swifts return to the tower – The Belfry</title>
    <meta name="author" content="Ada Lark"><meta property="og:site_name" content="The Belfry">
    <meta property="og:image" content="/lead.jpg">
    <meta property="article:published_time" content="2026-05-01T08:00:00+02:00"></head>
    <body><nav><a href="/">Start page</a></nav><article><h1>Swifts return to the tower</h1>
    <p>\(words)</p><p>See the <a href="counts">counts</a>. \(words)</p>
    <ul><li>Look up</li><li>Wait</li></ul><pre><code class="language-sh">ls *_a</code></pre>
    <table><tr><th>Year</th><th>Pairs</th></tr><tr><td>2025</td><td>31</td></tr></table>
    <p>Third. \(words)</p></article><div class="comments"><p>First! \(words)</p></div></body></html>
    """

  @Test func aSavedPageIsText() throws {
    let program = try Program()
    let file = try program.write(Self.page, to: "page.html")
    let result = try program.run("fulltext", file, "--url", "https://belfry.example/a/b")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    for shown in [
      "Swifts return to the tower", "The Belfry", "Ada Lark", "Forty pairs", "• Look up",
    ] {
      #expect(result.output.contains(shown), "\(shown): \(result.output)")
    }
    #expect(!result.output.contains("First!") && !result.output.contains("Start page"))
    #expect(result.output.contains("https://belfry.example/a/counts"))
    #expect(!result.lines.contains { $0.count > 80 })
  }

  @Test func jsonHasEveryField() throws {
    let program = try Program()
    let result = try program.run(
      "fulltext", "-", "--json", "--url", "https://b.example/", input: Self.page)
    let fields = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: String])
    #expect(
      fields.keys.sorted() == [
        "byline", "html", "image", "language", "publishedDateTime", "siteName", "text", "title",
      ])
    #expect(
      fields["title"] == "Swifts return to the tower"
        || fields["title"]?.hasPrefix("Swifts") == true)
    #expect(fields["byline"] == "Ada Lark" && fields["siteName"] == "The Belfry")
    #expect(fields["publishedDateTime"] == "2026-05-01T06:00:00Z" && fields["language"] == "en")
    #expect(fields["image"] == "https://b.example/lead.jpg")
    #expect(fields["html"]?.contains("<a href=\"https://b.example/counts\">counts</a>") == true)
    #expect(fields["text"]?.contains("Look up\nWait") == true)
  }

  @Test func markdownAndHTML() throws {
    let program = try Program()
    let file = try program.write(Self.page, to: "page.html")
    let markdown = try program.run("fulltext", file, "--markdown", "--url", "https://b.example/")
      .output
    #expect(markdown.contains("See the [counts](https://b.example/counts)."))
    #expect(markdown.contains("\n- Look up\n- Wait\n"), "\(markdown)")
    #expect(markdown.contains("\n```sh\nls *_a\n```\n"))
    #expect(markdown.contains("| Year | Pairs |\n| --- | --- |\n| 2025 | 31 |"))
    let html = try program.run("fulltext", file, "--html").output
    #expect(html.contains("<th>Year</th>") && !html.contains("<nav"))
    let both = try program.run("fulltext", file, "--html", "--json")
    #expect(both.status == 2 && both.errors.contains("Name one"))
  }

  @Test func anAddressIsFetchedAndNothingIsKept() throws {
    let program = try Program()
    let site = try FeedSite([
      "/old": FeedSite.Page(status: "301 Moved", headers: ["Location: /new/page"]),
      "/new/page": FeedSite.Page(
        headers: ["Content-Type: text/html; charset=utf-8"], body: Self.page),
    ])
    let result = try program.run("fulltext", "--json", site.url + "/old")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\(site.url)/new/counts"), "\(result.output)")
    #expect(site.asked == ["/old", "/new/page"])
    #expect(throws: (any Error).self) {
      try program.text(of: ".local/share/martlet/library.sqlite")
    }
    let mixed = try program.run("fulltext", site.url + "/old", "--url", "https://example.org/")
    #expect(mixed.status == 2 && mixed.errors.contains("--url"))
  }

  @Test(arguments: [
    ("/missing", "(404)"), ("/broken", "(500)"), ("/scripts", "made by scripts"),
    ("/consent", "asks for consent"), ("/pdf", "application/pdf"), ("/empty", "No article"),
    ("/inside", "which is not followed"), ("/short", "ended too early"), ("/gone", "(410)."),
    ("/closed", "only to those who sign in (401)"), ("/on", "One page leads to the next"),
    ("/later", "After 60 seconds this page leads to http"), ("/out", "not followed"),
  ])
  func whatCannotBeHadIsSaid(path: String, sentence: String) throws {
    let program = try Program()
    let server = try RawServer { exchange in
      func answer(_ body: String, _ type: String = "text/html") {
        exchange.answer("200 OK", ["Content-Type: " + type], body: Array(body.utf8))
      }
      switch exchange.path {
      case "/broken": exchange.answer("500 Oops")
      case "/scripts": answer("<title>App</title><div id=app></div><script src=a.js></script>")
      case "/consent": answer("<p>We value your privacy and use cookies. Accept all?</p>")
      case "/pdf": answer("%PDF-1.7", "application/pdf")
      case "/empty": answer("")
      case "/inside": exchange.answer("302 Found", ["Location: file:///etc/passwd"])
      case "/gone": exchange.answer("410 Gone")
      case "/closed": exchange.answer("401 Unauthorized")
      case "/later": answer("<meta http-equiv=refresh content='60; url=/x'>")
      case let path where path.hasPrefix("/on"):
        answer("<meta http-equiv=refresh content='0; url=\(path)n'>")
      case "/out": answer("<meta http-equiv=refresh content='0; url=/inside'>")
      case "/short":
        exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n<p>a")
        exchange.close()
      default: exchange.answer("404 Not Found")
      }
    }
    defer { server.stop() }
    let result = try program.run("fulltext", server.url + path)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors.contains(sentence), "\(result.errors)")
  }

  @Test func theNextPagesAreJoined() throws {
    let program = try Program()
    func page(_ name: String, _ links: String) -> FeedSite.Page {
      FeedSite.Page(
        headers: ["Content-Type: text/html"],
        body:
          "<title>Swifts</title><article><p>\(name). \(Self.words)</p><p>\(Self.words)</p></article>"
          + links)
    }
    let site = try FeedSite([
      "/x": page(
        "One", "<a href='?page=2'>2</a> <a href='?page=3'>3</a> <link rel=next href=/other-2>"),
      "/x?page=2": page("Two", "<a href='?page=2'>2</a> <a rel=next href='?page=3'>3</a>"),
      // One that a server makes up repeats what was there.
      "/x?page=3": page("Three", "<a href='?page=4'>4</a>"), "/x?page=4": page("One", ""),
    ])
    let output = try program.run("fulltext", "--html", site.url + "/x").output
    let places = try ["One.", "Two.", "Three."].map {
      try #require(output.range(of: $0)?.lowerBound)
    }
    #expect(places == places.sorted())
    #expect(output.components(separatedBy: "One.").count == 2)
    #expect(site.asked == ["/x", "/x?page=2", "/x?page=3", "/x?page=4"])
  }

  @Test func aPageThatSendsOnIsFollowed() throws {
    let program = try Program()
    let html = ["Content-Type: text/html"]
    let site = try FeedSite([
      "/a": FeedSite.Page(
        headers: html, body: "<meta http-equiv=refresh content='0; url=/b'><p>Redirecting."),
      "/b": FeedSite.Page(
        headers: html, body: "<noscript><meta http-equiv=refresh content='0; url=c'></noscript>"),
      "/c": FeedSite.Page(
        headers: html,
        body: "<noscript><meta http-equiv=refresh content='0; url=/d'></noscript>" + Self.page),
    ])
    let result = try program.run("fulltext", "--html", site.url + "/a")
    #expect(result.status == 0 && result.output.contains("Third. Forty"), "\(result)")
    #expect(site.asked == ["/a", "/b", "/c"])
  }

  /// A page of another server is none that the person wrote.
  @Test func aPageSendsNobodyIntoAPrivateNetwork() throws {
    let program = try Program()
    let other = try FeedSite([
      "/x": FeedSite.Page(headers: ["Content-Type: text/html"], body: Self.page)
    ])
    let site = try FeedSite([
      "/a": FeedSite.Page(
        headers: ["Content-Type: text/html"],
        body: "<meta http-equiv=refresh content='0; url=\(other.url)/x'>")
    ])
    let result = try program.run("fulltext", site.url + "/a")
    #expect(result.status == 1 && result.errors.contains("private network"), "\(result)")
    #expect(other.asked.isEmpty)
  }

  @Test func aFeedsOwnServerLeadsToNoOther() throws {
    let program = try Program()
    let other = try FeedSite([
      "/x": FeedSite.Page(headers: ["Content-Type: text/html"], body: Self.page)
    ])
    let site = try FeedSite([:])
    site["/feed"] = .feed(rss("The Belfry", ["Swifts", "Owls"], site: site.url))
    site["/Swifts"] = FeedSite.Page(status: "302 Found", headers: ["Location: \(other.url)/x"])
    site["/Owls"] = FeedSite.Page(status: "302 Found", headers: ["Location: /y"])
    site["/y"] = FeedSite.Page(headers: ["Content-Type: text/html"], body: Self.page)
    try program.write("\(site.url)/feed\n", to: ".config/martlet/sources")
    let result = try program.run("refresh", "--full-text")
    #expect(result.errors.contains("/Swifts: 127.0.0.1 lies on this machine"), "\(result)")
    #expect(result.output.contains("1 whole text fetched, 0 there already, 1 failed"))
    #expect(other.asked.isEmpty)
    // What the person writes may lead on.
    #expect(try program.run("fulltext", site.url + "/Swifts").status == 0)
    #expect(other.asked == ["/x"])
  }

  /// What is there is shown, and said to be a part.
  @Test func aPageThatIsMissingIsSaid() throws {
    let program = try Program()
    let site = try FeedSite([:])
    func page(_ name: String, _ links: String) -> FeedSite.Page {
      FeedSite.Page(
        headers: ["Content-Type: text/html"],
        body: "<title>T</title><article><p>\(name). \(Self.words)</p><p>\(Self.words)</p></article>"
          + links)
    }
    site["/feed"] = .feed(rss("The Belfry", ["Swifts"], site: site.url))
    site["/Swifts"] = page("One", "<a href='?page=2'>2</a>")
    site["/Swifts?page=2"] = FeedSite.Page(status: "500 <Oops>")
    try program.write("\(site.url)/feed\n", to: ".config/martlet/sources")
    let result = try program.run("fulltext", site.url + "/Swifts")
    #expect(result.status == 1 && result.errors.contains("Page 2 could not be fetched: 127.0.0.1"))
    let end = try #require(result.output.range(of: "[Page 2 could not be fetched:"))
    #expect(try #require(result.output.range(of: "One. Forty")).lowerBound < end.lowerBound)
    let refreshed = try program.run("refresh", "--full-text")
    #expect(refreshed.status == 3 && refreshed.errors.contains("Page 2 could"), "\(refreshed)")
    #expect(try program.run("list", "has:fulltext").status == 5)
  }

  @Test func aPageWithoutAnEndIsCutAndSaysSo() throws {
    let program = try Program()
    let server = try RawServer { exchange in
      let paragraphs = String(repeating: "<p>\(Self.words)</p>", count: 5)
      exchange.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<article>\(paragraphs)</article>")
      let blanks = [UInt8](repeating: 0x20, count: 1 << 16)
      while exchange.send(blanks) {}
      exchange.close()
    }
    defer { server.stop() }
    let result = try program.run("fulltext", "--markdown", server.url + "/")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("the text was cut.\\]\n"), "\(result.output.suffix(200))")
  }

  @Test func refreshFetchesWhatIsUnreadForReadingOffline() throws {
    let program = try Program()
    let site = try FeedSite([:])
    site["/feed"] = .feed(rss("The Belfry", ["Swifts", "Owls", "Rooks"], site: site.url))
    for name in ["Swifts", "Rooks"] {
      site["/" + name] = FeedSite.Page(headers: ["Content-Type: text/html"], body: Self.page)
    }
    try program.write("\(site.url)/feed\n", to: ".config/martlet/sources")
    let plain = try program.run("refresh")
    #expect(plain.status == 0 && site.asked == ["/feed"])
    _ = try program.run("mark", "read", site.url + "/Rooks")
    let first = try program.run("refresh", "--full-text")
    #expect(first.status == 3, "\(first.errors)")
    #expect(
      first.output.contains("1 whole text fetched, 0 there already, 1 failed"), "\(first.output)")
    #expect(first.errors.contains("/Owls: ") && first.errors.contains("(404)"))
    #expect(Set(site.asked).contains("/Swifts") && !site.asked.contains("/Rooks"))
    let again = try program.run("refresh", "--full-text")
    #expect(again.status == 0 && again.output.contains("0 whole texts fetched, 1 there already"))
    #expect(site.asked.filter { $0 == "/Owls" || $0 == "/Swifts" }.count == 2)
    site["/Swifts"] = FeedSite.Page(status: "500 Oops")
    let shown = try program.run("show", site.url + "/Swifts").output
    #expect(shown.contains("Whole text of its page") && shown.contains("Third. Forty"))
  }

  /// Offline, one line says so of a host, and nothing is left alone for a day on account of that.
  @Test func whoIsOfflineIsToldOnceAHostAndCanTryAgain() throws {
    let program = try Program()
    let feed = Locked("")
    let server = try RawServer { exchange in
      exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
    }
    feed.withLock { $0 = rss("The Belfry", ["Swifts", "Owls", "Rooks"], site: server.url) }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 0)
    server.stop()
    let result = try program.run("refresh", "--full-text")
    #expect(result.status == 3)
    #expect(result.output.contains("0 whole texts fetched, 0 there already, 3 failed"))
    let pages = result.errors.split(separator: "\n").filter { line in
      ["/Swifts: ", "/Owls: ", "/Rooks: "].contains { line.contains($0) }
    }
    #expect(pages.count == 1, "\(result.errors)")
    let cache = FileManager.default.enumerator(atPath: program.home.path + "/.cache")?.allObjects
    #expect(!(cache as? [String] ?? []).contains { $0.hasSuffix(".failed") })
  }

  /// Said of the pages themselves, or of the feed that leads to them.
  @Test(arguments: ["", "/feed"])
  func selectorsSayWhatTheArticleIs(path: String) throws {
    let program = try Program()
    let site = try FeedSite([:])
    site["/feed"] = .feed(rss("The Belfry", ["Swifts"], site: site.url))
    site["/Swifts"] = FeedSite.Page(
      headers: ["Content-Type: text/html"],
      body: Self.page.replacingOccurrences(
        of: "<nav>", with: "<aside class='the story'><p>Told here.</p><p class=ad>Buy.</p></aside>")
    )
    try program.write("\(site.url)/feed\n", to: ".config/martlet/sources")
    try program.write(
      "\(site.url)\(path):\n  content: \".story\"\n  remove: [\".ad\", h4]\n",
      to: ".config/martlet/feeds.yaml")
    let refreshed = try program.run("refresh", "--full-text")
    #expect(refreshed.output.contains("1 whole text fetched"), "\(refreshed)")
    let shown = try program.run("show", "--text", site.url + "/Swifts").output
    #expect(shown.contains("Told here.") && !shown.contains("Buy.") && !shown.contains("Forty"))
    let tried = try program.run(
      "fulltext", "--html", site.url + "/Swifts", "--content", ".story", "--remove",
      "p:nth-child(1)")
    #expect(tried.status == 2 && tried.errors.contains("\"p:nth-child(1)\" is no selector"))
    let other = try program.run(
      "fulltext", "--html", site.url + "/Swifts", "--content", "pre", "--content", ".ad")
    #expect(other.output.contains("ls *_a") && other.output.contains("Buy."))
    #expect(!other.output.contains("Told here."))
  }

  @Test func whatIsNotThereIsNamed() throws {
    let program = try Program()
    let result = try program.run("fulltext", "no-such-file")
    #expect(result.status == 1 && result.errors.contains("no-such-file: "))
    let folder = try program.run("fulltext", program.home.path)
    #expect(folder.status == 1 && !folder.errors.isEmpty)
  }

  @Test func nothingInAPageCommandsTheTerminal() throws {
    let program = try Program()
    let page = Self.page.replacingOccurrences(
      of: "Third.", with: "\u{1B}]0;x\u{07}&#27;[31m&#x9b;2J Third\u{202E}.")
    for form in [[], ["--json"], ["--html"], ["--markdown"]] {
      let output = try program.run(arguments: ["fulltext", "-"] + form, input: page).output
      #expect(output.contains("Third"))
      #expect(
        !output.unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F...0x9F).contains($0.value)
            || $0 == "\u{202E}"
        }, "\(form)")
    }
  }
}
