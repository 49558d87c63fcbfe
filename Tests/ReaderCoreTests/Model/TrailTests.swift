import Articles
import Testing

@testable import ReaderCore

struct TrailTests {
  private func subject(_ number: Int64) -> Subject {
    .article(
      ArticleRow(
        id: ArticleID(number),
        address: Address(fileWithType: "", domain: "", title: "\(number)"),
        title: "\(number)"))
  }

  @Test func goesBackAndForwardAndForgetsWhatLayAhead() {
    var trail = Trail()
    trail.goBack()
    trail.goForward()
    #expect(trail.current == nil)
    trail.begin(at: subject(1), isOpened: false)
    trail.follow(subject(2))
    trail.follow(subject(3))
    #expect(!trail.canGoForward)
    trail.goBack()
    trail.goBack()
    trail.goBack()
    #expect(trail.current?.subject == subject(1))
    trail.goForward()
    trail.follow(subject(4))
    #expect(!trail.canGoForward)
    trail.goBack()
    #expect(trail.current?.subject == subject(2))
  }

  @Test func isBoundedAndKeepsItsRoot() {
    var trail = Trail()
    trail.begin(at: subject(0), isOpened: true)
    for number in 1...500 { trail.follow(subject(Int64(number))) }
    #expect(trail.stops.count == Trail.longest)
    #expect(trail.root == subject(0))
    #expect(trail.current?.subject == subject(500))
  }
}
