import Articles

extension Model {
  mutating func undo() -> [Effect] {
    if let rule = muteHistory.undo(in: history) { return change(.unmute(rule)) }
    guard let (step, new) = history.undo() else { return [] }
    return takeBack(step, as: new, isRedo: false)
  }

  mutating func redo() -> [Effect] {
    if let rule = muteHistory.redo(in: history) { return change(.mute(rule)) }
    guard let (step, new) = history.redo() else { return [] }
    return takeBack(step, as: new, isRedo: true)
  }

  var canUndo: Bool { !history.undoable.isEmpty || !muteHistory.undoable.isEmpty }
  var canRedo: Bool { !history.redoable.isEmpty || !muteHistory.redoable.isEmpty }

  private mutating func takeBack(_ step: MarkStep, as new: MarkStep.ID, isRedo: Bool) -> [Effect] {
    guard step.count > 0 else {
      _ = history.finish(new, count: 0)
      say(Wording.tooLargeToUndo)
      return []
    }
    if !history.isSettling { say(Wording.takingBack(step, isRedo: isRedo)) }
    return [.undo(step.id, as: new)]
  }

  /// The steps of the windows before this one are here.
  mutating func restore(_ steps: [MarkStep]) -> [Effect] {
    history.restore(steps)
    return performDeferred()
  }

  mutating func take(_ outcome: UndoOutcome, of new: MarkStep.ID) -> [Effect] {
    var effects: [Effect] = []
    switch outcome {
    case .done(let count, let leftAlone, let title, let masses):
      readLabelsAgain(masses.map(\.name))
      guard let pending = history.finish(new, count: count) else {
        effects += take(masses)
        break
      }
      var step = pending.step
      step.count = count
      message = Wording.takenBack(
        step, isRedo: pending.isRedo, leftAlone: leftAlone, title: title,
        key: key(of: pending.isRedo ? .undo : .redo))
      if [[.split], [.unsplit]].contains(step.names) { effects += reloadListing() }
      if !masses.isEmpty || count > MarkBook.mostAtOnce { effects += take(masses) }
    case .nothing: _ = history.finish(new, count: 0)
    case .failed(let reason):
      if history.fail(new) != nil { fail(Wording.notTakenBack(reason)) }
    }
    return effects + performDeferred()
  }

  /// Says what a step did and, where it is the one that would be undone, how to take it back.
  mutating func say(_ step: MarkStep) {
    let key = history.undoable.last?.id == step.id ? key(of: .undo) : nil
    message = StatusMessage(text: Wording.marked(step, key: key))
  }
}
