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
