import Testing

@testable import martlet

@Suite struct SourcesFileTests {
  private func file(_ text: String) throws(SourcesFile.Failure) -> SourcesFile {
    try SourcesFile(Array(text.utf8), home: "/home/ada", file: "sources")
  }

  private func entries(_ text: String) throws -> [SourceEntry] { try file(text).entries }

  private func failure(_ text: String) -> String? {
    do throws(SourcesFile.Failure) {
      _ = try file(text)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func aLineIsALocationThenTagsAndAName() throws {
    let found = try entries("/srv/news tech \"~My news\" \"two words\"\n")
    #expect(
      found == [
        SourceEntry(location: "/srv/news", title: "My news", tags: ["tech", "two words"])
      ])
    #expect(found[0].isPath)
  }

  @Test func commentsStandAtTheBeginningOnly() throws {
    #expect(
      try entries("# note\n\nhttps://example.org/#a tag\n").map(\.location) == [
        "https://example.org/#a"
      ])
    #expect(failure("/a\n #b\n")?.hasPrefix("sources:2: \"#b\" is neither") == true)
  }

  @Test func homeIsMeantOnlyWithoutQuotesAndFirst() throws {
    #expect(try entries("~/news ~/x").map(\.location) == ["/home/ada/news"])
    #expect(try entries("~/news ~/x").map(\.title) == ["/x"])
    #expect(failure("\"~/news\"") != nil)
  }

  @Test func quotesGroupAndBackslashEscapesInsideThem() throws {
    #expect(try entries(#""/srv/a \"b\" \\c" x\y"#)[0].location == #"/srv/a "b" \c"#)
    #expect(try entries(#"/a x\y"#)[0].tags == [#"x\y"#])
    #expect(try entries(#"/a x"y "z"w"#)[0].tags == [#"x"y"#, "z", "w"])
    #expect(try entries("/a \"\" ~ \"~\"")[0] == SourceEntry(location: "/a"))
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
      #expect(try entries(line)[0].tags == ["mple.org"])
    } else {
      #expect(message?.hasPrefix("sources:1: \"") == true, "\(message ?? "taken")")
    }
  }

  @Test func linesThatAreNotUTF8AreRefusedUnlessTheyAreComments() throws {
    #expect(throws: SourcesFile.Failure.self) {
      try SourcesFile(Array("/a\n/caf".utf8) + [0xE9, 0x0A], home: "", file: "sources")
    }
    let file = try SourcesFile([0x23, 0xE9, 0x0A], home: "", file: "sources")
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
    let file = try file(text)
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
