@_spi(ArticleKeys) import Articles
import GRDB

/// Steps that depend on what is marked already: mass marks, and taking a step back.
///
/// The window does not wait for them, and another process may mark at the same moment. So a step is
/// worked out from the index and written only if the journal still ends where the index is;
/// otherwise the index follows and the step is worked out again. The rejected way, holding the
/// journal's lock meanwhile, would keep every other window from marking for as long as a hundred
/// thousand articles take.
extension MarkStore {
  /// A mark, and when the same was marked of that article before.
  typealias Restated = (mark: Mark, before: Instant?)

  /// Marks many articles as one step, each at `key` or just after what was marked of it before.
  ///
  /// Articles of which the mark holds already are left alone, and so are those that were marked
  /// between `key` and now: that was the later wish.
  /// - Parameters:
  ///   - key: When the person asked for it.
  ///   - limit: Only articles that were published before; those without a date stay as they are.
  ///   - clock: The present, not before `key`.
  ///   - tell: Called with what changed in the index, here or elsewhere.
  /// - Returns: The marks that were written.
  /// - Throws: As ``record(_:)``, where others hold the journal for seconds; and `.database`.
  func mark(
    _ articles: [ArticleID], _ name: MarkName, at key: Instant, publishedBefore limit: Instant?,
    clock: () -> Instant, tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> [Restated] {
    try recordStep(tell: tell) { database in
      let now = clock()
      let index = index(database)
      let query = try Query(
        database,
        """
        SELECT address, published, flags, last FROM article
        LEFT JOIN mark ON mark.state = ? AND mark.article = article.id WHERE id = ?
        """)
      return try articles.compactMap { id in
        let found = try query.first(stateID.rawValue, id.rawValue) { row in
          (
            address: Address(key: row.text(0)),
            published: row.optionalInteger(1).map(Instant.init(milliseconds:)),
            flags: MarkFlags(rawValue: UInt8(truncatingIfNeeded: row.integer(2))),
            last: row.optionalInteger(3).map(Instant.init(milliseconds:))
          )
        }
        guard let found, let address = found.address, !found.flags.holds(name),
          !isMeanwhile(found.last, key, now)
        else { return nil }
        if let limit, found.published.map({ $0 >= limit }) ?? true { return nil }
        let before = found.last == nil ? nil : try index.latest(of: address)[name.text]
        return (
          Mark(ArticleKey(address), name, at: nextInstant(after: found.last, now: key)), before
        )
      }
    }
  }

  /// Writes the opposite of each mark of a step, of those that still are the last word.
  ///
  /// - Returns: The marks that were written; the others were marked anew since.
  /// - Throws: As ``mark(_:_:at:publishedBefore:clock:tell:)``.
  func takeBack(
    _ marks: [Mark], clock: () -> Instant, tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> [Restated] {
    try recordStep(tell: tell) { database in
      let now = clock()
      let index = index(database)
      return try marks.compactMap { mark in
        let (key, latest) = try index.standing(of: mark)
        let opposite = mark.name.opposite
        let before = latest[opposite.text]
        guard latest[mark.name.text] == mark.at, before.map({ $0 < mark.at }) ?? true
        else { return nil }
        let instant = nextInstant(after: latest.values.max(), now: now)
        // At the end of time there is no later word.
        guard instant > mark.at else { return nil }
        return (Mark(key, opposite, at: instant), before)
      }
    }
  }

  /// When each of some marks that are not indexed yet was marked before.
  func restated(_ marks: [Mark]) throws(StorageError) -> [Restated] {
    try library.read { database in
      let index = index(database)
      return try marks.map { ($0, try index.latest(of: $0.address)[$0.name.text]) }
    }
  }

  private func recordStep(
    tell: ([MarkChange]) -> Void, _ plan: (Database) throws -> [Restated]
  ) throws(StorageError) -> [Restated] {
    for _ in 0..<Self.patience {
      try indexPending(tell)
      let (end, step) = try library.read { (try index($0).progress().journal, try plan($0)) }
      do throws(StorageError) {
        guard try record(step.map(\.mark), onlyAt: end) else { continue }
      } catch {
        if case .busy = error { continue }
        throw error
      }
      try indexPending(tell)
      return step
    }
    throw .busy(path: paths.journal.display)
  }

  /// How often a step is tried again; each time waits 20 ms for the journal where it is locked.
  private static let patience = 200

  /// A mark of the future is not later than the key, only its clock is fast.
  private func isMeanwhile(_ last: Instant?, _ key: Instant, _ now: Instant) -> Bool {
    last.map { $0 > key && $0 <= now } ?? false
  }
}
