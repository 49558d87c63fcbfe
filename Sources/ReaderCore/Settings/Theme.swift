public import TUI

/// The styles of the window, one for each ``Role``.
public struct Theme: Hashable, Sendable {
  private var styles: [Style]

  /// One style for each role.
  public init(_ style: (Role) -> Style) {
    styles = Role.allCases.map(style)
  }

  public subscript(role: Role) -> Style {
    get { styles[role.rawValue] }
    set { styles[role.rawValue] = newValue }
  }

  /// Colours that read well on the dark ground of a terminal of 256 colours.
  public static let standard = ThemeRecipe.dark.theme(for: .indexed)

  /// Attributes only: for terminals without colour, and where `NO_COLOR` is set.
  public static let monochrome = ThemeRecipe.mono.theme(for: .sixteen)
}

/// The themes there are, and which of them the person wants.
public struct ThemeBook: Hashable, Sendable {
  /// `nil`: dark or light, as the terminal's ground is.
  public var wish: String?
  /// As far as that is known.
  public var ground: Ground
  public var depth: ColorDepth
  /// Those of the person's own that are known; they go before those that come with the program.
  public var own: [ThemeRecipe]

  public init(
    wish: String? = nil, ground: Ground = .dark, depth: ColorDepth = .indexed,
    own: [ThemeRecipe] = []
  ) {
    self.wish = wish
    self.ground = ground
    self.depth = depth
    self.own = own
  }

  /// The theme of a name; `nil` for one as the terminal's ground is.
  public func theme(_ name: String?) -> Theme? {
    recipe(name ?? ground.rawValue)?.theme(for: depth)
  }

  var wanted: Theme? { theme(wish) }

  func recipe(_ name: String) -> ThemeRecipe? {
    own.first { $0.name == name } ?? ThemeRecipe.makers.first { $0.name == name }?.make()
  }

  /// Their names, the person's own first.
  var names: [String] {
    var names: [String] = []
    for name in own.map(\.name) + ThemeRecipe.makers.map(\.name) where !names.contains(name) {
      names.append(name)
    }
    return names
  }
}

/// What a piece of the screen means; a ``Theme`` says how it looks.
public enum Role: Int, Hashable, Sendable, CaseIterable {
  case text
  case titleBar
  case titleBarName
  case statusLine
  case error
  case hint
  case hintKey
  case separator
  case selection
  /// The selected row of a pane that does not have the keys.
  case restingSelection
  case gutter
  case unread
  case unreadTitle
  case read
  case star
  /// A label of the person's own.
  case label
  case age
  case provider
  case count
  case heading
  case articleTitle
  case meta
  case warning
  case link
  case code
  case quote
  case strong
  case emphasized
  /// The sign of a footnote.
  case noteSign
  /// What is searched for, where it stands.
  case match
  /// The one of these that the person is at.
  case currentMatch
  /// Rows that a rule of the person's picks out, and such as it plays down.
  case highlight
  case alert
  case quiet

  /// Its name in the files of themes: "title_bar".
  public var name: String {
    var name = ""
    for character in "\(self)" {
      if character.isUppercase { name += "_" }
      name += character.lowercased()
    }
    return name
  }

  public init?(name: String) {
    guard let role = Self.byName[name] else { return nil }
    self = role
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
