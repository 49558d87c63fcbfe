import Articles
import ReaderCore
import TUI
import Testing

struct ListTests {
  private let library = TestLibrary(titles: (1...200).map { "Story \($0)." })

  private func firstPage(_ numbers: ClosedRange<Int>, _ selected: Int64? = nil) -> Message {
    .firstPage(
      .all, rows: numbers.map { library.details[$0 - 1].row },
      selected: selected.map(ArticleID.init))
  }

  @Test func movingInTheList() {
    var reader = TestReader(library)
    func selected() -> String {
      let line = reader.cursorLine
      return String(
        line[(line.firstRange(of: "Story")?.lowerBound ?? line.startIndex)...].prefix(10)
      )
      .split(separator: ".")[0].description
    }
    for (key, expected) in [
      ("j", 2), ("Down", 3), ("k", 2), ("Up", 1), ("k", 1), ("G", 200), ("j", 200), ("Home", 1),
      ("End", 200), ("PgUp", 192), ("Ctrl-B", 184), ("Ctrl-U", 180), ("Ctrl-D", 184),
      ("Ctrl-F", 192), ("PgDn", 200), ("PgDn", 200),
    ] {
      reader.press(key)
      #expect(selected() == "Story \(expected)", "\(key)")
    }
    reader.press("g", "g")
    #expect(selected() == "Story 1")
  }

  @Test func aRowMoveAsksForNothing() {
    var reader = TestReader(library)
    reader.press("j", "j", "j")
    #expect(reader.effects.allSatisfy { $0 == .wake(.preview, afterMilliseconds: 120) })
  }

  @Test func rowsAreAskedForAheadOfTheCursor() {
    var reader = TestReader(library)
    var asked = 0
    for _ in 1...150 {
      reader.press("j")
      asked += reader.effects.count { if case .loadRows = $0 { true } else { false } }
      #expect(!reader.cursorLine.contains("…"))
    }
    #expect((1...6).contains(asked))
  }

  @Test func theFirstPageIsPaintedBeforeTheListingIsKnown() {
    var reader = TestReader(library, isStarted: false)
    #expect(reader.model.isAwaitingRows)
    reader.isHolding = true
    reader.send(firstPage(95...120, 100))
    #expect(reader.cursorLine.contains("Story 100."))
    #expect(!reader.statusLine.contains("/"))
    let line = reader.frame.cursor?.row
    reader.isHolding = false
    reader.start()
    #expect(reader.cursorLine.contains("Story 100."))
    #expect(reader.frame.cursor?.row == line)
    #expect(reader.statusLine.contains("100/200"))
  }

  @Test func aMoveBeforeTheListingIsKept() {
    var reader = TestReader(library, isStarted: false)
    reader.isHolding = true
    reader.send(firstPage(95...120, 100))
    reader.press("j", "j")
    reader.isHolding = false
    reader.start()
    #expect(reader.cursorLine.contains("Story 102."))
  }

  @Test func theEndIsGoneToOnceItIsKnown() {
    var reader = TestReader(library, isStarted: false)
    reader.isHolding = true
    reader.send(firstPage(1...22))
    reader.press("G", "m", "k")
    #expect(reader.cursorLine.contains("Story 1."))
    reader.isHolding = false
    reader.start()
    #expect(reader.cursorLine.contains("Story 199."))
    #expect(reader.library.details[199].row.flags == .read)
  }

