import Articles

/// The sentences about keys and commands.
extension Wording {
  static func name(of pane: Pane) -> String {
    switch pane {
    case .sidebar: "sidebar"
    case .list: "list"
    case .detail: "article"
    }
  }

  static func pasted(find: String?, add: String?) -> String {
    let askers = [find, add].compactMap(\.self)
    return "pasted text is no key"
      + (askers.isEmpty ? "" : "; after \(askers.joined(separator: " or ")) it can be put in")
  }

  static func unknownKey(_ name: String) -> String { "\(name) is not a key; ? shows the keys" }

  static let whileTypingQueries = "While a query is typed"
  static let keysOfQueries: [(keys: String, help: String)] = [
    ("Tab", "Complete fields, names, topics, tags and labels"),
    ("Up  Down", "Queries that were typed before"),
    ("Ctrl-S", "Save the query as a view under a name"),
    ("Ctrl-X", "Mute what it finds: hide it, after a preview"),
    ("Enter  Esc", "Keep the list; or place and list as before"),
  ]

  // MARK: Commands

  static let commandPrompt = ":"
  static let emptyLine = "this line asks for nothing"
  static let runHint = "run"
  static func noCommand(_ name: String, meant: String?) -> String {
    let remedy =
      meant.map { "\($0)?" } ?? "`martlet keys` and Tab after : show those that there are."
    return "\u{201C}\(name)\u{201D} is no command: \(remedy)"
  }
  static func severalCommands(_ name: String, _ found: [String]) -> String {
    let some = found.prefix(4).joined(separator: ", ")
    return "\u{201C}\(name)\u{201D} may be \(some)\(found.count > 4 ? ", \u{2026}" : "")"
  }
  static func nothingMore(_ name: String) -> String { "nothing follows \(name)" }
  static func needsArgument(_ word: CommandWord) -> String {
    "\(word.rawValue) \(word.help.argument): \(word.help.text)"
  }
  static func noNumber(_ text: String) -> String {
    "\u{201C}\(text)\u{201D} is not the number of a link: 1, 2 \u{2026}"
  }
  static func noSort(_ text: String) -> String {
    "\u{201C}\(text)\u{201D} is no order: "
      + QuerySort.allCases.map(\.rawValue).joined(separator: ", ")
  }
  static func noView(_ name: String, _ known: [String]) -> String {
    "no single view is called \u{201C}\(name)\u{201D}: " + some(known)
  }
  static func noTheme(_ name: String, _ known: [String]) -> String {
    "there is no theme \u{201C}\(name)\u{201D}: " + known.joined(separator: ", ")
  }
  static func noTopic(_ name: String, _ known: [String]) -> String {
    "no single topic is called \u{201C}\(name)\u{201D}: " + some(known)
  }
  private static func some(_ names: [String]) -> String {
    names.isEmpty
      ? "there are none yet"
      : names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", \u{2026}" : "")
  }
  static func lookingFor(_ query: String) -> String { "looking for \(query) \u{2026}" }
  static func tooManySteps(_ name: String) -> String { "\(name): more steps than can be meant" }
  static func tooManyRuns(_ name: String, _ count: Int, most: Int) -> String {
    "\(name) would run \(grouped(count)) times, and at most \(most) times at once: narrow the list first"
  }
  static func started(_ name: String, _ count: Int) -> String {
    count == 1 ? "\(name): started" : "\(name): started for \(grouped(count)) articles"
  }
  static func confirmRuns(_ name: String, _ count: Int) -> String {
    "Run \(name) for each of \(count == 1 ? "1 article" : "\(grouped(count)) articles")?"
  }
  static func outputTitle(_ output: OutputState) -> String {
    output.name + (output.isRunning ? " \u{2026}" : output.isCut ? ": only the beginning" : "")
  }
  static let noOutput = "It has printed nothing."
  static let yourCommands = "Your commands"

  /// - Parameter key: that which opens them.
  static func settings(_ key: String?) -> String {
    "Settings, in config.yaml" + (key.map { " (\($0))" } ?? "")
  }

  // MARK: Keys

  static let lastArticle = "this is the last row"
  static let firstArticle = "this is the first row"

  static func sentence(_ error: BindingError) -> String {
    switch error {
    case .unknownAction(let id):
      "\"\(id)\" is not an action. `martlet keys` lists them."
    case .unknownKey(let name, let action):
      "\(action.id): \"\(name)\" is not a key. Write it as in \"j\", \"Ctrl-D\" or \"g g\"."
    case .unreachable(let name, let action, let instead):
      (action.map { $0.id + ": " } ?? "")
        + "no terminal reports \"\(name)\": it comes as \"\(instead)\". Write that."
    case .notInPane(let action, let pane):
      "\(action.id) does nothing in the pane \(pane.rawValue), but in "
        + Pane.allCases.filter(action.facts.panes.contains).map(\.rawValue)
        .joined(separator: " and ") + "."
    case .noWayOut:
      "no key would leave the window. Give leave or quit one."
    case .unknownKeyOfOwn(let name):
      "\"\(name)\" is not a key. Write it as in \"b\", \"Alt-b\" or \"g b\"."
    case .takenByAction(let keys, let action, let free):
      "\"\(keys)\" is the key of \(action.id)." + other(free)
    case .takenByOwn(let keys, let name, let free):
      "\"\(keys)\" is the key of \(name)." + other(free)
    case .conflict(let keys, let one, let other):
      "\"\(keys)\" is wanted by \(one.id) and by \(other.id). Give one of them another key."
    }
  }

  private static func other(_ free: [String]) -> String {
    free.isEmpty
      ? " Take another."
      : " Take another, such as " + free.map { "\"\($0)\"" }.joined(separator: ", ") + "."
  }
}

