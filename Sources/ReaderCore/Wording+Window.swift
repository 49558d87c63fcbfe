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
