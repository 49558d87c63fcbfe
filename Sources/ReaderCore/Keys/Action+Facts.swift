/// What is to be known of an action: one line of the table below.
public struct ActionFacts: Sendable {
  public let group: ActionGroup
  /// Names of the keys, or of two keys one after the other ("g g").
  public let keys: [String]
  /// One line for the help screen.
  public let help: String
  /// One or two words for the hint line; `nil` where a hint would waste the room.
  public let hint: String?
  /// The panes it works in.
  public let panes: Set<Pane>
  let traits: Traits

  /// What must be there before it is done, for it waits for that; and how it bears on what waits.
  struct Traits: OptionSet {
    let rawValue: UInt8

    /// The row that is selected.
    static let needsRow = Traits(rawValue: 1)
    /// The first rows: it moves among them.
    static let movesCursor = Traits(rawValue: 1 << 1)
    static let needsWholeList = Traits(rawValue: 1 << 2)
    /// What it does follows from what is marked.
    static let needsMarks = Traits(rawValue: 1 << 3)
    /// Works even while others wait. Prompts do: the digits that follow are not meant for others.
    static let isImmediate = Traits(rawValue: 1 << 4)
    /// Says nothing of where the person wants to be: a list that still fills may go on.
    static let leavesPlace = Traits(rawValue: 1 << 5)
  }

  init(
    _ group: ActionGroup, _ keys: [String], _ help: String, hint: String? = nil,
    in panes: Set<Pane> = [.sidebar, .list, .detail], traits: Traits = []
  ) {
    self.group = group
    self.keys = keys
    self.help = help
    self.hint = hint
    self.panes = panes
    self.traits = traits
  }

  fileprivate static func moving(
    _ keys: [String], _ help: String, hint: String? = nil
  ) -> ActionFacts {
    ActionFacts(.moving, keys, help, hint: hint, traits: .movesCursor)
  }

  fileprivate static func openLink(_ number: Int) -> ActionFacts {
    ActionFacts(
      .opening, ["\(number % 10)"], "Open link or related article \(number) in the browser",
      traits: .needsMarks)
  }
}

