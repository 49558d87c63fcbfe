import Articles
import Testing

struct FoldedTextTests {
  private func found(_ pattern: String, in text: String) -> [String] {
    FoldedText(text).ranges(of: FoldedText(pattern)).map {
      String(decoding: Array(text.utf8)[$0], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("über", "Uber und ÜBER", ["Uber", "ÜBER"]),
    ("uber", "u\u{308}ber", ["u\u{308}ber"]),
    ("cafe", "un café, deux cafe\u{301}s", ["café", "cafe\u{301}"]),
    ("strasse", "Straße", ["Straße"]),
    ("it's", "it\u{2019}s", ["it\u{2019}s"]),
    ("a b", "A \n\t b", ["A \n\t b"]),
    ("x-ray", "X\u{2011}ray", ["X\u{2011}ray"]),
    ("hyphen", "hy\u{AD}phen", ["hy\u{AD}phen"]),
    ("σοφος", "Σοφός", ["Σοφός"]),
    ("ведь", "ВЕДЬ", ["ВЕДЬ"]),
    ("京都", "東京都", ["京都"]),
    ("aa", "aaaa", ["aa", "aa"]),
    ("aab", "aaab", ["aab"]),
    ("ab", "ABab", ["AB", "ab"]),
    ("", "text", []),
    ("longer", "long", []),
  ])
  func findsWithoutCaseAndDiacritics(_ pattern: String, _ text: String, _ found: [String]) {
    #expect(self.found(pattern, in: text) == found)
  }

  @Test func keepsVoicedKanaApart() {
    #expect(found("か", in: "が").isEmpty)
  }

  @Test func goesOnOverLineEnds() {
    var text = FoldedText("the red")
    text.endLine()
    text.append("  balloon")
    #expect(text.ranges(of: FoldedText("Red balloon")) == [4..<16])
  }

  @Test(arguments: [
    ("art", false, ["Art", "art"]), ("art", true, ["Art"]), ("京都", true, ["京都"]),
  ])
  func wordsBeginWhereALetterDoes(_ word: String, _ whole: Bool, _ found: [String]) {
    let text = "Art, party; artful 東京都"
    let ranges = FoldedText(text).ranges(ofWord: FoldedText(word), whole: whole)
    #expect(ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } == found)
  }

  @Test func trimsBlanks() {
    #expect(FoldedText("x y z").ranges(of: FoldedText("  Y ").trimmed) == [2..<3])
    #expect(FoldedText(" ").trimmed.isEmpty)
  }

  @Test func takesALongHostilePattern() {
    let text = FoldedText(String(repeating: "a", count: 200_000))
    let pattern = FoldedText(String(repeating: "a", count: 4000) + "b")
    #expect(text.ranges(of: pattern).isEmpty)
  }
}
