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
