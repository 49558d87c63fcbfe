import Foundation
import Testing

/// Programs of the person's own: those of the documentation, hooks, and what goes wrong.
@Suite(.serialized) struct OwnCommandTests {
  private static let settings = ".config/martlet/config.yaml"
  private let title = "-rf $(id) 'Bells'\\u001b]0;x\\u0007"

  private func library(_ program: Program, title: String? = nil) throws -> String {
    try program.write(
      """
      ---
      title: "\(title ?? self.title)"
      excerpt: "They ring."
      webUrl: https://example.org/bells
      publishedDateTime: 2026-11-20T08:00:00Z
      ---
      A body of *words*.
      """, to: "news/bells.md")
    return program.home.path + "/news"
  }

  /// A program that writes down its arguments and what it reads.
  private func standIn(
    _ program: Program, _ name: String, reads: Bool = true, then text: String = ""
  ) throws {
    let path = try program.write(
      """
      #!/bin/sh
      { for word; do printf '[%s]' "$word"; done; echo; \(reads ? "cat" : ":"); } > "$HOME/\(name).part"
      \(text)
      mv "$HOME/\(name).part" "$HOME/\(name).record"
      """, to: "bin/\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private func record(_ program: Program, _ name: String) throws -> String {
    try waitUntil {
      FileManager.default.fileExists(atPath: program.home.path + "/\(name).record")
    }
    return try program.text(of: name + ".record")
  }

  private func open(_ program: Program, _ news: String) throws -> TmuxScreen {
    try TmuxScreen(
      program, columns: 80, rows: 24,
      command: "PATH=\(program.home.path)/bin:$PATH exec \(Program.executable) \(news)")
  }

  /// The block of YAML under a heading of the page.
  private func example(_ heading: String) throws -> String {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/commands.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: heading + "\n").last)
    let block = try #require(section.components(separatedBy: "```yaml\n").dropFirst().first)
    return try #require(block.components(separatedBy: "```").first)
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func theExamplesOfThePageRun() throws {
    let program = try Program()
    let news = try library(program)
    try program.write(try example("### Examples"), to: Self.settings)
    for name in ["buku", "wallabag", "espeak-ng"] { try standIn(program, name) }
    // It has the terminal.
    try standIn(program, "mutt", reads: false)
    try standIn(program, "trans", then: "printf 'Translated\\033]0;evil\\007 words\\n'")
    let screen = try open(program, news)
    try screen.waitFor("Bells")
    let shown = " -rf $(id) 'Bells'"
    try screen.press("b")
    #expect(
      try record(program, "buku") == "[--add][https://example.org/bells][--title][\(shown)]\n")
    try screen.press("M-e")
    try screen.waitFor("Press Enter to go back")
    try screen.press("Enter")
    #expect(
      try record(program, "mutt").hasPrefix("[-s][\(shown)][-i][\(news)/bells.md]\n"))
    try screen.waitFor("Bells")
    try screen.press("B")
    try screen.waitFor("Run read-later for each of 1 article?")
    try screen.press("Enter")
    #expect(
      try record(program, "wallabag")
        == "[add][--title][\(shown)][--][https://example.org/bells]\n")
    try screen.waitFor("read-later: done")
    try screen.press("g", "v")
    try screen.waitFor("Translated words")
    try screen.press("q")
    #expect(try record(program, "trans").contains("A body of words."))
    try screen.press("M-s")
    #expect(try record(program, "espeak-ng").hasPrefix("[--stdin]\n"))
    #expect(try record(program, "espeak-ng").contains("A body of words."))
    try screen.press("D")
    try screen.waitFor("0 unread")
    try screen.press("Q")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func anArticleOfAFeedHasNoFile() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts"]))])
    try program.write(
      "commands: [{name: attach, key: b, run: [attach, \"{file}\"]}]\n", to: Self.settings)
    try standIn(program, "attach")
    let screen = try open(program, "\(site.url)/feed")
    try screen.waitFor("Swifts")
    try screen.press("b")
    try screen.waitFor("no file")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func whatGoesWrongIsSaid() throws {
    let program = try Program()
    let news = try library(program)
    try program.write(
      """
      keys: {undo: [j], fly: [x]}
      commands:
        - {name: fails, run: [sh, -c, "echo one >&2; echo two >&2; exit 3"]}
        - {name: missing, run: [no-such-program-here, "{url}"]}
        - {name: endless, run: [sleep, "1000"], mode: show}
        - {name: huge, run: ["yes", "yes"], mode: show}
      """, to: Self.settings)
    let screen = try open(program, news)
    try screen.waitFor("Bells")
    func run(_ line: String) throws {
      try screen.press(":")
      try screen.press("-l", line)
      try screen.press("Enter")
    }
    try run("fails")
    try screen.waitFor("fails: sh ended with status 3: two")
    try run("missing")
    try screen.waitFor("missing: no-such-program-here: not found")
    try run("endless")
    try screen.waitFor("endless \u{2026}")
    try screen.press("Escape")
    try screen.waitFor("endless: stopped")
    try run("huge")
    try screen.waitFor("huge: only the beginning")
    try screen.press("Escape")
    try run("srot")
    try screen.waitFor("is no command: sort?")
    try screen.press("Escape", "Q")
  }

  // MARK: Hooks

  @Test func aRefreshGivesWhatIsNewToTheHook() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One", "Two"]))])
    try program.write("\(site.url)/a\n", to: ".config/martlet/sources")
    try standIn(program, "news")
    try standIn(program, "some")
    try standIn(program, "tell")
    try program.write(
      """
      on_new:
        - {run: [~/bin/news, "{count}"]}
        - {run: [~/bin/some], query: "title:two"}
      notify: {command: [~/bin/tell, "{count} new: {title}"]}
      """, to: Self.settings)
    let first = try program.run("refresh")
    #expect(first.status == 0 && first.errors.isEmpty, "\(first.errors)")
    let lines = try program.text(of: "news.record").split(separator: "\n")
    #expect(lines.first == "[2]" && lines.count == 3)
    let titles = try lines.dropFirst().map {
      try (JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["title"] as? String
    }
    #expect(titles.compactMap(\.self).sorted() == ["One", "Two"])
    #expect(try program.text(of: "some.record").split(separator: "\n").count == 1)
    #expect(try program.text(of: "tell.record").hasPrefix("[2 new: "))
    // Nothing new is no news.
    try FileManager.default.removeItem(atPath: program.home.path + "/news.record")
    #expect(try program.run("refresh").status == 0)
    #expect(!FileManager.default.fileExists(atPath: program.home.path + "/news.record"))
  }

  /// Each waits for the next one, the last for none: in turn they would wait until they are stopped.
  @Test func hooksDoNotWaitForEachOther() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One"]))])
    try program.write("\(site.url)/a\n", to: ".config/martlet/sources")
    let hooks = (1...6).map { number in
      let wait = number < 6 ? "until [ -e ~/\(number + 1).done ]; do sleep 0.02; done; " : ""
      return "  - {run: [sh, -c, \"\(wait)touch ~/\(number).done\"]}\n"
    }
    try program.write("on_new:\n" + hooks.joined(), to: Self.settings)
    let result = try program.run("refresh")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(FileManager.default.fileExists(atPath: program.home.path + "/1.done"))
  }

  @Test func aHookThatFailsIsToldOfAndTheRefreshIsDone() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One"]))])
    try program.write("\(site.url)/a\n", to: ".config/martlet/sources")
    try program.write(
      "on_new:\n  - {run: [sh, -c, \"echo why >&2; exit 7\"]}\n  - {run: [no-such-program]}\n",
      to: Self.settings)
    let result = try program.run("refresh")
    #expect(result.status == 0)
    #expect(result.output == "1 feed: 1 new, 0 changed\n")
    #expect(result.errors.contains("on_new: sh ended with status 7: why"))
    #expect(result.errors.contains("on_new: no-such-program: not found"))
  }

  @Test(.enabled(if: TmuxScreen.isInstalled)) func theWindowTellsAtStartAndExitAndByItsTitle()
    throws
  {
    let program = try Program()
    let news = try library(program)
    try standIn(program, "hello")
    try standIn(program, "bye")
    try program.write(
      "on_start: [~/bin/hello]\non_exit: [~/bin/bye, now]\nnotify: title\n", to: Self.settings)
    let screen = try open(program, news)
    try screen.waitFor("Bells")
    #expect(try record(program, "hello") == "\n")
    try waitUntil { try screen.title == "Martlet (1)" }
    try screen.press("m")
    try waitUntil { try screen.title == "Martlet" }
    try screen.press("Q")
    #expect(try record(program, "bye") == "[now]\n")
  }

  // MARK: Watching

  @Test func watchPrintsWhatComesUntilItIsInterrupted() throws {
    let program = try Program()
    let news = try library(program)
    let output = program.home.appendingPathComponent("out")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.executable)
    process.arguments = ["watch", "title:swift", "--json", "--source", news]
    process.environment = program.environment
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }
    // Written again until it has begun to watch.
    var number = 0
    try waitUntil {
      number += 1
      for name in ["Swift", "Tern"] {
        try program.write(
          "---\ntitle: \(name) \(number)\nwebUrl: https://example.org/\(name)/\(number)\n---\n",
          to: "news/\(name)-\(number).md")
      }
      usleep(300_000)
      return try program.text(of: "out").contains("\"title\":\"Swift ")
    }
    #expect(!(try program.text(of: "out").contains("Tern")))
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
  }

  @Test func watchEndsWhenNobodyReads() throws {
    let program = try Program()
    let news = try library(program)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: Program.executable)
    process.arguments = ["watch", "--source", news]
    process.environment = program.environment
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    try pipe.fileHandleForWriting.close()
    try pipe.fileHandleForReading.close()
    try waitUntil { !process.isRunning }
  }

  // MARK: Newsboat's config

  @Test func aConfigOfNewsboatIsTakenOver() throws {
    let program = try Program()
    let config = try program.write(
      """
      # mine
      auto-reload yes
      reload-time 30
      bind-key x toggle-article-read
      bind-key l open articlelist
      macro y set browser "mpv %u" ; open-in-browser ; set browser "firefox %u &" -- "Play it"
      macro z set browser "echo %u | xclip" ; open-in-browser
      color background white black
      keep-articles-days 90
      frobnicate yes

      """, to: "newsboat/config")
    try program.write("# Mine\nkeep_articles: 10d\nconnections: 4\n", to: Self.settings)
    let result = try program.run("import", config)
    #expect(result.status == 0, "\(result.errors)")
    for part in [
      "config:7: macro: only a shell", "config:10: frobnicate: there is no",
      "says something else of keep_articles, which stays",
    ] {
      #expect(result.errors.contains(part), "\(result.errors)")
    }
    let text = try program.text(of: Self.settings)
    #expect(text.hasPrefix("# Mine\nkeep_articles: 10d\nconnections: 4\n"))
    #expect(text.contains("refresh_interval: 30\n"))
    #expect(text.contains("  preset: newsboat\n") && text.contains("  toggle-read: [\"x\", \"N\"]"))
    #expect(text.contains("    run: [\"mpv\", \"{url}\"]"))
    #expect(text.contains("theme: newsboat\n"))
    let theme = ".config/martlet/themes/newsboat.yaml"
    #expect(
      try program.text(of: theme) == "base: dark\nroles:\n  text: white on black\n")
    #expect(try program.run("config", "check").status == 0)
    let keys = try program.run("keys")
    #expect(keys.status == 0 && keys.errors.isEmpty, "\(keys.errors)")
    #expect(keys.output.contains(", y                     macro-y: Play it"))
    // Once more changes nothing.
    #expect(try program.run("import", config).status == 0)
    #expect(try program.text(of: Self.settings) == text)
  }

  /// Whoever has chosen newsboat's keys before gets their own on top, and is told what was not taken.
  @Test func keysOfNewsboatGoOnTopOfItsPreset() throws {
    let program = try Program()
    let config = try program.write(
      """
      bind-key U toggle-article-read
      text-width 72
      download-path "~/casts"
      highlight all "robot" red
      highlight articlelist "a.*b" red
      highlight-article "unread = \\"yes\\" and title =~ \\"kite\\"" red default

      """, to: "newsboat/config")
    try program.write("keys: newsboat\ntheme: nord\n", to: Self.settings)
    let result = try program.run("import", config)
    #expect(result.status == 0, "\(result.errors)")
    for part in [
      "no key is left for undo", "config:4: highlight: its colours", "config:5: highlight: ",
      "; 4 lines are otherwise here",
    ] {
      #expect(result.errors.contains(part), "\(result.errors)")
    }
    #expect(!result.errors.contains("says something else"))
    let text = try program.text(of: Self.settings)
    #expect(text.hasPrefix("keys:\n  preset: newsboat\n") && text.contains("toggle-read: [\"U\""))
    #expect(text.contains("measure: 72\n") && text.contains("download_folder: \"~/casts\"\n"))
    #expect(text.contains(#"  - query: "title:\"robot\"""#) && text.contains("kite"))
    #expect(try program.run("config", "check").status == 0)
  }

  @Test func theFirstExampleOfKeysHolds() throws {
    let program = try Program()
    try program.write(try example("## Keys"), to: Self.settings)
    let result = try program.run("config", "check")
    #expect(result.status == 0, "\(result.errors)\(result.output)")
  }

  @Test func keysAreCheckedAndListed() throws {
    let program = try Program()
    let good = try program.write("undo: [\"U\"]\nlist: {find: [\"Ctrl-S\"]}\n", to: "good.yaml")
    #expect(try program.run("keys", "--check", good).status == 0)
    let bad = try program.write("undo: [\"j\"]\nfly: [x]\n", to: "bad.yaml")
    let result = try program.run("keys", "--check", bad)
    #expect(result.status == 1)
    #expect(result.errors.contains("bad.yaml:1: \"j\" is wanted by down and by undo"))
    #expect(result.errors.contains("bad.yaml:2: \"fly\" is not an action"))
    let broken = try program.write("undo: [", to: "broken.yaml")
    #expect(try program.run("keys", "--check", broken).status == 1)
    let mutt = try program.run("keys", "--preset", "mutt", "--json")
    #expect(mutt.output.contains("\"action\":\"next-article\""))
    #expect(mutt.output.contains("\"keys-detail\":[\"j\",\"J\"]"))
    #expect(try program.run("keys", "--preset", "emcas").status == 2)
    try program.write(try program.text(of: "good.yaml"), to: ".config/martlet/keys/mine.yaml")
    try program.write("keys: mine\n", to: Self.settings)
    #expect(
      try program.run("keys").lines.contains { $0.hasPrefix("U ") && $0.contains("Undo the last") })
  }
}
