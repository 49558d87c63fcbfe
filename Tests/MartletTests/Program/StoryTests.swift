import Foundation
import Testing

/// Stories through pipes and in a real terminal.
@Suite(.serialized) struct StoryProgramTests {
  private func write(
    _ program: Program, _ name: String, _ title: String, _ provider: String, _ excerpt: String,
    hour: Int
  ) throws {
    let folder = program.home.appendingPathComponent("news")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try """
    ---
    title: "\(title)"
    excerpt: "\(excerpt)"
    publishedDateTime: 2026-11-24T\(hour):00:00Z
    webUrl: "https://\(name).example.org/\(name)"
    provider:
      name: \(provider)
    ---
    """.write(to: folder.appendingPathComponent("\(name).md"), atomically: true, encoding: .utf8)
  }

  private func library(_ program: Program) throws -> String {
    let text = "The Tern Bridge was closed on Tuesday after an inspection found a crack in a cable."
    try write(
      program, "post", "Tern Bridge closed after crack found", "Harbour Post", text, hour: 10)
    try write(program, "daily", "Crack in cable closes Tern Bridge", "Daily", text, hour: 12)
    try write(program, "soup", "Leek soup with barley", "Soup Weekly", "For cold hands.", hour: 11)
    return program.home.appendingPathComponent("news").path
  }

  @Test func listPrintsALineAStory() throws {
    let program = try Program()
    let news = try library(program)
    #expect(try program.run("list", "--source", news).lines.count == 3)
    let stories = try program.run("list", "--stories", "--source", news)
    #expect(stories.status == 0)
    #expect(stories.lines.count == 2)
    #expect(stories.lines.filter { $0.hasSuffix("\t+1") }.count == 1)
    #expect(try program.run("list", "--stories", "--count", "--source", news).output == "2\n")
    let json = try program.run("list", "--stories", "--json", "bridge", "--source", news)
    #expect(json.lines.count == 1)
    #expect(json.output.contains("\"story\":[\"https://"))
    let unread = try program.run("list", "--stories", "--unread", "--source", news)
    #expect(unread.lines.count == 2)
  }

  @Test func aSplitStandsInTheStateFile() throws {
    let program = try Program()
    let news = try library(program)
    #expect(try program.run("mark", "split", "https://daily.example.org/daily").status != 0)
    // The story is whole.
    #expect(try program.run("list", "sort:front", "--source", news).lines.count == 2)
  }

  /// As the window shows them, and as on: asks for them.
  @Test func datesAreThoseOfThePlace() throws {
    let program = try Program()
    let news = try library(program)
    // It is of 11:00 UTC.
    for (zone, day) in [("UTC", 24), ("Pacific/Kiritimati", 25), ("Etc/GMT+12", 23)] {
      let list = try program.run("list", "soup", "--source", news, environment: ["TZ": zone])
      #expect(list.output.hasPrefix("N\t2026-11-\(day)\t"), "\(zone)")
      let asked = try program.run(
        "list", "soup on:2026-11-\(day)", "--source", news, environment: ["TZ": zone])
      #expect(asked.output == list.output)
    }
  }

  /// As the window shows it.
  @Test func theFrontPageIsOneOfStories() throws {
    let program = try Program()
    let news = try library(program)
    let front = try program.run("list", "sort:front", "--source", news)
    #expect(
      front.lines == (try program.run("list", "sort:front", "--stories", "--source", news).lines))
    #expect(front.lines.count == 2)
    #expect(front.lines.filter { $0.hasSuffix("\t+1") }.count == 1)
    #expect(try program.run("list", "sort:front", "--count", "--source", news).output == "3\n")
    #expect(
      try program.run("list", "sort:front limit:1", "--json", "--source", news).lines.count == 1)
    try program.write("stories: apart\n", to: ".config/martlet/config.yaml")
    #expect(try program.run("list", "sort:front", "--source", news).lines.count == 3)
    try program.write("stories: fold\n", to: ".config/martlet/config.yaml")
    let marked = try program.run("mark", "read", "--query", "sort:front", "--source", news)
    #expect(marked.output.hasPrefix("3 articles"))
    #expect(try program.run("list", "--unread", "--count", "--source", news).output == "0\n")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled))
  func theWindowFoldsMarksSplitsAndUndoes() throws {
    let program = try Program()
    let news = try library(program)
    let screen = try TmuxScreen(
      program, columns: 100, rows: 24, command: "exec \(Program.executable) \(news)")
    try screen.waitFor("+1")
    try screen.waitFor("3 articles · 3 unread")
    try screen.press("g", "g")
    if try !screen.text.split(separator: "\n").contains(where: {
      $0.contains("▌") && $0.contains("+1")
    }) {
      try screen.press("j")
    }
    try screen.press("m")
    try screen.waitFor("2 marked read · u to undo")
    try screen.waitFor("1 unread")
    try screen.press("u")
    try screen.waitFor("3 unread")
    try screen.press("+")
    try screen.waitFor("└")
    try screen.press("+", "-")
    try screen.waitFor("2 split from their story · u to undo")
    try screen.press("u")
    try screen.waitFor("+1")
    try screen.press("=")
    try screen.waitFor("one row an article")
    try screen.press("=")
    try screen.waitFor("+1")
    try screen.press("-")
    try screen.waitFor("2 split from their story")
    try screen.press("Q")
    try waitUntil {
      let state = program.home.appendingPathComponent(".local/share/martlet/state.json")
      return (try? String(contentsOf: state, encoding: .utf8))?.contains("\"split\"") == true
    }
    #expect(try program.run("list", "--stories", "--source", news).lines.count == 3)
  }
}
