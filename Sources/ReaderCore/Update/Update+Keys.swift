import Articles
import TUI

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    // Escape and a key typed fast reach a program as Alt and that key.
    if case .alt(let character) = key, overlay != nil ? !isBoundOverlay(key) : !isBound(key),
      !(isTyping && LineEditor.byWords.contains(key))
    {
      return press(.escape) + settle() + press(.character(character))
    }
    message = nil
    guard overlay != nil else { return pressInPanes(key) }
    defer {
      // What began a sequence there begins none elsewhere.
      if overlay == nil { pendingKey = nil }
    }
    return pressInOverlay(key)
  }

  private mutating func pressInOverlay(_ key: Key) -> [Effect] {
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
    case nil: return []
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
    if !deferred.isEmpty && !action.facts.traits.contains(.isImmediate) || isLoading(for: action) {
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
    let traits = action.facts.traits
    let needsWholeList = traits.contains(.needsWholeList) || action == .last && focus == .list
    if needsWholeList && !list.isComplete && list.isLoading { return true }
    // The first rows are on their way.
    if list.count == 0, list.isLoading, focus == .list,
      !traits.isDisjoint(with: [.needsRow, .movesCursor])
    {
      return true
    }
    if isLayingOut(for: action) { return true }
    if action == .undo && !canUndo && !history.isRestored { return true }
    if action == .undo || action == .redo, muteHistory.isSettling { return true }
    if traits.contains(.needsMarks), history.isSettling { return true }
    if missingArticle(for: action) != nil { return true }
    guard traits.contains(.needsRow), !isReading, focus != .sidebar, let id = list.selectedID
    else { return false }
    // Also before it is asked for: settling does that after every message.
    return list.rows[id] == nil && !list.rows.isGone(id)
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
