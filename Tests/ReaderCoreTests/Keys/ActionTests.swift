import TUI
import Testing

@testable import ReaderCore

struct ActionTests {
  @Test func everyActionHasHelpAndKeysThatExist() {
    for action in Action.allCases {
      let facts = action.facts
      #expect(!facts.help.isEmpty && facts.help.count <= 52, "\(action.id)")
      #expect(!facts.keys.isEmpty && !facts.panes.isEmpty, "\(action.id)")
      for name in facts.keys { #expect(KeySequence(name: name)?.name == name, "\(name)") }
      #expect(action.id.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
    }
  }

  @Test func noTwoActionsWantTheSameKeys() {
    var owners: [KeySequence: Action] = [:]
    for action in Action.allCases {
      for name in action.facts.keys {
        guard let keys = KeySequence(name: name) else { continue }
        #expect(owners[keys] == nil, "\(name)")
        owners[keys] = action
      }
    }
    for keys in owners.keys where keys.second != nil {
      #expect(owners[KeySequence(keys.first)] == nil, "\(keys.name)")
    }
  }

  @Test func helpsAndNamesAreUnlikeEachOther() {
    let others = Action.allCases.filter { $0.linkNumber == nil }
    #expect(Set(others.map(\.facts.help)).count == others.count)
    #expect(Set(Action.allCases.map(\.id)).count == Action.allCases.count)
  }

  @Test func theKeysOfTheProduct() {
    let expected: [(String, Action)] = [
      ("j", .down), ("k", .up), ("G", .last), ("Home", .first), ("Ctrl-D", .halfPageDown),
      ("Ctrl-U", .halfPageUp), ("Ctrl-F", .pageDown), ("PgUp", .pageUp), ("Enter", .open),
      ("l", .open), ("Right", .open), ("h", .goLeft), ("Left", .goLeft), ("q", .leave),
      ("Esc", .close), ("Tab", .nextPane), ("Shift-Tab", .previousPane), ("Space", .readOn),
      ("n", .nextUnread), ("p", .previousUnread), ("m", .toggleRead), ("M", .markUnreadAndGoOn),
      ("s", .toggleStar), ("A", .markAllRead), ("u", .undo),
      ("Ctrl-R", .redo), ("o", .openInBrowser), ("O", .openAndKeepUnread),
      ("1", .openLink1), ("9", .openLink9), ("0", .openLink10), ("#", .openLinkByNumber),
      ("[", .trailBack), ("]", .trailForward), ("y", .copyAddress), ("Y", .copyTitleAndAddress),
      ("i", .showInfo), ("w", .changeLayout), ("z", .toggleZen), ("?", .showHelp), ("Q", .quit),
      ("Ctrl-L", .redraw), ("Ctrl-Z", .suspend), ("}", .nextLink), ("{", .previousLink),
      (".", .bringInNew), ("r", .refresh), ("R", .refreshAll), ("Ctrl-G", .stopRefresh),
      ("a", .addSource), ("e", .showFaults), (":", .commandLine), ("J", .nextArticle),
    ]
    for (name, action) in expected {
      #expect(Bindings.standard.meaning(of: Key(name: name)!) == .action(action), "\(name)")
    }
    #expect(Bindings.standard.meaning(of: .character("g")) == .prefix)
    #expect(
      Bindings.standard.meaning(of: .character("g"), after: .character("g")) == .action(.first))
    for (key, action) in [
      ("k", Action.markAboveRead), ("j", .markBelowRead), ("o", .markOlderRead),
    ] {
      #expect(
        Bindings.standard.meaning(of: Key(name: key)!, after: .character("g")) == .action(action))
    }
    #expect(Bindings.standard.meaning(of: .character(";")) == .nothing)
  }
}
