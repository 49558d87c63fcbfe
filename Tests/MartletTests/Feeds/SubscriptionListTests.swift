import FeedParsing
import Testing

@testable import martlet

@Suite struct SubscriptionListTests {
  @Test func tagsAreFoldersAndPasswordsStayAtHome() {
    let document = SubscriptionList.document([
      SourceEntry(location: "/srv/news"),
      SourceEntry(
        location: "https://ada:secret@example.org/f?x=a@b", title: "Mine", tags: ["a/b", "c"]),
      SourceEntry(location: "https://EXAMPLE.org/f?x=a@b", tags: ["again"]),
      SourceEntry(location: "file:///srv/feed.xml"),
    ])
    #expect(
      document.feeds == [
        OutlineFeed(
          url: "https://example.org/f?x=a@b", title: "Mine", categories: [["a", "b"], ["c"]])
      ])
  }

  @Test(arguments: [
    "exec:rm -rf /", "file:///etc/passwd", "filter:sh:https://example.org", "javascript:alert(1)",
    "", "/etc", "https://example.org/\nexec:x", "query:a:b",
  ])
  func noListNamesAProgramOrAFile(url: String) {
    #expect(SubscriptionList.entry(OutlineFeed(url: url)) == nil)
  }

  @Test func namesAndFoldersCannotBeTakenForAnythingElse() throws {
    let entry = try #require(
      SubscriptionList.entry(
        OutlineFeed(
          url: "https://example.org/f", title: " ~x\nexec:y", categories: [["~a", "!b"], ["~"]])))
    #expect(entry.title == "x exec:y")
    #expect(entry.tags == ["a/b"])
    let line = SourcesFile.line(entry)
    let read = SourcesFile(Array(line.utf8), home: "", file: "")
    #expect(read.entries == [entry])
  }
}
