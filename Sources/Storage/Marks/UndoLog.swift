public import Articles
import Synchronization

/// What a window needs to take its steps back, and those of the windows before it.
///
/// Safe from any thread. Steps live as long as this value; ``save(_:)`` keeps them for the next one.
public final class UndoLog: Sendable {
  private let marks: MarkStore
  private let file: UndoFile
  private let mostValues: Int
  private let state = Mutex(State())

  private struct State: Sendable {
    var steps: [MarkStep.ID: UndoStep] = [:]
    /// Tokens of the steps that came from the file.
    var restored: Set<String> = []
    /// What is marked again here, as undoing a later step does, stands from then on for the mark
    /// before: by the new instant that can be taken back in its turn.
    var again: [Mark: Instant] = [:]

    /// The mark as it stands in the state now, if nobody else has marked since.
    func current(_ mark: Mark) -> Mark {
      var mark = mark
      while let instant = again[mark] { mark = Mark(mark.key, mark.name, at: instant) }
      return mark
    }

    mutating func keep(_ written: MarkStore.Written, as id: MarkStep.ID) {
      guard written.count > 0 else { return }
      for (mark, before) in written.restated {
        guard let before = before, before < mark.at else { continue }
        again[Mark(mark.key, mark.name, at: before)] = mark.at
      }
      steps[id] =
        written.masses.isEmpty
        ? UndoStep(written.restated.map(\.mark)) : UndoStep(written.masses)
      prune()
    }

    var watch: MassStep.Watch {
      steps.values.reduce(into: MassStep.Watch(instants: Set(again.values))) { watch, step in
        watch.masses += step.masses
        if step.masses.isEmpty { watch.instants.formUnion(step.instants) }
      }
    }

    /// Of marks that no step has, it does not matter.
    private mutating func prune() {
      let known = steps.values.reduce(0) { $0 + $1.count }
      guard again.count > 2 * known + 1000 else { return }
      var kept: [Mark: Instant] = [:]
      for mark in steps.values.lazy.flatMap(\.marks) {
        let current = current(mark)
        if current != mark { kept[mark] = current.at }
      }
      let masses = steps.values.flatMap(\.masses)
      for (mark, instant) in again
      where masses.contains(where: { $0.at == mark.at || $0.later.values.contains(mark.at) }) {
        kept[mark] = current(Mark(mark.key, mark.name, at: instant)).at
      }
      again = kept
    }
  }

  public enum Outcome: Hashable, Sendable {
    /// `count` articles were marked back, `only` being the one if it is one; the others were marked
    /// anew since. `masses` say which, if they are many: `tell` then does not.
    case done(count: Int, leftAlone: Int, only: Address?, masses: [MassMark] = [])
    /// There is no such step: it was never written, or was too large to be kept.
    case unknown
  }

  public convenience init(_ marks: MarkStore) {
    self.init(marks, mostValues: MarkStore.mostValues)
  }

  /// - Parameter mostValues: Steps of more articles are worked out in the library.
  init(_ marks: MarkStore, mostValues: Int) {
    self.marks = marks
    self.mostValues = mostValues
    file = UndoFile(path: marks.paths.undo)
  }

  /// The steps that windows before this one left, oldest first; to be called once. What is damaged
  /// is told in the store's notices.
  public func restore() -> [MarkStep] {
    do throws(StorageError) {
      let loaded = try file.load()
      if loaded.damaged > 0 {
        marks.tell(Wording.undoDamaged(file.path.display, lines: loaded.damaged))
      }
      return state.withLock { state in
        state.restored = Set(loaded.steps.map(\.token))
        return loaded.steps.enumerated().map { place, step in
          let id = MarkStep.ID(place - loaded.steps.count)
          state.steps[id] = step
          return MarkStep(id: id, names: step.names, count: step.count)
        }
      }
    } catch {
      marks.tell(error.message)
      return []
    }
  }

  /// Remembers marks of an article that were recorded and are not indexed yet.
  public func keep(_ recorded: [Mark], as id: MarkStep.ID) {
    var written = (try? marks.restated(recorded)) ?? recorded.map { ($0, nil) }
    state.withLock { state in
      // Keys may be faster than the index, which then knows this mark already, or not the last one.
      let recent = state.steps.sorted { $0.key > $1.key }.prefix(Self.burst)
        .lazy.filter { $0.value.count == 1 && $0.key < id }.map(\.value.marks)
      for (place, mark) in recorded.enumerated() {
        let last = recent.compactMap { marks in
          marks.first { $0.address == mark.address && $0.name == mark.name }
        }.first
        if let last, mark.at.milliseconds - last.at.milliseconds < 1000 {
          written[place].before = state.current(last).at
        }
      }
      state.keep(MarkStore.Written(written), as: id)
    }
  }

  /// How many keys that mark a person can hit while the index is behind.
  private static let burst = 16

