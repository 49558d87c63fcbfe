/// What is said of the window itself: themes, layout, mouse.
extension Wording {
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
