import Articles
import TUI

/// What lies over the panes and takes the keys.
enum Overlay: Sendable {
  case help(HelpState)
  case info(InfoState)
  case number(NumberPrompt)
  case add(AddState)
  case faults(FaultsState)
  case search(SearchPrompt)
  case choose(Chooser)
  case mute(MutePrompt)
  case hints(LinkHints)
  case confirm(Confirmation)
  case output(OutputState)
}

/// A line in which something is looked for while it is typed.
struct SearchPrompt: Sendable {
  enum Purpose: Sendable {
    /// In the article; with where it stood before, and what was looked for there.
    case text(scroll: Int, TextSearch?)
    /// In the articles of a view; with how list and trail stood before.
    case list(ListScope, ListState, Trail)
    /// Lines of the sidebar.
    case sidebar
    /// The name of a view; with its query.
    case name(String)
    /// A command that an article is piped to; with what of it.
    case pipe(PrintedArticle, PipeForm)
    /// The path that an article is saved under.
    case save(ArticleID)
    /// The labels of an article, with those that it had when it was asked.
    case labels(Subject, [Label])
    /// What everything that is listed is labelled.
    case labelsOfAll
    /// The name of a command, with what it takes.
    case command
  }

  var purpose: Purpose
  var line = LineEditor()
  /// Why what is typed is no query.
  var mistake: QueryMistake?
  /// Why what was asked for is not done.
  var notice: String?
  /// The part of a command line that is wrong, in characters.
  var wrongWord: Range<Int>?
  /// What Tab goes through.
  var completion: QueryCompletion?
  /// The pane that gets the keys again where the prompt took them along.
  var focusBefore: Pane?

  /// A key of the line itself: Tab goes through what may be meant, the arrows through what was typed
  /// before.
  /// - Parameter completing: what the text before the cursor may go on with.
  mutating func type(
    _ key: Key, _ history: inout LineHistory, completing: (String) -> QueryCompletion?
  ) {
    switch key {
    case .tab, .backTab:
      var completion = self.completion ?? completing(line.before)
      if let text = completion?.step(backwards: key == .backTab) {
        line = LineEditor(text, after: line.after)
      }
      self.completion = completion
      return
    case .up, .down:
      if let text = history.step(forward: key == .down, from: line.text) { line = LineEditor(text) }
    default: line.press(key)
    }
    completion = nil
  }

  var isSaving: Bool { if case .save = purpose { true } else { false } }
}

/// Whether a query is to hide what it finds, which is listed meanwhile.
struct MutePrompt: Sendable {
  let rule: MuteRule
  /// Where Escape goes back to.
  let prompt: SearchPrompt
}

/// Whether a program is to run for everything that is listed.
struct Confirmation: Hashable, Sendable {
  let name: String
  let program: OwnProgram
  let articles: [PrintedArticle]
}

/// A number that is being typed.
struct NumberPrompt: Hashable, Sendable {
  enum Purpose: Hashable, Sendable {
    /// The link to open.
    case link
    /// The age in days of what is marked read.
    case days
  }

  var purpose: Purpose
  var digits = ""
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
  /// The link that is selected in its text.
  var link: Document.Link?
  var scroll = 0
  var page: Page?
}
