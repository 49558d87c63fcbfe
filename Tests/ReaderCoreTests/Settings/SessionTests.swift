import Articles
import Foundation
import ReaderCore
import Testing

struct SessionTests {
  @Test(arguments: [
    ListScope.all, .unread, .starred, .topic("AI: news"), .topic(""), .provider("é 新聞"),
    .tag("a: b"), .source(SourceID(-7)),
  ])
  func comesBackAsItWas(_ scope: ListScope) throws {
    let session = Session(
      scope: scope, selected: Address(canonicalizing: "https://example.org/a"),
      arrangement: Arrangement(wide: .rows, medium: .single, hidesSidebar: true, isZen: true))
    let data = try JSONEncoder().encode(session)
    #expect(try JSONDecoder().decode(Session.self, from: data) == session)
  }

  @Test func anUnknownViewIsAll() throws {
    let text = """
      {"scope":"moon","selected":"not an address",
       "arrangement":{"wide":"columns","medium":"rows","hidesSidebar":false,"isZen":false}}
      """
    #expect(try JSONDecoder().decode(Session.self, from: Data(text.utf8)) == Session())
  }

  @Test func placesAndTrailComeBackAndNonsenseIsLeftOut() throws {
    let address = try #require(Address(canonicalizing: "https://example.org/a"))
    let session = Session(
      places: [.init(address: address, block: 3, part: 0.25)],
      trail: [.init(address: address, title: "A")])
    let data = try JSONEncoder().encode(session)
    #expect(try JSONDecoder().decode(Session.self, from: data) == session)
    let text = """
      {"scope":"all","places":[{"address":"https://example.org/a","block":-4,"part":1e300}],
       "trail":[{"address":"nothing","title":"A"}],
       "arrangement":{"wide":"columns","medium":"rows","hidesSidebar":false,"isZen":false}}
      """
    let read = try JSONDecoder().decode(Session.self, from: Data(text.utf8))
    #expect(read.places == [.init(address: address, block: 0, part: 1)])
    #expect(read.trail.isEmpty)
  }
}
