import ReaderCore

/// What is said of the person's own settings and themes.
extension Wording {
  static func ruleByHand(_ query: String, file: String) -> String {
    "\(file) was not changed: write the rule under mute: there yourself, as - '\(query)'"
  }

  static func ruleStays(_ query: String, file: String) -> String {
    "\(file) was not changed: take the rule \(query) away there yourself"
  }

  /// What a person does whose settings are written in a way of their own.
  static func viewByHand(_ name: String, _ query: String, file: String) -> String {
    "\(file) was not changed: write the view there yourself, as name: \(name), query: \(query)"
  }

  static func settingByHand(_ line: String, file: String) -> String {
    "\(file) was not changed: write \(line) there yourself"
  }

  static func keysKept(_ preset: KeyPreset) -> String {
    "keys: \(preset.rawValue), written into config.yaml"
  }

  static func tookOver(_ file: String) -> String { "\(file) is taken over" }

  static func noSetting(_ name: String, meant: Setting?) -> String {
    let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")
    return "there is no setting \"\(name)\". "
      + (meant.map { "Is \($0.rawValue) meant?" } ?? "There are: \(names).")
  }

  static func withoutView(_ reason: String) -> String { "\(reason) The other views hold." }

  static func noFormat(_ setting: Setting, _ mistake: LineFormat.Mistake) -> String {
    let place = "\(setting.rawValue), column \(mistake.column): "
    guard let name = mistake.name else { return place + "the brace is never closed. {{ is one." }
    let names = LineFormat.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
    return place + "there is no {\(Output.clean(name))}. There are: \(names)."
  }

  // MARK: Themes

  static func noTheme(_ name: String, file: String, folder: String) -> String {
    let names = ThemeRecipe.shipped.map(\.name).joined(separator: ", ")
    return "\(file): there is no theme \"\(name)\". There are auto, \(names), and those in "
      + "\(folder)."
  }

  static let themeShape =
    "a theme is written as ground, base, colors and roles, each \"name: value\"."

  static func themeHasNo(_ name: String) -> String {
    "a theme has ground, base, colors and roles, and no \"\(name)\"."
  }

  static let themeGround = "ground is dark or light."

  static func themeBase(_ name: String) -> String {
    let names = ThemeRecipe.shipped.map(\.name).joined(separator: ", ")
    return "base is one of \(names), and not \"\(name)\"."
  }

  static func themeColor(_ name: String) -> String {
    "\(name): a colour is \"#ff8800\" in quotes, a number from 0 to 255, a name such as red or "
      + "bright-red, or default; or a list of up to three, for true colours, 256 and 16."
  }

  static func themeColorName(_ name: String) -> String {
    "\"\(name)\" cannot be the name of a colour: it means something already."
  }

  static func themeRole(_ name: String) -> String {
    "there is no role \"\(name)\". There are: \(Role.allCases.map(\.name).joined(separator: ", "))."
  }

  static func themeLook(_ role: String) -> String {
    "\(role): a look is a colour, \"on\" and another for the ground, and bold, dim, italic, "
      + "underline, reverse or plain, as in: text on bar bold."
  }

  static func unknownColor(_ name: String, of role: String) -> String {
    "\(role): \"\(name)\" is neither a colour of this theme nor an attribute. Name it under colors."
  }

  /// Where the value of a setting comes from, as a comment behind it.
  static func origin(_ origin: SettingsInForce.Origin, file: String) -> String {
    switch origin {
    case .standard: "# default"
    case .line(let line): "# \(file):\(line)"
    case .variable(let name): "# the environment: \(name)"
    }
  }

  static func settingsChecked(faults: Int) -> String {
    faults == 0
      ? "settings, feeds, sources and themes are as they should be"
      : "\(faults) \(faults == 1 ? "fault" : "faults"); what is sound holds"
  }
}

/// What is said of keys, commands and hooks in files.
extension Wording {
  static let keyFileShape =
    "keys are written as \"action: [keys]\", one action a line. `martlet keys --yaml` shows how."

  static func keysShape(_ action: String) -> String {
    "\(action): keys stand in a list of quoted names, such as [\"j\", \"Ctrl-D\", \"g k\"]."
  }

