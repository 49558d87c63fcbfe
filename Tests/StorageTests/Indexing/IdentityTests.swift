import Articles
import Testing

@testable import Storage

struct IdentityTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  @Test func theNewestFileSuppliesTheFieldsThenTheGreatestPath() throws {
    scratch.write("news/b.md", article("Old", url: url("a"), at: "2026-10-01T08:00:00Z"))
    scratch.write("news/a.md", article("New", url: url("a"), at: "2026-10-02T08:00:00Z"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.titles() == ["New"])
    scratch.write("news/c.md", article("As new", url: url("a"), at: "2026-10-02T08:00:00Z"))
    try desk.index()
    #expect(try desk.titles() == ["As new"])
    let id = try #require(try desk.row("As new")?.id)
    #expect(
      try desk.view().detail(id)?.files
        == ["news/c.md", "news/a.md", "news/b.md"].map { scratch[$0] })
  }

  @Test func filesThatShareAnArticleAreNamed() throws {
    scratch.write("news/a.md", article("Old", url: url("a"), at: "2026-10-01T08:00:00Z"))
    scratch.write("news/b.md", article("New", url: url("a"), at: "2026-10-02T08:00:00Z"))
    scratch.write("news/c.md", article("Alone", url: url("c")))
    scratch.write("other/a.md", article("Elsewhere", url: url("c")))
    let desk = try Desk(scratch)
    try desk.index(["news", "other"])
    let shared = try desk.view().sharedArticles()
    #expect(shared.map(\.address.text) == [url("a")])
    #expect(shared.map(\.paths) == [["news/b.md", "news/a.md"].map { scratch[$0] }])
    #expect(try desk.view(["news", "other"]).sharedArticles().count == 2)
  }

  @Test func anArticleStaysWhileOneFileRemains() throws {
    scratch.write("news/a.md", article("Old", url: url("a"), at: "2026-10-01T08:00:00Z"))
    scratch.write("news/b.md", article("New", url: url("a"), at: "2026-10-02T08:00:00Z"))
    let desk = try Desk(scratch)
    try desk.index()
    let id = try #require(try desk.row("New")?.id)
    scratch.delete("news/b.md")
    try desk.index()
    #expect(try desk.row("Old")?.id == id)
    #expect(try desk.row("Old")?.published == Instant(iso8601: "2026-10-01T08:00:00Z"))
    #expect(try desk.index().filesRead == 0)
    scratch.delete("news/a.md")
    #expect(try desk.index().removed == 1)
    #expect(try desk.titles() == [])
  }

  @Test func aSupplierThatGrowsOlderGivesWay() throws {
    scratch.write("news/a.md", article("First", url: url("a"), at: "2026-10-02T08:00:00Z"))
    scratch.write("news/b.md", article("Second", url: url("a"), at: "2026-10-01T08:00:00Z"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.titles() == ["First"])
    scratch.write("news/a.md", article("Redated", url: url("a"), at: "2026-09-01T08:00:00Z"))
    try desk.index()
    #expect(try desk.titles() == ["Second"])
  }

  @Test func aFileThatTakesAnotherArticleLetsTheFirstGo() throws {
    scratch.write("news/latest.md", article("A", url: url("a"), topics: ["Birds"]))
    let desk = try Desk(scratch)
    try desk.index()
    scratch.write("news/latest.md", article("B", url: url("b"), topics: ["Towers"]))
    let summary = try desk.index()
    #expect([summary.added, summary.removed] == [1, 1])
    #expect(try desk.titles() == ["B"])
    #expect(try desk.titles(.topic("Birds")) == [])
    #expect(try desk.view().article(at: address(url("a"))) == nil)
  }

  @Test func anArticleThatMovesOnInTheSameScanStays() throws {
    scratch.write("news/latest.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    let id = try #require(try desk.row("A")?.id)
    scratch.write("news/latest.md", article("B", url: url("b")))
    scratch.write("news/archive/a.md", article("A", url: url("a")))
    #expect(try desk.index().removed == 0)
    #expect(try desk.row("A")?.id == id)
  }

  @Test func theKeyIsFixedWhenTheArticleIsFirstStored() throws {
    scratch.write("news/a.md", article("A", amp: url("amp")))
    let desk = try Desk(scratch)
    try desk.index()
    let row = try #require(try desk.row("A"))
    scratch.write("news/a.md", article("A", url: url("web"), amp: url("amp")))
    try desk.index()
    let later = try #require(try desk.row("A"))
    #expect(later.id == row.id)
    #expect(later.address.text == url("amp"))
    #expect(try desk.view().article(at: address(url("web"))) == row.id)
    #expect(try desk.view().detail(row.id)?.aliases.map(\.text) == [url("web")])
  }

  @Test func aKeyIsStrongerThanAnAlias() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    scratch.write("news/b.md", article("B", url: url("b"), original: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    let a = try #require(try desk.row("A")?.id)
    let b = try #require(try desk.row("B")?.id)
    #expect(try desk.view().article(at: address(url("a"))) == a)
    try desk.mark(url("a"), .read, at: 1)
    #expect(try desk.row("A")?.flags == .read)
    #expect(try desk.row("B")?.flags == [])
    #expect(try desk.view().detail(b)?.aliases == [])
  }

  @Test func articlesWithoutAnAddressAreKnownByWhatTheySay() throws {
    scratch.write("news/one.md", article("Same title"))
    scratch.write("news/two.md", article("Same title"))
    scratch.write("news/three.md", article("Another title"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.titles().sorted() == ["Another title", "Same title"])
    let row = try #require(try desk.row("Same title"))
    #expect(
      row.address == Address(fileWithType: "article", domain: "", title: "Same title"))
    try desk.mark(row.address.text, .read, at: 1)
    #expect(try desk.row("Same title")?.flags == .read)
    #expect(try desk.view().detail(row.id)?.warnings == [])
  }

  private func person(_ text: String, body: String = "") -> String {
    "---\ntype: profile\nname: Ada\nexcerpt: \(text)\n---\n\(body)"
  }

  private var key: Address { Address(fileWithType: "profile", domain: "", title: "Ada") }

  @Test func filesWithoutAnAddressWhoseTextsDifferAreTwo() throws {
    scratch.write("news/a.md", person("Rings bells"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.row("Ada")?.address == key)
    try desk.mark(key.text, .read, at: 1)
    scratch.write("news/b.md", person("Counts swifts"))
    scratch.write("news/c.md", person("Rings bells", body: "For years."))
    scratch.write("news/d.md", person("Rings bells"))
    try desk.index()
    let rows = try desk.rows()
    #expect(rows.map(\.title) == ["Ada", "Ada", "Ada"])
    #expect(rows.filter { $0.flags == .read }.map(\.address) == [key])
    for row in rows {
      let detail = try #require(try desk.view().detail(row.id))
      #expect(detail.warnings == [])
      #expect(detail.files.count == (row.address == key ? 2 : 1))
      #expect(try desk.view().article(at: row.address) == row.id)
    }
  }

  @Test func anEditedTextStaysTheArticleItWas() throws {
    scratch.write("news/a.md", person("Rings bells"))
    scratch.write("news/b.md", person("Counts swifts"))
    let desk = try Desk(scratch)
    try desk.index()
    let before = try desk.rows().map(\.address).sorted()
    for row in try desk.rows() { try desk.mark(row.address.text, .read, at: 1) }
    scratch.write("news/a.md", person("Rang bells"))
    scratch.write("news/b.md", person("Counted swifts"))
    try desk.index()
    scratch.write("news/b.md", person("Has counted all swifts"))
    try desk.index()
    #expect(try desk.rows().map(\.address).sorted() == before)
    #expect(try desk.rows().allSatisfy { $0.flags == .read })
    for row in try desk.rows() { #expect(try desk.view().detail(row.id)?.warnings == []) }
  }

  @Test func ofTwoCopiesTheEditedOneBecomesAnArticleOfItsOwn() throws {
    scratch.write("news/a.md", person("Rings bells"))
    scratch.write("news/b.md", person("Rings bells"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.rows().count == 1)
    scratch.write("news/b.md", person("Counts swifts"))
    try desk.index()
    #expect(try desk.rows().count == 2)
    #expect(try desk.rows().contains { $0.address == key })
    scratch.delete("news/a.md")
    try desk.index()
    #expect(try desk.rows().map { $0.address == key } == [false])
  }

  @Test func numbersDatesAndLineEndsMakeNoSecondArticle() throws {
    let text = "---\ntype: page\ntitle: About\n%---\nOne\nTwo\n"
    scratch.write("news/a.md", text.replacing("%", with: "heat: 1\n"))
    scratch.write("news/b.md", text.replacing("%", with: "publishedDateTime: 2026-01-01\n"))
    scratch.write("news/c.md", text.replacing("%", with: "").replacing("\n", with: "\r\n"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.rows().count == 1)
  }

  @Test func trackingParametersMakeNoSecondArticle() throws {
    scratch.write("news/a.md", article("A", url: url("a?utm_source=x")))
    scratch.write("news/b.md", article("A", url: "HTTPS://Example.ORG/a"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.titles() == ["A"])
  }
}
