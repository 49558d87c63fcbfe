import Articles
import Testing

@testable import ReaderCore

/// What holds for an article: what was marked since the window opened before what is read of it.
struct MarkBookTests {
  private func id(_ number: Int64) -> ArticleID { ArticleID(number) }
  private func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

  private func listing(_ flags: [Int64: MarkFlags]) -> Listing {
    let ids = flags.keys.sorted()
    return Listing(ids: ids.map(ArticleID.init), flags: ids.map { flags[$0]! })
  }

  private func note(_ book: inout MarkBook, _ flags: MarkFlags, _ number: Int64, at instant: Int64)
  {
    book.note(MarkBook.State(flags: flags, lastMarked: at(instant)), id: id(number), key: nil)
  }

  @Test func aListingTellsWhatIsNotNoted() {
    var book = MarkBook()
    note(&book, .read, 2, at: 5)
    book.learn(listing([1: .starred, 2: [], 70_000_000: .read, -3: .read]))
    #expect(book.flags(of: id(1)) == .starred && book.flags(of: id(2)) == .read)
    #expect(!book.isUnread(id(70_000_000)) && !book.isUnread(id(-3)) && book.isUnread(id(9)))
    #expect(book.unreadCount(of: [1, 2, 70_000_000, -3, 9].map(id)) == 2)
    book.learn(listing([1: .read]))
    #expect(book.flags(of: id(1)) == .read)
    book.forgetNotes()
    book.learn(listing([2: []]))
    #expect(book.isUnread(id(2)))
  }

  /// Those that are asked of together are as unread as by themselves: also at the end of what is known.
  @Test func theUnreadOfManyAreThoseThatAreUnread() {
    var book = MarkBook()
    let ids = (0...200).map(id) + [id(70_000_000), id(-3), id(5000)]
    book.learn(
      Listing(
        ids: ids.filter { $0 != id(5000) },
        flags: ids.dropLast().map { $0.rawValue % 3 == 0 ? [.read, .starred] : .starred }))
    #expect(book.unread(of: ArticleSet(ids)) == ArticleSet(ids.filter(book.isUnread)))
    #expect(!book.isUnread(id(-3)) && book.unread(of: [id(3), id(4), id(198)]) == [id(4)])
  }

  @Test func aMassMarkLeavesWhatWasMarkedLater() {
    var book = MarkBook()
    book.learn(listing([1: .starred, 2: [], 3: []]))
    note(&book, [], 2, at: 7)
    note(&book, [], 3, at: 4)
    book.note(MassMark(.read, ArticleSet([id(1), id(2), id(3)]), at: at(5)))
    #expect(book.flags(of: id(1)) == [.read, .starred])
    #expect(book.isUnread(id(2)) && book.noted(id(2))?.lastMarked == at(7))
    #expect(!book.isUnread(id(3)) && book.noted(id(3))?.lastMarked == at(5))
    #expect(book.noted(id(1))?.lastMarked == at(5))
  }

  /// The marks to come are later than what is known, as the disk will have it.
  @Test func aMassMarkToComeIsLaterThanWhatIsKnown() {
    var book = MarkBook()
    note(&book, [], 2, at: 7)
    book.noteAhead(MassMark(.read, ArticleSet([id(2)]), at: at(5)))
    #expect(!book.isUnread(id(2)) && book.noted(id(2))?.lastMarked == at(8))
  }

  @Test func theKeyOfAnArticleFollows() {
    let key = Mark(Address(key: "https://example.org/1")!, .read, at: at(0)).key
    var book = MarkBook()
    book.note(MarkBook.State(flags: [], lastMarked: at(1)), id: id(1), key: key)
    book.note(MassMark(.read, ArticleSet([id(1)]), at: at(5)))
    let entry = ArticleRow(id: id(44), key: key, title: "The same, by another number")
    #expect(book.state(of: entry).flags == .read)
  }

  @Test func ofARowWhatIsKnownLaterCounts() {
    let key = Mark(Address(key: "https://example.org/1")!, .read, at: at(0)).key
    var book = MarkBook()
    let row = ArticleRow(id: id(1), key: key, title: "One", flags: .starred, lastMarked: at(9))
    #expect(book.state(of: row) == MarkBook.State(flags: .starred, lastMarked: at(9)))
    note(&book, .read, 1, at: 5)
    #expect(book.state(of: row) == MarkBook.State(flags: .read, lastMarked: at(9)))
  }
}
