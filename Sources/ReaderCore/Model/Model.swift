public import Articles
public import TUI

/// The program without the world: everything the window shows follows from this value.
///
/// Changed by ``update(_:_:)`` only, drawn by ``render(_:into:)``.
public struct Model: Sendable {
  var configuration: Configuration
  let charset: Charset
  /// The time; set by the program before each message.
  public var now: Instant
  public internal(set) var size: Size

  var arrangement: Arrangement
  var focus = Pane.list
  var overlay: Overlay?
  var layout: WindowLayout

  var list: ListState
  /// Whether the articles of a story have one row.
  var foldsStories: Bool
  var sidebar: SidebarState
  var trail = Trail()
  var details = DetailCache()
  var fullTexts = FullTexts()
  var downloads = Downloads()
  var pictures: Pictures
  var marks = MarkBook()
  var history = MarkHistory()
  var muteHistory = MuteHistory()
  /// The page of the detail pane, laid out for its width.
  var page: Page?
  /// Long pages that are shown no more. They are freed between keys: that takes longer than a key may.
  var spentPages: [Page] = []
  var textSearch: TextSearch?
  var places: ReadingPlaces
  /// The trail of an earlier window, which goes on when its first article is opened again.
  var oldTrail: [Subject] = []
  /// What was looked for in articles.
  var textHistory: LineHistory
  /// What lists were narrowed to.
  var queryHistory: LineHistory
  /// What articles were piped to.
  var commandHistory: LineHistory
  /// What was typed after ":".
  var lineHistory: LineHistory

  var message: StatusMessage?
  /// Files of the settings that are broken: what they said before holds.
  var areSettingsBroken = false
  /// Whether the person has changed what is hidden, which is being worked out.
  var awaitsMuted = false
  /// What is offered at the first time, and which page of that is shown.
  let firstRun: FirstRun?
  var firstStep: FirstStep?
  /// Marks that are not on the disk yet.
  var owedMarks: OwedMarks?
  /// Whether the person has been told that these would be lost with the window.
  var isLossSaid = false
  var indexing: IndexStatus?
  /// How many articles queries do not find yet by their words.
  var textsWaiting = 0
  /// Folders are read for the first time: what comes is shown while nothing was touched.
  var isFirstIndexing = false
  var refresh: RefreshState?
  /// The number of the last place that was asked for to be added.
  var findRequest = 0
  /// The first key of a sequence, waiting for the second.
  var pendingKey: Key?
  var pointer = Pointer()
  /// Whether the mouse is ours, and not the terminal's.
  var isMouseOn: Bool
  /// Actions that wait for a listing or a row that is on its way.
  var deferred: [Action] = []
  /// What is left to do of a list of commands.
  var steps: [Command] = []
  /// Programs that run for one article after the other, by the numbers of their runs.
  var longRuns: Set<Int> = []
  /// The number of the last program that was started.
  var runNumber = 0
  /// The link that is being looked up.
  var following: Document.Link?
  /// The article to be opened as soon as its row is here.
  var opensWhenLoaded: ArticleID?
  /// Where to go once the first listing is here.
  var sessionAddress: Address?
  var sessionID: ArticleID?
  /// For each mass mark on its way, the request that was the last when its key went down.
  var massRequests: [MarkStep.ID: Int] = [:]
  var alarms = PendingAlarms()

  public init(
    configuration: Configuration, size: Size, charset: Charset, now: Instant,
    session: Session = Session()
  ) {
    self.configuration = configuration
    self.size = size
    self.charset = charset
    self.now = now
    arrangement = session.arrangement
    isMouseOn = configuration.usesMouse
    foldsStories = configuration.foldsStories
    pictures = Pictures(areShown: configuration.pictures == .shown)
    firstRun = configuration.firstRun
    list = ListState(scope: session.scope)
    sidebar = SidebarState(style: session.sidebar)
    sessionAddress = session.selected
    textHistory = LineHistory(session.textSearches)
    places = ReadingPlaces(session.places)
    queryHistory = LineHistory(session.queries)
    commandHistory = LineHistory(session.commands)
    lineHistory = LineHistory(session.lines)
    layout = WindowLayout(
      size: size, arrangement: session.arrangement, focus: .list,
      rowHeight: configuration.list.height, measure: configuration.measure)
    if let view = configuration.views.first(where: { $0.name == session.view }),
      let scope = try? view.scope(now: now, clock: configuration.clock)
    {
      list = ListState(scope: scope, saved: view)
    }
    if firstRun != nil { beginFirstRun() }
  }

  /// Which articles the list holds, or will.
  public var scope: ListScope { list.scope }

