import Articles

/// What holds for an article or a key since this window opened.
///
/// Rows, details and related entries keep the flags they were loaded with; what was marked since is
/// noted here once, and here is looked first.
struct KnownMarks: Sendable {
  /// Of larger changes only the list's own flags and the rows near the window are kept.
  static let mostAtOnce = 1000

  struct State: Hashable, Sendable {
    var flags: MarkFlags
    var lastMarked: Instant?
  }

  private var byID: [ArticleID: (state: State, key: ArticleKey?)] = [:]
  private var byKey: [ArticleKey: State] = [:]

  var isEmpty: Bool { byID.isEmpty }

  func state(id: ArticleID) -> State? { byID[id]?.state }

  func state(of row: ArticleRow) -> State {
    byID[row.id]?.state ?? byKey[row.key]
      ?? State(flags: row.flags, lastMarked: row.lastMarked)
  }

  func state(of entry: RelatedEntry) -> State {
    switch entry.place {
    case .library(let row): return state(of: row)
    case .nowhere: return State(flags: [])
    case .elsewhere(let marks):
      let loaded = State(flags: marks.flags, lastMarked: marks.lastMarked)
      guard let known = byKey[marks.key] else { return loaded }
      return isLater(loaded, than: known) ? loaded : known
    }
  }

  private func isLater(_ state: State, than other: State) -> Bool {
    guard let last = state.lastMarked else { return false }
    return other.lastMarked.map { last > $0 } ?? true
  }

  mutating func note(_ state: State, id: ArticleID?, key: ArticleKey?) {
    if let id { byID[id] = (state, key) }
    if let key { byKey[key] = state }
  }

  /// What was read of a key, unless something later is known.
  mutating func note(_ marks: KeyMarks) {
    let state = State(flags: marks.flags, lastMarked: marks.lastMarked)
    if let known = byKey[marks.key], !isLater(state, than: known) { return }
    byKey[marks.key] = state
  }

  /// Many articles are being marked read: of those that are noted here, that is noted.
  mutating func markRead(_ ids: [ArticleID]) {
    guard !isEmpty else { return }
    for id in ids {
      guard var known = byID[id] else { continue }
      known.state.flags.insert(.read)
      note(known.state, id: id, key: known.key)
    }
  }
}
