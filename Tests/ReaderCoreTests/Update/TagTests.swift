import Articles
import ReaderCore
import TUI
import Testing

struct TagTests {
  private let tags = [
    SourceTag(name: "tech", sources: [SourceID(1), SourceID(3)]),
    SourceTag(name: "far away", sources: [SourceID(2)]),
  ]

  private func reader(_ scope: ListScope, isStarted: Bool = true) -> TestReader {
    var library = TestLibrary(titles: ["One", "Two"])
    library.tags = tags
    return TestReader(
      library, size: Size(columns: 120, rows: 24), configuration: Configuration(tags: tags),
      session: Session(scope: scope), isStarted: isStarted)
  }

  @Test func aTagIsAViewWithItsCountInTheSidebar() {
    var reader = reader(.all)
    #expect(reader.frame.text.contains("Tags"))
    reader.press("Shift-Tab", "j", "j", "j")
    #expect(reader.cursorLine.contains("tech") && reader.cursorLine.contains("2"))
    reader.press("Enter")
    #expect(reader.frame.line(0).contains("Tag tech · 2 articles · 2 unread"))
    reader.press("m")
    let line = reader.frame.text.split(separator: "\n").first {
      $0.contains("tech") && $0.contains("1")
    }
    #expect(line != nil)
  }

  @Test func theKeysForSourcesMeanThoseOfTheTag() {
    var reader = reader(.tag("tech"))
    reader.press("r")
    #expect(reader.deeds == [.refresh(.sources([SourceID(1), SourceID(3)]))])
    reader.press("e")
    #expect(reader.deeds == [.loadFaults([SourceID(1), SourceID(3)])])
    reader.send(
      .faultsLoaded(
        [SourceID(1), SourceID(3)],
        [SourceReport(title: "Fine", location: "https://example.org/f", kind: .feed)]))
    #expect(reader.frame.text.contains("Nothing went wrong with any source."))
  }

  @Test func onlyWhatItsSourcesBringIsNewThere() {
    var reader = reader(.tag("tech"))
    reader.send(.feedsChanged(added: [SourceID(2): 5]))
    #expect(!reader.frame.line(0).contains("new"))
    reader.send(.feedsChanged(added: [SourceID(2): 5, SourceID(3): 7]))
    #expect(reader.frame.line(0).contains("7 new"))
  }
}
