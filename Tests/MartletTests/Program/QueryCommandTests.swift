import Foundation
import Testing

/// The commands that take a query, through pipes.
@Suite struct QueryCommandTests {
  private func titles(_ result: Program.Result) -> [String] {
    result.lines.map { line in
      let fields = line.split(separator: "\t")
      return fields.count > 3 ? String(fields[3]) : line
    }
  }

  @Test func listAnswersAQuery() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let swifts = "Swifts return to the bell tower"
    let tower = try program.run("list", "tower", "--source", news)
    #expect(titles(tower) == [swifts, "Ada of the tower"] && tower.status == 0)
    #expect(tower.errors == "")
    #expect(titles(try program.run("list", "bell", "TOW", "--source", news)) == [swifts])
    #expect(titles(try program.run("list", "巣の", "--source", news)) == ["作者が書いた巣の話"])
    #expect(try program.run("list", "tower", "--count", "--source", news).output == "2\n")
    #expect(titles(try program.run("list", "--source", news, "--", "-tower")).count == 1)
    let json = try program.run("list", "is:profile", "--json", "--source", news)
    #expect(json.lines.count == 1 && json.output.contains("\"name\":\"Ada of the tower\""))
    let none = try program.run("list", "nowhere", "--source", news)
    #expect(none.status == 5 && none.output == "")
    // What a flag asks for is asked before the list is cut.
    #expect(try program.run("mark", "read", "https://example.org/swifts").status == 0)
    let unread = try program.run("list", "tower limit:1", "--unread", "--source", news)
    #expect(titles(unread) == ["Ada of the tower"])
  }

  @Test func aMistakePointsAtItsPlace() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    for command in [["list"], ["stats"], ["export", "articles"], ["mark", "read", "--query"]] {
      let result = try program.run(arguments: command + ["巣 is:unred", "--source", news])
      #expect(result.status == 2 && result.output == "", "\(command)")
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines[0] == "martlet: Column 6: is: does not know “unred”. Write is:unread.")
      #expect(lines[1] == "  巣 is:unred")
      // The character is two columns wide.
      #expect(lines[2] == "  " + String(repeating: " ", count: 6) + "^")
    }
  }

  @Test func nothingInAQueryReachesTheTerminalAsACommand() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let result = try program.run("list", "\u{1B}[31m\u{7} is:unred\u{202E}", "--source", news)
    #expect(result.status == 2)
    #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\u{202E}"))
  }

  @Test func whatAQueryAsksForIsMarked() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let marked = try program.run("mark", "read", "--query", "tower", "--source", news)
    #expect(marked.status == 0 && marked.output == "2 articles marked read\n")
    #expect(try program.run("list", "is:read", "--count", "--source", news).output == "2\n")
    // What is read already keeps the mark that it has.
    let again = try program.run("mark", "read", "--query", "bell or 巣の ", "--source", news)
    #expect(again.output == "1 article marked read\n")
    for nothing in ["!!!", "-", "()", "sort:heat", "topic:()"] {
      let refused = try program.run("mark", "read", "--query=\(nothing)", "--source", news)
      #expect(refused.status == 2, "\(nothing)")
      #expect(refused.errors.contains("asks for nothing in particular"), "\(nothing)")
    }
    let starred = try program.run("mark", "starred", "--query", "limit:1", "--source", news)
    #expect(starred.output == "1 article marked starred\n")
    #expect(try program.run("list", "is:starred", "--count", "--source", news).output == "1\n")
    #expect(try program.run("mark", "read", "--query", "nowhere", "--source", news).status == 5)
    #expect(try program.run("mark", "read").status == 2)
    #expect(try program.run("mark", "read", "https://e.org/", "--query", "a").status == 2)
  }

  @Test func statsCountByEverything() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    #expect(try program.run("mark", "read", "https://example.org/swifts").status == 0)
    let result = try program.run("stats", "--source", news)
    #expect(result.status == 0 && result.lines.count == 1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["articles"] as? Int == 3)
    #expect(object["unread"] as? Int == 2)
    #expect(object["undated"] as? Int == 1)
    let providers = try #require(object["providers"] as? [[String: Any]])
    #expect(providers.map { $0["name"] as? String } == ["The Belfry"])
    #expect(providers.map { $0["unread"] as? Int } == [0])
    let days = try #require(object["days"] as? [[String: Any]])
    #expect(days.map { $0["day"] as? String } == ["2026-11-20", "2026-11-19"])
    let hours = try #require(object["hours"] as? [[String: Any]])
    #expect(
      hours.count == 24 && hours[8]["articles"] as? Int == 1 && hours[6]["articles"] as? Int == 1)
    #expect((object["sources"] as? [[String: Any]])?.first?["articles"] as? Int == 3)
    let narrowed = try program.run("stats", "topic:birds", "--source", news)
    #expect(narrowed.output.hasPrefix("{\"articles\":1,\"unread\":0,"))
    #expect(try program.run("stats", "nowhere", "--source", news).status == 5)
  }

  @Test func exportedArticlesReadBackToThemselves() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let export = try program.run("export", "articles", "tower", "--to", "out", "--source", news)
    #expect(export.status == 0)
    #expect(export.output == "2 articles written to \(program.home.path)/out\n")
    let again = try program.run("export", "articles", "tower", "--to", "out", "--source", news)
    #expect(again.status == 0)
    let out = program.home.appendingPathComponent("out").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: out).count == 2)
    let before = try program.run("list", "tower", "--source", news)
    let after = try program.run("list", "--source", out)
    #expect(before.output == after.output)
    let none = try program.run("export", "articles", "nowhere", "--to", "none", "--source", news)
    #expect(none.status == 5)
    #expect(
      !FileManager.default.fileExists(atPath: program.home.appendingPathComponent("none").path))
    #expect(try program.run("export", "opml", "tower").status == 2)
  }
}
