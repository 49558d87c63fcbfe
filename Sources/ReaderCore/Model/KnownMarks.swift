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
    entry.localID.flatMap { byID[$0]?.state } ?? entry.address.flatMap { byAddress[$0] }
      ?? State(flags: entry.flags, lastMarked: entry.lastMarked)
  }

  mutating func note(_ state: State, id: ArticleID?, address: Address?) {
    if let id { byID[id] = (state, address) }
    if let address { byAddress[address] = state }
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
