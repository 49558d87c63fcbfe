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