  @Test func keysWaitForTheRowTheyNeed() {
    var reader = TestReader(library)
    reader.isHolding = true
    reader.press("G")
    #expect(reader.model.isAwaitingRows)
    guard case .loadRows(let ids) = reader.effects.first else {
      Issue.record("no rows asked for")
      return
    }
    reader.press("m", "k", "s")
    #expect(reader.deeds.isEmpty)
    reader.send(
      .rowsLoaded(asked: ids, rows: ids.map { library.details[Int($0.rawValue) - 1].row }))
    #expect(
      reader.deeds.compactMap { if case .record(let marks, _) = $0 { marks[0] } else { nil } }
        .map { "\($0.address.text) \($0.name)" }
        == ["https://example.org/200 read", "https://example.org/199 starred"])
  }

  @Test func leavingLetsGoOfWaitingKeys() {
    var reader = TestReader(library)
    reader.isHolding = true
    reader.press("G", "m", "q")
    #expect(reader.deeds == [.quit])
    reader.press("g", "g", "G", "m", "Esc")
    let ids = (137...200).map { ArticleID($0) }
    reader.send(
      .rowsLoaded(asked: ids, rows: ids.map { library.details[Int($0.rawValue) - 1].row }))
    #expect(reader.deeds.isEmpty)
  }

  @Test func rowsThatAreGoneSaySo() {
    var reader = TestReader(library)
    reader.isHolding = true
    reader.press("G")
    guard case .loadRows(let ids) = reader.effects.first else { return }
    reader.send(.rowsLoaded(asked: ids, rows: []))
    #expect(reader.cursorLine.contains("(no longer in the library)"))
    #expect(!reader.model.isAwaitingRows)
    reader.press("Enter", "m")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("no article here"))
  }

  @Test func theStartIsTheLastArticleIfUnreadElseTheFirstUnread() {
    var library = TestLibrary(titles: ["One", "Two", "Three"])
    library.details[0].row.flags = .read
    func start(at selected: Int64?) -> String {
      var reader = TestReader(library, isStarted: false)
      reader.send(
        .firstPage(
          .all, rows: library.details.map(\.row), selected: selected.map(ArticleID.init)))
      reader.start()
      return reader.cursorLine
    }
    #expect(start(at: 3).contains("Three"))
    #expect(start(at: 1).contains("Two"))
    #expect(start(at: nil).contains("Two"))
    for place in library.details.indices { library.details[place].row.flags = .read }
    #expect(start(at: 3).contains("One"))
  }

  @Test func newArticlesWaitAndAreBroughtIn() {
    var reader = TestReader(["One", "Two"])
    reader.press("j")
    reader.library.add("Three")
    reader.send(.libraryChanged(added: 1))
    #expect(reader.frame.line(0).hasSuffix("1 new · . "))
    #expect(!reader.frame.text.contains("Three"))
    reader.press(".")
    #expect(reader.frame.text.contains("Three"))
    #expect(reader.cursorLine.contains("Two"))
    #expect(!reader.frame.line(0).contains("new"))
    #expect(!reader.deeds.contains(.rescan))
    reader.press(".")
    #expect(reader.deeds.contains(.rescan))
  }

  /// What comes while a listing is read may stand in it or not.
  @Test func whatStandsInTheListDoesNotWait() {
    var reader = TestReader(["One", "Two"])
    reader.isHolding = true
    reader.press(".")
    let request = lastRequest(of: reader)
    reader.send(
      .libraryChanged(added: 2),
      .libraryChanged(added: 0, articles: [ArticleID(2), ArticleID(4), ArticleID(5)]))
    #expect(reader.frame.line(0).hasSuffix("5 new · . "))
    // Two of the five came in time; an article that changed may stand as it was.
    let ids = [4, 3, 1, 2].map { ArticleID($0) }
    let listing = Listing(ids: ids, flags: ids.map { _ in [] })
    reader.send(.listed(request: request, .all, listing))
    #expect(reader.frame.line(0).hasSuffix("3 new · . "))
    #expect(reader.statusLine.contains("3/4"))
  }

  /// What was waiting is what the listing was asked for: it takes nothing from what comes meanwhile.
  @Test func whatComesWhileNewsIsBroughtInGoesOnWaiting() {
    var reader = TestReader(["One", "Two"])
    reader.send(.libraryChanged(added: 3))
    reader.isHolding = true
    reader.press(".")
    let request = lastRequest(of: reader)
    reader.send(.libraryChanged(added: 2))
    let ids = (1...5).map { ArticleID($0) }
    let listing = Listing(ids: ids, flags: ids.map { _ in [] })
    reader.send(.listed(request: request, .all, listing))
    #expect(reader.frame.line(0).hasSuffix("2 new · . "))
    // What is old and comes back for another reason takes nothing either.
    reader.press(".")
    let next = lastRequest(of: reader)
    reader.send(
      .libraryChanged(added: 1),
      .listed(
        request: next, .all,
        Listing(
          ids: ids.dropLast(), flags: ids.dropLast().map { _ in [] })))
    reader.press("j")
    #expect(reader.frame.line(0).hasSuffix("1 new · . "))
  }

  /// The number of the listing that was asked for last.
  private func lastRequest(of reader: TestReader) -> Int {
    reader.effects.reduce(0) { last, effect in
      if case .loadListing(_, let request) = effect { request } else { last }
    }
  }

  @Test func whatComesBeforeTheFirstListingIsReadAfterwards() {
    var reader = TestReader(library, isStarted: false)
    reader.isHolding = true
    reader.send(firstPage(1...22))
    reader.press("j")
    reader.send(.libraryChanged(added: 1))
    reader.isHolding = false
    reader.send(.listed(request: 0, .all, library.listing(of: .all)))
    #expect(reader.effects.contains(.loadListing(.all, request: 1)))
    #expect(reader.cursorLine.contains("Story 2."))
    #expect(!reader.frame.line(0).contains("new"))
  }

  /// Another process may have changed what is counted.
  @Test func whoLooksForNewHasTheLeftPaneCountedAnew() {
    var reader = TestReader(["One", "Two"])
    reader.press(".")
    #expect(reader.effects.contains(.wake(.sidebar, afterMilliseconds: 500)))
  }

  @Test func whatIsBroughtInAtTheBeginningIsSeen() {
    var reader = TestReader((1...40).map { "Old \($0)" })
    reader.press("g", "g")
    reader.library.add("Newest")
    reader.library.details.insert(reader.library.details.removeLast(), at: 0)
    reader.send(.libraryChanged(added: 1))
    reader.press(".")
    #expect(reader.frame.line(1).contains("Newest"))
    #expect(reader.cursorLine.contains("Old 1"))
    // Further down the rows hold still.
    reader.press("G")
    let before = reader.frame.line(1)
    reader.library.add("Newer still")
    reader.library.details.insert(reader.library.details.removeLast(), at: 0)
    reader.send(.libraryChanged(added: 1))
    reader.press(".")
    #expect(reader.frame.line(1) == before)
  }

  @Test func wordsThatWereReadBringNothingIn() {
    var reader = TestReader(["First"])
    reader.library.add("Second")
    reader.send(.textsWaiting(1), .libraryChanged(added: 1), .textsWaiting(0))
    #expect(!reader.frame.text.contains("Second"))
    #expect(reader.frame.line(0).contains("1 new"))
    reader.press(".")
    #expect(reader.frame.text.contains("Second"))
  }

  @Test func whatIsNewOrChangedCountsOnce() {
    var reader = TestReader(["One", "Two"])
    let ids = Set([ArticleID(2), ArticleID(3)])
    reader.send(.libraryChanged(added: 0, articles: ids), .libraryChanged(added: 0, articles: ids))
    #expect(reader.frame.line(0).hasSuffix("2 new · . "))
    reader.send(.libraryChanged(added: 0, articles: [ArticleID(4)]))
    #expect(reader.frame.line(0).hasSuffix("3 new · . "))
    reader.press(".")
    #expect(!reader.frame.line(0).contains("new"))
  }

  @Test func lookingForWhatIsNewSaysWhatWasFound() {
    var reader = TestReader(["One", "Two"])
    reader.press(".")
    #expect(reader.statusLine.contains("looking for what is new"))
    reader.send(
      .indexing(IndexStatus(filesRead: 0, filesSeen: 2)), .indexing(nil))
    #expect(reader.statusLine.contains("nothing new"))
    reader.press(".")
    reader.send(
      .libraryChanged(added: 0, articles: [ArticleID(3)]),
      .indexing(IndexStatus(filesRead: 1, filesSeen: 3)), .indexing(nil))
    #expect(reader.statusLine.contains("1 new"))
    #expect(!reader.statusLine.contains("nothing"))
  }

  /// Removed, changed and added at once: the view stands until it is asked for.
  @Test func aViewHoldsStillWhateverHappensToTheLibrary() {
    var reader = TestReader(["One", "Two", "Three", "Four"])
    reader.press("j", "j")
    reader.library.details.remove(at: 1)
    reader.library.details[1].row.title = "Three, changed"
    reader.library.add("Five", 9)
    reader.send(.libraryChanged(added: 0, articles: [ArticleID(3), ArticleID(10)]))
    #expect(reader.cursorLine.contains("Three"))
    #expect(reader.statusLine.contains("3/4"))
    reader.press("k")
    #expect(reader.statusLine.contains("2/4"))
    reader.press(".")
    #expect(reader.cursorLine.contains("Three, changed"))
    #expect(reader.statusLine.contains("2/4") && reader.frame.text.contains("Five"))
  }

  @Test func whileFoldersAreReadForTheFirstTimeTheListFills() {
    var reader = TestReader([])
    reader.send(.indexing(IndexStatus(filesRead: 0, filesSeen: 0, isFirst: true)))
    #expect(reader.statusLine.contains("looking for files"))
    reader.library.add("One")
    reader.send(.libraryChanged(added: 1))
    #expect(reader.cursorLine.contains("One"))
    reader.library.add("Two")
    reader.send(
      .indexing(IndexStatus(filesRead: 3400, filesSeen: 20_000, problems: 2, isFirst: true)),
      .libraryChanged(added: 1))
    #expect(reader.frame.text.contains("Two"))
    #expect(reader.statusLine.contains("indexing 3,400 of 20,000"))
    reader.press("j")
    reader.library.add("Three")
    reader.send(.indexing(nil), .libraryChanged(added: 1))
    #expect(!reader.frame.text.contains("Three"))
    #expect(reader.frame.line(0).contains("1 new"))
  }

  @Test func aFillingListNobodyTouchedStaysAtItsStart() {
    var older = library
    older.details.removeFirst(2)
    var reader = TestReader(older)
    #expect(reader.cursorLine.contains("Story 3."))
    reader.send(.indexing(IndexStatus(filesRead: 198, filesSeen: 200, isFirst: true)))
    reader.press("?", "Esc")
    reader.library = library
    reader.send(.libraryChanged(added: 2))
    #expect(reader.cursorLine.contains("Story 1."))
    #expect(reader.statusLine.contains("1/200"))
    reader.press("Tab")
    reader.send(.libraryChanged(added: 1))
    #expect(reader.frame.line(0).contains("1 new"))
  }

  @Test func whatComesAfterTheFirstIndexingWaits() {
    var reader = TestReader(["One", "Two"])
    reader.send(
      .indexing(IndexStatus(filesRead: 2, filesSeen: 2, isFirst: true)), .indexing(nil),
      .indexing(IndexStatus(filesRead: 0, filesSeen: 3)))
    reader.library.add("Three")
    reader.send(.libraryChanged(added: 1))
    #expect(!reader.frame.text.contains("Three"))
    #expect(reader.frame.line(0).contains("1 new"))
  }

  @Test func problemsAreSaidAtTheEnd() {
    var reader = TestReader(["One"])
    reader.send(.indexing(IndexStatus(filesRead: 3, filesSeen: 3, problems: 2)), .indexing(nil))
    #expect(reader.statusLine.contains("2 files could not be read · e tells which they are"))
    reader.send(.indexing(IndexStatus(filesRead: 3, filesSeen: 3, problems: 1)), .indexing(nil))
    #expect(reader.statusLine.contains("1 file could not be read · e tells which"))
  }

  @Test func aChangeWhileAListingIsOnItsWayIsReadAfterwards() {
    var reader = TestReader([])
    reader.isHolding = true
    reader.send(.indexing(IndexStatus(filesRead: 1, filesSeen: 1, isFirst: true)))
    reader.send(.libraryChanged(added: 1), .libraryChanged(added: 1))
    #expect(reader.effects.count { $0 == .loadListing(.all, request: 1) } == 1)
    reader.library.add("One")
    reader.send(.listed(request: 1, .all, Listing()))
    #expect(reader.effects.contains(.loadListing(.all, request: 2)))
  }

  @Test func theNextSurvivorIsSelectedWhenTheArticleIsGone() {
    var reader = TestReader(["One", "Two", "Three", "Four"])
    reader.press("j")
    reader.library.details.removeSubrange(1...2)
    reader.press(".")
    #expect(reader.cursorLine.contains("Four"))
    reader.library.details.removeLast()
    reader.press(".")
    #expect(reader.cursorLine.contains("One"))
    reader.library.details = []
    reader.press(".")
    #expect(reader.frame.text.contains("No articles in these sources."))
    reader.press("j", "G", "n", "m", "Enter", "Space", "A", "i", "o", "1", "z", "PgDn")
    #expect(reader.deeds.isEmpty)
  }

  @Test func anAnswerToAnOlderQuestionIsIgnored() {
    var reader = TestReader(["One", "Two"])
    reader.send(.listed(request: 7, .all, Listing()), .listed(request: 0, .unread, Listing()))
    #expect(reader.statusLine.contains("1/2"))
  }

  @Test func aListingWithFewerFlagsThanIdsIsCut() {
    var reader = TestReader([])
    reader.send(
      .listed(request: 0, .all, Listing(ids: [ArticleID(1), ArticleID(2)], flags: [[]])))
    reader.press("G", "A")
    #expect(reader.statusLine.contains("1/1"))
  }

  @Test func aListThatCannotBeReadSaysWhy() {
    var reader = TestReader(library, isStarted: false)
    reader.send(.listingUnavailable(request: 0, reason: "disk error"))
    #expect(reader.statusLine.contains("The list could not be read: disk error"))
    #expect(!reader.model.isAwaitingRows)
  }

  @Test func theSessionRemembersThePlace() {
    var reader = TestReader(library)
    reader.press("j", "j", "w")
    #expect(reader.model.session.selected?.text == "https://example.org/3")
    #expect(reader.model.session.scope == .all)
    #expect(reader.model.session.arrangement.medium == .single)
  }
}
