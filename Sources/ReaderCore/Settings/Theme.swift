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

  /// Colours that read well on dark and light grounds of 256 colours.
  public static let standard = Theme(\.standardStyle)

  /// Attributes only: for terminals without colour, and where `NO_COLOR` is set.
  public static let monochrome = Theme(\.monochromeStyle)
}
