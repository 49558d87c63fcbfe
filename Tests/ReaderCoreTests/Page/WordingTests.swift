import Articles
import Testing

@testable import ReaderCore

struct WordingTests {
  @Test func lengths() {
    #expect(Wording.length("PT1H3M") == "1 h 3 min")
    #expect(Wording.length("PT45S") == "45 s")
    for other in ["", "PT", "PT5", "PTM", "P1D", "12 minutes", "PT1H🐦"] {
      #expect(Wording.length(other) == other)
    }
  }

  @Test func numbers() {
    #expect(Wording.grouped(0) == "0")
    #expect(Wording.grouped(999) == "999")
    #expect(Wording.grouped(1000) == "1,000")
    #expect(Wording.grouped(-1_234_567) == "-1,234,567")
    #expect(Wording.grouped(.min) == "-9,223,372,036,854,775,808")
    #expect(Wording.counted(1, "article") == "1 article")
    #expect(Wording.counted(0, "article") == "0 articles")
  }

  @Test func ratings() {
    #expect(Wording.ratings(.init(count: 1203, average: 4.56)) == "4.6 of 5, 1,203 ratings")
    #expect(Wording.ratings(.init(average: .nan)) == "0.0 of 5")
    #expect(Wording.ratings(.init()) == "")
  }

  @Test func outcomes() {
    #expect(
      Wording.sentence(.noOpener(url: "https://a.example", copied: true))
        == "no browser found, address copied: https://a.example")
    #expect(
      Wording.sentence(.refused(url: "data:x", reason: "data is not allowed"))
        == "not opened: data is not allowed: data:x")
  }
}
