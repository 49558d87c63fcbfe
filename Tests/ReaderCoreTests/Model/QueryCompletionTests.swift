import Articles
import Testing

@testable import ReaderCore

struct QueryCompletionTests {
  private func completed(_ text: String, steps: Int = 1, backwards: Bool = false) -> String? {
    var completion = QueryCompletion(of: text) { field in
      field == .topic ? ["Birds", "Old Towns", "say \"hi\""] : []
    }
    var result: String?
    for _ in 0..<steps { result = completion?.step(backwards: backwards) }
    return result
  }

  @Test(arguments: [
    ("top", "topic:"),
    ("fox -top", "fox -topic:"),
    ("(top", "(topic:"),
    ("topic:bi", "topic:Birds"),
    ("topic:tow", "topic:\"Old Towns\""),
    ("topic:\"old t", "topic:\"Old Towns\""),
    ("topic:say", "topic:\"say \\\"hi\\\"\""),
    ("is:unr", "is:unread"),
    ("sort:h", "sort:heat"),
    ("has:ful", "has:fulltext"),
    ("since:mo", "since:monday"),
    ("hea", "heat>"),
  ])
  func completesTheLastWord(_ text: String, _ completed: String) {
    #expect(self.completed(text) == completed)
  }

  @Test(arguments: ["", "fox ", "xyz", "topic:zebra", "heat>2"])
  func saysNothingWhereThereIsNone(_ text: String) {
    #expect(completed(text) == nil)
  }

  @Test func goesRound() {
    #expect(completed("topic:", steps: 4) == "topic:Birds")
    #expect(completed("topic:", backwards: true) == "topic:\"say \\\"hi\\\"\"")
  }

  @Test func whatItMakesIsAQuery() throws {
    for text in ["topic:say", "topic:tow", "is:", "has:", "sort:", "since:"] {
      let query = try #require(completed(text))
      #expect(throws: Never.self) {
        try QueryParser.parse(query, now: Instant(milliseconds: 0))
      }
    }
  }
}
