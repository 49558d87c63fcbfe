/// Tables of keys for hands that know another program.
///
/// Said as what differs from the actions' own keys. Every habit of the other program whose twin exists
/// here sits on its key; an action that has to give way has another key, and none is without.
/// `config/keys` has the whole tables as files to be copied; a test holds both equal.
public enum KeyPreset: String, Hashable, Sendable, CaseIterable {
  case martlet
  case vim
  case newsboat
  case mutt
  case emacs

  public var bindings: Bindings {
    if self == .martlet { return .standard }
    let (bindings, faults) = Bindings.standard.changed(
      by: changes.map { KeyChange(action: $0.action.id, keys: $0.keys, pane: $0.pane) })
    precondition(faults.isEmpty, "\(rawValue): \(faults.map(\.error.message))")
    return bindings
  }

  /// One line for a list of presets.
  public var help: String {
    switch self {
    case .martlet: "Martlet\u{2019}s own keys"
    case .vim: "vim: yy, ZZ, Ctrl-E, Ctrl-W w, za, gx"
    case .newsboat: "newsboat and newsbeuter: N, J, K, u, g, G, F"
    case .mutt: "mutt: Tab, N, F, l, c, o, x"
    case .emacs: "emacs: Ctrl-N, Ctrl-P, Ctrl-S, Ctrl-X o, Alt-x"
    }
  }

  typealias Change = (action: Action, pane: Pane?, keys: [String])

  private var changes: [Change] {
    switch self {
    case .martlet: []
    case .vim: Self.vimChanges
    case .newsboat: Self.newsboatChanges
    case .mutt: Self.muttChanges
    case .emacs: Self.emacsChanges
    }
  }

  /// In newsboat `o` opens and leaves the article unread, `O` opens and marks it; `u` shows its links;
  /// tags and filters are views here; `,` begins its macros.
  private static let newsboatChanges: [Change] = [
    (.first, nil, ["Home"]), (.last, nil, ["End"]),
    (.pageDown, nil, ["PgDn"]), (.pageUp, nil, ["PgUp"]),
    (.halfPageUp, nil, ["Alt-u"]),
    (.toggleRead, nil, ["N"]), (.previousMatch, nil, ["Alt-n"]),
    (.markUnreadAndGoOn, nil, ["M"]),
    (.openInBrowser, nil, ["O"]), (.openAndKeepUnread, nil, ["o"]),
    (.showHints, nil, ["u", "'"]), (.undo, nil, ["U"]), (.redo, nil, ["Ctrl-Y"]),
    (.chooseSort, nil, ["g", "G"]), (.chooseView, nil, ["t", "f"]), (.chooseTopic, nil, ["Alt-t"]),
    (.save, nil, ["s", "W"]), (.toggleStar, nil, ["*"]),
    (.editLabels, nil, ["Ctrl-E", "L"]), (.labelAll, nil, ["Alt-l"]),
    (.markAboveRead, nil, ["Alt-k"]), (.markBelowRead, nil, ["Alt-j"]),
    (.markOlderRead, nil, ["Alt-o"]),
    (.close, nil, ["Esc", "Ctrl-F"]), (.editSettings, nil, ["Alt-,"]),
    (.nextUnread, nil, ["n"]), (.previousUnread, nil, ["p"]),
  ]

  /// The pager of mutt has keys of its own.
  private static let muttChanges: [Change] = [
    (.down, nil, ["j", "Down"]), (.up, nil, ["k", "Up"]),
    (.down, .detail, ["Enter", "Down"]), (.up, .detail, ["Backspace", "Up"]),
    (.nextArticle, .detail, ["j", "J"]), (.previousArticle, .detail, ["k", "K"]),
    (.open, .detail, ["l", "Right"]), (.find, .list, ["l", "/"]),
    (.open, .list, ["Enter", "Space"]), (.readOn, .list, ["Alt-Space"]),
    (.first, nil, ["=", "Home"]), (.last, nil, ["*", "End"]),
    (.first, .detail, ["^", "Home"]), (.last, .detail, ["$", "End"]),
    (.halfPageDown, nil, ["]", "Ctrl-D"]), (.halfPageUp, nil, ["[", "Ctrl-U"]),
    (.pageDown, nil, ["z", "PgDn", "Ctrl-F"]), (.pageUp, nil, ["Z", "PgUp", "Ctrl-B"]),
    (.pageUp, .detail, ["-", "PgUp", "Ctrl-B"]),
    (.nextUnread, nil, ["Tab"]), (.previousUnread, nil, ["Shift-Tab"]),
    (.nextUnread, .detail, ["Tab", "n"]),
    (.trailBack, nil, ["B"]), (.trailForward, nil, ["H"]),
    (.toggleRead, nil, ["N"]), (.previousMatch, nil, ["Alt-n"]),
    (.toggleStar, nil, ["F"]), (.editQuery, nil, ["Alt-l"]),
    (.editLabels, nil, ["Y", "w"]), (.labelAll, nil, ["Alt-Y"]),
    (.copyTitleAndAddress, nil, ["Alt-y"]),
    (.chooseView, nil, ["c"]), (.toggleGroup, nil, ["Alt-c"]), (.chooseSort, nil, ["o", "O"]),
    (.openInBrowser, nil, ["b"]), (.openAndKeepUnread, nil, ["Alt-b"]),
    (.save, nil, ["s", "W"]), (.edit, nil, ["e", "E"]), (.showFaults, nil, ["!"]),
    (.leave, nil, ["q"]), (.quit, nil, ["x", "Q", "Ctrl-C"]), (.showFullText, nil, ["f"]),
    (.leave, .detail, ["q", "i"]), (.showInfo, .detail, ["h"]), (.showInfo, .list, ["i"]),
    (.goLeft, .detail, ["Left"]), (.fetchFullText, nil, ["X"]),
    (.refreshAll, nil, ["G", "R"]), (.showHints, nil, ["v", "'"]),
    (.togglePictures, nil, ["V"]),
    (.markAllRead, nil, ["A", "Ctrl-R"]), (.redo, nil, ["Ctrl-Y"]),
    (.markAboveRead, nil, ["g k"]), (.unfoldStory, nil, ["Alt-v", "+"]),
    (.toggleStories, nil, ["Alt-V"]),
    (.nextPane, nil, ["Ctrl-W"]), (.previousPane, nil, ["Alt-w"]),
    (.changeLayout, nil, ["Alt-2"]), (.toggleZen, nil, ["Alt-1"]),
  ]
}

