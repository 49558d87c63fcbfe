import Testing

@testable import martlet

@Suite struct SourcesFileTests {
  private func entries(_ text: String) throws -> [SourcesFile.Entry] {
    try SourcesFile(text, home: "/home/ada", file: "sources").entries
  }

  @Test func aLineIsALocationThenTagsAndAName() throws {
    let found = try entries("/srv/news tech \"~My news\" \"two words\"\n")
    #expect(
      found == [
        SourcesFile.Entry(
          location: "/srv/news", title: "My news", tags: ["tech", "two words"], line: 1)
      ])
  }

  @Test func commentsStandAtTheBeginningOnly() throws {
    let found = try entries("# note\n\nhttps://example.org/#a tag\n #b\n")
    #expect(found.map(\.location) == ["https://example.org/#a", "#b"])
    #expect(found.map(\.line) == [3, 4])
    #expect(found.map(\.isPath) == [false, false])
  }

  @Test func homeIsMeantOnlyWithoutQuotes() throws {
    #expect(try entries("~/news\n\"~/news\"").map(\.location) == ["/home/ada/news", "~/news"])
  }

  @Test func quotesGroupAndBackslashEscapesInsideThem() throws {
    #expect(try entries(#""/srv/a \"b\" \\c" x\y"#)[0].location == #"/srv/a "b" \c"#)
    #expect(try entries(#"/a x\y"#)[0].tags == [#"x\y"#])
  }

  @Test func anOpenQuoteIsRefusedWithItsLine() {
    #expect(
      throws: SourcesFile.Failure(
        message: "sources:2: a double quote is never closed. Close it, or write \\\".")
    ) { try entries("/a\n/b \"tag\n") }
  }
}
