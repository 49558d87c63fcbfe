import Articles
import TUI

extension Model {
  /// Why an action cannot be done now; `nil` if it can.
  func refusal(of action: Action) -> String? {
    guard action.facts.panes.contains(focus) else {
      return focus == .sidebar
        ? Wording.notInSidebar(key: key(of: .open))
        : Wording.inSidebarOnly(key: key(of: .nextPane))
    }
    switch action {
    case .down, .up, .first, .last, .halfPageDown, .halfPageUp, .pageDown, .pageUp: return nil
    case .open: return refusalOfOpen
    case .nextArticle:
      if list.count == 0 { return Wording.noArticle }
      return list.cursor.selected + 1 < list.count ? nil : Wording.lastArticle
    case .previousArticle:
      if list.count == 0 { return Wording.noArticle }
      return list.cursor.selected > 0 ? nil : Wording.firstArticle
    case .nextUnread: return refusalOfUnread(backwards: false)
    case .previousUnread: return refusalOfUnread(backwards: true)
    case .readOn, .showInfo, .toggleRead, .markUnreadAndGoOn, .toggleStar, .toggleZen:
      return subject == nil ? Wording.noArticle : nil
    case .editLabels:
      guard let subject else { return Wording.noArticle }
      return subject.key == nil ? Wording.noAddress : nil
    case .labelAll:
      if !list.isComplete { return Wording.stillLoading }
      return list.count == 0 ? Wording.noArticle : nil
    case .nextLink, .previousLink:
      guard focus == .detail, let page else { return Wording.openArticleFirst }
      return page.targets.isEmpty && page.work == nil ? Wording.noLinks : nil
    case .showHints:
      guard focus == .detail, page != nil else { return Wording.openArticleFirst }
      return hasLinksOnScreen ? nil : Wording.noLinks
    case .moveLeft where movesCode:
      return (trail.current?.sideways ?? 0) > 0 ? nil : Wording.nothingWide
    case .moveRight where movesCode: return widestCode > 0 ? nil : Wording.nothingWide
    case .moveLeft, .moveRight:
      return layout.border(of: focus) != nil ? nil : Wording.noBorder
    case .find, .chooseSort:
      return focus == .sidebar && !sidebar.isLoaded ? Wording.stillLoading : nil
    case .editQuery: return nil
    case .chooseView, .chooseTopic: return sidebar.isLoaded ? nil : Wording.stillLoading
    case .toggleGroup:
      if !sidebar.isLoaded { return Wording.stillLoading }
      return sidebar.selectedGroup == nil ? Wording.noGroup : nil
    case .toggleGroups: return sidebar.isLoaded ? nil : Wording.stillLoading
    case .previousMatch: return Wording.nothingLookedFor(key(of: .find))
    case .trailBack: return trail.canGoBack ? nil : Wording.trailBegins
    case .trailForward: return trail.canGoForward ? nil : Wording.trailEnds
    case .markAllRead, .markOlderRead:
      if !list.isComplete { return Wording.stillLoading }
      return list.unreadCount == 0 ? Wording.nothingUnread : nil
    case .markAboveRead, .markBelowRead:
      if !list.isComplete { return Wording.stillLoading }
      return refusalOfUnread(backwards: action == .markAboveRead)
    case .unfoldStory, .splitStory: return refusalOfStory(action)
    case .toggleStories: return nil
    case .undo: return !canUndo ? Wording.nothingToUndo : nil
    case .redo: return !canRedo ? Wording.nothingToRedo : nil
    case .openInBrowser, .openAndKeepUnread, .copyAddress, .copyTitleAndAddress, .showFullText,
      .fetchFullText:
      guard let subject else { return Wording.noArticle }
      return link(of: subject) == nil ? Wording.noAddress : nil
    case .pipe: return subject == nil ? Wording.noArticle : nil
    case .save, .edit:
      guard let subject else { return Wording.noArticle }
      return subject.articleID == nil ? Wording.notInLibrary : nil
    case .openLinkByNumber: return refusal(ofLink: 1)
    case .refresh:
      return refusalOfRefresh
        ?? (currentSources.isEmpty ? Wording.noSource(key(of: .refreshAll)) : nil)
    case .refreshAll: return refusalOfRefresh
    case .stopRefresh:
      return refresh == nil && longRuns.isEmpty && downloads.status == nil && !fullTexts.isFetching
        ? Wording.notRefreshing : nil
    case .togglePictures: return refusalOfPictures()
    case .download: return refusalOfFile(forPlaying: false)
    case .play: return refusalOfFile(forPlaying: true)
    case .changeLayout:
      let isOne = size.columns < 60 || size.rows < 14 || configuration.isForScreenReader
      return isOne ? Wording.onePaneOnly : nil
    case .chooseTheme: return configuration.themes.depth == .none ? Wording.noColors : nil
    case .toggleMouse, .editSettings, .redraw, .suspend, .quit, .commandLine, .addSource,
      .showFaults,
      .bringInNew, .goLeft,
      .close, .leave,
      .nextPane, .previousPane, .toggleSidebar, .showHelp:
      return nil
    case .openLink1, .openLink2, .openLink3, .openLink4, .openLink5, .openLink6, .openLink7,
      .openLink8, .openLink9, .openLink10:
      return action.linkNumber.flatMap { refusal(ofLink: $0) }
    }
  }

