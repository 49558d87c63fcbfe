import Articles

/// What can be undone and redone: the numbers of the steps. What it takes to do so is kept outside.
///
/// Undoing is answered later, so both stacks say at once what will hold: keys typed in a hurry mean
/// what they would mean slowly. What fails goes back to where it came from.
struct MarkHistory: Sendable {
  /// The latest last; numbers grow in both.
  private(set) var undoable: [MarkStep] = []
  private(set) var redoable: [MarkStep] = []
  /// Whether the steps of earlier windows are here.
  private(set) var isRestored = false

  /// A step that is being taken back, under the number of the step that makes of it.
  struct Pending: Hashable, Sendable {
    let step: MarkStep
    let isRedo: Bool
  }

  private var pending: [MarkStep.ID: Pending] = [:]
  private(set) var last = MarkStep.ID(0)
  private var lastMark = MarkStep.ID(0)

  /// A step so small that the answer is here before the next key.
  private static let small = 1000

  /// Whether marks on the screen change in a moment: keys that depend on them may wait.
  var isSettling: Bool { pending.values.contains { $0.step.count <= Self.small } }

  mutating func restore(_ steps: [MarkStep]) {
    isRestored = true
    undoable = steps + undoable
  }

  /// A new step, after which nothing can be redone.
  mutating func begin(_ names: [MarkName], count: Int) -> (
    id: MarkStep.ID, forgotten: [MarkStep.ID]
  ) {
    let step = MarkStep(id: next(), names: names, count: count)
    let forgotten = redoable.map(\.id)
    undoable.append(step)
    redoable = []
    lastMark = step.id
    return (step.id, forgotten)
  }

  /// The step to take back, and the number of what that makes.
  mutating func undo() -> (step: MarkStep, new: MarkStep.ID)? {
    guard let step = undoable.popLast() else { return nil }
    return (step, take(step, isRedo: false))
  }

  mutating func redo() -> (step: MarkStep, new: MarkStep.ID)? {
    guard let step = redoable.popLast() else { return nil }
    return (step, take(step, isRedo: true))
  }

  /// A step that can be undone turned out to mark `count` articles; one of none is no step.
  ///
  /// - Returns: The step, if it still can be undone.
  mutating func settle(_ id: MarkStep.ID, count: Int) -> MarkStep? {
    guard let place = undoable.firstIndex(where: { $0.id == id }) else { return nil }
    undoable[place].count = count
    let step = undoable[place]
    if count == 0 { undoable.remove(at: place) }
    return step
  }

  /// A step was taken back, for `count` articles.
  mutating func finish(_ new: MarkStep.ID, count: Int) -> Pending? {
    guard let done = pending.removeValue(forKey: new) else { return nil }
    for stack in [\MarkHistory.undoable, \MarkHistory.redoable] {
      guard let place = self[keyPath: stack].firstIndex(where: { $0.id == new }) else { continue }
      if count == 0 {
        self[keyPath: stack].remove(at: place)
      } else {
        self[keyPath: stack][place].count = count
      }
    }
    return done
  }

  /// A step could not be taken back: it can be tried again.
  mutating func fail(_ new: MarkStep.ID) -> Pending? {
    guard let failed = finish(new, count: 0) else { return nil }
    let stack = failed.isRedo ? \MarkHistory.redoable : \MarkHistory.undoable
    if failed.isRedo && failed.step.id < lastMark { return failed }
    let place = self[keyPath: stack].firstIndex { $0.id > failed.step.id }
    self[keyPath: stack].insert(failed.step, at: place ?? self[keyPath: stack].endIndex)
    return failed
  }

  private mutating func take(_ step: MarkStep, isRedo: Bool) -> MarkStep.ID {
    let new = MarkStep(id: next(), names: step.names, count: step.count)
    if isRedo { undoable.append(new) } else { redoable.append(new) }
    pending[new.id] = Pending(step: step, isRedo: isRedo)
    return new.id
  }

  private mutating func next() -> MarkStep.ID {
    last = MarkStep.ID(last.rawValue + 1)
    return last
  }
}

/// The rules made in this window, which are undone in one row with the marks.
struct MuteHistory: Sendable {
  /// A rule, and the last step of marks before it was made or taken back.
  struct Step: Sendable {
    let rule: MuteRule
    let after: MarkStep.ID
  }

  private(set) var undoable: [Step] = []
  var redoable: [Step] = []
  /// Whether a rule is on its way into the settings, or out of them: undoing waits.
  var isSettling = false
  private var taken: (step: Step, isRedo: Bool)?

  mutating func note(_ change: MuteChange, in history: MarkHistory) {
    isSettling = false
    taken = nil
    switch change {
    case .muted(let rule, count: _): undoable.append(Step(rule: rule, after: history.last))
    case .unmuted(let rule): redoable.append(Step(rule: rule, after: history.last))
    }
  }

  /// The rule to take back now; `nil` where a mark was made later.
  mutating func undo(in history: MarkHistory) -> MuteRule? {
    guard let step = Self.last(of: undoable, before: history.undoable.last) else { return nil }
    taken = (undoable.removeLast(), isRedo: false)
    return step.rule
  }

  mutating func redo(in history: MarkHistory) -> MuteRule? {
    guard let step = Self.last(of: redoable, before: history.redoable.last) else { return nil }
    taken = (redoable.removeLast(), isRedo: true)
    return step.rule
  }

  /// What was asked for last could not be done: it can be tried again.
  mutating func fail() {
    isSettling = false
    switch taken {
    case (let step, isRedo: false)?: undoable.append(step)
    case (let step, isRedo: true)?: redoable.append(step)
    case nil: break
    }
    taken = nil
  }

  private static func last(of steps: [Step], before mark: MarkStep?) -> Step? {
    steps.last.flatMap { step in mark.map { $0.id <= step.after } ?? true ? step : nil }
  }
}
