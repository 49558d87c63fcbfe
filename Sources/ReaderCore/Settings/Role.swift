import TUI

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

  var standardStyle: Style {
    switch self {
    case .text: .plain
    case .titleBar: Style(foreground: .indexed(252), background: .indexed(237))
    case .titleBarName:
      Style(foreground: .indexed(231), background: .indexed(237), attributes: .bold)
    case .statusLine: Style(foreground: .indexed(252), background: .indexed(237))
    case .error: Style(foreground: .indexed(231), background: .indexed(124), attributes: .bold)
    case .hint: Style(foreground: .indexed(245))
    case .hintKey: Style(foreground: .indexed(109), attributes: .bold)
    case .separator: Style(foreground: .indexed(240))
    case .selection: Style(foreground: .indexed(231), background: .indexed(24))
    case .restingSelection: Style(foreground: .indexed(252), background: .indexed(238))
    case .gutter: Style(foreground: .indexed(74), attributes: .bold)
    case .unread: Style(foreground: .indexed(74), attributes: .bold)
    case .unreadTitle: Style(attributes: .bold)
    case .read: Style(foreground: .indexed(245))
    case .star: Style(foreground: .indexed(178), attributes: .bold)
    case .label: Style(foreground: .indexed(139))
    case .age: Style(foreground: .indexed(109))
    case .provider: Style(foreground: .indexed(108))
    case .count: Style(foreground: .indexed(245))
    case .heading: Style(foreground: .indexed(74), attributes: .bold)
    case .articleTitle: Style(attributes: .bold)
    case .meta: Style(foreground: .indexed(245))
    case .warning: Style(foreground: .indexed(173))
    case .link: Style(foreground: .indexed(74), attributes: .underline)
    case .code: Style(foreground: .indexed(137))
    case .quote: Style(foreground: .indexed(245), attributes: .italic)
    case .strong: Style(attributes: .bold)
    case .emphasized: Style(attributes: .italic)
    case .noteSign: Style(foreground: .indexed(110))
    case .match: Style(foreground: .indexed(231), background: .indexed(94))
    case .currentMatch:
      Style(foreground: .indexed(16), background: .indexed(214), attributes: .bold)
    case .highlight: Style(foreground: .indexed(179))
    case .alert: Style(foreground: .indexed(167), attributes: .underline)
    case .quiet: Style(foreground: .indexed(242))
    }
  }

  var monochromeStyle: Style {
    switch self {
    case .titleBar, .statusLine, .selection: Style(attributes: .reverse)
    case .titleBarName, .error, .currentMatch: Style(attributes: [.reverse, .bold])
    case .match: Style(attributes: [.underline, .bold])
    case .noteSign: Style(attributes: [.underline, .dim])
    case .restingSelection, .link, .highlight: Style(attributes: .underline)
    case .alert: Style(attributes: [.underline, .italic])
    case .hintKey, .gutter, .warning, .unread, .unreadTitle, .star, .heading, .articleTitle,
      .strong:
      Style(attributes: .bold)
    case .read, .meta, .hint, .count, .separator, .quiet: Style(attributes: .dim)
    case .quote, .emphasized: Style(attributes: .italic)
    case .text, .label, .age, .provider, .code: .plain
    }
  }
}
