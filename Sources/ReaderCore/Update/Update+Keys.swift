import Articles
import TUI

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    // Escape and a key typed fast reach a program as Alt and that key.
    if case .alt(let character) = key, overlay != nil || !isBound(key),
      !(isTyping && LineEditor.byWords.contains(key))
    {
      return press(.escape) + settle() + press(.character(character))
    }
    message = nil
    switch overlay {
    case .help(let help): return pressInHelp(help, key)
    case .info(let info): return pressInInfo(info, key)
    case .number(let prompt): return pressInPrompt(prompt, key)
    case .add(let adding): return pressInAdding(adding, key)
    case .faults(let faults): return pressInFaults(faults, key)
    case .search(let prompt): return pressInSearch(prompt, key)
    case .choose(let chooser): return pressInChooser(chooser, key)
    case .mute(let prompt): return pressInMuting(prompt, key)
    case .hints(let hints): return pressInHints(hints, key)
    case .confirm(let confirmation): return pressInConfirming(confirmation, key)
    case .output(let output): return pressInOutput(output, key)
    case nil: return pressInPanes(key)
    }
  }

  /// Whether keys are letters of a line.
  private var isTyping: Bool {
    switch overlay {
    case .search: true
    case .add(let adding): adding.step == .typing
    default: false
    }
  }

  private func isBound(_ key: Key) -> Bool {
    configuration.bindings.meaning(of: key, after: pendingKey, in: focus) != .nothing
      || configuration.own(at: key, after: pendingKey) != nil
  }

  private mutating func pressInPanes(_ key: Key) -> [Effect] {
    let before = pendingKey
    pendingKey = nil
    switch configuration.bindings.meaning(of: key, after: before, in: focus) {
    case .action(let action): return perform(action)
    case .prefix: pendingKey = key
    case .nothing:
      switch configuration.own(at: key, after: before) {
      case .view(let view):
        focus = .list
        return show(view)
      case .command(let command): return run(command)
      case .prefix:
        pendingKey = key
        return []
      case nil: break
      }
      if let before {
        if key != .escape { say(Wording.unknownKey(KeySequence(before, key).name)) }
      } else {
        say(Wording.unknownKey(key.name))
      }
    }
    return []
  }

  /// Does what the person asked for, or says why that is not possible, or waits for what is loading.
  mutating func perform(_ action: Action) -> [Effect] {
    if action == .close || action == .leave {
      deferred = []
      steps = []
    }
    if !deferred.isEmpty && !action.isImmediate || isLoading(for: action) {
      if deferred.count < 64 { deferred.append(action) }
      return []
    }
    if let step = matchStep(of: action) {
      goToMatch(step)
      return []
    }
    if let reason = refusal(of: action) { return refuse(reason) }
    return carryOut(action)
  }

  /// What was asked for while the list was on its way.
  mutating func performDeferred() -> [Effect] {
    var effects: [Effect] = []
    while let action = deferred.first, !isLoading(for: action) {
      deferred.removeFirst()
      let rest = deferred
      deferred = []
      effects += perform(action) + settle()
      deferred += rest
    }
    return effects
  }

  /// Whether what an action needs has been asked for and is not here yet.
  private func isLoading(for action: Action) -> Bool {
    let needsWholeList = action.needsWholeList || action == .last && focus == .list
    if needsWholeList && !list.isComplete && list.isLoading { return true }
    // The first rows are on their way.
    if list.count == 0, list.isLoading, focus == .list, action.needsRow || action.movesCursor {
      return true
    }
    if isLayingOut(for: action) { return true }
    if action == .undo && !canUndo && !history.isRestored { return true }
    if action == .undo || action == .redo, muteHistory.isSettling { return true }
    if action.dependsOnMarks && history.isSettling { return true }
    if missingArticle(for: action) != nil { return true }
    guard action.needsRow, !isReading, focus != .sidebar, let id = list.selectedID
    else { return false }
    // Also before it is asked for: settling does that after every message.
    return list.rows[id] == nil && !list.rows.isGone(id)
  }

  private mutating func carryOut(_ action: Action) -> [Effect] {
    if !action.leavesPlace, !(focus == .sidebar && action == .find) { list.isTouched = true }
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
}

