import Articles
import TUI
import Testing

@testable import ReaderCore

@Suite struct PastingTests {
  @Test func whatIsPastedIsNeverKeys() {
    var reader = TestReader(["Red fox", "Blue whale"])
    reader.press("g")
    reader.send(.pasted("mA\nQ"))
    #expect(reader.model.list.unreadCount == 2)
    #expect(!reader.deeds.contains(.quit))
    #expect(reader.statusLine.contains("pasted text is no key; after / or a"))
    reader.press("?")
    reader.send(.pasted("q"))
    #expect(reader.model.overlay != nil)
  }

  @Test func itIsPutWhereTextIsTyped() {
    var reader = TestReader(["Red fox", "Blue whale"])
    reader.press("/")
    reader.send(.pasted("blue\nwha\u{7}le\n"))
    #expect(reader.statusLine.contains("/blue whale"))
    #expect(reader.model.list.query == "blue whale")
    reader.press("Esc", "a")
    reader.send(.pasted("https://example.org/feed\n"))
    #expect(reader.frame.text.contains("https://example.org/feed"))
    reader.press("Esc", "f")
    reader.send(.pasted("starred"))
    #expect(reader.frame.text.contains("Starred"))
    reader.press("Enter")
    #expect(reader.model.list.base == .starred)
  }

  @Test func aLineTakesNoMoreThanItHolds() {
    var reader = TestReader(["Red fox"])
    reader.press("/")
    reader.send(.pasted(String(repeating: "fox ", count: 250_000)))
    guard case .search(let prompt) = reader.model.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect((3900...4001).contains(prompt.line.text.utf8.count))
  }
}
