/// Everything a key can do. Bindings, help, hints and `martlet keys` are made from this one list.
public enum Action: String, Hashable, Sendable, CaseIterable {
  case down
  case up
  case first
  case last
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case pageDown = "page-down"
  case pageUp = "page-up"

  case open
  case nextArticle = "next-article"
  case previousArticle = "previous-article"
  case nextUnread = "next-unread"
  case previousUnread = "previous-unread"
  case readOn = "read-on"
  case nextLink = "next-link"
  case previousLink = "previous-link"
  case showHints = "show-hints"
  case moveLeft = "move-left"
  case moveRight = "move-right"
  case trailBack = "trail-back"
  case trailForward = "trail-forward"
  case showInfo = "show-info"
  case find
  case previousMatch = "previous-match"
  case editQuery = "edit-query"
  case chooseView = "choose-view"
  case chooseTopic = "choose-topic"
  case chooseSort = "choose-sort"

  case toggleRead = "toggle-read"
  case markUnreadAndGoOn = "mark-unread-and-go-on"
  case toggleStar = "toggle-star"
  case editLabels = "edit-labels"
  case markAllRead = "mark-all-read"
  case markAboveRead = "mark-above-read"
  case markBelowRead = "mark-below-read"
  case markOlderRead = "mark-older-read"
  case labelAll = "label-all"
  case undo
  case redo
  case bringInNew = "bring-in-new"
  case unfoldStory = "unfold-story"
  case splitStory = "split-story"
  case toggleStories = "toggle-stories"

  case openInBrowser = "open-in-browser"
  case openAndKeepUnread = "open-and-keep-unread"
  case openLink1 = "open-link-1"
  case openLink2 = "open-link-2"
  case openLink3 = "open-link-3"
  case openLink4 = "open-link-4"
  case openLink5 = "open-link-5"
  case openLink6 = "open-link-6"
  case openLink7 = "open-link-7"
  case openLink8 = "open-link-8"
  case openLink9 = "open-link-9"
  case openLink10 = "open-link-10"
  case openLinkByNumber = "open-link-by-number"
  case copyAddress = "copy-address"
  case copyTitleAndAddress = "copy-title-and-address"
  case pipe
  case save
  case edit
  case showFullText = "show-full-text"
  case fetchFullText = "fetch-full-text"
  case togglePictures = "toggle-pictures"
  case download
  case play

  case refresh
  case refreshAll = "refresh-all"
  case stopRefresh = "stop-refresh"
  case addSource = "add-source"
  case showFaults = "show-faults"

  case goLeft = "go-left"
  case close
  case leave
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case changeLayout = "change-layout"
  case toggleZen = "toggle-zen"
  case toggleSidebar = "toggle-sidebar"
  case toggleGroup = "toggle-group"
  case toggleGroups = "toggle-groups"
  case chooseTheme = "choose-theme"
  case editSettings = "edit-settings"
  case commandLine = "command-line"
  case toggleMouse = "toggle-mouse"
  case showHelp = "show-help"
  case redraw
  case suspend
  case quit

  /// Its name in key files.
  public var id: String { rawValue }

  /// The link it opens, counted from 1.
  var linkNumber: Int? {
    switch self {
    case .openLink1: 1
    case .openLink2: 2
    case .openLink3: 3
    case .openLink4: 4
    case .openLink5: 5
    case .openLink6: 6
    case .openLink7: 7
    case .openLink8: 8
    case .openLink9: 9
    case .openLink10: 10
    default: nil
    }
  }
}

/// A heading of the help screen.
public enum ActionGroup: String, Hashable, Sendable, CaseIterable {
  case moving = "Moving"
  case reading = "Reading"
  case finding = "Finding"
  case marks = "Marks"
  case opening = "Opening and copying"
  case sources = "Sources"
  case window = "Window"
}

/// A part of the window that can have the keys. Its raw value is its name in key files.
public enum Pane: String, Hashable, Sendable, CaseIterable {
  case sidebar
  case list
  case detail
}

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

  init(
    _ group: ActionGroup, _ keys: [String], _ help: String, hint: String? = nil,
    in panes: Set<Pane> = [.sidebar, .list, .detail]
  ) {
    self.group = group
    self.keys = keys
    self.help = help
    self.hint = hint
    self.panes = panes
  }

  fileprivate static func openLink(_ number: Int) -> ActionFacts {
    ActionFacts(
      .opening, ["\(number % 10)"], "Open link or related article \(number) in the browser")
  }
}

