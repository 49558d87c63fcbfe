import ReaderCore

/// What is said of openers, commands and files of articles.
extension Wording {
  static let openerShape =
    "an opener has match (a regular expression) or type (a media type such as audio/*), and a "
    + "command. It is left out."
  static let openerType =
    "type is a media type, such as audio/mpeg or audio/*. The opener is left out."
  static let openerCommand =
    "command is a program with its arguments, as one text or a list of texts. The opener is left out."
  static let openerTerminal = "terminal is true or false. The opener is left out."

  static func noOpenerMember(_ name: String) -> String {
    "an opener has match, type, command and terminal, and no \"\(name)\". It is left out."
  }

  static func noPattern(_ pattern: String, _ reason: String) -> String {
    "match: \(pattern) is no regular expression: \(reason). The opener is left out."
  }

  static func unclosedQuote(_ quote: Character) -> String {
    "the quote \(quote) is not closed: close it, or put a backslash before it"
  }

  // MARK: Articles that leave the window

  static let pressEnter = "Press Enter to go back: "
  static let widthRange = "--width is a number of columns from 10 to 1000"
  static let widthOfText = "--width is for text: leave it out with --json, --markdown and --html"

  /// - Parameter setting: the variable that would name another.
  static func noProgram(_ program: String, setting: String?) -> String {
    let remedy = setting.map { "install one of them, or set \($0)" }
    return "\(program): not found: \(remedy ?? "install it, or name another one")"
  }

  static let hasNoAddress = "this article has no address"
  static let hasNoFile = "this article has no file of its own: give it to the program with pipe"

  /// How a program has ended that has not done well, with its last word.
  static func ended(_ program: String, status: Int32, lastLine: String) -> String {
    let ended = ended(program, status: status)
    return lastLine.isEmpty ? ended : "\(ended): \(lastLine)"
  }

  static func stopped(_ name: String) -> String { "\(name): stopped" }

  /// What became of a program that ran for one article or several.
  static func ran(_ name: String, _ done: Int, _ failures: [String]) -> CommandOutcome {
    guard let last = failures.last else {
      return .done(done == 1 ? "\(name): done" : "\(name): done for \(done) articles")
    }
    guard done + failures.count > 1 else { return .failed("\(name): \(last)") }
    return .failed("\(name): \(done) done, \(failures.count) failed, the last: \(last)")
  }

  static func backFrom(_ program: String) -> String { "back from \(program)" }
  static func readAnew(_ path: String) -> String { "read anew: \(path)" }
  static func copyStays(_ path: String) -> String {
    "what you changed is a copy of the article; it stays at \(path)"
  }
  static func folderNotMade(_ folder: String, _ reason: String) -> String {
    "the folder \(folder) could not be made: \(reason)"
  }
  static func fileIsThere(_ path: String) -> String {
    "this name is taken, and here is a free one: \(path)"
  }

  // MARK: Regular expressions

  static let patternTooLong = "it has more than 1000 states: shorten it, or repeat less in it"
  static let patternNotASCII =
    "an address is written in ASCII when it is opened: write xn-- names and %-signs as it has them"
  static let patternNothingToRepeat = "there is nothing to repeat: put a backslash before the sign"
  static let patternCount = "a count goes up to 1000, the smaller number first"
  static let patternLooksAround =
    "it cannot refer back or look around; only (?i) at the start and (?:…) are understood"
  static let patternEndsInBackslash = "it ends in a backslash: write two for one"
  static let patternRange = "a range goes from the smaller character to the larger"

  static func patternBracket(_ bracket: String) -> String {
    "the bracket \(bracket) has no partner: put a backslash before it if it is meant so"
  }

  static func patternUnknownEscape(_ letter: String) -> String {
    "there is no \\\(letter): leave the backslash out"
  }
}
