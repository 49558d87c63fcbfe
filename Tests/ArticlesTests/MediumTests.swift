import Testing

@testable import Articles

struct MediumTests {
  @Test(arguments: [
    ("PT54S", 54), ("PT7M17S", 437), ("PT1H3M", 3780), ("PT2H", 7200), ("PT", nil), ("PT5", nil),
    ("PTM", nil), ("42:10", nil), ("PT99999999999999999999S", nil), ("P1D", nil),
  ])
  func lengthsOfISO8601AreSeconds(text: String, seconds: Int?) {
    #expect(Medium.seconds(text) == seconds)
  }

  @Test func oneNumberHoldsItAll() {
    for medium in [
      Medium(.sound), Medium(.film, seconds: 1), Medium(.sound, seconds: 1 << 23, bytes: 4 << 40),
      Medium(.film, seconds: 3600, bytes: 1 << 20),
    ] {
      #expect(Medium(packed: medium.packed) == medium)
    }
    // Rounded up to whole KB; nonsense is nothing.
    #expect(Medium(packed: Medium(.sound, bytes: 1).packed).bytes == 1024)
    #expect(Medium(.sound, seconds: -5, bytes: .max) == Medium(.sound))
  }

  @Test func theFirstFileThatIsPlayedCounts() {
    let files = [
      ItemFacts.Enclosure(url: "https://e.org/a.pdf", type: "application/pdf", length: 5),
      ItemFacts.Enclosure(url: "https://e.org/a.mp4?x=1", length: 4096),
      ItemFacts.Enclosure(url: "https://e.org/a.mp3", type: "audio/mpeg", length: 9),
    ]
    #expect(Medium(of: files, seconds: 60) == Medium(.film, seconds: 60, bytes: 4096))
    #expect(Medium(of: files.prefix(1), seconds: 60) == nil)
  }

  @Test func ofArticleFilesTheTypeOrTheFileSaysIt() {
    var article = Article(title: "One")
    article.length = "PT7M17S"
    #expect(Medium(of: article) == nil)
    article.type = "Video"
    #expect(Medium(of: article) == Medium(.film, seconds: 437))
    article.actions = [ArticleAction(url: "https://e.org/a.ogg", type: "audio")]
    #expect(Medium(of: article) == Medium(.sound, seconds: 437))
    article.type = "article"
    #expect(Medium(of: article) == Medium(.sound, seconds: 437))
  }
}
