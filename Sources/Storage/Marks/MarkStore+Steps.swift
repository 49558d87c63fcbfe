@_spi(ArticleKeys) public import Articles
import GRDB
import Synchronization

/// Steps that depend on what is marked already: mass marks, and taking a step back.
///
/// The window does not wait for them, and another process may mark at the same moment. So a step is
/// worked out from the index and written only if the journal still ends where the index is;
/// otherwise the index follows and the step is worked out again. The rejected way, holding the
/// journal's lock meanwhile, would keep every other window from marking for as long as a hundred
/// thousand articles take.
///
/// Steps of many marks never become values: see ``MassStep``. What is said here of an article, what
/// it was marked before and by whom, is the same for both.
extension MarkStore {
  /// Steps of more articles are worked out in the library.
  static let mostValues = 1000

  /// What a step wrote.
  struct Written {
    /// In the order of the articles; of a mass step only those of articles that are watched.
    var restated: [Restated]
    /// Of a mass step, one for each name.
    var masses: [MassMark] = []
    var count: Int
    /// The article, if it is one.
    var only: Address?

    init(_ marks: [Restated]) {
      restated = marks
      count = UndoStep.articles(of: marks.lazy.map(\.mark))
      only = count == 1 ? marks[0].mark.address : nil
    }

    init(_ step: MassStep) {
      restated = step.restated
      masses = [step.marked]
      count = step.draft.count
      only = count == 1 ? step.first?.address : nil
    }

