import Testing

@testable import Articles

/// The beginning of a document and how long it is read, whatever its blocks are.
struct ReadingTimeTests {
  private func document(_ blocks: [[String]]) -> Document {
    Document(blocks: blocks.map { Document.Block(.paragraph, spans: $0.map { Document.Span($0) }) })
  }

  @Test func theBeginningIsTheSameInOneBlockAsInMany() {
    let one = document([Array(repeating: "word ", count: 5000)])
    #expect(one.beginning(bytes: 12) == "word word wo")
    #expect(one.beginning(bytes: 10) == "word word ")
    #expect(one.beginning(bytes: 100_000).utf8.count == 25_001)
    #expect(document([["word"], ["word"], ["more"]]).beginning(bytes: 9) == "word word")
    #expect(document([["é", "é", "é"]]).beginning(bytes: 3) == "é")
    #expect(document([]).beginning(bytes: 5) == "")
  }

  /// 230 words a minute, 500 characters of Chinese.
  @Test func readingTimeFollowsAllOfTheText() {
    let cell = ["word ", "word "]
    #expect(document([Array(repeating: "word ", count: 230 * 40)]).readingMinutes == 40)
    #expect(document(Array(repeating: cell, count: 115 * 4)).readingMinutes == 4)
    #expect(document([[String(repeating: "\u{6F22}", count: 5000)]]).readingMinutes == 10)
    #expect(document(Array(repeating: ["word"], count: 230 * 40)).readingMinutes == 40)
    #expect(document([["word"]]).readingMinutes == 0)
  }
}