extension Action {
  /// Works even while others wait. Prompts do: the digits that follow are not meant for others.
  fileprivate var isImmediate: Bool {
    [
      .quit, .redraw, .suspend, .showHelp, .close, .leave, .openLinkByNumber, .markOlderRead,
      .editLabels, .labelAll, .commandLine,
      .refreshAll, .stopRefresh, .addSource, .showFaults, .find, .editQuery, .chooseView,
      .chooseTopic, .chooseSort, .toggleGroup, .toggleGroups, .chooseTheme,
      .toggleMouse, .editSettings,
    ].contains(self)
  }

  /// Says nothing of where the person wants to be: a list that still fills may go on.
  fileprivate var leavesPlace: Bool {
    [
      .redraw, .suspend, .showHelp, .commandLine, .changeLayout, .toggleSidebar, .refresh,
      .refreshAll,
      .stopRefresh, .addSource, .showFaults, .chooseView, .chooseTopic, .chooseSort, .toggleGroup,
      .toggleGroups, .chooseTheme, .toggleMouse, .editSettings, .moveLeft, .moveRight,
    ].contains(self)
  }

  fileprivate var needsWholeList: Bool {
    [
      .nextUnread, .previousUnread, .markAllRead, .markAboveRead, .markBelowRead, .unfoldStory,
      .splitStory, .labelAll,
    ].contains(self)
  }

  /// Whether what it does follows from what is marked.
  fileprivate var dependsOnMarks: Bool {
    linkNumber != nil
      || [
        .open, .readOn, .nextArticle, .previousArticle, .nextUnread, .previousUnread, .toggleRead,
        .markUnreadAndGoOn, .toggleStar,
        .editLabels, .markAllRead, .markAboveRead, .markBelowRead, .openInBrowser, .toggleZen,
        .showFullText, .fetchFullText, .splitStory,
      ].contains(self)
  }

  fileprivate var movesCursor: Bool {
    [.down, .up, .first, .last, .halfPageDown, .halfPageUp, .pageDown, .pageUp].contains(self)
  }

  fileprivate var needsRow: Bool {
    [
      .open, .readOn, .nextArticle, .previousArticle, .nextUnread, .previousUnread, .showInfo,
      .toggleRead, .markUnreadAndGoOn,
      .toggleStar, .editLabels, .openInBrowser, .openAndKeepUnread, .copyAddress,
      .copyTitleAndAddress,
      .toggleZen, .showFullText, .fetchFullText, .download, .play, .pipe, .save, .edit,
    ].contains(self)
  }
}

/// Text that was pasted is put where text is typed; it is never keys, whatever it is made of.
extension Model {
  mutating func paste(_ text: String) -> [Effect] {
    message = nil
    pendingKey = nil
    var line = Self.line(of: text)
    guard let last = line.popLast() else { return [] }
    // The last character is typed, so that what follows from the line follows once.
    switch overlay {
    case .search(var prompt):
      prompt.line.insert(line)
      overlay = .search(prompt)
    case .add(var adding) where adding.step == .typing:
      adding.line.insert(line)
      overlay = .add(adding)
    case .choose(var chooser):
      chooser.insert(line)
      overlay = .choose(chooser)
    default:
      say(Wording.pasted(find: key(of: .find), add: key(of: .addSource)))
      return []
    }
    return press(.character(last))
  }

  /// One line of what can be typed: line ends and tabs are blanks, other controls go.
  private static func line(of text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(LineEditor.longest) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        if "\n\r\t\u{2028}\u{2029}".unicodeScalars.contains(scalar) { scalars.append(" ") }
      default: scalars.append(scalar)
      }
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
