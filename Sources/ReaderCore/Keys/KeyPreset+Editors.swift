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
