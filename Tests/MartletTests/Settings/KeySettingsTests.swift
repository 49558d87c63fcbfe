import Foundation
import ReaderCore
import TUI
import Testing

@testable import martlet

@Suite struct KeySettingsTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func read(_ yaml: String, own: [String: String] = [:]) throws -> Settings {
    try Settings(yaml: yaml, file: "config.yaml", home: "/home/ada") { name in
      own[name].map { ($0, "keys/\(name).yaml") }
    }
  }

  private func names(_ action: Action, _ settings: Settings) -> [String] {
    settings.keys.bindings.keys(for: action).map(\.name)
  }

  @Test(arguments: KeyPreset.allCases)
  func theShippedFilesAreThePresets(preset: KeyPreset) throws {
    let file = root.appendingPathComponent("config/keys/\(preset.rawValue).yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == preset.bindings.yaml(head: Wording.keyFileHead(preset.rawValue)))
    let read = KeySettings(yaml: text, file: file.path)
    #expect(read.faults == [])
    for action in Action.allCases {
      for pane in action.facts.panes {
        #expect(
          read.bindings.keys(for: action, in: pane) == preset.bindings.keys(for: action, in: pane),
          "\(action.id) in \(pane)")
      }
    }
  }

  @Test func aPresetIsNamed() throws {
    let settings = try read("keys: newsboat")
    #expect(settings.faults == [])
    #expect(names(.toggleRead, settings) == ["N"])
  }

  @Test func changesStandOnTopOfAPreset() throws {
    let settings = try read(
      """
      keys:
        preset: newsboat
        toggle-star: ["F5", "Alt-*"]
        refresh-all: []
        list:
          next-unread: ["Tab"]
          next-pane: ["Alt-Space"]
        toggle-read: x
        show-full-text: ["Alt-x"]
      """)
    #expect(settings.faults == [])
    #expect(names(.toggleStar, settings) == ["F5", "Alt-*"])
    #expect(names(.refreshAll, settings) == [])
    #expect(names(.toggleRead, settings) == ["x"])
    #expect(settings.keys.bindings.keys(for: .nextUnread, in: .list).map(\.name) == ["Tab"])
    #expect(settings.keys.bindings.keys(for: .nextUnread, in: .detail).map(\.name) == ["n"])
  }

  @Test(arguments: [
    ("keys: emcas", "config.yaml:1: there are no keys \"emcas\". There are martlet, vim"),
    ("keys: [j]", "config.yaml:1: keys is the name of a preset"),
    ("keys:\n  preset: none", "config.yaml:2: there are no keys \"none\""),
    ("keys:\n  fly: [f]", "config.yaml:2: \"fly\" is not an action"),
    ("keys:\n  undo: [Hyper-U]", "config.yaml:2: undo: \"Hyper-U\" is not a key"),
    ("keys:\n  down: [x1]\n  undo: [U]", "config.yaml:2: down: \"x1\" is not a key"),
    ("keys:\n  undo: [j]", "config.yaml:2: \"j\" is wanted by down and by undo"),
    ("keys:\n  undo: [Ctrl-I]", "config.yaml:2: undo: no terminal reports \"Ctrl-I\""),
    ("keys:\n  undo: {a: b}", "config.yaml:2: undo: keys stand in a list"),
    ("keys:\n  list: [j]", "config.yaml:2: list is a pane"),
    (
      "keys:\n  list:\n    toggle-group: [b]",
      "config.yaml:3: toggle-group does nothing in the pane list"
    ),
    ("keys:\n  \"a\\e[31m\": [b]", "config.yaml:2: \"a"),
  ])
  func whatIsWrongIsToldOfWithItsLine(yaml: String, sentence: String) throws {
    let settings = try read(yaml)
    #expect(settings.faults.count == 1, "\(settings.faults)")
    #expect(settings.faults.first?.hasPrefix(sentence) == true, "\(settings.faults)")
    #expect(settings.faults.first?.contains("\u{1B}") == false)
  }

  @Test func aFileOfOnesOwnIsAPreset() throws {
    let own = ["mine": "undo: [\"U\"]\nfly: [f]\n"]
    let settings = try read("keys: {preset: mine, redo: [F9]}", own: own)
    #expect(names(.undo, settings) == ["U"])
    #expect(names(.redo, settings) == ["F9"])
    #expect(
      settings.faults == ["keys/mine.yaml:2: \"fly\" is not an action. `martlet keys` lists them."])
  }

  @Test func viewsHaveKeysThatAreFreeNow() throws {
    let yaml = "views:\n  - {name: A, query: b, key: g b}\nkeys: newsboat\n"
    #expect(try read(yaml).faults.first?.contains("\"g\" is the key of choose-sort") == true)
    #expect(try read(yaml.replacing("newsboat", with: "vim")).faults == [])
  }

  // MARK: Commands

  @Test func commandsAreTaken() throws {
    let settings = try read(
      """
      commands:
        - name: bookmark
          key: b
          run: [buku, --add, "{url}", "--title={title}"]
        - {name: translate, run: trans -b, pipe: text, mode: show}
        - {name: keep, run: ["keep", "{file}"], each: true, help: Keeps it}
        - {name: page, run: less, mode: pipe}
        - name: both
          do: [bookmark, toggle-star, sort heat]
      """)
    #expect(settings.faults == [])
    #expect(settings.commands.map(\.name) == ["bookmark", "translate", "keep", "page", "both"])
    #expect(settings.commands[0].key == KeySequence(name: "b"))
    #expect(
      settings.commands[1].deed
        == .program(OwnProgram(words: ["trans", "-b"], mode: .show, input: .text)))
    #expect(
      settings.commands[2].deed
        == .program(OwnProgram(words: ["keep", "{file}"], isForEach: true)))
    #expect(settings.commands[3].deed == .program(OwnProgram(words: ["less"], input: .text)))
    #expect(settings.commands[4].deed == .lines(["bookmark", "toggle-star", "sort heat"]))
  }

  @Test(arguments: [
    ("name: a b\n    run: [x]", "2: a name is up to 40 letters"),
    ("name: sort\n    run: [x]", "2: \"sort\" is a command of Martlet's own"),
    ("name: good\n    run: [x]", "2: there are two commands \"good\""),
    ("name: x", "2: a command has a name"), ("run: [x]", "2: a command has a name"),
    ("name: x\n    run: []", "2: a command has a name"),
    ("name: x\n    do: [srot heat]", "3: \u{201C}srot\u{201D} is no command: sort?"),
    ("name: x\n    do: [later]", "3: \u{201C}later\u{201D} is no command"),
    ("name: x\n    run: [a, \"{nonsense}\"]", "3: there is no {nonsense}. There are: {url}"),
    ("name: x\n    run: [\"{url}\"]", "3: the program itself cannot come from an article"),
    ("name: x\n    run: \"a 'b\"", "3: the quote ' is not closed"),
    ("name: x\n    run: [x]\n    mode: window", "4: mode is detached, terminal, show or pipe"),
    ("name: x\n    run: [x]\n    mode: show\n    each: true", "4: with each: true the program"),
    ("name: x\n    run: [x]\n    pipe: html", "4: pipe is text, markdown, json"),
    ("name: x\n    do: [down]\n    pipe: text", "2: mode, pipe and each go with run"),
    ("name: x\n    run: [x]\n    shell: true", "4: a command has name, key, help"),
    ("name: x\n    run: [\"a\\0b\"]", "3: run is a program"),
  ])
  func aCommandThatIsWrongIsLeftOutAndTheOthersHold(item: String, sentence: String) throws {
    let settings = try read(
      "commands:\n  - \(item)\n  - {name: extra, run: [y]}\n".replacing(
        "commands:\n",
        with: sentence.contains("two") ? "commands:\n  - {name: good, run: [z]}\n" : "commands:\n"))
    let shift = sentence.contains("two") ? 1 : 0
    let parts = sentence.split(separator: ":", maxSplits: 1)
    let line = Int(parts[0]).map { $0 + shift } ?? 0
    #expect(settings.faults.count == 1, "\(settings.faults)")
    #expect(
      settings.faults.first?.hasPrefix("config.yaml:\(line):\(parts[1])") == true,
      "\(settings.faults)")
    #expect(settings.commands.last?.name == "extra")
  }

  @Test func keysOfCommandsAreBesideAllOthers() throws {
    let settings = try read(
      """
      commands:
        - {name: one, run: [x], key: m}
        - {name: two, run: [x], key: b}
        - {name: three, run: [x], key: b}
      """)
    #expect(settings.commands.map(\.key?.name) == [nil, "b", nil])
    #expect(settings.faults.count == 2)
    #expect(settings.faults[1].contains("\"b\" is the key of the command two"))
  }

  // MARK: Hooks

  @Test func hooksAreTaken() throws {
    let settings = try read(
      """
      on_new:
        - {run: [keep, "{count}"], query: "topic:robotics"}
        - {run: beep}
      on_start: [hello]
      on_exit: bye now
      notify: [title, osc9, {command: [say, "{title}"]}]
      """)
    #expect(settings.faults == [])
    #expect(
      settings.hooks.onNew == [
        Hooks.OnNew(words: ["keep", "{count}"], query: "topic:robotics"),
        Hooks.OnNew(words: ["beep"]),
      ])
    #expect(settings.hooks.onStart == ["hello"])
    #expect(settings.hooks.onExit == ["bye", "now"])
    #expect(settings.hooks.notices == [.title, .osc9, .command(["say", "{title}"])])
    #expect(try read("on_new: [keep, it]").hooks.onNew == [Hooks.OnNew(words: ["keep", "it"])])
    #expect(try read("notify: none\non_new: []").hooks == Hooks())
  }

  @Test(arguments: [
    ("on_new: {query: a}", "config.yaml:1: on_new: it is a program"),
    ("on_new: {run: [x], query: \"(a\"}", "config.yaml:1: on_new: Column 1"),
    ("on_start: [x, \"{url}\"]", "config.yaml:1: on_start: there is no {url}"),
    ("on_exit: {a: b}", "config.yaml:1: on_exit: run is a program"),
    ("notify: loud", "config.yaml:1: notify: it is none, title"),
    ("notify: {command: []}", "config.yaml:1: notify: it is none, title"),
  ])
  func aHookThatIsWrongIsToldOf(yaml: String, sentence: String) throws {
    let settings = try read(yaml)
    #expect(settings.hooks == Hooks())
    #expect(settings.faults.count == 1)
    #expect(settings.faults.first?.hasPrefix(sentence) == true, "\(settings.faults)")
  }
}
