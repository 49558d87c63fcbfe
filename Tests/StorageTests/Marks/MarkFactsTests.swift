import Articles
import Testing

@testable import Storage

struct MarkFactsTests {
  @Test(
    arguments: [
      ([("read", 5)], MarkFlags.read), ([("read", 5), ("unread", 4)], .read),
      ([("read", 5), ("unread", 5)], []), ([("read", 5), ("unread", 6)], []),
      ([("unread", 6), ("read", 5), ("read", 7)], .read), ([("label:x", 9)], .labelled),
      ([("label:", 9), ("label:a\u{7}", 8)], []), ([], []),
      ([("starred", 1), ("read", 1)], [.starred, .read]), ([("starred", 1), ("unstarred", 2)], []),
    ] as [([(String, Int64)], MarkFlags)])
  func aFactHoldsWhenItIsLaterThanItsOpposite(marks: [(String, Int64)], flags: MarkFlags) {
    var facts = MarkFacts()
    for (name, instant) in marks { facts.add(name, at: instant) }
    #expect(facts.flags == flags)
    #expect(facts.last == marks.map(\.1).max())
  }
}
