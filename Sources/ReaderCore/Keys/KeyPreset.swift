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