  /// Does what an action does where it is not refused.
  mutating func carryOut(_ action: Action) -> [Effect] {
    if !action.facts.traits.contains(.leavesPlace), !(focus == .sidebar && action == .find) {
      list.isTouched = true
    }
    switch action {
    case .openLink1, .openLink2, .openLink3, .openLink4, .openLink5, .openLink6, .openLink7,
      .openLink8, .openLink9, .openLink10:
      return action.linkNumber.map { openLink($0) } ?? []
    case .down, .up, .first, .last, .halfPageDown, .halfPageUp, .pageDown, .pageUp:
      return move(action)
    case .open: return open()
    case .nextArticle: return openNext(backwards: false)
    case .previousArticle: return openNext(backwards: true)
    case .nextUnread: return openUnread(backwards: false)
    case .previousUnread: return openUnread(backwards: true)
    case .readOn: return readOn()
    case .nextLink: selectTarget(backwards: false)
    case .previousLink: selectTarget(backwards: true)
    case .showHints: showHints()
    case .moveLeft: if movesCode { moveSideways(by: -1) } else { moveBorder(by: -1) }
    case .moveRight: if movesCode { moveSideways(by: 1) } else { moveBorder(by: 1) }
    case .trailBack: trail.goBack()
    case .trailForward: trail.goForward()
    case .find:
      if isReading {
        findInText()
      } else if focus == .sidebar {
        findInSidebar()
      } else {
        narrowList()
      }
    case .editQuery: editQuery()
    case .chooseView: chooseView()
    case .chooseTopic: chooseTopic()
    case .chooseSort: if focus == .sidebar { chooseSidebarOrder() } else { chooseSort() }
    case .toggleGroup: toggleGroup()
    case .toggleGroups: toggleGroups()
    case .previousMatch: break
    case .showInfo:
      var link: Document.Link?
      if case .link(let selected) = selectedTarget?.kind { link = selected }
      overlay = subject.map { .info(InfoState(subject: $0, link: link)) }
    case .toggleRead: return toggleRead()
    case .markUnreadAndGoOn: return markUnreadAndGoOn()
    case .toggleStar: return toggleStar()
    case .editLabels: editLabels()
    case .labelAll: labelAll()
    case .markAllRead: return markRead(places: 0..<list.count)
    case .markAboveRead: return markRead(places: 0..<list.cursor.selected)
    case .markBelowRead:
      return markRead(places: min(list.cursor.selected + 1, list.count)..<list.count)
    case .markOlderRead: overlay = .number(NumberPrompt(purpose: .days))
    case .undo: return undo()
    case .redo: return redo()
    case .bringInNew: return bringInNew()
    case .unfoldStory: return unfoldStory()
    case .splitStory: return splitStory()
    case .toggleStories: return toggleStories()
    case .openInBrowser: return openInBrowser(keepsUnread: false)
    case .openAndKeepUnread: return openInBrowser(keepsUnread: true)
    case .openLinkByNumber: overlay = .number(NumberPrompt(purpose: .link))
    case .copyAddress: return copy(withTitle: false)
    case .copyTitleAndAddress: return copy(withTitle: true)
    case .pipe: promptForCommand()
    case .commandLine: promptForLine()
    case .save: return proposeSave()
    case .edit: return edit()
    case .showFullText: return showFullText(anew: false)
    case .fetchFullText: return showFullText(anew: true)
    case .togglePictures: togglePictures()
    case .download: return download()
    case .play: return play()
    case .refresh: return refresh(.sources(currentSources))
    case .refreshAll: return refresh(.everything)
    case .stopRefresh: return stopRefresh()
    case .addSource: overlay = .add(AddState())
    case .showFaults: return showFaults()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return quit()
    case .goLeft: goLeft()
    case .close:
      if isReading, textSearch != nil {
        textSearch = nil
      } else if focus == .list, !list.query.isEmpty {
        return widen()
      } else {
        focus = .list
      }
    case .leave:
      if focus == .list { return list.query.isEmpty ? quit() : widen() }
      focus = .list
    case .nextPane: cyclePanes(by: 1)
    case .previousPane: cyclePanes(by: -1)
    case .changeLayout: changeLayout()
    case .toggleZen: return toggleZen()
    case .toggleSidebar: toggleSidebar()
    case .chooseTheme: return chooseTheme()
    case .editSettings: return [.editSettings]
    case .toggleMouse: return toggleMouse()
    case .showHelp: overlay = .help(HelpState())
    }
    return []
  }