  static func paneShape(_ pane: String) -> String {
    "\(pane) is a pane: under it stand actions with their keys there."
  }

  static func noPreset(_ name: String) -> String {
    "there are no keys \"\(name)\". There are "
      + KeyPreset.allCases.map(\.rawValue).joined(separator: ", ")
      + ", and files of your own: keys/NAME.yaml beside the settings."
  }

  static func keyFileHead(_ name: String) -> [String] {
    let help = KeyPreset(rawValue: name)?.help
    return [
      "Keys: \(help ?? name).", "",
      "An action, and a list of the keys that do it: the first is the one that hints show. Two keys",
      "that are pressed one after the other stand in one text with a blank. Ctrl-X, Alt-x, F5, Space,",
      "Enter, Tab, Esc, PgDn and the like are names. An empty list leaves an action without a key.",
      "Under list, detail or sidebar stands what holds there alone.", "",
      "Kept as ~/.config/martlet/keys/NAME.yaml it is what \"keys: NAME\" in config.yaml means;",
      "`martlet keys --check FILE` says what is wrong with it.",
    ]
  }

  static let oneOfKeysOptions = "Use one of --json, --yaml and --check; --check reads its own file."

  static func keysAreFine(_ file: String) -> String { "\(file): nothing is wrong with these keys." }

  static func theView(_ name: String) -> String { "the view \(name)" }
  static func theCommand(_ name: String) -> String { "the command \(name)" }

  // MARK: Commands of the person's own

  static let commandShape =
    "a command has a name, and either do (a list of commands) or run (a program with its arguments)."
  static let commandLeftOut = "The command is left out."
  static let commandWithoutKey = "The command has no key until then."
  static let commandName = "a name is up to 40 letters, digits, - and _."
  static func commandTwice(_ name: String) -> String { "there are two commands \"\(name)\"." }
  static func commandTaken(_ name: String) -> String {
    "\"\(name)\" is a command of Martlet's own: take another name."
  }
  static let doShape = "do is a command, or a list of them, such as [toggle-star, down]."
  static let runShape =
    "run is a program with its arguments, such as [buku, --add, \"{url}\"]."
  static let pipeShape = "pipe is text, markdown, json, original or address."
  static let eachShape = "each is true or false."
  static let modeShape = "mode is detached, terminal, show or pipe."
  static let eachIsDetached =
    "with each: true the program runs by itself: leave mode out."
  static let runMembersAlone = "mode, pipe and each go with run, not with do."
  static let placeholderAsProgram = "the program itself cannot come from an article."
  static func placeholderAsCode(_ name: String, of program: String) -> String {
    "\(Output.clean(program)) would take what an article says for code: give it as an argument, as in "
      + "[sh, -c, 'echo \"$1\"', sh, \"{\(name)}\"]."
  }
  static func addressAsCode(_ program: String) -> String {
    "\(program) would take an address for code: give it as an argument, as in [sh, -c, 'mpv \"$1\"', sh]."
  }
  static func noPlaceholder(_ name: String, of known: [String]) -> String {
    "there is no {\(name)}. There are: \(known.map { "{\($0)}" }.joined(separator: " ")); {{\(name)}} is "
      + "the word in braces."
  }
  static func noCommandMember(_ name: String) -> String {
    "a command has name, key, help, do, run, mode, pipe and each, and no \"\(name)\"."
  }

  // MARK: What is started by itself

  static let onNewShape = "it is a program with its arguments, or a map with run and query."
  static let notifyShape =
    "it is none, title, osc9, osc777, a map with command, or a list of these."
  static func hookFailed(_ hook: String, _ reason: String) -> String { "\(hook): \(reason)" }
  static func tookTooLong(_ program: String, seconds: Int) -> String {
    "\(program) did not end within \(seconds) seconds and was stopped"
  }
  static func arrived(_ count: Int, _ title: String) -> String {
    count == 1 ? title : "\(count) new: \(title)"
  }
  static func windowTitle(_ unread: Int) -> String {
    unread > 0 ? "Martlet (\(unread))" : "Martlet"
  }

  static func goesTo(_ view: String) -> String { "Show the view \(view)" }
}
