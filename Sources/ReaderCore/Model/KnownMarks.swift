import Articles

/// What holds for an article or an address since this window opened.
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

  private var byID: [ArticleID: (state: State, address: Address?)] = [:]
  private var byAddress: [Address: State] = [:]

  var isEmpty: Bool { byID.isEmpty }

  func state(id: ArticleID) -> State? { byID[id]?.state }

  func state(of row: ArticleRow) -> State {
    byID[row.id]?.state ?? byAddress[row.address]
      ?? State(flags: row.flags, lastMarked: row.lastMarked)
  }

  func state(of entry: RelatedEntry) -> State {
    if let known = entry.localID.flatMap({ byID[$0]?.state }) { return known }
    let loaded = State(flags: entry.flags, lastMarked: entry.lastMarked)
    guard let known = entry.address.flatMap({ byAddress[$0] }) else { return loaded }
    return isLater(loaded, than: known) ? loaded : known
  }

  private func isLater(_ state: State, than other: State) -> Bool {
    guard let last = state.lastMarked else { return false }
    return other.lastMarked.map { last > $0 } ?? true
  }

  mutating func note(_ state: State, id: ArticleID?, address: Address?) {
    if let id { byID[id] = (state, address) }
    if let address { byAddress[address] = state }
  }

  /// What was read of an address, unless something later is known.
  mutating func note(_ marks: AddressMarks) {
    let state = State(flags: marks.flags, lastMarked: marks.lastMarked)
    if let known = byAddress[marks.address], !isLater(state, than: known) { return }
    byAddress[marks.address] = state
  }

  /// Many articles are being marked read: of those that are noted here, that is noted.
  mutating func markRead(_ ids: [ArticleID]) {
    guard !isEmpty else { return }
    for id in ids {
      guard var known = byID[id] else { continue }
      known.state.flags.insert(.read)
      note(known.state, id: id, address: known.address)
    }
  }
}
