import Articles
import TUI
import Testing

@testable import ReaderCore

/// List, position, title bar, sidebar and what a mass mark takes say the same in every state.
struct AgreementTests {
  private static let rule = MuteRule(query: "whale")

  private func reader() -> TestReader {
    var library = TestLibrary(titles: [])
    for place in 0..<12 {
      let kinds = ["Red fox", "Blue whale", "Grey heron"]
      library.add(
        "\(kinds[place % 3]) \(place)", topics: place % 2 == 0 ? ["Land"] : ["Sea"],
        flags: place % 5 == 4 ? .read : place % 4 == 3 ? .starred : [])
    }
    return TestReader(
      library, size: Size(columns: 120, rows: 30),
      configuration: Configuration(views: [SavedView(name: "Foxes", query: "fox")]))
  }

  private func type(_ text: String, into reader: inout TestReader) {
    for character in text { reader.press(character == " " ? "Space" : String(character)) }
  }

  private func unread(_ rows: [ArticleRow]) -> Int { rows.count { !$0.flags.contains(.read) } }

  private func expectAgreement(_ reader: TestReader, _ state: Comment) {
    let list = reader.model.list
    let total = Wording.total(list.count)
    let unread = list.ids.count { reader.model.marks.isUnread($0) }
    #expect(reader.frame.line(0).contains("\(total) · \(unread) unread"), state)
    #expect(list.unreadCount == unread, state)
    let place = list.count == 0 ? "0/0" : "\(list.cursor.selected + 1)/\(list.count)"
    #expect(
      reader.statusLine.hasSuffix("\(place) ") || reader.model.message != nil
        || reader.model.focus == .detail, "\(state): \(reader.statusLine)")
    // What the library would answer, as the shell asks it.
    for entry in reader.model.sidebar.entries {
      let rows = reader.library.rows(of: entry.scope)
      #expect(entry.total == rows.count, "\(state): \(entry)")
      #expect(entry.unread == self.unread(rows), "\(state): \(entry)")
    }
    for case .saved(let view, let count?) in reader.model.sidebar.all {
      guard let scope = try? view.scope(now: reader.now, clock: .utc) else { continue }
      #expect(count == self.unread(reader.library.rows(of: scope)), "\(state): \(view.name)")
    }
    #expect(reader.library.rows(of: .all).allSatisfy { !$0.isMuted })
  }

  /// The list is what the library has of its scope now; a list that holds still may have more.
  private func expectCurrent(_ reader: TestReader, _ state: Comment) {
    #expect(
      Set(reader.model.list.ids) == Set(reader.library.rows(of: reader.model.scope).map(\.id)),
      state)
    expectAgreement(reader, state)
  }

  /// Presses "A" and makes the marks; they are exactly those of the list.
  private func markAll(_ reader: inout TestReader, _ state: Comment) {
    let wanted = ArticleSet(reader.model.list.ids.filter { reader.model.marks.isUnread($0) })
    reader.press("A")
    guard case .markAll(let ids, [.read], let at, nil, let step)? = reader.deeds.first else {
      #expect(wanted.isEmpty, state)
      return
    }
    #expect(ids == wanted, state)
    let changes = ids.compactMap { id -> MarkChange? in
      guard let place = reader.library.details.firstIndex(where: { $0.row.id == id }) else {
        return nil
      }
      reader.library.details[place].row.flags.insert(.read)
      let row = reader.library.details[place].row
      return MarkChange(id: id, key: row.key, flags: row.flags, lastMarked: at)
    }
    reader.send(
      .marksChanged(changes), .massMarked(step, count: changes.count), .woke(.sidebar))
    #expect(reader.model.list.unreadCount == 0, state)
    expectAgreement(reader, state)
  }

  private func mute(_ reader: inout TestReader) {
    for place in reader.library.details.indices
    where reader.library.details[place].row.title.contains("whale") {
      reader.library.details[place].row.isMuted = true
    }
    reader.library.isMuting = true
    reader.send(.mutesChanged(.muted(Self.rule, count: 4), all: [Self.rule]))
  }

  private func choose(_ name: String, _ reader: inout TestReader) {
    reader.press("f")
    type(name, into: &reader)
    reader.press("Enter")
  }

  @Test func everyViewMutedOrNot() {
    for isMuted in [false, true] {
      var reader = reader()
      if isMuted { mute(&reader) }
      expectCurrent(reader, "all, muted: \(isMuted)")
      for view in ["unread", "starred", "topic land", "foxes", "example times", "articles"]
        + (isMuted ? ["muted"] : [])
      {
        choose(view, &reader)
        expectCurrent(reader, "\(view), muted: \(isMuted)")
        reader.press("j", "m")
        reader.send(.woke(.sidebar))
        expectAgreement(reader, "\(view) after a mark, muted: \(isMuted)")
        reader.press("s")
        reader.send(.woke(.sidebar))
        expectAgreement(reader, "\(view) after a star, muted: \(isMuted)")
      }
    }
  }

  @Test func narrowedAndSorted() {
    for isMuted in [false, true] {
      var reader = reader()
      if isMuted { mute(&reader) }
      for query in ["fox", "is:unread", "whale", "-fox", "nothing at all", "topic:Sea"] {
        reader.press("/")
        type(query, into: &reader)
        reader.press("Enter")
        expectCurrent(reader, "\(query), muted: \(isMuted)")
        for sort in ["title", "oldest", "heat", "quality", "provider", "newest"] {
          reader.press("S")
          type(sort, into: &reader)
          reader.press("Enter")
          expectCurrent(reader, "\(query) by \(sort), muted: \(isMuted)")
        }
        reader.press("Esc")
        expectCurrent(reader, "after \(query), muted: \(isMuted)")
      }
    }
  }

  @Test func massMarksTakeWhatIsListedAndNothingElse() {
    for isMuted in [false, true] {
      for (view, query) in [
        ("all", ""), ("topic land", ""), ("starred", ""), ("foxes", ""), ("all", "heron"),
        ("topic sea", "-fox"), ("unread", "whale"),
      ] {
        var reader = reader()
        if isMuted { mute(&reader) }
        choose(view, &reader)
        if !query.isEmpty {
          reader.press("/")
          type(query, into: &reader)
          reader.press("Enter")
        }
        markAll(&reader, "\(view) \(query), muted: \(isMuted)")
      }
    }
  }

  @Test func whatComesWaitsAndCountsOnlyWhenItIsBroughtIn() {
    var reader = reader()
    mute(&reader)
    reader.press("j")
    let before = reader.model.list.count
    reader.library.add("Red fox late", topics: ["Land"])
    reader.send(.libraryChanged(added: 1), .woke(.sidebar))
    #expect(reader.model.list.count == before)
    #expect(reader.frame.line(0).contains("1 new"))
    expectAgreement(reader, "waiting")
    markAll(&reader, "marked while one waits")
    reader.press(".")
    expectCurrent(reader, "brought in")
    #expect(reader.model.list.unreadCount == 1)
  }

  @Test func takingARuleBackBringsEverythingBack() {
    var reader = reader()
    mute(&reader)
    for place in reader.library.details.indices {
      reader.library.details[place].row.isMuted = false
    }
    reader.library.isMuting = false
    reader.send(.mutesChanged(.unmuted(Self.rule), all: []))
    expectCurrent(reader, "unmuted")
    #expect(reader.model.list.count == 12)
  }
}
