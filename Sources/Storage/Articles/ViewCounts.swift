import Articles
import GRDB

/// The counts of a view.
struct ViewCounts {
  struct Count: Equatable {
    var total = 0
    var read = 0
    var unread: Int { total - read }
  }

  private let database: Database
  private let state: StateID
  /// The combinations that have a source, by source.
  private let combinations: [(id: Int64, sources: [Int64])]
  private let muted: [MutedGroup]
  /// Of these, what is not shown.
  private let hidden: [MutedGroup]

  /// - Parameter muted: what rules hide, which is not counted if `isHidden`.
  init(
    _ state: StateID, hiding muted: [MutedGroup] = [], isHidden: Bool = true, _ database: Database
  ) throws {
    self.database = database
    self.state = state
    self.muted = muted
    hidden = isHidden ? muted : []
    combinations = try Query(database, "SELECT id, sources FROM source_combination").all {
      ($0.integer(0), $0.withBlob(1, PackedIntegers.unpack))
    }
  }

  /// The combinations that have one of some sources.
  private func combinations(of sources: [SourceID]) -> Set<Int64> {
    let wanted = Set(sources.map(\.rawValue))
    return Set(combinations.lazy.filter { $0.sources.contains(where: wanted.contains) }.map(\.id))
  }

  /// How many articles there are in some sources.
  func count(of sources: [SourceID]) throws -> Count {
    let combinations = combinations(of: sources)
    var count = Count(
      total: try sum(ArticleCounts.Whole.every, ArticleCounts.anyState, combinations),
      read: try sum(ArticleCounts.Whole.every, state.rawValue, combinations))
    for group in groups(of: sources, hidden) {
      count.total -= group.total
      count.read -= group.read
    }
    return count
  }

  /// - Parameter sources: `nil` for all, and for articles that are in none.
  func starred(of sources: [SourceID]?) throws -> Count {
    let combinations = sources.map(combinations)
    var count = Count(
      total: try sum(ArticleCounts.Whole.starred, state.rawValue, combinations),
      read: try sum(ArticleCounts.Whole.starredAndRead, state.rawValue, combinations))
    for group in sources.map({ groups(of: $0, hidden) }) ?? hidden {
      count.total -= group.starred
      count.read -= group.starredAndRead
    }
    return count
  }

  /// What rules hide elsewhere.
  func muted(of sources: [SourceID]) -> Count {
    groups(of: sources, muted).reduce(into: Count()) { count, group in
      count.total += group.total
      count.read += group.read
    }
  }

  /// How many articles of some sources have each label.
  /// - Parameter sources: `nil` for all, and for articles that are in none.
  func labels(of sources: [SourceID]?) throws -> [Int64: Count] {
    let combinations = sources.map(combinations)
    var counts: [Int64: Count] = [:]
    try Query(
      database, "SELECT list, sources, articles FROM article_count WHERE state = ? AND list < ?"
    ).each(state.rawValue, ArticleCounts.Whole.starredAndRead) { row in
      if let (label, isRead) = ArticleCounts.Whole.label(row.integer(0)),
        combinations?.contains(row.integer(1)) ?? true
      {
        let number = Int(clamping: row.integer(2))
        if isRead {
          counts[label, default: Count()].read += number
        } else {
          counts[label, default: Count()].total += number
        }
      }
      return true
    }
    for (label, count) in try hiddenLabels(of: sources) {
      counts[label]?.total -= count.total
      counts[label]?.read -= count.read
    }
    return counts
  }

  /// The same of one label.
  func label(_ label: Int64, of sources: [SourceID]?) throws -> Count {
    let combinations = sources.map(combinations)
    let hidden = try hiddenLabels(of: sources)[label] ?? Count()
    return Count(
      total: try sum(ArticleCounts.Whole.labelled(label), state.rawValue, combinations)
        - hidden.total,
      read: try sum(ArticleCounts.Whole.labelledAndRead(label), state.rawValue, combinations)
        - hidden.read)
  }

  /// Costs as much as there is hidden.
  private func hiddenLabels(of sources: [SourceID]?) throws -> [Int64: Count] {
    guard !hidden.isEmpty else { return [:] }
    let wanted = sources.map { Set($0.map(\.rawValue)) }
    var counts: [Int64: Count] = [:]
    try Query(
      database,
      """
      SELECT label, lists, flags FROM muted
      CROSS JOIN article_label ON article_label.state = ?1
        AND article_label.article = muted.article
      LEFT JOIN mark ON mark.state = ?1 AND mark.article = muted.article
      """
    ).each(state.rawValue) { row in
      if let wanted {
        let lists = row.withBlob(1, PackedIntegers.unpack)
        guard lists.contains(where: wanted.contains) else { return true }
      }
      counts[row.integer(0), default: Count()].total += 1
      if ArticleCounts.flags(row, 2).contains(.read) {
        counts[row.integer(0), default: Count()].read += 1
      }
      return true
    }
    return counts
  }

  /// How many articles of some sources stand in each list.
  func lists(of sources: [SourceID]) throws -> [Int64: Count] {
    let combinations = combinations(of: sources)
    var counts: [Int64: Count] = [:]
    let query = try Query(
      database, "SELECT list, sources, articles FROM article_count WHERE state = ? AND list > 0")
    try query.each(ArticleCounts.anyState) { row in
      if combinations.contains(row.integer(1)) {
        counts[row.integer(0), default: Count()].total += Int(clamping: row.integer(2))
      }
      return true
    }
    try query.each(state.rawValue) { row in
      if combinations.contains(row.integer(1)) {
        counts[row.integer(0), default: Count()].read += Int(clamping: row.integer(2))
      }
      return true
    }
    for group in groups(of: sources, hidden) {
      for list in group.lists {
        counts[list, default: Count()].total -= group.total
        counts[list, default: Count()].read -= group.read
      }
    }
    return counts
  }

  /// How many articles of some sources stand in one list: a topic, a provider or a source.
  func list(_ list: Int64, of sources: [SourceID]) throws -> Count {
    let combinations = combinations(of: sources)
    var count = Count(
      total: try sum(list, ArticleCounts.anyState, combinations),
      read: try sum(list, state.rawValue, combinations))
    for group in groups(of: sources, hidden) where group.lists.contains(list) {
      count.total -= group.total
      count.read -= group.read
    }
    return count
  }

  private func groups(of sources: [SourceID], _ groups: [MutedGroup]) -> [MutedGroup] {
    guard !groups.isEmpty else { return [] }
    let wanted = Set(sources.map(\.rawValue))
    return groups.filter { $0.lists.contains(where: wanted.contains) }
  }

  /// - Parameter list: or what stands for one: see ``ArticleCounts/Whole``.
  private func sum(_ list: Int64, _ state: Int64, _ combinations: Set<Int64>?) throws -> Int {
    var sum = 0
    try Query(database, "SELECT sources, articles FROM article_count WHERE state = ? AND list = ?")
      .each(state, list) { row in
        if combinations?.contains(row.integer(0)) ?? true { sum += Int(clamping: row.integer(1)) }
        return true
      }
    return sum
  }
}
