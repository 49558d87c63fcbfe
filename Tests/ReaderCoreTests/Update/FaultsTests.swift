import Articles
import ReaderCore
import TUI
import Testing

struct FaultsTests {
  private var failing: SourceReport {
    var report = SourceReport(
      title: "The Belfry", location: "https://example.org/feed", kind: .feed)
    report.problem = "example.org does not know this address (404)."
    report.failures = 3
    report.lastSuccess = Instant(year: 2026, month: 11, day: 20, hour: 8, minute: 0, second: 0)
    report.lastAttempt = TestLibrary.now
    report.nextAttempt = TestLibrary.now.advanced(byMilliseconds: 12 * 60_000)
    return report
  }

  private let fine = SourceReport(title: "Fine", location: "https://example.org/f", kind: .feed)

  private func reader(_ columns: Int = 80) -> TestReader {
    TestReader(["One", "Two"], columns: columns, rows: 30)
  }

  @Test func theListAsksForAllThatFailedAndTheArticleForItsSource() {
    var reader = reader()
    reader.press("e")
    #expect(reader.deeds == [.loadFaults(nil)])
    reader.press("Esc", "Enter", "e")
    #expect(reader.deeds.last == .loadFaults([SourceID(1)]))
  }

  @Test func aFailureIsToldWithItsTimes() {
    for columns in [80, 40] {
      var reader = reader(columns)
      reader.press("e")
      reader.send(.faultsLoaded(nil, [fine, failing]))
      let text = reader.frame.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for part in [
        "The Belfry", "example.org does not know this address (404).", "3 in a row",
        "last success 20 Nov 2026, 08:00", "last attempt 23 Nov 2026, 12:00",
        "next attempt 23 Nov 2026, 12:12 (in 12 min)",
      ] { #expect(text.contains(part), "\(part)") }
      #expect(!text.contains("Fine"))
      #expect(text.contains("1 of 2 sources with a problem"))
    }
  }

  @Test func whereAllIsWellThatIsSaid() {
    var reader = reader()
    reader.press("e")
    reader.send(.faultsLoaded(nil, [fine]))
    #expect(reader.frame.text.contains("Nothing went wrong with any source."))
    reader.press("q", "Enter", "e")
    reader.send(.faultsLoaded([SourceID(1)], [fine]))
    #expect(reader.frame.text.contains("Fine") && reader.frame.text.contains("never"))
  }

  @Test func aFeedThatIsGoneIsNotAskedByItself() {
    var gone = failing
    gone.isGone = true
    gone.movedTo = "https://example.org/new"
    var reader = reader()
    reader.press("e")
    reader.send(.faultsLoaded(nil, [gone]))
    #expect(reader.frame.text.contains("never by itself; r asks once more"))
    #expect(reader.frame.text.contains("https://example.org/new, which is asked instead."))
  }

  @Test func filesOfAFolderAreNamedAndScrolled() {
    var folder = SourceReport(title: "news", location: "/news", kind: .folder)
    folder.files = (1...100).map { (number: Int) in
      .init(path: "/news/\(number).md", line: number, message: "Bad \(number).")
    }
    var reader = reader()
    reader.press("e")
    reader.send(.faultsLoaded(nil, [folder]))
    #expect(reader.frame.text.contains("/news/1.md:1") && reader.frame.text.contains("Bad 1."))
    reader.press("G")
    let end = reader.frame
    #expect(end.text.contains("/news/100.md:100"))
    reader.press("j")
    #expect(reader.frame == end)
    reader.press("e")
    #expect(reader.cursorLine.contains("One"))
  }

  @Test func aLineOfTheSourcesFileIsCalledOne() throws {
    var line = SourceReport(title: "news", location: "sources:3", kind: .line)
    line.problem = "It is neither."
    var reader = reader()
    reader.press("e")
    reader.send(.faultsLoaded(nil, [line]))
    let lines = reader.frame.text.split(separator: "\n")
    let place = try #require(lines.first { $0.contains("sources:3") })
    #expect(place.contains("line ") && !place.contains("folder"))
    #expect(reader.frame.text.contains("It is neither."))
  }

  @Test func anAnswerToAnotherQuestionIsPassedOver() {
    var reader = reader()
    reader.press("e")
    reader.send(.faultsLoaded([SourceID(1)], [failing]))
    #expect(!reader.frame.text.contains("The Belfry"))
  }
}
