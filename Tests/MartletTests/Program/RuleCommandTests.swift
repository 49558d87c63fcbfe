import Foundation
import Testing

/// Rules of the settings and queries of newsboat, as the shell meets them.
@Suite struct RuleCommandTests {
  private static let settings = ".config/martlet/config.yaml"

  private func desk(_ settings: String) throws -> (Program, String) {
    let program = try Program()
    let news = try program.writeLibrary()
    try program.write(settings, to: Self.settings)
    try program.write(news + " local\n", to: ".config/martlet/sources")
    return (program, news)
  }

  private func titles(_ result: Program.Result) -> [String] {
    result.lines.compactMap { line in
      let fields = line.split(separator: "\t")
      return fields.count > 3 ? String(fields[3]) : nil
    }
  }

  @Test func whatIsMutedIsInNoListOfTheShellButOne() throws {
    let (program, _) = try desk("mute:\n  - bell\n")
    let swifts = "Swifts return to the bell tower"
    let all = try program.run("list")
    #expect(all.status == 0 && titles(all).count == 2 && !titles(all).contains(swifts))
    #expect(try program.run("list", "--count").output == "2\n")
    #expect(try program.run("list", "--unread", "--count").output == "2\n")
    #expect(titles(try program.run("list", "tower")) == ["Ada of the tower"])
    #expect(try program.run("list", "tower", "--count").output == "1\n")
    #expect(titles(try program.run("list", "--tag", "local")).count == 2)
    #expect(try program.run("list", "--tag", "local", "--count").output == "2\n")
    #expect(titles(try program.run("list", "is:muted")) == [swifts])
    #expect(try program.run("list", "is:muted", "--count").output == "1\n")
    #expect(try program.run("list", "is:muted or tower", "--count").output == "2\n")
    #expect(try program.run("stats").output.contains("\"articles\":2"))
    let marked = try program.run("mark", "read", "--query", "tower")
    #expect(marked.status == 0 && marked.output.contains("1"))
    #expect(try program.run("list", "is:muted is:unread", "--count").output == "1\n")
    #expect(try program.run("show", "https://example.org/swifts").status == 0)
    try program.write("mute: []\n", to: Self.settings)
    #expect(try program.run("list", "--count").output == "3\n")
    #expect(try program.run("list", "is:muted").status == 5)
  }

  @Test func aNewArticleIsHiddenAsSoonAsItIsListed() throws {
    let (program, news) = try desk("mute:\n  - walrus\n")
    #expect(try program.run("list", "--count").output == "3\n")
    try program.write(
      "---\ntitle: A walrus\nwebUrl: https://example.org/walrus\n---\n",
      to: String(news.dropFirst(program.home.path.count + 1)) + "/walrus.md")
    #expect(try program.run("list", "--count").output == "3\n")
    #expect(titles(try program.run("list", "is:muted")) == ["A walrus"])
  }

  @Test func aRuleThatIsWrongIsToldOfAndTheRestWorks() throws {
    let (program, _) = try desk("mute:\n  - is:purple\n  - bell\n")
    let result = try program.run("list")
    #expect(result.status == 0 && titles(result).count == 2)
    #expect(result.errors.contains("config.yaml:2: mute: Column 4: is: does not know “purple”."))
  }

  @Test func queriesOfNewsboatBecomeViews() throws {
    let (program, _) = try desk("# mine\nviews:\n  - name: Kept\n    query: is:starred\n")
    let urls = try program.write(
      #"""
      https://example.org/g
      "query:Unread bells:unread = \"yes\" and title =~ \"bell\"" news
      "query:Kept:age < 3"
      "query:Flagged:flags # \"s\""
      "query:no condition"
      query:Recent:age<2

      """#, to: "urls")
    let result = try program.run("import", urls)
    #expect(result.status == 0)
    for sentence in [
      "1 added to", "2 views added to", ", 1 there already",
      "\(urls):2: Unread bells: title =~ finds words that begin so",
      "\(urls):4: Flagged becomes no view: flags cannot be asked for here.",
      "\(urls):5: is no query of newsboat.",
      "the view Kept stays as it is: is:starred. Here it would be age<3d",
    ] {
      #expect(result.errors.contains(sentence), "\(sentence)\n\(result.errors)")
    }
    #expect(
      try program.text(of: Self.settings) == """
        # mine
        views:
          - name: Kept
            query: is:starred
          - name: "Unread bells"
            query: "is:unread title:bell*"
          - name: "Recent"
            query: "age<2d"

        """)
    let again = try program.run("import", urls)
    #expect(again.errors.contains("0 views added to"))
    #expect(try program.run("list", "--count").status == 0)
  }
}
