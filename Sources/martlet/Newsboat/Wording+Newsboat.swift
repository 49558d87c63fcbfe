/// What is said of newsboat's files.
extension Wording {
  static let newsboatNoTwin = "there is no such setting here"
  static let newsboatValue = "its value cannot be taken over"
  static let newsboatKey = "this is not a key"
  static let newsboatNoOperation =
    "no operation stands there, so that the key stays what it is: unbind-key takes one away"
  static let newsboatSeveral = "several operations on a key are a macro: write a command with do"
  static let newsboatUnbindAll = "all keys cannot go at once: give single actions an empty list"
  static let newsboatOneFeed =
    "rules that hide hold for all feeds; add provider: to the query for one"
  static let newsboatColors =
    "this has no twin: rules under highlight give rows a look"
  static let newsboatInclude = "import that file by itself"
  static let newsboatShell =
    "only a shell understands this command: put it into a script, and write its name"
  static func newsboatKeyless(_ names: String) -> String {
    "no key is left for \(names): give one under keys in config.yaml, or type its name after :"
  }
  static let newsboatNoReload = "without auto-reload it says nothing"
  static func newsboatOperation(_ name: String) -> String {
    name.isEmpty ? "it does nothing" : "\"\(name)\" has no twin here"
  }
  static func newsboatDialog(_ name: String) -> String {
    "the dialog \"\(name)\" has no twin here, or does not know the operation"
  }
  static let newsboatQuote = "a quote is never closed: the line is left out"
  static let newsboatBytes = "this is not UTF-8: the line is left out"
  static let newsboatNoValue = "it says nothing"

  // MARK: Formats

  static func newsboatDropped(_ fields: [String]) -> String {
    let verb = fields.count == 1 ? "has no twin here and is" : "have no twin here and are"
    return "\(fields.joined(separator: ", ")) \(verb) left out"
  }
  static func newsboatRefused(_ fields: [String]) -> String {
    "\(fields.joined(separator: ", ")) cannot be said in download_name"
  }
  static let newsboatDates =
    "dates knows %Y %y %m %b %d %e %H %M and plain characters, 24 columns at the most"
  static let newsboatAllFeeds = "mark_changed_unread holds for all feeds, not for single ones"
  static func newsboatOrder(_ name: String) -> String {
    "\"sort: \(name)\" in a view, or :sort \(name) in the window"
  }
  static func newsboatNoOrder(_ name: String) -> String {
    "there is no order by \(name): S in the window shows those there are"
  }
  static let newsboatOneFolder = "what stands before the first sign is download_folder"

  // MARK: Colours

  static let newsboatColor = "it names no colours that are known"
  static func newsboatElement(_ name: String) -> String { "\(name) has no role in a theme" }
  static let newsboatFocus = "a selected row has one look, that of listfocus"
  static func newsboatAttributes(_ names: String) -> String {
    "a theme has no \(names); the colours are taken over"
  }
  static let newsboatGround = "the window has one ground: that of background counts"
  static let newsboatRuleColor =
    "its colours are dropped: a row that a rule finds has the role highlight of the theme"
  static func themeKept(_ file: String) -> String {
    "\(file) says something else, and stays. What was to come there:"
  }

  // MARK: The import

  static let printsConfig = "--print is for a config file of newsboat"
  static func settingKept(_ name: String, _ file: String) -> String {
    "\(file) says something else of \(name), which stays. What was to come there:"
  }
  /// - Parameter others: how many lines were told of.
  static func settingsImported(
    _ count: Int, into file: String, others: Int, of source: String
  ) -> String {
    let rest = others == 1 ? "1 line is" : "\(others) lines are"
    return "\(count) \(count == 1 ? "setting" : "settings") written into \(file)"
      + (others > 0
        ? "; \(rest) otherwise here or not at all: martlet import --print \(source)" : ".")
  }

  /// Of a line of another sources file.
  static func notTaken(_ reason: SourceLine.Reason) -> String {
    switch reason {
    case .program: "names a program. It is not taken over: no source runs one here."
    case .query: "is a query of newsboat. It is not taken over."
    case .scheme(let scheme):
      "addresses that begin with \(scheme): are not read. The line is not taken over."
    }
  }

  static let hidingTagNotTaken =
    "tags that begin with ! hide nothing here and are not taken over; the feed is."
}
