import Foundation
import Testing

/// `x` in the window and what it leaves behind, against servers on loopback.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct FullTextWindowTests {
  private static let sources = ".config/martlet/sources"
  private static let words = FullTextCommandTests.words

  private func page(_ text: String) -> FeedSite.Page {
    FeedSite.Page(
      headers: ["Content-Type: text/html"],
      body:
        "<title>Swifts of the tower</title><nav><a href=/>Start page</a></nav><article><p>\(text)</p>"
        + "<p>Second. \(Self.words)</p><p>Third. \(Self.words)</p></article>")
  }

  private func open(_ program: Program) throws -> TmuxScreen {
    try TmuxScreen(
      program, columns: 100, rows: 40, command: "exec \(Program.executable)")
  }

  /// A site whose feed cuts its texts.
  private func site() throws -> FeedSite {
    let site = try FeedSite([:])
    site["/feed"] = .feed(rss("The Belfry", ["Swifts", "Owls"], site: site.url))
    site["/Swifts"] = page("First. \(Self.words)")
    return site
  }

  @Test func xFetchesThePageOnceAndKeepsIt() throws {
    let program = try Program()
    let site = try site()
    try program.write("\(site.url)/feed\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Swifts")
    try screen.press("g", "g", "Enter")
    try screen.waitFor("About Swifts.")
    try screen.press("x")
    try screen.waitFor("First. Forty pairs")
    #expect(try !screen.text.contains("About Swifts.") && !screen.text.contains("Start page"))
    try screen.press("x")
    try screen.waitFor("About Swifts.")
    try screen.press("Q")
    try waitUntil { site.asked.filter { $0 == "/Swifts" }.count == 1 }

    // Without the server it reads as before, and the shell has it too.
    site["/Swifts"] = FeedSite.Page(status: "500 Oops")
    let shown = try program.run("show", site.url + "/Swifts").output
    #expect(shown.contains("First. Forty pairs") && shown.contains("Whole text of its page"))
    let again = try open(program)
    try again.waitFor("Swifts")
    try again.press("g", "g", "Enter", "x")
    try again.waitFor("First. Forty pairs")
    try again.press("X")
    try again.waitFor("no whole text: ")
    #expect(site.asked.filter { $0 == "/Swifts" }.count == 2)
    #expect(try again.text.contains("First. Forty pairs"))
  }

  @Test func whatIsWrongIsSaid() throws {
    let program = try Program()
    let site = try site()
    site["/Owls"] = FeedSite.Page(
      headers: ["Content-Type: text/html"], body: "<div id=root></div><script src=a.js></script>")
    try program.write("\(site.url)/feed\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Owls")
    try screen.press("G", "x")
    try screen.waitFor("made by scripts")
    try screen.waitFor("About Owls.")
  }

  /// The beginning is shown, and the rest asked for again the next time.
  @Test func whatIsNotWholeIsNotKept() throws {
    let program = try Program()
    let site = try site()
    site["/Swifts"]?.body += "<a href='?page=2'>2</a>"
    site["/Swifts?page=2"] = FeedSite.Page(status: "500 Oops")
    try program.write("\(site.url)/feed\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Swifts")
    try screen.press("g", "g", "Enter", "x")
    try screen.waitFor("[Page 2 could not be fetched: 127.0.0.1")
    let shown = try program.run("show", site.url + "/Swifts").output
    #expect(!shown.contains("First. Forty"))
    site["/Swifts?page=2"] = page("Sequel. \(Self.words)")
    try screen.press("X")
    try screen.waitFor("Sequel. Forty")
    try waitUntil { try program.run("show", site.url + "/Swifts").output.contains("Sequel.") }
  }

  @Test func withAlwaysWhatIsOpenedIsFetched() throws {
    let program = try Program()
    let site = try site()
    try program.write("\(site.url)/feed\n", to: Self.sources)
    try program.write("full_text: always\n", to: ".config/martlet/config.yaml")
    let screen = try open(program)
    try screen.waitFor("Swifts")
    try screen.press("g", "g", "Enter")
    try screen.waitFor("First. Forty pairs")
  }

  @Test func aFeedMayBeFetchedWholeByItself() throws {
    let program = try Program()
    let site = try site()
    try program.write("\(site.url)/feed\n", to: Self.sources)
    try program.write("\(site.url)/feed:\n  full_text: always\n", to: ".config/martlet/feeds.yaml")
    let screen = try open(program)
    try screen.waitFor("Swifts")
    // Fetched before anybody opens it.
    try waitUntil { site.asked.contains("/Swifts") }
    try screen.press("g", "g", "Enter")
    try screen.waitFor("First. Forty pairs")
  }

  /// A folder's articles are of any server; a query says which are wanted whole.
  @Test func whatAQueryFindsIsFetchedWhole() throws {
    let program = try Program()
    let site = try site()
    site["/Owls"] = page("Owls. \(Self.words)")
    try program.write("\(site.url)/feed\n", to: Self.sources)
    try program.write("full_text: [title:swifts]\n", to: ".config/martlet/config.yaml")
    let screen = try open(program)
    try screen.waitFor("Swifts")
    // Fetched before anybody opens it, and the other is not.
    try waitUntil { try program.run("list", "--count", "has:fulltext").output.contains("1") }
    try screen.press("g", "g", "Enter")
    try screen.waitFor("First. Forty pairs")
    try screen.press("n")
    try screen.waitFor("About Owls.")
    #expect(!site.asked.contains("/Owls"))
  }

  /// What is said of one source goes before what a query finds.
  @Test func aSourceMayBeLeftOut() throws {
    let program = try Program()
    let site = try site()
    try program.write("\(site.url)/feed\n", to: Self.sources)
    try program.write("full_text: [title:swifts]\n", to: ".config/martlet/config.yaml")
    try program.write(
      "\(site.url)/feed:\n  full_text: on_request\n", to: ".config/martlet/feeds.yaml")
    let screen = try open(program)
    try screen.waitFor("Swifts")
    try screen.press("g", "g", "Enter")
    try screen.waitFor("About Swifts.")
    try screen.press("x")
    try screen.waitFor("First. Forty pairs")
    #expect(site.asked.filter { $0 == "/Swifts" }.count == 1)
  }

  @Test func aRelatedArticleThatTheLibraryLacksIsReadInside() throws {
    let program = try Program()
    let site = try site()
    try program.write(
      """
      ---
      title: Inside
      webUrl: \(site.url)/inside
      related:
        - title: Of swifts
          webUrl: \(site.url)/Swifts
      ---
      Body.

      """, to: "news/inside.md")
    try program.write("\(program.home.path)/news\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Inside")
    try screen.press("Enter")
    try screen.waitFor("Of swifts")
    try screen.press("}", "x")
    try screen.waitFor("First. Forty pairs")
    try screen.press("[")
    try screen.waitFor("Body.")
    try screen.press("Q")
    #expect(site.asked == ["/Swifts"])
    // It is marked like any other.
    let folder = program.home.appendingPathComponent(".local/state/martlet")
    let kept = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let texts = (kept?.allObjects as? [URL] ?? []).compactMap {
      try? String(contentsOf: $0, encoding: .utf8)
    }
    #expect(texts.contains { $0.contains("\(site.url)/Swifts") })
  }

  /// Nobody asked for it: the address of a document leads to no server in a private network.
  @Test func unaskedNoFileLeadsIntoThisMachine() throws {
    let program = try Program()
    let site = try site()
    try program.write(
      "---\ntitle: Inside\nwebUrl: \(site.url)/Swifts\n---\nBody.\n", to: "news/inside.md")
    try program.write("\(program.home.path)/news\n", to: Self.sources)
    try program.write("full_text: always\n", to: ".config/martlet/config.yaml")
    let screen = try open(program)
    try screen.waitFor("Inside")
    try screen.press("Enter")
    try screen.waitFor("private network")
    #expect(site.asked.isEmpty)
    try screen.press("x")
    try screen.waitFor("First. Forty pairs")
    #expect(site.asked == ["/Swifts"])
  }
}