/// The keys of editors, where these have something that a reader has too.
extension KeyPreset {
  static let vimChanges: [Change] = [
    (.down, nil, ["j", "Down", "Ctrl-E", "Ctrl-N"]), (.up, nil, ["k", "Up", "Ctrl-Y", "Ctrl-P"]),
    (.copyAddress, nil, ["y y"]), (.copyTitleAndAddress, nil, ["Y", "y t"]),
    (.openInBrowser, nil, ["o", "g x"]), (.open, nil, ["Enter", "l", "Right", "Ctrl-]"]),
    (.trailBack, nil, ["Ctrl-O", "[", "Ctrl-T"]), (.trailForward, nil, ["]"]),
    (.edit, nil, ["E", "g f"]),
    (.quit, nil, ["Z Z", "Z Q", "Q", "Ctrl-C"]),
    (.nextPane, nil, ["Tab", "Ctrl-W w", "g t"]),
    (.previousPane, nil, ["Shift-Tab", "Ctrl-W W", "g T"]),
    (.goLeft, nil, ["h", "Left", "Ctrl-W h"]), (.toggleZen, nil, ["Ctrl-W o"]),
    (.changeLayout, nil, ["w", "Ctrl-W s", "Ctrl-W v"]), (.leave, nil, ["q", "Ctrl-W c"]),
    (.unfoldStory, nil, ["+", "z a", "z o", "z c"]),
    (.toggleStories, nil, ["=", "z i"]),
    (.toggleGroup, .sidebar, ["c", "z a", "z o", "z c"]),
    (.toggleGroups, .sidebar, ["C", "z M", "z R"]),
    (.showHelp, nil, ["?", "F1"]),
  ]

  /// `Ctrl-H` is the key Backspace of a terminal, so help is on F1 and `?`.
  static let emacsChanges: [Change] = [
    (.down, nil, ["j", "Down", "Ctrl-N"]), (.up, nil, ["k", "Up", "Ctrl-P"]),
    (.open, nil, ["Enter", "Right"]), (.goLeft, nil, ["l", "h", "Left"]),
    (.pageDown, nil, ["Ctrl-V", "PgDn"]), (.pageUp, nil, ["Alt-v", "PgUp"]),
    (.pageUp, .detail, ["Alt-v", "PgUp", "Backspace"]),
    (.first, nil, ["Alt-<", "Home"]), (.last, nil, ["Alt->", "End"]),
    (.find, nil, ["Ctrl-S", "/", "s"]), (.previousMatch, nil, ["Ctrl-R", "N"]),
    (.redo, nil, ["Alt-_", "Ctrl-X r"]), (.undo, nil, ["Ctrl-_", "Ctrl-X u", "u"]),
    (.toggleStar, nil, ["*"]), (.copyAddress, nil, ["Alt-w", "y"]),
    (.close, nil, ["Esc", "Ctrl-G"]), (.stopRefresh, nil, ["Ctrl-X g"]),
    (.refresh, nil, ["g"]), (.refreshAll, nil, ["G", "R"]),
    (.openInBrowser, nil, ["b", "&", "o"]),
    (.markAboveRead, nil, ["Alt-k"]), (.markBelowRead, nil, ["Alt-j"]),
    (.markOlderRead, nil, ["Alt-o"]), (.labelAll, nil, ["Alt-l"]),
    (.nextLink, .detail, ["Tab", "}"]), (.previousLink, .detail, ["Shift-Tab", "{"]),
    (.nextPane, nil, ["Ctrl-X o", "Tab"]), (.nextPane, .detail, ["Ctrl-X o"]),
    (.previousPane, nil, ["Shift-Tab"]), (.previousPane, .detail, ["Ctrl-X p"]),
    (.toggleZen, nil, ["Ctrl-X 1", "z"]), (.changeLayout, nil, ["Ctrl-X 2", "Ctrl-X 3", "w"]),
    (.chooseView, nil, ["Ctrl-X b", "f"]), (.save, nil, ["Ctrl-X Ctrl-S", "W"]),
    (.addSource, nil, ["Ctrl-X Ctrl-F", "a"]), (.edit, nil, ["E"]),
    (.leave, nil, ["q", "Ctrl-X k"]), (.quit, nil, ["Ctrl-X Ctrl-C", "Q", "Ctrl-C"]),
    (.commandLine, nil, [":", "Alt-x"]), (.pipe, nil, ["|", "Alt-|"]),
    (.showHelp, nil, ["?", "F1"]),
  ]
}
