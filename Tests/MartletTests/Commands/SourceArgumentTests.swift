import Foundation
import Testing

@testable import martlet

@Suite struct SourceArgumentTests {
  @Test(arguments: [
    "example.org", "example.org/feed", "localhost", "localhost:8080/feed", "intranet:8080",
    "127.0.0.1:80/x?y", "[::1]:8080/feed", "example.org?feed=rss",
  ])
  func whatLooksLikeASiteIsAskedInBothWays(text: String) {
    #expect(SourceArgument.locationsToAdd(text) == ["https://" + text, "http://" + text])
  }

  @Test(arguments: [
    "news", "news/feed.xml", "./example.org", "../x.y", ".hidden", "a:b", "a:b:c", "news:99999", "",
    "/srv/example.org",
  ])
  func everythingElseIsAPath(text: String) {
    let locations = SourceArgument.locationsToAdd(text)
    #expect(locations.count == 1 && locations[0].hasPrefix("/"))
  }

  @Test func anAddressIsThatAddress() {
    for text in ["http://example.org", "https://example.org:80/", "gopher://example.org"] {
      #expect(SourceArgument.locationsToAdd(text) == [text])
    }
    #expect(SourceArgument.locationsToAdd("feed:example.org/x") == ["https://example.org/x"])
  }

  @Test func aFileThatIsThereIsMeant() throws {
    let program = try Program()
    let path = try program.write("", to: "example.org")
    #expect(SourceArgument.locationsToAdd(path) == [path])
  }
}
