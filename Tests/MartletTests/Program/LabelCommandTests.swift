import Foundation
import Glibc
import Testing

/// Labels in the shell and in a window beside it.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct LabelCommandTests {
  private let swifts = "https://example.org/swifts"

  private func labels(_ program: Program, _ news: String) throws -> [String: [String]] {
    var labels: [String: [String]] = [:]
    for line in try program.run("list", "--json", "--source", news).lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      guard let address = object["address"] as? String else { continue }
      labels[address] = object["labels"] as? [String]
    }
    return labels
  }

  @Test func theShellGivesListsAndTakesThem() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let given = try program.run(
      "mark", "label=To  Read", "--query", "tower", "--source", news)
    #expect(given.status == 0 && given.output == "2 articles labelled To Read\n")
    // Whoever has it already keeps it as it is.
    let again = try program.run("mark", "label=to read", "--query", "", "--source", news)
    #expect(again.output == "1 article labelled To Read\n")
    #expect(try labels(program, news)[swifts] == ["To Read"])
    #expect(try program.run("list", "label:read", "--count", "--source", news).output == "3\n")
    #expect(try program.run("list", "has:label", "--count", "--source", news).output == "3\n")
    #expect(try program.run("mark", "unlabel=TO READ", swifts).status == 0)
    #expect(try program.run("list", "label:read", "--count", "--source", news).output == "2\n")
    let taken = try program.run("mark", "unlabel=to read", "--query", "tower", "--source", news)
    #expect(taken.output == "label To Read taken from 1 article\n")
    let show = try program.run("show", "--json", swifts, "--source", news)
    #expect(!show.output.contains("\"labels\""))
    #expect(try program.run("list", "label:none", "--source", news).status == 5)
    for name in ["label=", "label= ", "unlabel=\u{7}", "label=a\u{1B}[31mb", "label", "label:x"] {
      let refused = try program.run("mark", name, swifts)
      #expect(refused.status == 2 && refused.output == "" && !refused.errors.contains("\u{1B}"))
    }
  }

  @Test func addressesComeFromAPipe() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let piped = try Spawn.run(
      "/bin/sh",
      [
        "-c",
        "\(Program.executable) list --source \(news) | cut -f5"
          + " | \(Program.executable) mark label=読む - && echo done",
      ], program.environment)
    #expect(piped == "done\n")
    #expect(try program.run("list", "label:読", "--count", "--source", news).output == "3\n")
    let stats = try program.run("stats", "--source", news)
    #expect(stats.output.contains("\"labels\":[{\"name\":\"読む\",\"articles\":3,\"unread\":3}]"))
  }

  @Test func aWindowAndTheShellSeeEachOthersLabels() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try TmuxScreen(
      program, columns: 120, rows: 30, command: "exec \(Program.executable) \(news)")
    try screen.waitFor("Ada of the tower")
    #expect(try program.run("mark", "label=from the shell", swifts).status == 0)
    try screen.waitFor("[from the shell]")
    try screen.press("g", "g", "L")
    try screen.waitFor("Labels: ")
    try screen.press("n", "e", "w", "Enter")
    try screen.waitFor("labelled new")
    #expect(try program.run("list", "label:new", "--count", "--source", news).output == "1\n")
    try screen.press("g", "L")
    try screen.waitFor("Label all 3:")
    try screen.press("a", "l", "l", "Enter")
    try screen.waitFor("3 labelled all")
    // Killed now, nothing is lost; and the next window takes it back.
    kill(try screen.processID, SIGKILL)
    #expect(try program.run("list", "label:all", "--count", "--source", news).output == "3\n")
  }

  @Test func whatAWindowLabelledIsUndoneInTheNext() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    for isFirst in [true, false] {
      let screen = try TmuxScreen(
        program, columns: 120, rows: 30, command: "\(Program.executable) \(news); echo ended; cat")
      try screen.waitFor("Ada of the tower")
      if isFirst {
        try screen.press("g", "L")
        try screen.press("x", "Space", "y", "Enter")
        try screen.waitFor("3 labelled x, y")
      } else {
        try screen.press("u")
        try screen.waitFor("undone: 3 labelled x, y")
      }
      try screen.press("Q")
      try screen.waitFor("ended")
      let count = try program.run("list", "has:label", "--count", "--source", news)
      #expect(count.output == (isFirst ? "3\n" : "0\n"))
    }
    let state = try program.text(of: ".local/share/martlet/state.json")
    #expect(state.contains("\"unlabel:y\""))
  }
}
