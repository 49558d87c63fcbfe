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

extension Model {
  /// Letters search; while nothing is searched for, those that scroll or leave do that.
  mutating func pressInHelp(_ help: HelpState, _ key: Key) -> [Effect] {
    var help = help
    let isReading = help.query.isEmpty && !help.isTyping
    let begun = pendingKey
    switch isReading || !key.isOfLine ? deed(of: key, over: .showHelp) : .nothing {
    case .leave where isReading || key == .escape:
      overlay = nil
      return []
    case .scroll(let rows):
      scrollOverlay(by: rows)
      return []
    case .effects(let effects): return effects
    case .begun, .leave: return []
    case .find: help.isTyping = true
    case .nothing:
      // What began nothing was typed.
      for key in [begun, key].compactMap(\.self) { help.type(key) }
    }
    overlay = .help(help)
    scrollOverlay(by: 0)
    return []
  }

  mutating func pressInInfo(_ info: InfoState, _ key: Key) -> [Effect] {
    switch deed(of: key, over: .showInfo) {
    case .leave: overlay = nil
    case .effects(let effects): return effects
    case .scroll(let rows): scrollOverlay(by: rows)
    case .find, .begun, .nothing: break
    }
    return []
  }

  /// A page over the panes, no further than to its ends.
  mutating func scrollOverlay(by rows: Int) {
    func moved(_ scroll: Int, of lines: Int) -> Int {
      min(max(scroll + rows, 0), max(lines - overlayRows, 0))
    }
    switch overlay {
    case .help(var help):
      help.scroll = moved(help.scroll, of: helpLines(of: help).count + HelpPage.headRows)
      overlay = .help(help)
    case .info(var info):
      info.scroll = moved(info.scroll, of: info.page?.lines.count ?? 0)
      overlay = .info(info)
    case .faults(var faults):
      faults.scroll = moved(faults.scroll, of: faults.lines.count)
      overlay = .faults(faults)
    case .output(var output):
      output.scroll = moved(output.scroll, of: output.rows.count + HelpPage.headRows)
      overlay = .output(output)
    default: break
    }
  }

  mutating func pressInPrompt(_ prompt: NumberPrompt, _ key: Key) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"): overlay = nil
    case .backspace:
      overlay = prompt.digits.popLast() == nil ? nil : .number(prompt)
    case .enter:
      overlay = nil
      return Int(prompt.digits).map { answer(prompt.purpose, $0) } ?? []
    case .character(let digit) where digit.isASCII && digit.isNumber && prompt.digits.count < 6:
      prompt.digits.append(digit)
      overlay = .number(prompt)
    default: break
    }
    return []
  }

  private mutating func answer(_ purpose: NumberPrompt.Purpose, _ number: Int) -> [Effect] {
    let reason =
      switch purpose {
      case .link: refusal(ofLink: number)
      case .days: refusal(of: .markOlderRead)
      }
    if let reason {
      say(reason)
      return []
    }
    switch purpose {
    case .link: return openLink(number)
    case .days: return markRead(olderThanDays: number)
    }
  }

  /// The rows between title and status line, which an overlay fills.
  var overlayRows: Int { max(layout.sidebarRows, 1) }

  func helpLines(of help: HelpState) -> [HelpPage.Line] {
    HelpPage.lines(
      matching: help.query, bindings: configuration.bindings, views: configuration.views,
      commands: configuration.commands, settings: configuration.settingNotes,
      columns: overlayColumns)
  }

  /// The columns of an overlay's text.
  var overlayColumns: Int { max(layout.title.columns - 3, 1) }
}

/// What a key does on a page that lies over the panes.
enum OverlayDeed {
  /// By so many rows; by very many to the ends.
  case scroll(Int)
  case leave
  case find
  case effects([Effect])
  /// It begins a sequence.
  case begun
  case nothing
}

extension Model {
  /// A page over the panes has the keys of the article's pane, as the person has bound them; the key
  /// that opens it closes it, and so does Escape whatever else it means.
  /// - Parameter pane: another one whose keys it has.
  mutating func deed(
    of key: Key, over opener: Action? = nil, in pane: Pane = .detail
  ) -> OverlayDeed {
    let before = pendingKey
    pendingKey = nil
    if key == .escape { return .leave }
    let bindings = configuration.bindings
    if let opener, bindings.meaning(of: key, after: before, in: focus) == .action(opener) {
      return .leave
    }
    switch bindings.meaning(of: key, after: before, in: pane) {
    case .prefix:
      pendingKey = key
      return .begun
    case .nothing: return .nothing
    case .action(let action): return action == opener ? .leave : deed(of: action)
    }
  }

  /// Whether a key has a meaning on the page that lies over the panes.
  func isBoundOverlay(_ key: Key) -> Bool {
    switch overlay {
    case .help, .info, .faults, .output:
      configuration.bindings.meaning(of: key, after: pendingKey, in: .detail) != .nothing
    default: false
    }
  }

  private mutating func deed(of action: Action) -> OverlayDeed {
    switch action {
    case .down: .scroll(1)
    case .up: .scroll(-1)
    case .halfPageDown: .scroll(max(overlayRows / 2, 1))
    case .halfPageUp: .scroll(-max(overlayRows / 2, 1))
    case .pageDown, .readOn: .scroll(overlayRows)
    case .pageUp: .scroll(-overlayRows)
    case .first: .scroll(-1_000_000)
    case .last: .scroll(1_000_000)
    case .goLeft, .close, .leave: .leave
    case .find: .find
    case .quit: .effects(quit())
    case .redraw: .effects([.redraw])
    default: .nothing
    }
  }

  /// The keys of some actions there, as hints show them; empty where one has none.
  func overlayKeys(_ actions: Action..., in pane: Pane = .detail) -> String {
    actions.compactMap { configuration.bindings.keys(for: $0, in: pane).first?.name }
      .joined(separator: " ")
  }
}

extension HelpState {
  fileprivate mutating func type(_ key: Key) {
    switch key {
    case .backspace where query.isEmpty: isTyping = false
    case .backspace:
      query.removeLast()
      scroll = 0
    case .character(let character) where query.count < 40:
      query.append(character)
      scroll = 0
    default: break
    }
  }
}

extension Key {
  /// Whether it is one of a line in which something is typed.
  fileprivate var isOfLine: Bool {
    if case .character = self { true } else { self == .backspace }
  }
}
