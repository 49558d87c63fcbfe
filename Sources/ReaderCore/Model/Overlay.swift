/// What lies over the panes and takes the keys.
enum Overlay: Sendable {
  case help(HelpState)
  case info(InfoState)
  /// Digits typed so far of the link to open.
  case number(String)
}

/// The help screen: what is searched for, and how far it is scrolled.
struct HelpState: Hashable, Sendable {
  var query = ""
  /// Letters search instead of scrolling.
  var isTyping = false
  var scroll = 0
}

/// Everything known about an article, as lines.
struct InfoState: Sendable {
  var subject: Subject
  var scroll = 0
  var page: Page?
}
