import Foundation
import ReaderCore
import Testing

@testable import martlet

@Suite struct SettingsTests {
  private func read(_ yaml: String) throws -> Settings {
    try Settings(yaml: yaml, file: "config.yaml", home: "/home/ada")
  }

  private func failure(_ yaml: String) -> String? {
    do {
      _ = try read(yaml)
      return nil
    } catch let failure as Settings.Failure {
      return failure.message
    } catch {
      return "\(error)"
    }
  }

  @Test func shippedFileNamesEverySettingAtItsDefault() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("config/config.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try read(text) == Settings())
    let names = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { String($0.prefix { $0 != ":" }) }
    #expect(names.sorted() == Setting.allCases.map(\.rawValue).sorted())
  }

  @Test func nothingIsAllDefaults() throws {
    #expect(try read("") == Settings())
    #expect(try read("# only a comment\n") == Settings())
  }

  @Test func valuesAreTaken() throws {
    let settings = try read(
      """
      mark_read: after 12s
      preview_delay: 0
      color: never
      characters: ascii
      theme: nord
      columns: [title, age, provider: 16, reading-time]
      rows: two_lines
      measure: 100
      center: true
      dates: "%Y-%m-%d"
      glyphs: ascii
      title_format: "{view}"
      mouse: false
      terminal_browsers: [mine, yours]
      state_file: ~/sync/state.json
      refresh_interval: 0
      contact: ada@example.org
      proxy: socks5h://localhost:9050
      fetch_timeout: 30
      connections: 4
      connections_per_host: 1
      mark_changed_unread: true
      keep_articles: 90d
      """)
    #expect(settings.refreshInterval == 0)
    #expect(settings.contact == "ada@example.org")
    #expect(settings.proxy == .address("socks5h://localhost:9050"))
    #expect(settings.fetchTimeout == 30)
    #expect(settings.connections == 4)
    #expect(settings.connectionsPerHost == 1)
    #expect(settings.marksChangedUnread)
    #expect(settings.daysToKeep == 90)
    #expect(try read("proxy: none").proxy == Settings.Proxy.none)
    #expect(settings.markRead == .after(seconds: 12))
    #expect(settings.previewDelay == 0)
    #expect(!settings.hasColor)
    #expect(settings.isASCII)
    #expect(settings.theme == "nord")
    #expect(
      settings.list.columns == [
        .init(.title), .init(.age), .init(.provider, width: 16), .init(.readingTime),
      ])
    #expect(settings.list.hasTwoLines)
    #expect(settings.measure == Measure(columns: 100, isCentered: true))
    #expect(settings.list.dates == DateFormat("%Y-%m-%d").map(DateStyle.format))
    #expect(settings.glyphs == .ascii)
    #expect(settings.titleFormat == (try LineFormat("{view}")))
    #expect(settings.usesMouse == false)
    #expect(try read("mouse: auto").usesMouse == nil)
    #expect(try read("theme: auto").theme == nil)
    #expect(settings.terminalBrowsers == ["mine", "yours"])
    #expect(settings.stateFile == "/home/ada/sync/state.json")
  }

  @Test(arguments: [
    ("mark_read: after 0s", "mark_read is on_open, at_end, manual"),
    ("preview_delay: -1", "preview_delay is a whole number"),
    ("preview_delay: soon", "preview_delay is a whole number"),
    ("color: blue", "color is auto or never"),
    ("theme: ../nord", "theme is auto, or the name of a theme"),
    ("columns: [age, provider]", "columns is a list of age, provider, title"),
    ("columns: [title, title]", "columns is a list of"),
    ("columns: [title, colour]", "columns is a list of"),
    ("columns: [title, provider: 0]", "columns is a list of"),
    ("columns: [title: 4]", "columns is a list of"),
    ("rows: 2", "rows is compact or two_lines"),
    ("measure: -1", "measure is a whole number of columns"),
    ("center: middle", "center is true or false"),
    ("dates: \"%q\"", "dates is relative, or a format"),
    ("glyphs: emoji", "glyphs is unicode, ascii or nerd"),
    ("title_format: \"{view} {whatever}\"", "title_format, column 8: there is no {whatever}."),
    ("status_format: \"{view\"", "status_format, column 1: the brace is never closed."),
    ("mouse: yes please", "mouse is auto, true or false"),
    ("theme: [nord]", "theme is auto, or the name of a theme"),
    ("terminal_browsers: w3m", "terminal_browsers is a list"),
    ("state_file: here.json", "state_file is the path"),
    ("refresh_interval: 5", "refresh_interval is a whole number of minutes"),
    ("contact: \"a\\nb\"", "contact is an address"),
    ("proxy: localhost", "proxy is the address of a proxy"),
    ("proxy: ftp://localhost", "proxy is the address of a proxy"),
    ("fetch_timeout: 1", "fetch_timeout is a whole number"),
    ("connections: 0", "connections is a whole number"),
    ("connections_per_host: many", "connections_per_host is a whole number"),
    ("keep_articles: 90", "keep_articles is forever, or a number of days"),
    ("keep_articles: 0d", "keep_articles is forever, or a number of days"),
    ("keep_articles: 99999999999999999999d", "keep_articles is forever, or a number of days"),
    ("mark_changed_unread: 1", "mark_changed_unread is true or false"),
  ])
  func wrongValuesAreRefusedWithTheirLineAndARemedy(line: String, sentence: String) {
    let yaml = "\n" + line
    let setting = Setting(rawValue: String(line.prefix { $0 != ":" }))
    if setting == .proxy || setting == .stateFile {
      let message = failure(yaml)
      #expect(message?.hasPrefix("config.yaml:2: " + sentence) == true, "\(message ?? "taken")")
      return
    }
    // The others hold.
    guard let settings = try? read(yaml + (setting == .previewDelay ? "" : "\npreview_delay: 70"))
    else {
      Issue.record("\(failure(yaml) ?? "")")
      return
    }
    #expect(settings.faults.count == 1)
    #expect(settings.faults.first?.hasPrefix("config.yaml:2: " + sentence) == true)
    #expect(settings.mistaken == [setting])
    var expected = Settings()
    expected.previewDelay = setting == .previewDelay ? 120 : 70
    expected.faults = settings.faults
    expected.mistaken = settings.mistaken
    #expect(settings == expected)
  }

  @Test func aViewThatIsWrongIsToldOfAndTheOthersHold() throws {
    let wrong = [
      "- {name: A, query: '(a'}": "A: Column 1: This parenthesis",
      "- {name: A}": "a view needs a name",
      "- a": "views is a list", "- {name: A, query: b, sort: size}": "sort is one of",
      "- {name: A, query: b, mark_read: soon}": "mark_read is on_open",
      "- {name: A, query: b, colour: red}": "a view has name, query",
      "- {name: B, query: c}": "there are two views \"B\"",
    ]
    for (line, sentence) in wrong {
      let settings = try read(
        "views:\n  - {name: B, query: b}\n  \(line)\n  - {name: C, query: c}\n")
      #expect(settings.views.map(\.name) == ["B", "C"], "\(line)")
      #expect(settings.faults.count == 1)
      let fault = settings.faults.first ?? ""
      #expect(fault.hasPrefix("config.yaml:3: " + sentence), "\(fault)")
      #expect(fault.hasSuffix(" The other views hold."))
    }
    #expect(try read("views: {a: b}").mistaken == [.views])
  }

  @Test func rulesAreTaken() throws {
    let settings = try read(
      """
      mute:
        - topic:Sport -olympics
        - name: Press
          query: '"press release"'
      highlight:
        - query: robotics heat>20
        - {query: tower, role: quiet, name: Towers}
      """)
    #expect(
      settings.mutes == [
        MuteRule(query: "topic:Sport -olympics"),
        MuteRule(name: "Press", query: "\"press release\""),
      ])
    #expect(
      settings.highlights == [
        HighlightRule(query: "robotics heat>20"),
        HighlightRule(name: "Towers", query: "tower", role: .quiet),
      ])
    #expect(settings.faults == [])
  }

  @Test(arguments: [
    ("mute:\n  - is:purple", "config.yaml:2: mute: Column 4: is: does not know"),
    ("mute:\n  - topic: Sport", "config.yaml:2: a rule has name and query, and no \"topic\"."),
    ("mute:\n  - tower sort:heat", "config.yaml:2: mute: A rule holds for every article."),
    ("mute:\n  - is:muted", "config.yaml:2: mute: A rule that mutes cannot ask what is muted."),
    ("mute:\n  - [a]", "config.yaml:2: mute is a list of queries"),
    ("mute:\n  - name: x", "config.yaml:2: a rule needs a query."),
    ("mute:\n  -", "config.yaml:2: mute is a list of queries"),
    ("mute: tower", "config.yaml:1: mute is a list of queries"),
    ("highlight:\n  - {query: a, role: pink}", "config.yaml:2: role is one of highlight, alert"),
    ("highlight:\n  - (a", "config.yaml:2: highlight: Column 1: This parenthesis"),
  ])
  func aRuleThatIsWrongIsToldOfAndTheOthersHold(yaml: String, sentence: String) throws {
    let settings = try read(yaml + (yaml.contains("\n") ? "\n  - good" : ""))
    #expect(settings.faults.count == 1)
    #expect(settings.faults[0].hasPrefix(sentence), "\(settings.faults)")
    #expect(settings.mutes.count + settings.highlights.count == (yaml.contains("\n") ? 1 : 0))
  }

  @Test func aViewMayHaveAKey() throws {
    let settings = try read("views:\n  - name: A\n    query: b\n    key: g b\n")
    #expect(settings.views == [SavedView(name: "A", query: "b", key: KeySequence(name: "g b"))])
    #expect(settings.faults == [])
  }

  @Test(arguments: [
    ("m", "\"m\" is the key of toggle-read. Take another, such as \"B\""),
    ("g", "\"g L\" is the key of label-all."), ("j k", "\"j\" is the key of down."),
    ("g g", "\"g g\" is the key of first."),
    ("b", "\"b\" is the key of the view First."),
    ("b c", "\"b c\" is the key of the view First."), ("much", "\"much\" is not a key."),
  ])
  func aKeyThatIsTakenIsToldOfAndTheViewStays(key: String, sentence: String) throws {
    let settings = try read(
      """
      views:
        - {name: First, query: a, key: b}
        - name: Second
          query: c
          key: \(key)
      """)
    #expect(settings.views.map(\.name) == ["First", "Second"])
    #expect(settings.views[1].key == nil)
    #expect(settings.faults.count == 1)
    #expect(settings.faults.first?.contains(sentence) == true, "\(settings.faults)")
    #expect(settings.faults.first?.hasPrefix("config.yaml:5: ") == true, "\(settings.faults)")
  }

  @Test func unknownNamesAreRefusedWithTheOnesThereAre() {
    let many = failure("\u{FEFF}theme: a/b\nmouse: 5\nproxxy: x\nkeys: ../x\n")
    #expect(
      many?.split(separator: "\n").map { String($0.prefix(14)) } == [
        "config.yaml:1:", "config.yaml:2:", "config.yaml:3:", "config.yaml:4:",
      ])
    #expect(many?.contains("\"proxxy\"") == true)
  }

  @Test(arguments: [
    ("colour", "Is color meant?"), ("Refresh-Interval", "Is refresh_interval meant?"),
    ("markread", "Is mark_read meant?"), ("font", "There are: mark_read, preview_delay"),
    ("row", "Is rows meant?"), ("x", "There are: mark_read"), ("", "There are: mark_read"),
    (String(repeating: "a", count: 900), "There are: mark_read"),
  ])
  func aNameThatIsNoneIsToldOfAndTheRestHolds(name: String, remedy: String) throws {
    let settings = try read("\"\(name)\": auto\nmeasure: 70\n")
    let fault = settings.faults.first ?? ""
    #expect(
      fault.hasPrefix("config.yaml:1: there is no setting \"\(name)\". " + remedy), "\(fault)")
    #expect(settings.faults.count == 1 && settings.mistaken == [])
    #expect(settings.measure.columns == 70)
  }

  /// Whoever wrote these does not want to be seen by the network, or to have marks elsewhere.
  @Test(arguments: [
    "proxi", "http_proxy", "Proxy", "state", "proxy_theme", "socks-proxy", "statefile", "state-fle",
    "STATE_FILE",
  ])
  func aNameThatMayMeanAProxyOrTheMarksStops(name: String) {
    let message = failure("measure: no\n\(name): a\n")
    #expect(message?.hasPrefix("config.yaml:1: measure is") == true)
    #expect(message?.contains("\nconfig.yaml:2: there is no setting") == true)
  }

  @Test func whatIsNotYAMLIsRefused() {
    #expect(failure("a: [")?.hasPrefix("config.yaml:1: this is not YAML") == true)
    #expect(failure("theme: nord\ncolor: [\n\n")?.hasPrefix("config.yaml:2: this is") == true)
    let twice = failure("reader_mode: false\n# more\nrows: one_line\nreader_mode: true\n")
    #expect(
      twice
        == "config.yaml:4: \"reader_mode\" stands there twice, the first time in line 1. Take one away."
    )
    #expect(failure("- a")?.hasPrefix("config.yaml: settings are written as") == true)
  }
}
