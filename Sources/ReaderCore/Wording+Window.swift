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
