import Testing

@testable import Articles

/// What is kept of an article to compare it with others.
struct StoryTextTests {
  private static let words = [
    "the", "harbour", "swifts", "don't", "Belfry's", "v1.2", "12", "3rd", "Überwachung", "und",
    "北京大学",
    "ストーリー", "한국어", "#", "–", "…", "a", "émigrés", "2026", "q3", "\u{200B}", "naïve", "s", "'", "ß",
  ]

  /// To read the beginning alone, where that has words enough, changes nothing.
  @Test(arguments: 0..<200)
  func theWordsOfALongExcerptAreThoseOfAllOfIt(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ count: Int) -> Int {
      state = StoryHash.stirred(state &+ 1)
      return Int(state % UInt64(count))
    }
    let most = [2, 5, Self.words.count][seed % 3]
    var text = String(repeating: "x", count: next(12)) + " "
    for _ in 0..<(20 + next(400)) {
      text += Self.words[(seed + next(most)) % Self.words.count] + (next(7) == 0 ? "" : " ")
    }
    var article = Article(title: "A title")
    article.excerpt = text
    let address = Address(canonicalizing: "https://example.org/a")!
    let begin = String(decoding: text.utf8.prefix(1200), as: UTF8.self)
    let all = StoryWords(FoldedText.scalars(of: begin), most: StoryText.longestExcerpt)
    #expect(StoryText(article, address: address) { "" }.excerpt == all.words)
  }
}
