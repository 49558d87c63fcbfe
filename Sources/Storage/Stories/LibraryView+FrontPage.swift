import Articles
import GRDB
import Synchronization

extension LibraryView {
  /// The articles of a front page in its order: of those that a list has, the newest are looked at.
  ///
  /// - Parameter ids: newest first; `nil` for all articles of this view, of which only the newest are
  ///   read, at a cost that does not grow with the library.
  func frontPage(of ids: [Int64]?, size: Int?, _ database: Database) throws -> [Int64] {
    var wishes = frontPageWishes ?? FrontPage.Wishes()
    if let size { wishes.size = size }
    let now = now()
    let (candidates, others) = try candidates(ids, now: now, database)
    let page = FrontPage(candidates, wishes: wishes, now: now)
    library.frontPage.withLock { known in
      known = Dictionary(page.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    // What tells the same comes with it.
    return page.entries.flatMap { [$0.id.rawValue] + (others[$0.id] ?? []) }
  }

  /// Why an article stands on the front page that was last made; `nil` where it does not.
  func frontPageEntry(of id: ArticleID) -> FrontPage.Entry? {
    library.frontPage.withLock { $0[id] }
  }

  /// Rows of other sources are passed over, so many at most.
  private static let patience = 8 * FrontPage.mostCandidates

  /// Those that may stand on the page, and of each what tells the same.
  private typealias Candidates = ([FrontPage.Candidate], others: [ArticleID: [Int64]])

  private func candidates(_ ids: [Int64]?, now: Instant, _ database: Database) throws
    -> Candidates
  {
    let members = try library.storyMembers(database)
    let hidden = ids == nil ? try hidden(database) : nil
    var found: [(candidate: FrontPage.Candidate, story: Int?, place: UInt32)] = []
    func take(_ row: Query) -> Bool {
      guard let published = row.optionalInteger(1), published <= now.milliseconds else {
        return true
      }
      let sources = sources(in: row, 6)
      if ids == nil, sources.isEmpty || hidden?.contains(row.integer(0)) == true { return true }
      let topics = row.text(5)
      let entry = members.entry(of: row.integer(0))
      found.append(
        (
          FrontPage.Candidate(
            id: ArticleID(row.integer(0)), published: Instant(milliseconds: published),
            provider: sources.lazy.compactMap { names[$0] }.first ?? row.text(2),
            quality: row.optionalInteger(3).map(Int.init(clamping:)),
            heat: row.optionalInteger(4).map(Int.init(clamping:)),
            topics: topics.isEmpty ? [] : topics.split(separator: "\n").map(String.init)),
          entry?.story, entry?.place ?? 0
        ))
      return found.count < FrontPage.mostCandidates
    }
    let columns = "SELECT id, published, provider, quality, heat, topics, lists FROM article"
    if let ids {
      let query = try Query(database, columns + " WHERE id = ?")
      for id in ids.prefix(Self.patience) where found.count < FrontPage.mostCandidates {
        try query.each(id, row: take)
      }
    } else {
      try Query(
        database, columns + " WHERE published <= ? ORDER BY published DESC LIMIT \(Self.patience)"
      ).each(now.milliseconds, row: take)
    }
    return try told(found, database)
  }

  /// Of each story its best alone, with how many others tell it.
  private func told(
    _ found: [(candidate: FrontPage.Candidate, story: Int?, place: UInt32)], _ database: Database
  ) throws -> Candidates {
    guard foldsStories else { return (found.map(\.candidate), [:]) }
    let split = try Query(database, "SELECT flags FROM mark WHERE state = ? AND article = ?")
    var best: [Int: Int] = [:]
    var places: [Int: UInt32] = [:]
    var candidates: [FrontPage.Candidate] = []
    var others: [Int: [Int64]] = [:]
    for (candidate, story, place) in found {
      let isSplit =
        try story != nil
        && split.first(state.rawValue, candidate.id.rawValue) {
          ArticleCounts.flags($0, 0).contains(.split)
        } ?? false
      guard let story, !isSplit else {
        candidates.append(candidate)
        continue
      }
      guard let index = best[story] else {
        best[story] = candidates.count
        candidates.append(candidate)
        places[story] = place
        continue
      }
      let count = candidates[index].others + 1
      if place < places[story] ?? 0 {
        others[index, default: []].append(candidates[index].id.rawValue)
        candidates[index] = candidate
        places[story] = place
      } else {
        others[index, default: []].append(candidate.id.rawValue)
      }
      candidates[index].others = count
    }
    return (
      candidates, Dictionary(uniqueKeysWithValues: others.map { (candidates[$0.key].id, $0.value) })
    )
  }
}