/// What is said of the window itself: themes, layout, mouse.
extension Wording {
  // MARK: Columns

  /// A number in four columns.
  static func short(_ number: Int) -> String {
    switch number {
    case -999...9999: "\(number)"
    case 10_000...999_999: "\(number / 1000)k"
    default: number < 0 ? "-" : "+"
    }
  }

  static func minutes(_ count: Int) -> String { count < 1000 ? "\(count) min" : "\(count / 60) h" }

  // MARK: Borders and mouse

  static let nothingWide = "no code here goes on in that direction"
  static let noBorder = "no border to move, and no wide code"
  static let mouseOn = "mouse on"
  static let mouseOff = "mouse off: the terminal marks text again"

  // MARK: The first time

  static let firstKeys = "1 of 3, keys"
  static let firstKeysHelp = "Which keys do your hands know?"
  static let firstTheme = "2 of 3, theme"
  static let firstReading = "3 of 3, something to read"
  static let firstReadingHelp = "More can be added at any time."
  static let firstNewsboat = "from newsboat"
  static let firstFeeds = "some feeds"
  static let firstFeedsHelp = "are fetched from the network"
  static let firstSample = "sample articles"
  static let firstSampleHelp = "a small folder on this machine"
  static let firstPlace = "a place of mine"
  static let firstPlaceHelp = "a folder, or the address of a site"
  static let skipHint = "skip all of this"
  static let firstNothing = "nothing yet"

  static func firstRunLeft(settings: String?, add: String?) -> String {
    [add.map { "\($0) adds something to read" }, settings.map { "\($0) opens the settings" }]
      .compactMap(\.self).joined(separator: ", ")
  }

  static let takenOver = "What was taken over, and what was not"

  static func takingOver(_ files: Int) -> String {
    files == 1 ? "taking over a file" : "taking over \(files) files"
  }

  // MARK: Why not, and with which key

  static func notInSidebar(key: String?) -> String {
    "not in the sidebar" + (key.map { "; \($0) opens the view" } ?? "")
  }
  static func inSidebarOnly(key: String?) -> String {
    "only in the sidebar" + (key.map { "; \($0) goes there" } ?? "")
  }
  static func toNote(key: String?) -> String {
    (key.map { "\($0) shows" } ?? "shows") + " the note"
  }
  static func fromNote(key: String?) -> String {
    (key.map { "\($0) goes" } ?? "goes") + " back to the text"
  }
  static func noLinkSelected(key: String?) -> String {
    "no link selected" + (key.map { "; \($0) selects the next" } ?? "")
  }

  // MARK: Settings

  static let settingsRead = "settings read again"
  static let settingsMended = "settings read again: nothing is wrong there any more"
  static let settingsBroken = "settings broken"

  /// Behind the first.
  static func moreFaults(_ count: Int) -> String {
    count < 1 ? "" : " And \(count) more: see martlet config check."
  }

  static func settingsLate(_ names: [String]) -> String {
    let verb = names.count == 1 ? "counts" : "count"
    return "settings read again; \(names.joined(separator: ", ")) \(verb) from the next start"
  }

  // MARK: Themes

  static let chooseTheme = "Theme"
  static let themeOfTerminal = "auto"
  static let ownTheme = "yours"
  static let noColors = "no colours here: NO_COLOR, color: never or the terminal"

  static func name(of ground: Ground) -> String {
    switch ground {
    case .dark: "dark"
    case .light: "light"
    }
  }

  static func themeKept(_ name: String?) -> String {
    "theme: \(name ?? themeOfTerminal), written into config.yaml"
  }
}
