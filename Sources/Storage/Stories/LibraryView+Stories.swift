public import Articles
import GRDB
import Synchronization

extension LibraryView {
  /// Puts the articles of each story of a listing under the best of those that it has.
  ///
  /// Costs a few milliseconds for a million articles.
  func folded(_ listing: Listing, _ database: Database) throws -> Listing {
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
