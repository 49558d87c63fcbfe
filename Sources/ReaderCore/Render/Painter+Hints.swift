import TUI

/// The keys that work now, in the last line or the status line.
extension Painter {
  /// Returns the columns that they take.
  @discardableResult
  func paintHints(
    in rect: Rect, key: Style, text: Style, into frame: inout Frame
  ) -> Int {
    var column = rect.column
    let end = rect.column + rect.columns
    for (keys, hint) in hints {
      let hint = hint.isEmpty ? "" : " " + hint
      let columns = DisplayWidth.columns(of: keys + hint, charset: model.charset)
      guard column + columns <= end else { continue }
      column += frame.draw(
        keys, at: Point(column: column, row: rect.row), width: columns, style: key)
      column += frame.draw(
        hint, at: Point(column: column, row: rect.row), width: columns, style: text)
      column += hint.isEmpty ? 1 : 2
    }
    return column - rect.column
  }

  /// The keys that work now, the ones a newcomer needs most first.
  private var hints: [(keys: String, hint: String)] {
    switch model.overlay {
    case .help:
      let find = model.overlayKeys(.find)
      return scrolling + (find.isEmpty ? [] : [(find, Wording.searchHint)])
    case .info, .faults, .output: return scrolling
    case .add(let adding): return hints(of: adding)
    case .number(let prompt):
      return [("Enter", Wording.promptHint(prompt.purpose)), ("Esc", Wording.promptCancel)]
    case .search(let prompt):
      var hints = [("Enter", Wording.keepHint), ("Esc", Wording.promptCancel)]
      switch prompt.purpose {
      case .list:
        return hints + [
          ("Tab", Wording.completeHint), ("Up", Wording.earlierHint), ("Ctrl-S", Wording.saveHint),
          ("Ctrl-X", Wording.muteHint),
        ]
      case .text: return hints + [("Up", Wording.earlierHint)]
      case .sidebar:
        hints[0].1 = Wording.openHint
        return hints + [("Up Down", Wording.chooseHint)]
      case .name:
        hints[0].1 = Wording.saveHint
        return hints
      case .save:
        hints[0].1 = Wording.saveHint
        return hints
      case .pipe(_, let form):
        hints[0].1 = prompt.line.text.isEmpty ? Wording.pagerHint : Wording.pipeHint
        return hints + [("Tab", Wording.formHint(form)), ("Up", Wording.earlierHint)]
      case .labels, .labelsOfAll:
        hints[0].1 = Wording.labelHint
        return prompt.completion == nil ? hints : hints + [("Tab", "")]
      case .command:
        hints[0].1 = Wording.runHint
        return hints + [("Tab", Wording.completeHint), ("Up", Wording.earlierHint)]
      }
    case .mute: return [("Enter", Wording.muteHint), ("Esc", Wording.backHint)]
    case .choose:
      let escape = model.firstStep == nil ? Wording.promptCancel : Wording.skipHint
      return [
        ("Enter", Wording.chooseHint), ("Esc", escape), ("Up Down", Wording.moveHint),
        ("a\u{2013}z", Wording.narrowHint),
      ]
    case .confirm: return [("Enter", Wording.runHint), ("Esc", Wording.promptCancel)]
    case .hints: return [("a\u{2013}z", Wording.letterHint), ("Esc", Wording.promptCancel)]
    case nil: break
    }
    // What changes with every move would be read out each time.
    if isSpoken { return [(key(of: .showHelp), Action.showHelp.facts.hint ?? "")] }
    return Action.hinted(in: model.focus).compactMap { action in
      if model.matchStep(of: action) == 1 { return (key(of: action), Wording.nextMatchHint) }
      guard let hint = action.facts.hint, !key(of: action).isEmpty, isPossible(action)
      else { return nil }
      return (key(of: action), hint)
    }
  }

  /// Those of a page over the panes.
  private var scrolling: [(keys: String, hint: String)] {
    [(model.overlayKeys(.down, .up), Wording.scrollHint), ("Esc", Wording.backHint)]
  }

  private func hints(of adding: AddState) -> [(keys: String, hint: String)] {
    let cancel = ("Esc", Wording.promptCancel)
    return switch adding.step {
    case .typing: [("Enter", Wording.findHint), cancel]
    case .searching, .adding: [cancel]
    case .choosing:
      [
        ("1-9", Wording.findHint), (model.overlayKeys(.down, .up, in: .list), Wording.scrollHint),
        cancel,
      ]
    case .confirming: [("Enter", Wording.addHint), cancel]
    }
  }

  /// As the model refuses, but without a search of the list for each frame.
  private func isPossible(_ action: Action) -> Bool {
    action == .nextUnread ? model.list.unreadCount > 0 : model.refusal(of: action) == nil
  }

  func key(of action: Action) -> String {
    model.key(of: action) ?? ""
  }
}

extension Action {
  /// Hinted actions of a pane in the order of their use.
  fileprivate static func hinted(in pane: Pane) -> [Action] {
    switch pane {
    case .sidebar:
      [
        .showHelp, .open, .stopRefresh, .down, .up, .nextPane, .chooseView, .markAllRead, .refresh,
        .find, .toggleGroup, .addSource,
        .showFaults, .leave, .refreshAll,
      ]
    case .list:
      [
        .showHelp, .open, .stopRefresh, .readOn, .nextUnread, .find, .toggleRead, .toggleStar,
        .openInBrowser, .bringInNew, .undo, .markAllRead, .nextPane, .refresh, .addSource,
        .showFaults, .copyAddress, .toggleZen, .editLabels, .leave, .refreshAll,
      ]
    case .detail:
      [
        .showHelp, .readOn, .nextUnread, .nextLink, .open, .trailBack, .trailForward, .toggleRead,
        .toggleStar, .openInBrowser, .showFullText, .find, .undo, .copyAddress, .toggleZen,
        .editLabels, .leave,
      ]
    }
  }
}