  /// Marks many articles as one step and remembers it: those that were not marked so before, nor
  /// anew since `key`.
  ///
  /// - Parameters:
  ///   - names: what of, at least one. Many articles take a line of the journal for each.
  ///   - key: When the person asked for it.
  ///   - limit: Only articles that were published before; those without a date stay as they are.
  ///   - tell: Called with what changed in the index, here or elsewhere.
  /// - Returns: What it marked, for whoever shows it; of few articles only how many, as `tell` says
  ///   which.
  /// - Throws: `.busy` where others hold the journal for seconds; `.cannotWrite`, `.database`. Then
  ///   nothing was marked; of several names what went before stays.
  public func mark(
    _ articles: ArticleSet, _ names: [MarkName], at key: Instant, publishedBefore limit: Instant?,
    as id: MarkStep.ID, clock: () -> Instant, tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> (count: Int, masses: [MassMark]) {
    var written = MarkStore.Written([])
    var isLarge = articles.count > mostValues
    if isLarge {
      for (place, name) in names.enumerated() {
        // The one before is not a wish of somebody else that came later.
        let part = try marks.markMany(
          articles, name, at: key.advanced(byMilliseconds: Int64(place)), publishedBefore: limit,
          heeding: state.withLock { $0.watch }, clock: clock, tell: tell)
        guard let part else {
          isLarge = false
          break
        }
        written.append(part)
        state.withLock { [written] in $0.keep(written, as: id) }
      }
    }
    if !isLarge {
      written = MarkStore.Written(
        try marks.mark(
          Array(articles), names, at: key, publishedBefore: limit, clock: clock, tell: tell))
      state.withLock { [written] in $0.keep(written, as: id) }
    }
    return (written.count, written.masses)
  }

  /// Lets go of steps that nobody can ask for any more.
  public func forget(_ ids: [MarkStep.ID]) {
    state.withLock { state in
      for id in ids { state.steps[id] = nil }
    }
  }

  /// Takes a step back; what that wrote is a step of its own, `new`, which undoes the undoing.
  ///
  /// Marks that were overtaken since, here or elsewhere, are left alone.
  /// - Throws: As ``mark(_:_:at:publishedBefore:as:clock:tell:)``. Then nothing was written, and the step can be tried again.
  public func undo(
    _ id: MarkStep.ID, as new: MarkStep.ID, clock: () -> Instant,
    tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> Outcome {
    let (step, again) = state.withLock { ($0.steps[id], $0) }
    guard let step, step.count > 0 else { return .unknown }
    var written = MarkStore.Written([])
    var values = step.masses.isEmpty ? step.marks : []
    for mass in step.masses {
      let part = try marks.takeBackMany(
        mass, current: again.current, heeding: again.watch, clock: clock, tell: tell)
      if let part { written.append(part) } else { values += try marks.values(of: mass) }
    }
    if !values.isEmpty {
      written.append(
        MarkStore.Written(
          try marks.takeBack(values.map(again.current), clock: clock, tell: tell)))
    }
    state.withLock { [written] state in
      state.steps[id] = nil
      state.keep(written, as: new)
    }
    return .done(
      count: written.count, leftAlone: max(step.count - written.count, 0), only: written.only,
      masses: written.masses)
  }

  /// Leaves the steps that can be undone, oldest first, to the windows to come, after those that
  /// other windows have left meanwhile. Steps that were undone here leave the file. May be called again
  /// and again.
  /// - Parameter most: how many articles a step may be of; where one is larger, nothing is written.
  public func save(_ undoable: [MarkStep.ID], upTo most: Int = .max) throws(StorageError) {
    let state = state.withLock { $0 }
    let restored = state.restored
    guard undoable.allSatisfy({ state.steps[$0].map { $0.count <= most } ?? true }) else { return }
    let steps = undoable.compactMap { state.steps[$0] }.map { step in
      let marks = step.masses.isEmpty ? step.marks : values(of: step)
      let current = marks.map(state.current)
      return step.masses.isEmpty && current == marks ? step : UndoStep(current, token: step.token)
    }
    let own = steps.filter { !restored.contains($0.token) }
    let current = Dictionary(steps.map { ($0.token, $0) }) { $1 }
    guard !own.isEmpty || !restored.isEmpty else { return }
    try file.change { there in
      there.compactMap { restored.contains($0.token) ? current[$0.token] : $0 } + own
    }
    // These stand there now, and leave the file when they are undone.
    self.state.withLock { $0.restored.formUnion(own.map(\.token)) }
  }

  /// The marks of mass marks, if there is room for them in the file.
  private func values(of step: UndoStep) -> [Mark] {
    let count = step.masses.reduce(0) { $0 + $1.count }
    guard count < file.mostBytes / Self.fewestBytes else { return [] }
    return step.masses.flatMap { (try? marks.values(of: $0)) ?? [] }
  }

  /// Of a mark in the file; most have twice as many.
  private static let fewestBytes = 60
}
