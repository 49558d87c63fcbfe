import Foundation
import Testing

/// Feeds in the window, against servers on loopback.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct FeedWindowTests {
  private static let sources = ".config/martlet/sources"

  private func open(
    _ program: Program, _ arguments: String = "", columns: Int = 100, rows: Int = 24
  ) throws -> TmuxScreen {
    try TmuxScreen(
      program, columns: columns, rows: rows, command: "exec \(Program.executable) \(arguments)")
  }

  @Test func anAddressOpensTheWindowAtOnceAndFillsIt() throws {
    let program = try Program()
    let site = try FeedSite([
      "/feed": .feed(rss("The Belfry", ["Swifts", "Owls"])), "/never": .silent,
    ])
    let screen = try open(program, "\(site.url)/feed \(site.url)/never")
    try screen.waitFor("Owls")
    try screen.waitFor("1/2")
    try screen.press("Q")
    #expect(throws: (any Error).self) { try program.text(of: Self.sources) }
  }

  @Test func twoWindowsAskOnce() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts"]))])
    try program.write("\(site.url)/feed\n", to: Self.sources)
    let screens = try [open(program), open(program), open(program)]
    for screen in screens { try screen.waitFor("Swifts") }
    #expect(site.asked == ["/feed"])
  }

  @Test func rFetchesWhatIsNotDueAndKeepsTheListStill() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts"]))])
    try program.write("\(site.url)/feed\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Swifts")
    #expect(site.asked == ["/feed"])
    // A list that fills holds still once it is touched; what is still on its way to it may be new.
    try screen.press("r")
    try screen.waitFor("nothing new")
    site["/feed"] = .feed(rss("The Belfry", ["Owls", "Swifts"]))
    try screen.press("r")
    try screen.waitFor("1 new · .")
    try screen.waitUntilGone("Owls")
    try screen.press(".")
    try screen.waitFor("Owls")
    #expect(site.asked == ["/feed", "/feed", "/feed"])
  }

  @Test func anItemThatChangedIsShownAnewAndStaysRead() throws {
    let program = try Program()
    let first = rss("The Belfry", ["Swifts", "Owls"])
    let site = try FeedSite(["/feed": .feed(first)])
    try program.write("\(site.url)/feed\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("2 unread")
    try screen.press("g", "g", "m")
    try screen.waitFor("1 unread")
    site["/feed"] = .feed(
      first.replacingOccurrences(of: "<title>Swifts<", with: "<title>Swifts, corrected<"))
    try screen.press("R")
    try screen.waitFor("Swifts, corrected")
    #expect(try screen.text.contains("1 unread"))
    #expect(try !screen.text.contains("1 new"))
  }

  @Test func ctrlGStopsAndKeepsWhatHasCome() throws {
    let program = try Program()
    let site = try FeedSite([
      "/feed": .feed(rss("The Belfry", ["Swifts"])), "/never": .silent,
    ])
    try program.write("\(site.url)/feed\n\(site.url)/never\n", to: Self.sources)
    try program.write("refresh_interval: 0\n", to: ".config/martlet/config.yaml")
    let screen = try open(program)
    try screen.waitFor("0 articles")
    #expect(site.asked == [])
    try screen.press("R")
    try screen.waitFor("1/2")
    try screen.waitFor("Swifts")
    try screen.press("C-g")
    try screen.waitFor("stopped at 1/2")
    try screen.press("r")
    try screen.waitFor("nothing new")
  }

  @Test func quittingInTheMiddleKeepsWhatHasCome() throws {
    let program = try Program()
    let site = try FeedSite([
      "/feed": .feed(rss("The Belfry", ["Swifts"])), "/never": .silent,
    ])
    try program.write("\(site.url)/feed\n\(site.url)/never\n", to: Self.sources)
    let screen = try TmuxScreen(
      program, columns: 100, rows: 24, command: "'\(Program.executable)'; echo \"ended $?\"; cat")
    try waitUntil { site.asked.count == 2 }
    try screen.waitFor("Swifts")
    try screen.press("Q")
    try screen.waitFor("ended 0")
    #expect(try program.run("list").lines.count == 1)
  }

  @Test func aAsksOnceShowsAndAddsWithoutARestart() throws {
    let program = try Program()
    let site = try FeedSite([
      "/": .html(
        """
        <link rel="alternate" type="application/rss+xml" title="News" href="/a">\
        <link rel="alternate" type="application/atom+xml" title="Talk" href="/b">
        """),
      "/b": .feed(rss("Talk of the tower", ["Bats", "Bells"])),
    ])
    let screen = try open(program, columns: 120)
    try screen.waitFor("1 of 3")
    try screen.press("Escape")
    try screen.waitFor("Nothing to read yet.")
    try screen.press("a", "\(site.url)/", "Enter")
    try screen.waitFor("2  Talk")
    try screen.press("2")
    try screen.waitFor("Talk of the tower")
    try screen.waitFor("Bells")
    #expect(throws: (any Error).self) { try program.text(of: Self.sources) }
    try screen.press("Enter")
    try screen.waitFor("added Talk of the tower: 2 articles")
    try screen.waitFor("1/2")
    #expect(try program.text(of: Self.sources) == "\(site.url)/b\n")
    #expect(site.asked == ["/", "/b"])
    // It is known by now, and its source can be chosen.
    try screen.press("a", "\(site.url)/b", "Enter")
    try screen.waitFor("already")
    try screen.press("Escape")
    #expect(site.asked == ["/", "/b"])
  }

  @Test(arguments: ["Escape", "C-g"])
  func leavingThePromptEndsItsRequest(key: String) throws {
    let program = try Program()
    let site = try FeedSite(["/never": .silent])
    let screen = try open(program)
    try screen.waitFor("1 of 3")
    try screen.press("Escape")
    try screen.waitFor("Nothing to read yet.")
    try screen.press("a", "\(site.url)/never", "Enter")
    try waitUntil { site.asked == ["/never"] }
    #expect(site.leftAlone == [])
    try screen.press(key)
    try waitUntil { site.leftAlone == ["/never"] }
    try screen.waitFor("Nothing to read yet.")
    // The next is not in its way, and is no second try of the first.
    try screen.press("a", "\(site.url)/gone", "Enter")
    // The number of the port may have these digits, too.
    try waitUntil { site.asked.count > 1 }
    try screen.waitFor("404")
    #expect(site.asked == ["/never", "/gone"])
  }

  @Test func whatHasChangedIsUnreadAgainIfASettingSaysSo() throws {
    let program = try Program()
    let first = rss("The Belfry", ["Swifts", "Owls"])
    let site = try FeedSite(["/feed": .feed(first)])
    try program.write("\(site.url)/feed\n", to: Self.sources)
    try program.write("mark_changed_unread: true\n", to: ".config/martlet/config.yaml")
    let screen = try open(program)
    try screen.waitFor("2 unread")
    try screen.press("g", "g", "m")
    try screen.waitFor("1 unread")
    site["/feed"] = .feed(
      first.replacingOccurrences(of: "<title>Swifts<", with: "<title>Swifts, corrected<"))
    try screen.press("R")
    try screen.waitFor("Swifts, corrected")
    try screen.waitFor("2 unread")
    try screen.press("Q")
  }

  @Test func tagsAreViewsAndNamesAreThePersons() throws {
    let program = try Program()
    let site = try FeedSite([
      "/a": .feed(rss("The Belfry", ["Swifts"])), "/b": .feed(rss("Harbour", ["Owls"])),
    ])
    try program.write(
      "\(site.url)/a birds \"~My tower\"\n\(site.url)/b boats\n", to: Self.sources)
    let screen = try open(program, columns: 140)
    try screen.waitFor("2 unread")
    for text in ["Tags", "birds", "boats", "My tower", "Harbour"] { try screen.waitFor(text) }
    #expect(try !screen.text.contains("The Belfry"))
    try screen.press("BTab", "j", "j", "j", "Enter")
    try screen.waitFor("Tag birds")
    try screen.waitFor("1 article")
    try screen.waitUntilGone("Owls")
    try screen.press("Q")
    #expect(try program.run("list", "--tag", "boats").lines.map { $0.contains("Owls") } == [true])
    let unknown = try program.run("list", "--tag", "bird")
    #expect(unknown.status == 5 && unknown.errors.contains("There are: birds, boats."))
  }

  @Test func aAddsAFolderAndReadsIt() throws {
    let program = try Program()
    _ = try program.writeLibrary()
    let screen = try open(program)
    try screen.waitFor("1 of 3")
    try screen.press("Escape")
    try screen.waitFor("Nothing to read yet.")
    try screen.press("a", "~/nothing", "Enter")
    try screen.waitFor("there is no such folder")
    try screen.press("C-u", "~/news", "Enter")
    try screen.waitFor("A folder of article files")
    try screen.press("Enter")
    try screen.waitFor("Ada of the tower")
    #expect(try program.text(of: Self.sources) == program.home.path + "/news\n")
  }

  @Test func eTellsWhatWentWrongAndWhenItIsTriedAgain() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts"]))])
    let news = try program.writeLibrary()
    try program.write("---\ntitle: [\n---\n", to: "news/broken.md")
    try program.write("\(site.url)/feed\n\(site.url)/gone\n\(news)\n", to: Self.sources)
    let screen = try open(program, columns: 120, rows: 40)
    try screen.waitFor("1 feed failed")
    try screen.press("e")
    try screen.waitFor("does not know this address (404)")
    try screen.waitFor("1 in a row")
    try screen.waitFor("min)")
    try screen.waitFor("broken.md:")
    #expect(try !screen.text.contains("\(site.url)/feed"))
    try screen.press("q")
    try screen.waitFor("Swifts")
  }
}
