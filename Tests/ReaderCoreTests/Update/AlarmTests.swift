import Articles
import ReaderCore
import TUI
import Testing

struct AlarmTests {
  private func minutes(_ reader: TestReader) -> [Int] {
    reader.effects.compactMap {
      if case .wake(.minute, let delay) = $0 { delay } else { nil }
    }
  }

  @Test func wakesWhenAnAgeChangesButNotMoreThanOnceAMinute() {
    var library = TestLibrary(titles: ["Old"])
    library.details[0].row.published = TestLibrary.now.advanced(
      byMilliseconds: -(2 * 3_600_000 + 600_000))
    library.details[0].article.published = library.details[0].row.published
    var reader = TestReader(library, isStarted: false)
    reader.start()
    #expect(minutes(reader) == [50 * 60_000])

    library.add("Fresh", published: TestLibrary.now.advanced(byMilliseconds: -30_000))
    reader.library = library
    reader.press(".")
    #expect(minutes(reader) == [60_000])
    reader.press("j", "k")
    #expect(minutes(reader).isEmpty)
    reader.wait(milliseconds: 60_000)
    reader.send(.woke(.minute))
    #expect(minutes(reader) == [60_000])
    #expect(reader.frame.text.contains("1m"))
  }

  @Test func absoluteDatesNeverWake() {
    var library = TestLibrary(titles: [])
    library.add("Ancient", published: Instant(milliseconds: 0))
    var reader = TestReader(library, isStarted: false)
    reader.start()
    #expect(minutes(reader).isEmpty)
  }
}