extension Action {
  /// Without a `default`: an action that has no facts does not compile. Why it is refused and what it
  /// does stand in `Update+Actions.swift`.
  public var facts: ActionFacts {
    switch self {
    case .down: .moving(["j", "Down"], "Next row, or down a line", hint: "down")
    case .up: .moving(["k", "Up"], "Previous row, or up a line", hint: "up")
    case .first: .moving(["g g", "Home"], "First row, or the beginning")
    case .last: .moving(["G", "End"], "Last row, or the end")
    case .halfPageDown: .moving(["Ctrl-D"], "Half a page down")
    case .halfPageUp: .moving(["Ctrl-U"], "Half a page up")
    case .pageDown: .moving(["Ctrl-F", "PgDn"], "A page down")
    case .pageUp: .moving(["Ctrl-B", "PgUp"], "A page up")

    case .open:
      ActionFacts(
        .reading, ["Enter", "l", "Right"],
        "Open the article or view; show or open the link", hint: "open",
        traits: [.needsRow, .needsMarks])
    case .nextArticle:
      ActionFacts(
        .reading, ["J"], "Open the article below, read or not", traits: [.needsRow, .needsMarks])
    case .previousArticle:
      ActionFacts(
        .reading, ["K"], "Open the article above, read or not", traits: [.needsRow, .needsMarks])
    case .nextUnread:
      ActionFacts(
        .reading, ["n"], "Open the next unread article", hint: "next unread",
        traits: [.needsRow, .needsWholeList, .needsMarks])
    case .previousUnread:
      ActionFacts(
        .reading, ["p"], "Open the previous unread article",
        traits: [.needsRow, .needsWholeList, .needsMarks])
    case .readOn:
      ActionFacts(
        .reading, ["Space"], "Page down; at the end, open the next unread",
        hint: "read on", traits: [.needsRow, .needsMarks])
    case .nextLink:
      ActionFacts(
        .reading, ["}"], "Select the next link, note or related article", hint: "next link")
    case .previousLink:
      ActionFacts(.reading, ["{"], "Select the previous link or related article")
    case .showHints:
      ActionFacts(.reading, ["'"], "Letters at every link on the screen: type one")
    case .moveLeft:
      ActionFacts(
        .window, ["<"], "The border to the left; wide code: to its left", traits: [.leavesPlace])
    case .moveRight:
      ActionFacts(
        .window, [">"], "The border to the right; wide code: to its right", traits: [.leavesPlace])
    case .trailBack:
      ActionFacts(.reading, ["["], "Back on the trail of related articles", hint: "back")
    case .trailForward:
      ActionFacts(.reading, ["]"], "Forward on the trail of related articles", hint: "forward")
    case .showInfo:
      ActionFacts(
        .reading, ["i"], "Show everything known about this article", in: [.list, .detail],
        traits: [.needsRow])
    case .find:
      ActionFacts(
        .finding, ["/"], "Narrow list or sidebar as you type; find in a text", hint: "find",
        traits: [.isImmediate])
    case .previousMatch:
      ActionFacts(
        .finding, ["N"], "The match before; n is the next while searching", in: [.detail])
    case .editQuery:
      ActionFacts(.finding, ["F"], "Change the whole query of the view", traits: [.isImmediate])
    case .chooseView:
      ActionFacts(
        .finding, ["f"], "Choose a view by a part of its name", hint: "views",
        traits: [.isImmediate, .leavesPlace])
    case .chooseTopic:
      ActionFacts(.finding, ["t"], "Choose a topic", traits: [.isImmediate, .leavesPlace])
    case .chooseSort:
      ActionFacts(
        .finding, ["S"], "Choose the order of list or sidebar",
        traits: [.isImmediate, .leavesPlace])

    case .toggleRead:
      ActionFacts(
        .marks, ["m"], "Mark read or unread", hint: "read", in: [.list, .detail],
        traits: [.needsRow, .needsMarks])
    case .markUnreadAndGoOn:
      ActionFacts(
        .marks, ["M"], "Mark unread and go to the next row", in: [.list, .detail],
        traits: [.needsRow, .needsMarks])
    case .toggleStar:
      ActionFacts(
        .marks, ["s"], "Star, or take the star away", hint: "star", in: [.list, .detail],
        traits: [.needsRow, .needsMarks])
    case .editLabels:
      ActionFacts(
        .marks, ["L"], "Give labels of your own, or take them away", hint: "labels",
        in: [.list, .detail], traits: [.needsRow, .needsMarks, .isImmediate])
    case .markAllRead:
      ActionFacts(
        .marks, ["A"], "Mark every article of this view read", hint: "all read",
        traits: [.needsWholeList, .needsMarks])
    case .markAboveRead:
      ActionFacts(
        .marks, ["g k"], "Mark everything above the selected row read", in: [.list, .detail],
        traits: [.needsWholeList, .needsMarks])
    case .markBelowRead:
      ActionFacts(
        .marks, ["g j"], "Mark everything below the selected row read", in: [.list, .detail],
        traits: [.needsWholeList, .needsMarks])
    case .markOlderRead:
      ActionFacts(.marks, ["g o"], "Mark read what is older than some days", traits: [.isImmediate])
    case .labelAll:
      ActionFacts(
        .marks, ["g L"], "Label everything that is listed", traits: [.needsWholeList, .isImmediate])
    case .undo: ActionFacts(.marks, ["u"], "Undo the last mark or mass mark", hint: "undo")
    case .redo: ActionFacts(.marks, ["Ctrl-R"], "Redo what was undone")
    case .bringInNew:
      ActionFacts(.marks, ["."], "Bring in what is new and build the view again", hint: "new")

    case .unfoldStory:
      ActionFacts(
        .reading, ["+"], "Unfold the story of the row, or fold it", in: [.list],
        traits: [.needsWholeList])
    case .splitStory:
      ActionFacts(
        .marks, ["-"], "Split the story: its articles stand alone", in: [.list],
        traits: [.needsWholeList, .needsMarks])
    case .toggleStories:
      ActionFacts(.reading, ["="], "One row a story, or one an article")

    case .openInBrowser:
      ActionFacts(
        .opening, ["o"], "Open the article or selected link in the browser", hint: "browser",
        in: [.list, .detail], traits: [.needsRow, .needsMarks])
    case .openAndKeepUnread:
      ActionFacts(
        .opening, ["O"], "Open in the browser and stay unread", in: [.list, .detail],
        traits: [.needsRow])
    case .openLinkByNumber:
      ActionFacts(.opening, ["#"], "Type the number of the link to open", traits: [.isImmediate])
    case .copyAddress:
      ActionFacts(
        .opening, ["y"], "Copy the address", hint: "copy", in: [.list, .detail], traits: [.needsRow]
      )
    case .copyTitleAndAddress:
      ActionFacts(
        .opening, ["Y"], "Copy \u{201C}title \u{2014} address\u{201D}", in: [.list, .detail],
        traits: [.needsRow])
    case .pipe:
      ActionFacts(
        .opening, ["|"], "Pipe the article to a command; empty: your pager", in: [.list, .detail],
        traits: [.needsRow])
    case .save:
      ActionFacts(
        .opening, ["W"], "Save as an article file", in: [.list, .detail], traits: [.needsRow])
    case .edit:
      ActionFacts(
        .opening, ["E"], "Open its file in your editor", in: [.list, .detail], traits: [.needsRow])
    case .showFullText:
      ActionFacts(
        .opening, ["x"], "Show the whole text of its page, or its own again",
        hint: "whole text", in: [.list, .detail], traits: [.needsRow, .needsMarks])
    case .fetchFullText:
      ActionFacts(
        .opening, ["X"], "Fetch the whole text anew", in: [.list, .detail],
        traits: [.needsRow, .needsMarks])
    case .togglePictures:
      ActionFacts(.reading, ["v"], "Show pictures, or none")
    case .download:
      ActionFacts(
        .opening, ["d"], "Download its file, or go on with a stopped one",
        in: [.list, .detail],
        traits: [.needsRow])
    case .play:
      ActionFacts(
        .opening, ["P"], "Play its sound or film", in: [.list, .detail], traits: [.needsRow])
    case .openLink1: .openLink(1)
    case .openLink2: .openLink(2)
    case .openLink3: .openLink(3)
    case .openLink4: .openLink(4)
    case .openLink5: .openLink(5)
    case .openLink6: .openLink(6)
    case .openLink7: .openLink(7)
    case .openLink8: .openLink(8)
    case .openLink9: .openLink(9)
    case .openLink10: .openLink(10)

    case .refresh:
      ActionFacts(.sources, ["r"], "Reload this source", hint: "reload", traits: [.leavesPlace])
    case .refreshAll:
      ActionFacts(
        .sources, ["R"], "Reload every source", hint: "reload all",
        traits: [.isImmediate, .leavesPlace])
    case .stopRefresh:
      ActionFacts(
        .sources, ["Ctrl-G"], "Stop reloading and fetching; what has come stays", hint: "stop",
        traits: [.isImmediate, .leavesPlace])
    case .addSource:
      ActionFacts(
        .sources, ["a"], "Add a folder, a feed or the feed of a page", hint: "add",
        traits: [.isImmediate, .leavesPlace])
    case .showFaults:
      ActionFacts(
        .sources, ["e"], "What went wrong with this source, what is next", hint: "why",
        traits: [.isImmediate, .leavesPlace])

    case .goLeft: ActionFacts(.window, ["h", "Left"], "Back, or into the pane to the left")
    case .close:
      ActionFacts(
        .window, ["Esc"], "Close what is open, or back to the list", traits: [.isImmediate])
    case .nextPane: ActionFacts(.window, ["Tab"], "Next pane", hint: "pane")
    case .previousPane: ActionFacts(.window, ["Shift-Tab"], "Previous pane")
    case .changeLayout:
      ActionFacts(
        .window, ["w"], "Panes side by side, stacked or one at a time", traits: [.leavesPlace])
    case .toggleZen:
      ActionFacts(
        .window, ["z"], "The article alone, and back", hint: "zen",
        traits: [.needsRow, .needsMarks])
    case .toggleSidebar:
      ActionFacts(.window, ["\\"], "Show or hide the sidebar", traits: [.leavesPlace])
    case .toggleGroup:
      ActionFacts(
        .window, ["c"], "Fold this group of the sidebar, or unfold it", hint: "fold",
        in: [.sidebar], traits: [.isImmediate, .leavesPlace])
    case .toggleGroups:
      ActionFacts(
        .window, ["C"], "Fold every group, or unfold all", in: [.sidebar],
        traits: [.isImmediate, .leavesPlace])
    case .chooseTheme:
      ActionFacts(
        .window, ["T"], "Choose a theme and see it at once", traits: [.isImmediate, .leavesPlace])
    case .editSettings:
      ActionFacts(
        .window, [","], "Edit the settings; they are read at once",
        traits: [.isImmediate, .leavesPlace])
    case .commandLine:
      ActionFacts(
        .window, [":"], "Type a command: any action by name, and more",
        traits: [.isImmediate, .leavesPlace])
    case .toggleMouse:
      ActionFacts(
        .window, ["Alt-m"], "Mouse off and on; off, the terminal marks text",
        traits: [.isImmediate, .leavesPlace])
    case .showHelp:
      ActionFacts(
        .window, ["?"], "Show and search the keys", hint: "help",
        traits: [.isImmediate, .leavesPlace])
    case .redraw:
      ActionFacts(
        .window, ["Ctrl-L"], "Paint the screen anew", traits: [.isImmediate, .leavesPlace])
    case .suspend:
      ActionFacts(
        .window, ["Ctrl-Z"], "Suspend; the shell\u{2019}s fg comes back",
        traits: [.isImmediate, .leavesPlace])
    case .quit: ActionFacts(.window, ["Q", "Ctrl-C"], "Quit at once", traits: [.isImmediate])
    case .leave:
      ActionFacts(.window, ["q"], "Back; from the list, quit", hint: "quit", traits: [.isImmediate])
    }
  }
}