    /// What was written after it as a part of the same step.
    mutating func append(_ other: Written) {
      if count == 0 { only = other.only } else if other.count > 0, other.only != only { only = nil }
      restated += other.restated
      masses += other.masses
      count =
        masses.isEmpty
        ? UndoStep.articles(of: restated.lazy.map(\.mark)) : UndoStep.articles(of: masses)
    }
  }

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
    _ articles: [ArticleID], _ names: [MarkName], at key: Instant, publishedBefore limit: Instant?,
    clock: () -> Instant, tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> [Restated] {
    try recordStep(tell: tell) { database in
      let now = clock()
      let index = index(database)
      let labels = LabelTable(database)
      let effects = try names.map { try MarkEffect($0, labels) }
      let query = try Query(
        database,
        """
        SELECT address, published, flags, last FROM article
        LEFT JOIN mark ON mark.state = ? AND mark.article = article.id WHERE id = ?
        """)
      return try articles.flatMap { id -> [Restated] in
        let found = try query.first(stateID.rawValue, id.rawValue) { row in
          (
            address: Address(key: row.text(0)),
            published: row.optionalInteger(1).map(Instant.init(milliseconds:)),
            flags: ArticleCounts.flags(row, 2),
            last: row.optionalInteger(3).map(Instant.init(milliseconds:))
          )
        }
        guard let found, let address = found.address,
          isMeant(
            published: found.published, last: found.last, at: key, publishedBefore: limit, now)
        else { return [] }
        let holding = try Holding(
          found.flags, of: id.rawValue, under: stateID.rawValue, labels)
        let instant = nextInstant(after: found.last, now: key)
        return try effects.filter { !$0.holds(in: holding) }.map { effect in
          let before =
            found.last == nil ? nil : try index.latest(of: address)[effect.name.identity]
          return (Mark(ArticleKey(address), effect.name, at: instant), before)
        }
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
        let before = latest[opposite.identity]
        guard latest[mark.name.identity] == mark.at, before.map({ $0 < mark.at }) ?? true
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
      return try marks.map { ($0, try index.latest(of: $0.address)[$0.name.identity]) }
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

  /// Whether a mass mark concerns an article.
  private func isMeant(
    published: Instant?, last: Instant?, at key: Instant, publishedBefore limit: Instant?,
    _ now: Instant
  ) -> Bool {
    // A mark of the future is not later than the key, only its clock is fast.
    if let last, last > key, last <= now { return false }
    guard let limit else { return true }
    return published.map { $0 < limit } ?? false
  }
}

/// Steps of many marks.
extension MarkStore {
  /// As ``mark(_:_:at:publishedBefore:clock:tell:)``, for more than ``mostValues``.
  ///
  /// - Parameter watch: What takes the place of these is told.
  /// - Returns: `nil` where no journal can be made: then marks are values that this store keeps.
  func markMany(
    _ articles: ArticleSet, _ name: MarkName, at key: Instant, publishedBefore limit: Instant?,
    heeding watch: MassStep.Watch, clock: () -> Instant, tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> Written? {
    let atKey = { key }
    return try recordMass(name, at: atKey, tell) { step, _, _ in
      let now = clock()
      try step.heed(watch)
      let effect = try step.effect(of: name)
      try step.mark(articles) { standing in
        !effect.holds(in: standing.holding)
          && isMeant(
            published: standing.published, last: standing.last, at: key, publishedBefore: limit,
            now)
      }
    }
  }

  /// As ``takeBack(_:clock:tell:)``, for a mass mark.
  ///
  /// An article that the library has no more stays as it is.
  /// - Parameter current: What stands for a mark now that was made again since.
  func takeBackMany(
    _ mass: MassMark, current: (Mark) -> Mark, heeding watch: MassStep.Watch,
    clock: () -> Instant, tell: ([MarkChange]) -> Void
  ) throws(StorageError) -> Written? {
    let opposite = mass.name.opposite
    let (made, unmade) = (mass.name.identity, opposite.identity)
    return try recordMass(opposite, at: clock, tell) { step, index, now in
      try step.heed(watch)
      let effect = try step.effect(of: mass.name)
      try step.mark(mass.articles) { standing in
        let instant = mass.instant(of: standing.id)
        // Nobody has marked since, or the mark would not be the last one.
        if standing.last == instant, effect.holds(in: standing.holding) {
          return nextInstant(after: standing.last, now: now) > instant
        }
        guard let address = standing.address else { return false }
        let latest = try index.latest(of: address)
        let mark = current(Mark(ArticleKey(address), mass.name, at: instant))
        guard latest[made] == mark.at, latest[unmade].map({ $0 < mark.at }) ?? true
        else { return false }
        return nextInstant(after: standing.last, now: now) > mark.at
      }
    }
  }

  /// Marks addresses that a person gave, whatever held for them before; each under the key of its
  /// article, and later than anything known of it. What the library lacks is marked as it is.
  ///
  /// - Returns: How many were marked; `nil` where no journal can be made.
  /// - Throws: As ``record(_:)``; and where the library cannot be written. Nothing was marked then.
  public func markMany(_ addresses: [Address], _ name: MarkName, now: Instant)
    throws(StorageError) -> Int?
  {
    let (clock, tell) = ({ now }, { (_: [MarkChange]) in })
    // They are looked for in the order of the tables, and take memory themselves.
    return try recordMass(name, at: clock, log: .usual, tell) { step, index, _ in
      let (articles, others) = try index.owners(of: addresses)
      try step.mark(articles) { _ in true }
      for other in others { try step.mark(other: addresses[other.place], hash: other.hash) }
    }?.count
  }

  /// The marks of a mass mark, for those of its articles that the library has.
  func values(of mass: MassMark) throws(StorageError) -> [Mark] {
    try library.read { database in
      let query = try Query(database, "SELECT address FROM article WHERE id = ?")
      return try mass.articles.compactMap { id in
        try query.first(id.rawValue) { Address(key: $0.text(0)) }?.map {
          Mark(ArticleKey($0), mass.name, at: mass.instant(of: id))
        }
      }
    }
  }

  /// What the plan marks goes to the journal if that ends where the index is, and to the index.
  private func recordMass(
    _ name: MarkName, at clock: () -> Instant, log: LibraryFile.Log = .long,
    _ tell: ([MarkChange]) -> Void, _ plan: (inout MassStep, MarkIndex, Instant) throws -> Void
  ) throws(StorageError) -> Written? {
    for _ in 0..<Self.patience {
      guard unsaved.withLock({ $0.marks.isEmpty && $0.reason == nil }) else { return nil }
      var wasBusy = false
      var written: Written?
      var end: Int64?
      do throws(StorageError) {
        try work.withLock { work throws(StorageError) in
          try indexAll(&work, tell)
          let before = work.seen
          try library.write(log: log) { database in
            let index = index(database)
            var progress = try index.progress()
            var step = try MassStep(
              name, at: clock(), StepDraft(in: paths.folder), revision: progress.revision + 1,
              index, database)
            try plan(&step, index, step.marked.at)
            guard step.draft.count > 0 else {
              written = Written(step)
              return
            }
            try step.finish()
            if step.hasLast, let first = step.first {
              self.tell(Wording.lastInstant(first.address.text, paths.state.display))
            }
            do throws(StorageError) {
              guard let place = try journal.append(step.draft, onlyAt: progress.journal) else {
                throw .busy(path: paths.journal.display)
              }
              progress.journal = place
            } catch {
              if case .busy = error { wasBusy = true }
              throw error
            }
            written = Written(step)
            if step.hasOthers { othersChanged.store(true, ordering: .relaxed) }
            if progress.revision == before { end = progress.revision + 1 }
            progress.revision += 1
            try index.set(progress)
          }
          // Others that mark at the same moment are told of the next time.
          if let end { work.seen = end }
        }
      } catch {
        if wasBusy { continue }
        // What the journal has is marked; the index reads it there the next time.
        guard written != nil else { throw error }
      }
      return written
    }
    throw .busy(path: paths.journal.display)
  }
}
