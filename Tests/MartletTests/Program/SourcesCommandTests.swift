import Foundation
import Testing

/// The commands that change the sources file, through pipes.
@Suite struct SourcesCommandTests {
  private static let sources = ".config/martlet/sources"

  @Test func removeTakesOutALineAndNoOtherByte() throws {
    let program = try Program()
    try program.write(
      "# mine\r\n/srv/a x\r\n\r\nhttps://example.org/f \"~Own\"\r\nexec:x", to: Self.sources)
    let first = try program.run("remove", "/srv/a/")
    #expect(first.status == 0)
    #expect(first.output == "" && first.errors.hasPrefix("martlet: removed /srv/a."))
    #expect(
      try program.text(of: Self.sources)
        == "# mine\r\n\r\nhttps://example.org/f \"~Own\"\r\nexec:x")
    #expect(try program.run("remove", "Own").status == 0)
    #expect(try program.text(of: Self.sources) == "# mine\r\n\r\nexec:x")
    let missing = try program.run("remove", "https://example.org/f")
    #expect(missing.status == 5 && missing.errors.contains("there is no such source"))
  }

  @Test func newsboatLinesAreTakenOverWithoutPrograms() throws {
    let program = try Program()
    try program.write("/srv/a\nhttps://example.org/f\n", to: Self.sources)
    let urls = try program.write(
      "https://EXAMPLE.org/f x\nexec:evil\nhttps://example.org/g \"two words\" \"~G\"\n", to: "urls"
    )
    let result = try program.run("import", urls)
    #expect(result.status == 0)
    #expect(result.errors.contains("\(urls):2: names a program. It is not taken over"))
    #expect(result.errors.contains("1 added to"))
    #expect(
      try program.text(of: Self.sources)
        == "/srv/a\nhttps://example.org/f\nhttps://example.org/g \"two words\" ~G\n")
    let again = try program.run("import", urls)
    #expect(again.errors.contains("0 added to"))
  }

  @Test func marksOfAnotherMachineAreMerged() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    #expect(try program.run("mark", "read", "https://example.org/nest").status == 0)
    let other = try program.write(
      """
      {"format":"martlet-state","version":1,"articles":{
      "https://example.org/swifts":{"read":"2026-01-01T00:00:00.000Z"},
      "https://example.org/nest":{"unread":"2020-01-01T00:00:00.000Z"}}}
      """, to: "other.json")
    let result = try program.run("import", "-", input: try program.text(of: "other.json"))
    #expect(result.status == 0 && result.errors == "martlet: 2 marks merged\n")
    let unread = try program.run("list", "--unread", "--source", news)
    #expect(unread.lines.count == 1 && unread.lines[0].contains("Ada"))
    try program.write("{\"a\":1}", to: "wrong.json")
    let wrong = try program.run("import", "wrong.json")
    #expect(wrong.status == 1 && wrong.errors.contains("is JSON, but no state file"))
    #expect(try program.run("import", "nowhere").status == 1)
    _ = other
  }

  @Test func whatIsExportedComesBackTheSame() throws {
    let program = try Program()
    let lines = """
      https://example.org/b
      https://example.org/f "News & more/Deep" Other "~Mine <1>"
      https://example.org/g News "~G"

      """
    try program.write("/srv/a\nfile:///srv/b.xml\n" + lines, to: Self.sources)
    let exported = try program.run("export", "opml")
    #expect(exported.status == 0)
    #expect(exported.output.contains("<outline text=\"News &amp; more\">"))
    #expect(
      exported.errors
        == "martlet: 1 folder is no feed and left out\n"
        + "martlet: 1 feed is a file of this machine and left out\n")
    try program.write("", to: Self.sources)
    #expect(try program.run("import", "-", input: exported.output).status == 0)
    let back = try program.text(of: Self.sources).split(separator: "\n").sorted()
    #expect(
      back == [
        "https://example.org/b",
        "https://example.org/f \"News & more/Deep\" Other \"~Mine <1>\"",
        "https://example.org/g News ~G",
      ])
    // Nothing twice.
    #expect(try program.run("import", "-", input: exported.output).errors.contains("0 added"))
  }

  /// Ten good lines are read although two are wrong, and both are told at once.
  @Test func brokenLinesAreSourcesThatFailed() throws {
    let program = try Program()
    try program.write(
      "---\ntitle: Kept\nwebUrl: https://example.org/kept\n---\n", to: "news/a.md")
    let folder = program.home.appendingPathComponent("news").path
    let lines = "news\n\(folder)\n/b \"open\n"
    try program.write(lines, to: Self.sources)
    for command in ["list", "refresh"] {
      let result = try program.run(command)
      #expect(result.status == 3)
      #expect(result.errors.contains("sources:1: \"news\" is neither"))
      #expect(result.errors.contains("sources:3: a double quote is never closed"))
      if command == "list" { #expect(result.output.contains("Kept")) }
    }
    let sources = try program.run("sources")
    #expect(sources.status == 0)
    let rows = sources.output.split(separator: "\n").map { $0.split(separator: "\t")[0] }
    #expect(rows == ["folder", "broken", "broken"])
    #expect(try program.run("mark", "read", "https://example.org/kept").status == 0)
    #expect(try program.run("add", "\(folder)").status == 0)
    #expect(try program.run("remove", folder).status == 0)
    #expect(try program.text(of: Self.sources) == "news\n/b \"open\n")
  }

  @Test func whatAListNamesIsAddedOrToldOf() throws {
    let program = try Program()
    let list = """
      <opml version="2.0"><body><outline text="a" xmlUrl="a.example/rss"/>\
      <outline text="b" xmlUrl="/feeds/b"/><outline text="c" type="include" \
      url="https://c.example/list"/><outline text="d" htmlUrl="https://d.example/"/></body></opml>
      """
    let result = try program.run("import", "-", input: list)
    #expect(result.status == 0)
    #expect(
      try program.text(of: Self.sources)
        == "https://a.example/rss ~a\nhttps://d.example/ ~d\n")
    #expect(result.errors.contains("b: /feeds/b: is no address of the web"))
    #expect(result.errors.contains("c: https://c.example/list: is another list"))
  }

  @Test func noListBringsAProgramOrAFile() throws {
    let program = try Program()
    let list = """
      <opml version="2.0"><body><outline text="a" xmlUrl="exec:evil"/>\
      <outline text="b" xmlUrl="file:///etc/passwd"/>\
      <outline text="c&#10;exec:evil" xmlUrl="https://example.org/c"/></body></opml>
      """
    #expect(try program.run("import", "-", input: list).status == 0)
    #expect(try program.text(of: Self.sources) == "https://example.org/c \"~c exec:evil\"\n")
    let wrong = try program.run("import", "-", input: "<html><p>x</p></html>")
    #expect(wrong.status == 1 && wrong.errors.contains("is no OPML file"))
  }
}
