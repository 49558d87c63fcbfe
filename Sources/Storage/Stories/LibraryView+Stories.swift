public import Articles
import GRDB
import Synchronization

extension LibraryView {
  /// Puts the articles of each story of a listing under the best of those that it has.
  ///
  /// Costs a few milliseconds for a million articles.
  func folded(_ listing: consuming Listing, _ database: Database) throws -> Listing {
    guard foldsStories else { return listing }
    let members = try library.storyMembers(database)
    guard !members.isEmpty else { return listing }
    return members.folded(listing)
  }

  /// The rows of a page without those that stand under another one of it.
  func folded(_ rows: [ArticleRow], _ database: Database) throws -> [ArticleRow] {
    guard foldsStories, rows.count > 1 else { return rows }
    let listing = try folded(
      Listing(ids: rows.map(\.id), flags: rows.map(\.flags)), database)
    guard listing.ids.count < rows.count else { return rows }
    let kept = Set(listing.ids)
    return rows.filter { kept.contains($0.id) }
  }

  /// The other articles of its story that this view shows, the best first, and why each article was
  /// joined; none where the person has split it off.
  func story(of row: ArticleRow, _ database: Database) throws -> [StoryMember] {
    guard !row.flags.contains(.split) else { return [] }
    let members = try Query(
      database,
      """
      SELECT other.article, other.reason, other.other FROM story
      JOIN story AS other ON other.story = story.story WHERE story.article = ? ORDER BY other.place
      """
    ).all(row.id.rawValue) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
    let shown = try rows(members.map { ArticleID($0.0) }, database)
      .filter { shows($0) && !$0.flags.contains(.split) && $0.isMuted == row.isMuted }
    guard shown.count > 1 else { return [] }
    let byID = Dictionary(uniqueKeysWithValues: shown.map { ($0.id, $0) })
    return members.compactMap { id, reason, other in
      guard let row = byID[ArticleID(id)] else { return nil }
      return StoryMember(
        row: row, reason: StoryReason(rawValue: Int(reason)) ?? .text,
        other: byID[ArticleID(other)]?.title)
    }
  }

  /// Every story of a list in turn, those that one article tells included, with the others that tell it.
  public func eachStory(
    _ scope: ListScope, _ body: (_ row: ArticleRow, _ others: [ArticleRow]) throws -> Void
  ) throws {
    let listing = try listing(scope)
    var fold = 0
    for (place, id) in listing.ids.enumerated() {
      var others: [ArticleID] = []
      if fold < listing.folds.count, listing.folds[fold].place == place {
        others = Array(listing.folded[listing.range(ofFold: fold)])
        fold += 1
      }
      let rows = try rows([id] + others)
      if let row = rows.first, row.id == id { try body(row, Array(rows.dropFirst())) }
    }
  }
}

extension Library {
  /// Which articles are in stories; read anew only where that has changed.
  func storyMembers(_ database: Database) throws -> StoryMembers {
    let version = try Query(database, "SELECT version FROM story_state").first { $0.integer(0) }
    if let known = stories.withLock({ $0 }), known.version == version { return known.members }
    let members = try StoryMembers(database)
    if let version { stories.withLock { $0 = (version, members) } }
    return members
  }
}

extension LibraryView {
  /// The articles of a front page in its order: of those that a list has, the newest are looked at.
  ///
  /// - Parameter ids: newest first; `nil` for all articles of this view, of which only the newest are
  ///   read, at a cost that does not grow with the library.
  func frontPage(of ids: [ArticleID]?, size: Int?, _ database: Database) throws
    -> [ArticleID]
  {
    var wishes = frontPageWishes ?? FrontPage.Wishes()
    if let size { wishes.size = size }
    let now = now()
    let (candidates, others) = try candidates(ids, now: now, database)
    let page = FrontPage(candidates, wishes: wishes, now: now)
    library.frontPage.withLock { known in
      known = Dictionary(page.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    // What tells the same comes with it.
    return page.entries.flatMap { [$0.id] + (others[$0.id] ?? []) }
  }

  /// Why an article stands on the front page that was last made; `nil` where it does not.
  func frontPageEntry(of id: ArticleID) -> FrontPage.Entry? {
    library.frontPage.withLock { $0[id] }
  }

  /// Rows of other sources are passed over, so many at most.
  private static let patience = 8 * FrontPage.mostCandidates

  /// Those that may stand on the page, and of each what tells the same.
  private typealias Candidates = ([FrontPage.Candidate], others: [ArticleID: [ArticleID]])

  private func candidates(_ ids: [ArticleID]?, now: Instant, _ database: Database) throws
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
        try query.each(id.rawValue, row: take)
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
    var others: [Int: [ArticleID]] = [:]
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
        others[index, default: []].append(candidates[index].id)
        candidates[index] = candidate
        places[story] = place
      } else {
        others[index, default: []].append(candidate.id)
      }
      candidates[index].others = count
    }
    return (
      candidates, Dictionary(uniqueKeysWithValues: others.map { (candidates[$0.key].id, $0.value) })
    )
  }
}