  /// What to do before the first key: listing (as request 0) and sidebar are still to be loaded.
  public var firstEffects: [Effect] {
    let effects: [Effect] = [.loadListing(list.scope, request: 0), .loadSidebar, .restoreSteps]
    return configuration.refreshesAtStart
      ? effects + [.wake(.refresh, afterMilliseconds: Self.restBeforeRefresh)] : effects
  }

  /// The list comes first. In milliseconds.
  private static let restBeforeRefresh = 200

  /// How many articles are unread in all; `nil` while that is not known.
  public var unreadCount: Int? { sidebar.unread }

  /// The steps that can be undone, oldest first; to be kept for the next window at the end.
  public var undoableSteps: [MarkStep.ID] { history.undoable.map(\.id) }

  /// Where the person is; to be saved at the end.
  public var session: Session {
    Session(
      scope: list.saved == nil ? list.base : .all, view: list.saved?.name,
      selected: selectedRow?.address ?? sessionAddress,
      arrangement: arrangement, sidebar: sidebar.style, queries: queryHistory.lines,
      textSearches: textHistory.lines, commands: commandHistory.lines,
      lines: lineHistory.lines,
      places: places.all, trail: trailToKeep)
  }

  /// Of one article alone there is nothing to keep.
  private var trailToKeep: [Session.Stop] {
    let subjects = trail.stops.count > 1 ? trail.stops.map(\.subject) : oldTrail
    return subjects.compactMap { subject in
      subject.address.map { Session.Stop(address: $0, title: subject.title) }
    }
  }

  /// Whether the frame would show a gap for something that was asked for and is on its way: worth
  /// waiting for a few milliseconds before it is presented.
  public var isAwaitingRows: Bool {
    guard !layout.isTooSmall else { return false }
    if list.isLoading && (list.count == 0 || list.isNarrowing) || history.isSettling { return true }
    if layout.list != nil, visibleRows.contains(where: { isAwaited(list.ids[$0]) }) {
      return true
    }
    guard layout.detail != nil, let id = trail.current?.subject.articleID else { return false }
    return details.awaited.contains(id)
  }

  /// When an article counts as read.
  var markRead: MarkRead { list.saved?.markRead ?? configuration.markRead }

  /// What stands in a list without articles.
  var emptyText: String {
    if list.isLoading { return Wording.loading }
    if !list.scope.query.isEmpty, textsWaiting > 0 { return Wording.textsWaiting(textsWaiting) }
    if indexing != nil { return Wording.stillReading }
    if shownRefresh != nil { return Wording.stillFetching }
    return sidebar.hasSources
      ? Wording.empty(
        list.scope, isFailing: sidebar.entry(of: list.scope)?.isFailing ?? false,
        key: { key(of: $0) })
      : Wording.firstRun(key(of: .addSource))
  }

  private func isAwaited(_ id: ArticleID) -> Bool {
    list.rows[id] == nil && list.rows.isAwaited(id)
  }
}

extension Model {
  /// The places of the list that are on the screen, or would be.
  var visibleRows: Range<Int> {
    let top = min(list.cursor.top, list.count)
    return top..<min(top + layout.listRows, list.count)
  }

  /// The row the list's selection is on, if it is here.
  var selectedRow: ArticleRow? {
    list.selectedID.flatMap { list.rows[$0] }
  }

  /// Whether the keys mean the article of the detail pane and not the row of the list.
  var isReading: Bool { focus == .detail && trail.current != nil }

  /// What the keys mean: the article in the detail pane if that has the focus, else the row.
  var subject: Subject? {
    isReading ? trail.current?.subject : selectedRow.map(Subject.article)
  }

  /// The link or related article that is selected on the page, if the detail pane has the focus.
  var selectedTarget: Page.Target? {
    guard focus == .detail, let page, let index = trail.current?.target,
      index < page.targets.count
    else { return nil }
    return page.targets[index]
  }

  /// Everything read of the article in the detail pane, if it is here.
  var currentDetail: ArticleDetail? {
    trail.current?.subject.articleID.flatMap { details[$0] }
  }

  /// What holds for an article now.
  func markState(of subject: Subject) -> MarkBook.State {
    switch subject {
    case .article(let row): markState(of: row)
    case .related(let entry): marks.state(of: entry)
    }
  }

  func markState(of row: ArticleRow) -> MarkBook.State {
    marks.state(of: details[row.id]?.row ?? row)
  }
}

/// Why marks are not on the disk: it stands in the title bar, which no message covers.
enum OwedMarks: Hashable, Sendable {
  case waiting
  case refused
}

/// The sentence of the status line; it stands until the next key.
struct StatusMessage: Hashable, Sendable {
  var text: String
  /// What says the same with less words, where there is no room.
  var short: String?
  /// Drawn after the sentence as far as there is room.
  var detail: String?
  var isError = false
}
