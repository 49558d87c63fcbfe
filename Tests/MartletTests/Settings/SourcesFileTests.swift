import Testing

@testable import martlet

@Suite struct SourcesFileTests {
  private func file(_ text: String) -> SourcesFile {
    SourcesFile(Array(text.utf8), home: "/home/ada", file: "sources")
  }

  private func entries(_ text: String) -> [SourceEntry] { file(text).entries }

  private func failure(_ text: String) -> String? { file(text).brokenLines.first?.message }

  @Test func aLineIsALocationThenTagsAndAName() throws {
    let found = entries("/srv/news tech \"~My news\" \"two words\"\n")
    #expect(
      found == [
        SourceEntry(location: "/srv/news", title: "My news", tags: ["tech", "two words"])
      ])
    #expect(found[0].isPath)
  }

  @Test func commentsBeginWhereAWordCould() {
    let found = entries("# note\n\nhttps://example.org/#a x#y # tag \"open\n /b \"#c\"#d\n #e\n")
    #expect(found.map(\.location) == ["https://example.org/#a", "/b"])
    #expect(found.map(\.tags) == [["x#y"], ["#c"]])
  }

  @Test func feedBeforeAnAddressGoes() {
    let text = "feed:https://a.example/x\nfeed://b.example/y \"FEED:http://c.example/z\"\nfeed:\n"
    #expect(
      file(text + "FEED:http://c.example/z\n").entries.map(\.location) == [
        "https://a.example/x", "https://b.example/y", "http://c.example/z",
      ])
    #expect(file(text).brokenLines.map(\.place) == ["sources:3"])
    #expect(SourceEntry.identity(of: "https://b.example/y") == file(text).entries[1].identity)
  }

  @Test func brokenLinesAreToldAllAtOnceAndStayWhereTheyAre() throws {
    let text = "/a\nnews\n/b \"tag\nhttps://example.org/feed x\n\u{FEFF}\n"
    let file = file(text)
    #expect(file.entries.map(\.location) == ["/a", "https://example.org/feed"])
    #expect(file.brokenLines.map(\.place) == ["sources:2", "sources:3", "sources:5"])
    #expect(file.brokenLines.map(\.text) == ["news", "/b \"tag", "\u{FEFF}"])
    let changed = try #require(file.appending([SourceEntry(location: "/c")]).removing("/a"))
    let kept = text.dropFirst(3) + "/c\n"
    #expect(String(decoding: changed.bytes, as: UTF8.self) == kept)
  }

  @Test func homeIsMeantOnlyWithoutQuotesAndFirst() throws {
    #expect(entries("~/news ~/x").map(\.location) == ["/home/ada/news"])
    #expect(entries("~/news ~/x").map(\.title) == ["/x"])
    #expect(failure("\"~/news\"") != nil)
  }

  @Test func quotesGroupAndBackslashEscapesInsideThem() throws {
    #expect(entries(#""/srv/a \"b\" \\c" x\y"#)[0].location == #"/srv/a "b" \c"#)
    #expect(entries(#"/a x\y"#)[0].tags == [#"x\y"#])
    #expect(entries(#"/a x"y "z"w"#)[0].tags == [#"x"y"#, "z", "w"])
    #expect(entries("/a \"\" ~ \"~\"")[0] == SourceEntry(location: "/a"))
  }

  @Test func anOpenQuoteIsRefusedWithItsLine() {
    #expect(
      failure("/a\n/b \"tag\n")
        == "sources:2: a double quote is never closed. Close it, or write \\\".")
    #expect(failure("/b \"tag\\")?.hasPrefix("sources:1: a double quote") == true)
  }

  @Test(arguments: [
    "news", "./news", "../news", "www.example.org", "http://", "https:///x", "file:feed.xml",
    "\"\"", "https://exa mple.org",
  ])
  func whatIsNeitherPathNorAddressIsRefused(line: String) throws {
    let message = failure(line + "\n")
    if line.contains(" ") {
      // Its second word is a tag.
      #expect(entries(line)[0].tags == ["mple.org"])
    } else {
      #expect(message?.hasPrefix("sources:1: \"") == true, "\(message ?? "taken")")
    }
  }

  @Test func linesThatAreNotUTF8AreRefusedUnlessTheyAreComments() throws {
    let broken = SourcesFile(Array("/a\n/caf".utf8) + [0xE9, 0x0A], home: "", file: "sources")
    #expect(broken.brokenLines.map(\.place) == ["sources:2"])
    #expect(broken.bytes == Array("/a\n/caf".utf8) + [0xE9, 0x0A])
    let file = SourcesFile([0x23, 0xE9, 0x0A], home: "", file: "sources")
    #expect(file.bytes == [0x23, 0xE9, 0x0A])
  }

  @Test func whatNewsboatRunsIsKeptAndReportedAndNeverASource() throws {
    let text = """
      https://example.org/a "News"
      exec:~/bin/page.sh "open
      "exec:rm -rf /" tag
      filter:~/bin/f.pl:https://example.org/b
      "query:Unread:unread = \\"yes\\""
      gopher://example.org/feed
      https://example.org/c ! tag

      """
    let file = file(text)
    #expect(file.entries.map(\.location) == ["https://example.org/a", "https://example.org/c"])
    #expect(file.entries[1].tags == ["tag"])
    #expect(
      file.remarks == [
        "sources:2: names a program. It is kept and never run.",
        "sources:3: names a program. It is kept and never run.",
        "sources:4: names a program. It is kept and never run.",
        "sources:5: is a query of newsboat. It is kept and does nothing here.",
        "sources:6: addresses that begin with gopher: are not read. The line is kept.",
        "sources:7: tags that begin with ! are kept and hide nothing here.",
      ])
    #expect(file.doubts == [file.remarks[4]])
    #expect(String(decoding: file.bytes, as: UTF8.self) == text)
  }

  @Test func twoWaysToWriteAPlaceAreOnePlace() {
    #expect(
      SourceEntry.identity(of: "HTTPS://Example.org:443/feed")
        == SourceEntry.identity(of: "https://example.org/feed"))
    #expect(SourceEntry.identity(of: "/a//b/../c/") == SourceEntry.identity(of: "/a/c"))
  }
}