  /// Ends the window; only where marks would be lost with it, the person is told first.
  mutating func quit() -> [Effect] {
    guard owedMarks == .refused, !isLossSaid else { return [.quit] }
    isLossSaid = true
    fail(Wording.leavingLosesMarks)
    return []
  }

  private var refusalOfRefresh: String? {
    guard let refresh, refresh.target != .due || refresh.next != nil else { return nil }
    return Wording.alreadyRefreshing(refresh.status, key: key(of: .stopRefresh))
  }

  /// The key that hints show where the focus is.
  func key(of action: Action) -> String? {
    configuration.bindings.keys(for: action, in: focus).first?.name
  }

  private var refusalOfOpen: String? {
    switch focus {
    case .sidebar: return sidebar.selected == nil ? Wording.stillLoading : nil
    case .list: return subject == nil ? Wording.noArticle : nil
    case .detail:
      guard let selectedTarget else {
        return page?.targets.isEmpty == false
          ? Wording.noLinkSelected(key: key(of: .nextLink)) : Wording.noLinks
      }
      if case .link = selectedTarget.kind { return nil }
      if selectedTarget.isOfNote { return nil }
      return subject(of: selectedTarget.kind) == nil ? Wording.noAddress : nil
    }
  }

  private func refusalOfUnread(backwards: Bool) -> String? {
    if list.count == 0 { return Wording.noArticle }
    if list.scope == .frontPage, list.isComplete, list.unreadCount == 0 {
      return Wording.frontPageDone(list.total)
    }
    let place = list.nextUnread(from: list.cursor.selected, backwards: backwards, in: marks)
    return place == nil ? (backwards ? Wording.noUnreadAbove : Wording.noUnreadBelow) : nil
  }

  /// Numbers mean what is on the screen.
  func refusal(ofLink number: Int) -> String? {
    guard layout.detail != nil, trail.current != nil, let page else {
      return Wording.openArticleFirst
    }
    if page.numberCount == 0 { return Wording.noLinks }
    return page.numbered(number) != nil
      ? nil : Wording.noSuchLink(number, of: page.numberCount)
  }
}
