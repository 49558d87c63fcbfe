import Articles
import GRDB
import Testing

@testable import Storage

/// The counts that are kept are those that a walk through everything gives.
struct ArticleCountsTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  private func file(_ name: String, _ topics: [String], to place: String? = nil) {
    scratch.write(
      place ?? "news/\(name).md",
      article(name, url: url(name), provider: "Wire", topics: topics))
  }

  private struct Row: Hashable {
    let state: Int64
    let list: Int64
    let sources: [Int64]
    let articles: Int64
  }

  private func rows(_ database: Database) throws -> Set<Row> {
    try Set(
      Query(
        database,
        """
        SELECT state, list, source_combination.sources, articles FROM article_count
        JOIN source_combination ON source_combination.id = article_count.sources
        """
      ).all { row in
        Row(
          state: row.integer(0), list: row.integer(1),
          sources: row.withBlob(2, PackedIntegers.unpack), articles: row.integer(3))
      })
  }

  private func expectTrue(_ desk: Desk, _ comment: Comment) throws {
    let kept = try desk.library.read(rows)
    var walked: Set<Row> = []
    try desk.library.database.write { database in
      try database.inSavepoint {
        try database.execute(sql: "DELETE FROM article_count; DELETE FROM source_combination")
        try ArticleCounts.fill(database)
        walked = try rows(database)
        return .rollback
      }
    }
    #expect(kept == walked, comment)
  }

  @Test func countsFollowWhateverChangesThem() throws {
    for name in ["A", "B", "C", "D"] { file(name, ["Birds", name]) }
    let desk = try Desk(scratch)
    try desk.index()
    try expectTrue(desk, "indexed")
    #expect(try desk.view().count(.all) == (total: 4, unread: 4))

    try desk.mark(url("A"), .read, at: 1)
    try desk.mark(url("B"), .starred, at: 1)
    try desk.mark(url("B"), .read, at: 2)
    try desk.mark(url("Z"), .read, at: 2)
    try desk.mark(url("B"), MarkName("label:x"), at: 1)
    try desk.mark(url("A"), MarkName("label:x"), at: 1)
    try desk.mark(url("D"), MarkName("label:y"), at: 1)
    try expectTrue(desk, "marked")
    #expect(try desk.view().count(.label("x")) == (total: 2, unread: 0))
    #expect(try desk.view().count(.unread) == (total: 2, unread: 2))
    #expect(try desk.view().count(.starred) == (total: 1, unread: 0))
    #expect(try desk.view().count(.topic("Birds")) == (total: 4, unread: 2))

    try desk.mark(url("A"), .unread, at: 3)
    try expectTrue(desk, "unread again")

    // The marked one moves to another topic; a new one has been marked before it came.
    file("B", ["Towers"])
    file("Z", ["Zebras"])
    try desk.index()
    try expectTrue(desk, "changed")
    #expect(try desk.view().count(.topic("Towers")) == (total: 1, unread: 0))
    #expect(try desk.view().count(.topic("Zebras")) == (total: 1, unread: 0))

    // One article in two sources is one article.
    file("B", ["Towers"], to: "more/B.md")
    file("M", ["Towers"], to: "more/M.md")
    try desk.index(["news", "more"])
    try expectTrue(desk, "shared")
    let both = try desk.view(["news", "more"])
    #expect(try both.count(.all) == (total: 6, unread: 4))
    #expect(try desk.view(["more"]).count(.all) == (total: 2, unread: 1))
    #expect(try both.count(.all).total == both.listing(.all).count)

    scratch.delete("news/B.md")
    scratch.delete("news/A.md")
    try desk.index(["news", "more"])
    try expectTrue(desk, "removed")
    #expect(try desk.view(["news", "more"]).count(.all) == (total: 5, unread: 3))
  }

  @Test func aLibraryOfAnOlderProgramIsCountedWhenItIsOpened() throws {
    for name in ["A", "B", "C"] { file(name, ["Birds"]) }
    let desk = try Desk(scratch)
    try desk.index()
    try desk.mark(url("A"), .read, at: 1)
    try desk.library.database.write { database in
      try database.execute(
        sql: """
          DROP TABLE article_count; DROP TABLE source_combination;
          DELETE FROM meta WHERE name = 'counts'
          """)
    }
    let again = try Library(path: scratch["data/library.sqlite"])
    let view = again.view(sources: try desk.sources().map(\.id), state: desk.marks.stateID)
    #expect(try view.count(.all) == (total: 3, unread: 2))
    #expect(try view.listing(.all).count == 3)
  }
}