extension Action {
  /// Group, default keys, help, hint and panes. Without a `default`: an action that has no facts
  /// does not compile.
  public var facts: ActionFacts {
    switch self {
    case .down: ActionFacts(.moving, ["j", "Down"], "Next row, or down a line", hint: "down")
    case .up: ActionFacts(.moving, ["k", "Up"], "Previous row, or up a line", hint: "up")
    case .first: ActionFacts(.moving, ["g g", "Home"], "First row, or the beginning")
    case .last: ActionFacts(.moving, ["G", "End"], "Last row, or the end")
    case .halfPageDown: ActionFacts(.moving, ["Ctrl-D"], "Half a page down")
    case .halfPageUp: ActionFacts(.moving, ["Ctrl-U"], "Half a page up")
    case .pageDown: ActionFacts(.moving, ["Ctrl-F", "PgDn"], "A page down")
    case .pageUp: ActionFacts(.moving, ["Ctrl-B", "PgUp"], "A page up")

    case .open:
      ActionFacts(
        .reading, ["Enter", "l", "Right"],
        "Open the article or view; show or open the link", hint: "open")
    case .nextArticle: ActionFacts(.reading, ["J"], "Open the article below, read or not")
    case .previousArticle: ActionFacts(.reading, ["K"], "Open the article above, read or not")
    case .nextUnread:
      ActionFacts(.reading, ["n"], "Open the next unread article", hint: "next unread")
    case .previousUnread: ActionFacts(.reading, ["p"], "Open the previous unread article")
    case .readOn:
      ActionFacts(
        .reading, ["Space"], "Page down; at the end, open the next unread",
        hint: "read on")
    case .nextLink:
      ActionFacts(
        .reading, ["}"], "Select the next link, note or related article", hint: "next link")
    case .previousLink:
      ActionFacts(.reading, ["{"], "Select the previous link or related article")
    case .showHints:
      ActionFacts(.reading, ["'"], "Letters at every link on the screen: type one")
    case .moveLeft: ActionFacts(.window, ["<"], "The border to the left; wide code: to its left")
    case .moveRight:
      ActionFacts(.window, [">"], "The border to the right; wide code: to its right")
    case .trailBack:
      ActionFacts(.reading, ["["], "Back on the trail of related articles", hint: "back")
    case .trailForward:
      ActionFacts(.reading, ["]"], "Forward on the trail of related articles", hint: "forward")
    case .showInfo:
      ActionFacts(
        .reading, ["i"], "Show everything known about this article", in: [.list, .detail])
    case .find:
      ActionFacts(
        .finding, ["/"], "Narrow list or sidebar as you type; find in a text", hint: "find")
    case .previousMatch:
      ActionFacts(
        .finding, ["N"], "The match before; n is the next while searching", in: [.detail])
    case .editQuery: ActionFacts(.finding, ["F"], "Change the whole query of the view")
    case .chooseView:
      ActionFacts(.finding, ["f"], "Choose a view by a part of its name", hint: "views")
    case .chooseTopic: ActionFacts(.finding, ["t"], "Choose a topic")
    case .chooseSort: ActionFacts(.finding, ["S"], "Choose the order of list or sidebar")

    case .toggleRead:
      ActionFacts(.marks, ["m"], "Mark read or unread", hint: "read", in: [.list, .detail])
    case .markUnreadAndGoOn:
      ActionFacts(.marks, ["M"], "Mark unread and go to the next row", in: [.list, .detail])
    case .toggleStar:
      ActionFacts(.marks, ["s"], "Star, or take the star away", hint: "star", in: [.list, .detail])
    case .editLabels:
      ActionFacts(
        .marks, ["L"], "Give labels of your own, or take them away", hint: "labels",
        in: [.list, .detail])
    case .markAllRead:
      ActionFacts(.marks, ["A"], "Mark every article of this view read", hint: "all read")
    case .markAboveRead:
      ActionFacts(
        .marks, ["g k"], "Mark everything above the selected row read", in: [.list, .detail])
    case .markBelowRead:
      ActionFacts(
        .marks, ["g j"], "Mark everything below the selected row read", in: [.list, .detail])
    case .markOlderRead:
      ActionFacts(.marks, ["g o"], "Mark read what is older than some days")
    case .labelAll:
      ActionFacts(.marks, ["g L"], "Label everything that is listed")
    case .undo: ActionFacts(.marks, ["u"], "Undo the last mark or mass mark", hint: "undo")
    case .redo: ActionFacts(.marks, ["Ctrl-R"], "Redo what was undone")
    case .bringInNew:
      ActionFacts(.marks, ["."], "Bring in what is new and build the view again", hint: "new")

    case .unfoldStory:
      ActionFacts(.reading, ["+"], "Unfold the story of the row, or fold it", in: [.list])
    case .splitStory:
      ActionFacts(.marks, ["-"], "Split the story: its articles stand alone", in: [.list])
    case .toggleStories:
      ActionFacts(.reading, ["="], "One row a story, or one an article")

    case .openInBrowser:
      ActionFacts(
        .opening, ["o"], "Open the article or selected link in the browser", hint: "browser",
        in: [.list, .detail])
    case .openAndKeepUnread:
      ActionFacts(
        .opening, ["O"], "Open in the browser and stay unread", in: [.list, .detail])
    case .openLinkByNumber:
      ActionFacts(.opening, ["#"], "Type the number of the link to open")
    case .copyAddress:
      ActionFacts(.opening, ["y"], "Copy the address", hint: "copy", in: [.list, .detail])
    case .copyTitleAndAddress:
      ActionFacts(
        .opening, ["Y"], "Copy \u{201C}title \u{2014} address\u{201D}", in: [.list, .detail])
    case .pipe:
      ActionFacts(
        .opening, ["|"], "Pipe the article to a command; empty: your pager", in: [.list, .detail])
    case .save:
      ActionFacts(.opening, ["W"], "Save as an article file", in: [.list, .detail])
    case .edit:
      ActionFacts(.opening, ["E"], "Open its file in your editor", in: [.list, .detail])
    case .showFullText:
      ActionFacts(
        .opening, ["x"], "Show the whole text of its page, or its own again",
        hint: "whole text", in: [.list, .detail])
    case .fetchFullText:
      ActionFacts(.opening, ["X"], "Fetch the whole text anew", in: [.list, .detail])
    case .togglePictures:
      ActionFacts(.reading, ["v"], "Show pictures, or none")
    case .download:
      ActionFacts(
        .opening, ["d"], "Download its file; Ctrl-G stops, d goes on", in: [.list, .detail])
    case .play:
      ActionFacts(.opening, ["P"], "Play its sound or film", in: [.list, .detail])
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

    case .refresh: ActionFacts(.sources, ["r"], "Reload this source", hint: "reload")
    case .refreshAll: ActionFacts(.sources, ["R"], "Reload every source", hint: "reload all")
    case .stopRefresh:
      ActionFacts(
        .sources, ["Ctrl-G"], "Stop reloading and fetching; what has come stays", hint: "stop")
    case .addSource:
      ActionFacts(.sources, ["a"], "Add a folder, a feed or the feed of a page", hint: "add")
    case .showFaults:
      ActionFacts(.sources, ["e"], "What went wrong with this source, what is next", hint: "why")

    case .goLeft: ActionFacts(.window, ["h", "Left"], "Back, or into the pane to the left")
    case .close: ActionFacts(.window, ["Esc"], "Close what is open, or back to the list")
    case .nextPane: ActionFacts(.window, ["Tab"], "Next pane", hint: "pane")
    case .previousPane: ActionFacts(.window, ["Shift-Tab"], "Previous pane")
    case .changeLayout: ActionFacts(.window, ["w"], "Panes side by side, stacked or one at a time")
    case .toggleZen: ActionFacts(.window, ["z"], "The article alone, and back", hint: "zen")
    case .toggleSidebar: ActionFacts(.window, ["\\"], "Show or hide the sidebar")
    case .toggleGroup:
      ActionFacts(
        .window, ["c"], "Fold this group of the sidebar, or unfold it", hint: "fold",
        in: [.sidebar])
    case .toggleGroups:
      ActionFacts(.window, ["C"], "Fold every group, or unfold all", in: [.sidebar])
    case .chooseTheme: ActionFacts(.window, ["T"], "Choose a theme and see it at once")
    case .editSettings: ActionFacts(.window, [","], "Edit the settings; they are read at once")
    case .commandLine:
      ActionFacts(.window, [":"], "Type a command: any action by name, and more")
    case .toggleMouse:
      ActionFacts(.window, ["Alt-m"], "Mouse off and on; off, the terminal marks text")
    case .showHelp: ActionFacts(.window, ["?"], "Show and search the keys", hint: "help")
    case .redraw: ActionFacts(.window, ["Ctrl-L"], "Paint the screen anew")
    case .suspend: ActionFacts(.window, ["Ctrl-Z"], "Suspend; the shell\u{2019}s fg comes back")
    case .quit: ActionFacts(.window, ["Q", "Ctrl-C"], "Quit at once")
    case .leave: ActionFacts(.window, ["q"], "Back; from the list, quit", hint: "quit")
    }
  }
}
