import TUI
import Testing

@testable import ReaderCore

@Suite struct KeyPresetTests {
  @Test(arguments: KeyPreset.allCases)
  func everyPresetLeavesNoActionWithoutKeys(preset: KeyPreset) {
    let bindings = preset.bindings
    for action in Action.allCases {
      for pane in action.facts.panes {
        #expect(!bindings.keys(for: action, in: pane).isEmpty, "\(action.id) in \(pane)")
      }
    }
  }

  /// What newsboat's own table of keys has and Martlet too; "open" and the like in its words.
  @Test(arguments: [
    ("Enter", Action.open), ("q", .leave), ("Q", .quit), ("r", .refresh), ("R", .refreshAll),
    ("A", .markAllRead), ("s", .save), ("n", .nextUnread), ("p", .previousUnread),
    ("J", .nextArticle), ("K", .previousArticle), ("O", .openInBrowser), ("o", .openAndKeepUnread),
    ("?", .showHelp), ("N", .toggleRead), ("u", .showHints), ("t", .chooseView), ("/", .find),
    ("#", .openLinkByNumber), ("1", .openLink1), ("9", .openLink9), ("0", .openLink10),
    ("Ctrl-L", .redraw), (":", .commandLine), ("F", .editQuery), ("f", .chooseView),
    ("Ctrl-F", .close), ("Ctrl-E", .editLabels), ("|", .pipe), ("g", .chooseSort),
    ("G", .chooseSort), ("Up", .up), ("Down", .down), ("j", .down), ("k", .up), ("PgUp", .pageUp),
    ("PgDn", .pageDown), ("Home", .first), ("End", .last), ("Tab", .nextPane),
    ("Esc", .close),
  ])
  func newsboat(key: String, action: Action) {
    for pane in action.facts.panes { expect(.newsboat, key, action, in: pane) }
  }

  @Test(arguments: [
    ("j", Action.down, Pane.list), ("k", .up, .list), ("Enter", .open, .list),
    ("Space", .open, .list), ("Tab", .nextUnread, .list), ("N", .toggleRead, .list),
    ("F", .toggleStar, .list), ("q", .leave, .list), ("x", .quit, .list), ("?", .showHelp, .list),
    ("l", .find, .list), ("/", .find, .list), ("o", .chooseSort, .list), ("O", .chooseSort, .list),
    ("c", .chooseView, .list), ("|", .pipe, .list), ("s", .save, .list), ("e", .edit, .list),
    ("=", .first, .list), ("*", .last, .list), ("]", .halfPageDown, .list),
    ("[", .halfPageUp, .list), ("z", .pageDown, .list), ("Z", .pageUp, .list), ("u", .undo, .list),
    ("Y", .editLabels, .list), ("G", .refreshAll, .list), ("v", .showHints, .list),
    ("Alt-v", .unfoldStory, .list), ("Alt-V", .toggleStories, .list), ("J", .nextArticle, .list),
    ("K", .previousArticle, .list), (":", .commandLine, .list), ("Ctrl-L", .redraw, .list),
    ("Ctrl-G", .stopRefresh, .list), ("Ctrl-R", .markAllRead, .list),
    ("Space", .readOn, .detail), ("-", .pageUp, .detail), ("Enter", .down, .detail),
    ("Backspace", .up, .detail), ("j", .nextArticle, .detail), ("k", .previousArticle, .detail),
    ("^", .first, .detail), ("$", .last, .detail), ("i", .leave, .detail),
    ("n", .nextUnread, .detail),
    ("h", .showInfo, .detail), ("/", .find, .detail), ("Tab", .nextUnread, .detail),
  ])
  func mutt(key: String, action: Action, pane: Pane) {
    expect(.mutt, key, action, in: pane)
  }

  @Test(arguments: [
    ("j", Action.down), ("k", .up), ("h", .goLeft), ("l", .open), ("g g", .first), ("G", .last),
    ("Ctrl-D", .halfPageDown), ("Ctrl-U", .halfPageUp), ("Ctrl-F", .pageDown),
    ("Ctrl-B", .pageUp), ("Ctrl-E", .down), ("Ctrl-Y", .up), ("Ctrl-N", .down), ("Ctrl-P", .up),
    ("/", .find), ("n", .nextUnread), ("N", .previousMatch), ("u", .undo), ("Ctrl-R", .redo),
    ("y y", .copyAddress), ("g x", .openInBrowser), ("g f", .edit), ("Ctrl-O", .trailBack),
    ("Ctrl-T", .trailBack), ("Ctrl-]", .open), ("Ctrl-W w", .nextPane), ("Ctrl-W h", .goLeft),
    ("Ctrl-W o", .toggleZen), ("Ctrl-W c", .leave), ("g t", .nextPane), ("g T", .previousPane),
    ("z a", .unfoldStory), ("z o", .unfoldStory), ("z c", .unfoldStory), ("Z Z", .quit),
    ("Z Q", .quit), (":", .commandLine), ("}", .nextLink), ("{", .previousLink),
    ("Ctrl-L", .redraw), ("Ctrl-Z", .suspend), ("Esc", .close), ("F1", .showHelp),
  ])
  func vim(key: String, action: Action) {
    for pane in action.facts.panes { expect(.vim, key, action, in: pane) }
  }

  @Test(arguments: [
    ("Ctrl-N", Action.down), ("Ctrl-P", .up), ("Ctrl-V", .pageDown), ("Alt-v", .pageUp),
    ("Alt-<", .first), ("Alt->", .last), ("Ctrl-S", .find), ("Ctrl-G", .close), ("Ctrl-_", .undo),
    ("Ctrl-X u", .undo), ("Ctrl-X o", .nextPane), ("Ctrl-X 1", .toggleZen), ("Alt-w", .copyAddress),
    ("Ctrl-X b", .chooseView), ("Ctrl-X k", .leave), ("Ctrl-X Ctrl-C", .quit),
    ("Ctrl-X Ctrl-S", .save), ("Alt-x", .commandLine), ("Alt-|", .pipe), ("Ctrl-L", .redraw),
  ])
  func emacs(key: String, action: Action) {
    for pane in action.facts.panes { expect(.emacs, key, action, in: pane) }
  }

  private func expect(_ preset: KeyPreset, _ name: String, _ action: Action, in pane: Pane) {
    guard let keys = KeySequence(name: name) else {
      Issue.record("\(name) is no key")
      return
    }
    let bindings = preset.bindings
    let meaning =
      keys.second.map { bindings.meaning(of: $0, after: keys.first, in: pane) }
      ?? bindings.meaning(of: keys.first, in: pane)
    #expect(meaning == .action(action), "\(name) in \(pane)")
  }
}
