import Articles
import ReaderCore
import TUI
import Testing

struct RefreshTests {
  private func reader(_ titles: [String] = ["One", "Two"], columns: Int = 80) -> TestReader {
    TestReader(titles, columns: columns)
  }

  @Test func rReloadsTheSourcesOfTheArticleAndRAllOfThem() {
    var reader = reader()
    reader.press("r")
    #expect(reader.deeds == [.refresh(.sources([SourceID(1)]))])
    reader.send(.refreshEnded(RefreshStatus(total: 1, done: 1)))
    #expect(reader.statusLine.contains("nothing new"))
    reader.press("R")
    #expect(reader.deeds == [.refresh(.everything)])
  }

  @Test func whileOneRunsAnotherIsRefusedAndCtrlGStopsIt() {
    var reader = reader()
    reader.press("Ctrl-G")
    #expect(reader.deeds == [] && reader.statusLine.contains("nothing is being reloaded"))
    reader.press("R")
    reader.send(.refreshing(RefreshStatus(total: 1000, done: 37, failed: 3)))
    reader.press("r")
    #expect(reader.deeds == [])
    #expect(reader.statusLine.contains("still reloading 37/1000; Ctrl-G stops it"))
    reader.press("Ctrl-G")
    #expect(reader.deeds == [.stopRefresh])
    reader.send(
      .refreshEnded(RefreshStatus(total: 1000, done: 40, failed: 3, added: 9, isStopped: true)))
    #expect(reader.statusLine.contains("stopped at 40/1000 · 9 new · 3 feeds failed · e tells why"))
    reader.press("j", "R")
    #expect(reader.deeds == [.refresh(.everything)])
  }

  /// One key stops several things, and each says how far it came.
  @Test func whatElseWasStoppedIsStillSaid() {
    var reader = reader()
    reader.press("R", "Ctrl-G")
    let end = RefreshStatus(total: 9, done: 2, isStopped: true)
    reader.send(.notice("2 downloads stopped."), .refreshEnded(end))
    #expect(reader.statusLine.contains("2 downloads stopped."))
    #expect(reader.statusLine.contains("stopped at 2/9"))
  }

  @Test func aRefreshByTheClockGivesWay() {
    var reader = TestReader(["One"], configuration: Configuration(refreshesAtStart: true))
    reader.send(.woke(.refresh), .refreshing(RefreshStatus(total: 4, done: 1)))
    reader.press("R")
    #expect(reader.deeds == [.stopRefresh])
    #expect(reader.statusLine.contains("looking for what is new"))
    reader.press("R")
    #expect(reader.deeds == [] && reader.statusLine.contains("still reloading 1/4"))
    reader.send(.refreshEnded(RefreshStatus(total: 4, done: 2, isStopped: true)))
    #expect(reader.deeds == [.refresh(.everything)])
    reader.send(.refreshEnded(RefreshStatus(total: 9, done: 9)), .woke(.refresh))
    reader.press("R", "Ctrl-G")
    reader.send(.refreshEnded(RefreshStatus(total: 4, done: 2, isStopped: true)))
    #expect(reader.deeds == [] && reader.statusLine.contains("stopped at 2/4"))
  }

  @Test func sourcesOfAnotherHandAreTaken() {
    var reader = TestReader(["One", "Two"])
    reader.send(.sourcesChanged(tags: []))
    #expect(reader.effects.contains(.wake(.sidebar, afterMilliseconds: 500)))
  }

  @Test func theStatusLineTellsHowFarItIs() {
    var reader = reader(columns: 60)
    reader.press("R", "j")
    reader.send(.refreshing(RefreshStatus(total: 1000, done: 37, failed: 3)))
    #expect(reader.statusLine.contains("\u{27F3} 37/1000 · 3 failed · 2/2"))
    reader.send(.refreshing(RefreshStatus(total: 1000, done: 38)))
    #expect(reader.statusLine.contains("\u{27F3} 38/1000 · 2/2"))
    reader.send(.refreshEnded(nil))
    #expect(!reader.statusLine.contains("\u{27F3}"))
  }

  @Test func theReasonOfTheOneThatWasAskedForIsSaid() {
    var reader = reader()
    reader.press("r")
    let status = RefreshStatus(total: 1, done: 1, failed: 1, reason: "It is too large.")
    reader.send(.refreshEnded(status))
    #expect(reader.statusLine.contains("It is too large."))
  }

