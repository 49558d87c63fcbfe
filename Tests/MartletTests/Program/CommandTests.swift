import Foundation
import Testing

/// The commands, through pipes.
@Suite struct CommandTests {
  @Test func listPrintsNewestFirstOneALine() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let result = try program.run("list", "--source", news)
    #expect(result.status == 0)
    #expect(
      result.lines.prefix(2) == [
        "N\t2026-11-20\tThe Belfry\tSwifts return to the bell tower\thttps://example.org/swifts",
        "N\t2026-11-19\t-\t作者が書いた巣の話\thttps://example.org/nest",
      ])
    #expect(result.lines.count == 3)
    #expect(result.lines[2].hasPrefix("N\t-\t-\tAda of the tower\tmartlet:file/"))
    #expect(result.errors == "")
  }

  @Test func jsonHasTheNamesOfTheFilesAndWhatTheMarksSay() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let result = try program.run("list", "--json", "--source", news)
    let first = try #require(
      try JSONSerialization.jsonObject(with: Data(result.lines[0].utf8)) as? [String: Any])
    #expect(first["title"] as? String == "Swifts return to the bell tower")
    #expect(first["excerpt"] as? String == "Forty pairs & more were counted this spring.")
    #expect(first["publishedDateTime"] as? String == "2026-11-20T08:00:00Z")
    #expect(first["address"] as? String == "https://example.org/swifts")
    #expect(first["aliases"] as? [String] == ["https://example.org/swifts/amp"])
    #expect(first["read"] as? Bool == false)
    #expect(first["starred"] as? Bool == false)
    #expect(first["sources"] as? [String] == [news])
    #expect(first["files"] as? [String] == [news + "/a.md"])
    #expect((first["related"] as? [Any])?.count == 2)
    #expect((first["provider"] as? [String: Any])?["name"] as? String == "The Belfry")
    #expect(first["published"] == nil)
  }

  @Test func marksSurviveAndFilter() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    // By an alias and with a tracking parameter: the mark is the article's.
    let mark = try program.run(
      "mark", "read", "https://example.org/swifts/amp?utm_medium=x", "--source", news)
    #expect(mark.status == 0 && mark.output == "" && mark.errors == "")
    let unread = try program.run("list", "--unread", "--source", news)
    #expect(unread.lines.count == 2)
    #expect(!unread.output.contains("Swifts return"))
    #expect(try program.run("mark", "unread", "https://example.org/swifts").status == 0)
    #expect(try program.run("list", "--unread", "--source", news).lines.count == 3)
    #expect(try program.run("mark", "starred", "https://example.org/nest").status == 0)
    let starred = try program.run("list", "--starred", "--source", news)
    #expect(starred.lines.count == 1 && starred.lines[0].hasPrefix("N*\t"))
  }

  @Test func countIsTheNumberOfLinesOfTheList() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    #expect(try program.run("mark", "read", "https://example.org/swifts").status == 0)
    #expect(try program.run("mark", "starred", "https://example.org/nest").status == 0)
    for flags in [[], ["--unread"], ["--starred"], ["--unread", "--starred"]] {
      let arguments = ["list", "--source", news] + flags
      let list = try program.run(arguments: arguments)
      let count = try program.run(arguments: arguments + ["--count"])
      #expect(count.status == 0 && count.lines == ["\(list.lines.count)"], "\(flags)")
    }
    #expect(try program.run("list", "--count", "--json").status == 2)
  }

  @Test func marksAreReadFromStandardInput() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let addresses = try program.run("list", "--source", news).lines
      .map { $0.split(separator: "\t").last.map(String.init) ?? "" }
    let mark = try program.run(
      "mark", "read", "-", "--source", news, input: addresses.joined(separator: "\n"))
    #expect(mark.status == 0)
    let unread = try program.run("list", "--unread", "--source", news)
    #expect(unread.status == 5 && unread.output == "")
  }

  @Test func deletingTheLibraryLosesNoMark() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    _ = try program.run("mark", "read", "https://example.org/swifts", "--source", news)
    let data = program.home.appendingPathComponent(".local/share/martlet")
    for name in ["library.sqlite", "library.sqlite-wal", "library.sqlite-shm"] {
      try? FileManager.default.removeItem(at: data.appendingPathComponent(name))
    }
    #expect(try program.run("list", "--unread", "--source", news).lines.count == 2)
  }

  @Test func aMarkOfAnArticleThatIsNowhereIsKept() throws {
    let program = try Program()
    #expect(try program.run("mark", "read", "https://example.org/nest").status == 0)
    let news = try program.writeLibrary()
    let unread = try program.run("list", "--unread", "--source", news)
    #expect(unread.lines.count == 2 && !unread.output.contains("/nest"))
  }

  @Test func aWrongAddressIsRefusedAndTheOthersAreMarked() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let result = try program.run(
      "mark", "read", "not an address", "https://example.org/nest", "--source", news)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "martlet: \"not an address\" is not an address. Write it as https://example.org/page.\n")
    #expect(try program.run("list", "--unread", "--source", news).lines.count == 2)
  }

  @Test func aStateThatCannotBeWrittenIsStatusFour() throws {
    let program = try Program()
    try program.write("", to: "blocked")
    let result = try program.run(
      "mark", "read", "https://example.org/a",
      environment: ["XDG_STATE_HOME": program.home.path + "/blocked"])
    #expect(result.status == 4, "\(result.errors)")
    #expect(result.errors.contains("blocked"))
  }

  @Test func showFindsAnArticleByAnyOfItsAddresses() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let text = try program.run("show", "https://example.org/swifts/amp", "--source", news)
    #expect(text.status == 0)
    #expect(text.output.contains("Swifts return to the bell tower"))
    #expect(text.output.contains("How a nest is built"))
    #expect(try program.run("list", "--unread", "--source", news).lines.count == 3)
    let none = try program.run("show", "https://example.org/none", "--source", news)
    #expect(none.status == 5)
    #expect(none.errors.contains("there is no such article"))
  }

  @Test func datesAreThoseOfTheTimeZoneSummerAndWinter() throws {
    let program = try Program()
    let zone = ["TZ": "CET-1CEST,M3.5.0,M10.5.0/3"]
    for (date, shown) in [("2026-11-20T08:00:00Z", "09:00"), ("2026-07-20T08:00:00Z", "10:00")] {
      let file = try program.write(
        "---\ntitle: a\npublishedDateTime: \(date)\nwebUrl: https://example.org/\(date.prefix(7))\n---\n",
        to: "\(shown.prefix(2)).md")
      let result = try program.run(
        "show", "https://example.org/\(date.prefix(7))", "--source", file, environment: zone)
      #expect(result.output.contains(", \(shown)\n"), "\(result.output)\(result.errors)")
    }
  }

  @Test func anArgumentCannotCommandTheTerminal() throws {
    let program = try Program()
    for arguments in [
      ["list", "--source", "/no\u{1B}[31m\u{202E}"], ["list", "--no\u{9B}31m\u{202E}"],
    ] {
      let errors = try program.run(arguments: arguments).errors.unicodeScalars
      #expect(!errors.contains { ["\u{1B}", "\u{9B}", "\u{202E}"].contains($0) })
      #expect(errors.contains("\u{FFFD}"))
    }
  }

  @Test func outputThatCannotBeWrittenIsAnError() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let status = try program.write(
      "\"\(Program.executable)\" list --source \"\(news)\" > /dev/full 2> said\n", to: "run")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [status]
    shell.environment = program.environment
    shell.currentDirectoryURL = program.home
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 1)
    #expect(try program.text(of: "said").contains("standard output could not be written"))
  }

  @Test func figuresOfCheckAddUpAndSharedAddressesAreNamed() throws {
    let program = try Program()
    let news = program.home.path + "/news"
    let dated = "---\ntitle: A\nwebUrl: https://example.org/a\npublishedDateTime: 2026-10-0"
    try program.write(dated + "1\n---\n", to: "news/a.md")
    try program.write(dated + "2\n---\n", to: "news/b.md")
    try program.write("---\ntitle: T\ntype: page\n---\nOne.\n", to: "news/c.md")
    try program.write("---\ntitle: T\ntype: page\n---\nTwo.\n", to: "news/d.md")
    try program.write("---\ntitle: T\ntype: page\n---\nTwo.\n", to: "news/e.md")
    try program.write("no article", to: "news/README.md")
    try program.write("---\ntitle: [\n---\n", to: "news/x.md")
    let result = try program.run("check", news)
    #expect(
      result.errors.contains("7 files: 3 articles and 2 more files of these, 1 skipped, 1 problem")
    )
    #expect(
      result.output.contains(
        "\(news)/a.md: has the same address as \(news)/b.md, which is newer and shown: "
          + "https://example.org/a\n"))
    #expect(
      result.output.contains("\(news)/d.md: has no address and says the same as \(news)/e.md"))
    #expect(result.lines.count == 3 && result.status == 1)
    let json = try program.run("check", "--json", news + "/a.md", news + "/b.md")
    #expect(json.status == 0 && json.lines.count == 1 && json.output.contains("same address"))
  }

  @Test func checkTellsOfWhatWasPutRight() throws {
    let program = try Program()
    let file = try program.write("---\ntype: a\ntitle: a: b: c\n---\n", to: "a.md")
    let result = try program.run("check", file)
    #expect(result.status == 0 && result.lines.count == 1)
    #expect(result.output.hasPrefix("\(file):3: YAML does not allow this value without quotes"))
    #expect(result.errors.contains("1 file: 1 article, 0 skipped, 0 problems, 1 warning"))
  }

  @Test func inspectShowsAuthorsAsTheyAre() throws {
    let program = try Program()
    let file = try program.write(
      """
      ---
      title: A
      provider:
        name: P
        authors:
          - name: Ada
            email: ada@example.org
          - Bea
          - name: Ada
      ---

      """, to: "a.md")
    let result = try program.run("inspect", file)
    #expect(
      result.output.contains(
        "\"authors\":[{\"name\":\"Ada\",\"email\":\"ada@example.org\"},{\"name\":\"Bea\"},"
          + "{\"name\":\"Ada\"}]"))
    #expect(result.output.contains("\"warnings\":[]"))
  }

  @Test func checkNamesFileLineReasonAndRemedy() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    try program.write("---\ntitle: a\nquality: [1,\n---\n", to: "news/broken.md")
    try program.write("no article", to: "news/README.md")
    let result = try program.run("check", news)
    #expect(result.status == 1)
    #expect(result.lines.count == 1)
    #expect(result.output.hasPrefix(news + "/broken.md:"))
    #expect(result.errors.contains("3 articles, 1 skipped, 1 problem"))
    let good = try program.run("check", news + "/a.md")
    #expect(good.status == 0 && good.output == "")
  }

  @Test func inspectPrintsWhatTheParserUnderstood() throws {
    let program = try Program()
    let file = try program.write(
      "---\ntitle: 'A &amp;amp; B'\nsecured: abcd\nstrange: [1, {a: null}]\nquality: '7'\n---\n",
      to: "a.md")
    let result = try program.run("inspect", file)
    #expect(result.status == 0)
    #expect(
      result.output == """
        {"kind":"article","format":"article-file","items":[{"title":"A & B","quality":7,\
        "secured":4,"strange":[1,{"a":null}]}],"warnings":[]}

        """)
  }

  @Test func inspectSaysWhyAFileIsNoArticle() throws {
    let program = try Program()
    let file = try program.write("just text", to: "a.md")
    let result = try program.run("inspect", file)
    #expect(result.status == 1)
    #expect(result.output.hasPrefix(#"{"kind":"article","format":"article-file","items":[],"#))
  }

  @Test func keysListsEveryActionAndItsKeys() throws {
    let program = try Program()
    let result = try program.run("keys")
    #expect(result.status == 0)
    #expect(result.lines.contains { $0.hasPrefix("m ") })
    let json = try program.run("keys", "--json")
    #expect(json.lines.count == result.lines.filter { !$0.isEmpty }.count)
  }

  @Test(arguments: [
    ["--nonsense"], ["list", "--nonsense"], ["mark", "purple", "https://example.org/"],
    ["/no/such/folder"], ["list"], ["https://example.org/feed.xml"],
  ])
  func wrongUsageIsStatusTwoOnStandardError(arguments: [String]) throws {
    let program = try Program()
    let result = try program.run(arguments: arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(!result.errors.isEmpty)
  }

  @Test func helpAndVersionAreStandardOutput() throws {
    let program = try Program()
    let help = try program.run("--help")
    #expect(help.status == 0 && help.output.contains("USAGE: martlet") && help.errors == "")
    #expect(try program.run("--version").output == "martlet 0.1.0\n")
    for shell in ["bash", "zsh", "fish"] {
      let script = try program.run("--generate-completion-script", shell)
      #expect(script.status == 0 && script.output.contains("inspect"))
    }
  }

  @Test(arguments: [["TERM": "dumb"], ["TERM": "xterm"], [:]])
  func withoutATerminalOneLineSaysSo(environment: [String: String]) throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let result = try program.run(news, environment: environment)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func wrongSettingsAreToldWithTheirLineAndTheOthersHold() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let file = ".config/martlet/config.yaml"
    try program.write("color: blue\nmute: [tower]\n", to: file)
    let result = try program.run("list", "--source", news)
    #expect(result.status == 0)
    #expect(result.errors.contains("config.yaml:1: color is auto or never"))
    #expect(result.lines.count == 1)
    let force = try program.run("config")
    #expect(force.lines.contains { $0.hasPrefix("color: auto ") && $0.hasSuffix("# default") })
    #expect(force.errors.contains("config.yaml:1: color is auto or never"))
    // Whoever asked for a proxy is not to be seen without it.
    for line in ["proxy: 7", "prxoy: none", "state_file: here"] {
      try program.write("color: blue\n\(line)\n", to: file)
      let stopped = try program.run("list", "--source", news)
      #expect(stopped.status == 2 && stopped.output == "")
      #expect(stopped.errors.contains("config.yaml:2: "))
    }
  }

  @Test func foldersOfTheSourcesFileAreRead() throws {
    let program = try Program()
    _ = try program.writeLibrary()
    try program.write("# mine\n~/news birds \"~My news\"\n", to: ".config/martlet/sources")
    #expect(try program.run("list").lines.count == 3)
  }
}
