import Foundation
import Testing

/// Articles that leave the program: printed, piped, saved, edited.
@Suite(.serialized) struct PrintingTests {
  private let hostile = """
    ---
    title: "Bells \\u001b]0;title\\u0007"
    webUrl: https://example.org/bells?utm_source=feed
    publishedDateTime: 2026-11-20T08:00:00Z
    aFieldOfMyOwn: [1, two]
    ---
    # Part *one*

    A word \u{1B}[31mred\u{1B}[0m and `co\u{9B}de` and [a link](https://example.org/x?utm_source=a).

    | a | b |
    | --- | --- |
    | 1 | 2 |
    """

  private func library(_ program: Program) throws -> String {
    try program.write(hostile, to: "news/bells.md")
    return program.home.path + "/news"
  }

  private func script(_ program: Program, _ name: String, _ text: String) throws -> String {
    let path = try program.write("#!/bin/sh\n" + text, to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
    }
  }

  @Test func showPrintsEachForm() throws {
    let program = try Program()
    let news = try library(program)
    func show(_ options: String...) throws -> String {
      let result = try program.run(
        arguments: ["show", "https://example.org/bells", "--source", news] + options)
      #expect(result.status == 0, "\(result.errors)")
      #expect(isClean(result.output))
      return result.output
    }
    let text = try show()
    #expect(text.hasPrefix("Bells"))
    #expect(try show("--text") == text)
    let narrow = try show("--width", "20")
    #expect(
      narrow.split(separator: "\n").filter { !$0.contains("://") }.allSatisfy { $0.count <= 20 })
    let markdown = try show("--markdown")
    #expect(markdown.contains("# Bells") && markdown.contains("# Part *one*"))
    #expect(markdown.contains("| 1 | 2 |"))
    let html = try show("--html")
    #expect(html.contains("<h1>Part <em>one</em></h1>") && html.contains("<table>"))
    for wrong in [["--width", "5"], ["--html", "--markdown"], ["--html", "--width", "40"]] {
      let result = try program.run(
        arguments: ["show", "https://example.org/bells"] + wrong)
      #expect(result.status == 2)
    }
  }

  @Test func openersAreAskedFirstAndWhatIsWrongInThemIsSaid() throws {
    let program = try Program()
    let opener = try script(
      program, "opener",
      "printf '%s\\n' \"$@\" > \"$HOME/opened.part\"; mv \"$HOME/opened.part\" \"$HOME/opened\"")
    try program.write(
      """
      openers:
        - {match: "(((a", command: x}
        - {match: ^https://example\\.org/, command: ["\(opener)", "--at=%s", b c]}
      """, to: "config/martlet/config.yaml")
    let result = try program.run(
      "open", "https://example.org/a'b;$(id)?utm_source=x&c=1",
      environment: ["XDG_CONFIG_HOME": program.home.path + "/config", "BROWSER": "false"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("config.yaml:2:"))
    try waitUntil { FileManager.default.fileExists(atPath: program.home.path + "/opened") }
    #expect(
      try program.text(of: "opened") == "--at=https://example.org/a'b;$(id)?c=1\nb c\n")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func whatIsPipedIsReadAndTheWindowComesBack() throws {
    let program = try Program()
    let news = try library(program)
    let reader = try script(
      program, "reader", "cat > \"$HOME/piped\"; echo \"$1 and $2\"; exit 3")
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24, command: "exec \(Program.executable) \(news)")
    try screen.waitFor("Bells")
    try screen.press("|")
    try screen.waitFor("Pipe text to:")
    try screen.press("-l", reader + " 'a  b' $HOME;x")
    try screen.press("Enter")
    try screen.waitFor("a  b and $HOME;x")
    try screen.waitFor("Press Enter to go back")
    try screen.press("Enter")
    try screen.waitFor("status 3")
    let text = try program.text(of: "piped")
    #expect(text.contains("Part one") && isClean(text))
    try screen.press("|")
    try screen.waitFor("Pipe text to:")
    try screen.press("-l", "no-such-program-here")
    try screen.press("Enter")
    try screen.waitFor("no-such-program-here: not found")
    // Quitting early is no failure.
    try screen.press("|", "Tab", "Tab")
    try screen.waitFor("Pipe the original to:")
    try screen.press("-l", "head -c 3")
    try screen.press("Enter")
    try screen.waitFor("---")
    try screen.press("Enter")
    try screen.waitFor("back from head")
    try screen.press("Q")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func savingKeepsEveryByteAndNeverWritesOver() throws {
    let program = try Program()
    let news = try library(program)
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24, command: "exec \(Program.executable) \(news)")
    try screen.waitFor("Bells")
    try screen.press("W")
    try screen.waitFor("Save as: ~/bells-")
    try screen.press("C-u")
    try screen.press("-l", "~/kept/a.md")
    try screen.press("Enter")
    try screen.waitFor("saved: ~/kept/a.md")
    #expect(try program.text(of: "kept/a.md") == hostile)
    try screen.press("W")
    try screen.waitFor("Save as: ~/bells-")
    try screen.press("C-u")
    try screen.press("-l", "~/kept/a.md")
    try screen.press("Enter")
    try screen.waitFor("this name is taken")
    try screen.waitFor("Save as: ~/kept/a-2.md")
    try screen.press("Enter")
    try screen.waitFor("saved: ~/kept/a-2.md")
    #expect(try program.text(of: "kept/a.md") == hostile)
    try screen.press("Q")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func anEditedFileIsReadAnew() throws {
    let program = try Program()
    let news = try library(program)
    let editor = try script(
      program, "editor", "test \"$1\" = \"a b\" && sed -i 's/A word/A changed word/' \"$2\"")
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24,
      command: "VISUAL=\"\(editor) 'a b'\" exec \(Program.executable) \(news)")
    try screen.waitFor("Bells")
    try screen.press("Enter")
    try screen.waitFor("A word")
    try screen.press("E")
    try screen.waitFor("A changed word")
    try screen.waitFor("read anew")
    try screen.press("Q")
  }
}