  @Test func whereEveryFeedFailedThatIsAllThatIsSaid() {
    var reader = reader()
    reader.press("R")
    reader.send(.refreshEnded(RefreshStatus(total: 20, done: 20, failed: 20)))
    #expect(reader.statusLine.hasPrefix(" all 20 feeds failed · e tells why"))
  }

  @Test func whileOneRunsTheHintsTellTheKeyThatStopsIt() {
    var reader = reader()
    #expect(!reader.frame.text.contains("Ctrl-G stop"))
    reader.press("R")
    #expect(reader.frame.text.contains("Ctrl-G stop"))
  }

  @Test func theClockAsksForWhatIsDueAndCoversNothing() {
    let configuration = Configuration(refreshInterval: 60, refreshesAtStart: true)
    var reader = TestReader(["One", "Two"], configuration: configuration)
    #expect(reader.model.firstEffects.contains(.wake(.refresh, afterMilliseconds: 200)))
    reader.send(.woke(.refresh))
    #expect(reader.deeds == [.refresh(.due)])
    #expect(reader.effects.contains(.wake(.refresh, afterMilliseconds: 3_600_000)))
    #expect(!reader.statusLine.contains("\u{27F3}"))
    reader.send(.woke(.refresh))
    #expect(reader.deeds == [])
    reader.send(.notice("A sentence."), .refreshEnded(RefreshStatus(total: 2, done: 2, failed: 1)))
    #expect(reader.statusLine.contains("A sentence."))
    reader.press("j")
    reader.send(.woke(.refresh), .refreshEnded(RefreshStatus(total: 2, done: 2, failed: 1)))
    #expect(reader.statusLine.contains("1 feed failed · e tells why"))
  }

  @Test func withoutAnIntervalTheClockAsksOnce() {
    var reader = TestReader(["One"], configuration: Configuration(refreshesAtStart: true))
    reader.send(.woke(.refresh))
    #expect(reader.deeds == [.refresh(.due)])
    #expect(!reader.effects.contains { if case .wake(.refresh, _) = $0 { true } else { false } })
    #expect(
      !TestReader(["One"]).model.firstEffects.contains(.wake(.refresh, afterMilliseconds: 200)))
  }

  @Test func whatFeedsBringWaitsBehindTheNewLine() {
    var reader = reader()
    reader.library.add("Three")
    reader.send(.feedsChanged(added: [SourceID(1): 12, SourceID(2): 3]))
    #expect(reader.frame.line(0).contains("15 new"))
    #expect(!reader.frame.text.contains("Three"))
    reader.press(".")
    #expect(reader.frame.text.contains("Three"))
    #expect(!reader.frame.line(0).contains("new"))
  }

  @Test func aViewOfOneSourceCountsOnlyItsOwn() {
    var reader = TestReader(
      TestLibrary(titles: ["One"]), session: Session(scope: .source(SourceID(1))))
    reader.send(.feedsChanged(added: [SourceID(2): 3]))
    #expect(!reader.frame.line(0).contains("new"))
    reader.send(.feedsChanged(added: [SourceID(1): 2, SourceID(2): 3]))
    #expect(reader.frame.line(0).contains("2 new"))
  }

  @Test func anArticleThatChangedIsShownAnewAndCountsNotAsNew() {
    var reader = reader()
    reader.library.details[1].row.title = "Two, corrected"
    reader.library.details[1].row.flags = .read
    reader.send(.feedsChanged(added: [:]))
    #expect(reader.frame.text.contains("Two, corrected"))
    #expect(!reader.frame.line(0).contains("new"))
  }

  @Test func anEmptyWindowFillsByItself() {
    var reader = TestReader(
      TestLibrary(titles: []), configuration: Configuration(refreshesAtStart: true))
    reader.send(.woke(.refresh))
    reader.library.add("First")
    reader.send(.feedsChanged(added: [SourceID(1): 1]))
    reader.library.add("Second")
    reader.send(.feedsChanged(added: [SourceID(1): 1]))
    #expect(reader.frame.text.contains("First") && reader.frame.text.contains("Second"))
    reader.press("j")
    reader.library.add("Third")
    reader.send(.feedsChanged(added: [SourceID(1): 1]))
    #expect(!reader.frame.text.contains("Third") && reader.frame.line(0).contains("1 new"))
  }
}
