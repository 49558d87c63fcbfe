import Articles
import TUI
import Testing

@testable import ReaderCore

/// Keys that are pressed before there is anything to press them on.
struct TypedAheadTests {
  private let scope = ListScope.topic("Sea")
  private let library: TestLibrary

  init() {
    var library = TestLibrary(titles: ["On land"])
    for number in 1...5 { library.add("Wave \(number)", topics: ["Sea"]) }
    self.library = library
  }

  /// A reader that has chosen a view of which nothing is known yet.
  private func reader() throws -> (reader: TestReader, request: Int) {
    var reader = TestReader(library)
    reader.isHolding = true
    reader.press("t", "S", "e", "a", "Enter")
    let request = reader.effects.compactMap { effect -> Int? in
      if case .loadListing(scope, let request) = effect { request } else { nil }
    }.last
    return (reader, try #require(request))
  }

  @Test func keysWaitForTheFirstRowsOfAView() throws {
    var (reader, _) = try reader()
    let rows = library.rows(of: scope)
    reader.press("j", "j", "m")
    #expect(reader.deeds.isEmpty)
    reader.send(.firstPage(scope, rows: rows, selected: nil))
    #expect(reader.model.list.selectedID == rows[2].id)
    let marked = reader.deeds.compactMap { effect -> [Mark]? in
      if case .record(let marks, step: _) = effect { marks } else { nil }
    }.joined()
    #expect(marked.map(\.address) == [rows[2].address])
  }

  @Test func keysWaitForAListWithoutFirstRows() throws {
    var (reader, request) = try reader()
    reader.press("j", "Enter")
    reader.isHolding = false
    reader.send(.listed(request: request, scope, library.listing(of: scope)))
    #expect(reader.model.list.selectedID == library.rows(of: scope)[1].id)
    #expect(reader.frame.text.contains("Wave 2") || reader.model.isReading)
  }

  @Test func keysOnAnEmptyListSayThatNothingIsThere() throws {
    var (reader, request) = try reader()
    reader.press("j", "m")
    reader.send(.listed(request: request, scope, Listing()))
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("no article"))
  }

  /// Whoever goes to another view meanwhile does not do there what was meant for this one.
  @Test func keysForAViewThatIsLeftAreForgotten() throws {
    var (reader, request) = try reader()
    reader.press("j", "m")
    reader.press("f", "A", "l", "l", "Enter")
    reader.send(.listed(request: request, scope, library.listing(of: scope)))
    #expect(reader.deeds.isEmpty)
    reader.isHolding = false
    reader.send(.firstPage(.all, rows: library.rows(of: .all), selected: nil))
    #expect(reader.deeds.isEmpty)
  }

  @Test func theSidebarFollowsAViewThatIsChosenElsewhere() {
    var reader = TestReader(library, size: Size(columns: 140, rows: 30))
    reader.press("t", "S", "e", "a", "Enter", "h")
    #expect(reader.model.sidebar.selectedScope == scope)
    reader.press("f", "u", "n", "r", "Enter", "h")
    #expect(reader.model.sidebar.selectedScope == .unread)
  }
}
