import Articles
import GRDB

/// Which articles tell the same story: found when the words of an article are entered, and kept, so that
/// a list has only to look it up.
///
/// An article is looked for under a few hashes of its own (``StoryText/keys``), within its six days and
/// the six next to them, and compared with what is found there. So a new batch costs its own size, and
/// what is in the library costs nothing.
///
/// One value serves one transaction, and is told to ``finish()`` at its end.
final class StoryTable {
  /// - `story_text`: what is compared of every article, as ``StoryText`` packs it.
  /// - `story_key`: the hashes under which it is found; above their 32 bits, which six days it is of.
  /// - `story`: the articles that are in a story with others. A story has the number of one of its
  ///   articles; its best has the place 0. `reason` and `other`: why, and with which other article.
  /// - `story_page`: the same, packed for lists: those of 4096 numbers in a row; see ``StoryMembers``.
  /// - `article_published`: the newest articles, for the front page.
  /// - `story_state`: grows with every change.
  static let group = LibrarySchema.TableGroup(
    name: "stories", version: 1,
    tables: ["story_text", "story_key", "story", "story_page", "story_state"],
    creation: """
      CREATE TABLE story_text(article INTEGER PRIMARY KEY, text BLOB NOT NULL);
      CREATE TABLE story_key(
        key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(key, article)) WITHOUT ROWID;
      CREATE TABLE story(
        article INTEGER PRIMARY KEY, story INTEGER NOT NULL, place INTEGER NOT NULL,
        reason INTEGER NOT NULL, other INTEGER NOT NULL);
      CREATE INDEX story_members ON story(story);
      CREATE TABLE story_page(page INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
      CREATE INDEX IF NOT EXISTS article_published ON article(published)
        WHERE published IS NOT NULL;
      CREATE TABLE story_state(version INTEGER NOT NULL);
      INSERT INTO story_state VALUES(random() / 2);
      """, sources: ["index"])

  private let database: Database
  private let keyed: Query
  private let stored: Query
  private let naming: Query
  private let insertion: Query
  private var profiles: [Int64: StoryProfile] = [:]
  private var dirtyPages: Set<Int64> = []
  private lazy var keyRows = Result {
    try RowInsertion(database, "INSERT OR IGNORE INTO story_key", columns: 2)
  }

  init(_ database: Database) throws {
    self.database = database
    keyed = try Query(database, "SELECT article FROM story_key WHERE key = ? LIMIT ?")
    stored = try Query(database, "SELECT text FROM story_text WHERE article = ?")
    naming = try Query(database, "SELECT article FROM related WHERE hash = ? LIMIT ?")
    insertion = try Query(database, "INSERT OR REPLACE INTO story_text VALUES(?, ?)")
  }

  // MARK: Coming and going

  /// An article that is new, or reads otherwise than before.
  /// - Parameter address: the hash of its address, under which others may name it as related.
  func enter(_ article: Int64, _ text: StoryText, address: Int64) throws {
    if let old = try profile(article)?.text {
      if old == text {
        // What it is ranked by may have changed.
        if let story = try story(of: article) { try store(members(story), as: story) }
        return
      }
      try leave(article)
      try release(old, of: article)
      profiles[article] = nil
    }
    let keys = text.keys
    let matched = try matches(of: article, text, keys + text.relatedKeys, address)
    try insertion.run(article, text.bytes)
    let rows = try keyRows.get()
    let era = Self.eras(of: text)[0]
    for key in keys.map({ Self.key($0, era) }).sorted() { try rows.add(key, article) }
    try rows.finish()
    if !matched.isEmpty { try join(article, matched) }
  }

  /// An article that is gone.
  func forget(_ article: Int64) throws {
    guard let text = try profile(article)?.text else { return }
    try leave(article)
    try release(text, of: article)
    try Query(database, "DELETE FROM story_text WHERE article = ?").run(article)
    profiles[article] = nil
  }

  /// To be called at the end of the transaction.
  func finish() throws {
    guard !dirtyPages.isEmpty else { return }
    let members = try Query(
      database, "SELECT article, story, place FROM story WHERE article BETWEEN ? AND ?")
    for page in dirtyPages.sorted() {
      let first = page << StoryMembers.pageBits
      let entries = try members.all(first, first + StoryMembers.pageMask) { row in
        StoryMembers.packed(
          article: row.integer(0), story: row.integer(1), place: row.integer(2))
      }
      if entries.isEmpty {
        try Query(database, "DELETE FROM story_page WHERE page = ?").run(page)
      } else {
        try Query(database, "INSERT OR REPLACE INTO story_page VALUES(?, ?)")
          .run(page, PackedIntegers.pack(entries))
      }
    }
    dirtyPages = []
    try Query(database, "UPDATE story_state SET version = version + 1").run()
  }

  private func release(_ text: StoryText, of article: Int64) throws {
    let query = try Query(database, "DELETE FROM story_key WHERE key = ? AND article = ?")
    let era = Self.eras(of: text)[0]
    for key in text.keys { try query.run(Self.key(key, era), article) }
  }

  // MARK: Looking for others

  /// Twice what may lie between two articles of a story, so that two lookups do.
  private static let eraLength = 2 * StoryRules.window

  /// The six days of the article first, then those next to them that it is closest to.
  private static func eras(of text: StoryText) -> [Int64] {
    guard let published = text.publishedMilliseconds else { return [0] }
    let era = published >= 0 ? published / eraLength : (published + 1) / eraLength - 1
    // The year 1 and the year 9999 keep within 31 bits.
    let number = min(max(era + (1 << 20), 1), 1 << 30)
    let isEarly = published &- era &* eraLength < eraLength / 2
    return [number, isEarly ? number - 1 : number + 1]
  }

  private static func key(_ key: UInt32, _ era: Int64) -> Int64 { era << 32 | Int64(key) }

  private struct Match {
    let article: Int64
    let reason: StoryReason
  }

  /// - Parameter keys: its own, and those of its related articles.
  private func matches(
    of article: Int64, _ text: StoryText, _ keys: [UInt32], _ address: Int64
  ) throws -> [Match] {
    // How often each was found.
    var candidates: [Int64: Int] = [:]
    for era in Self.eras(of: text) {
      for key in keys {
        let found = try keyed.all(Self.key(key, era), StoryGroups.mostAlike + 1) { $0.integer(0) }
        guard found.count <= StoryGroups.mostAlike else { continue }
        for article in found { candidates[article, default: 0] += 1 }
      }
    }
    // Those that name it as related were there before it.
    try naming.each(address, StoryGroups.mostAlike) {
      candidates[$0.integer(0), default: 0] += keys.count
      return true
    }
    candidates[article] = nil
    guard !candidates.isEmpty else { return [] }
    let profile = StoryProfile(text)
    profiles[article] = profile
    return try Self.likeliest(candidates).compactMap { candidate in
      guard let other = try self.profile(candidate),
        let reason = StoryRules.reason(profile, other)
      else { return nil }
      return Match(article: candidate, reason: reason)
    }
  }

  /// So many are compared: where all texts are made of the same few words, each is like hundreds.
  private static let mostCompared = 96

  private static func likeliest(_ candidates: [Int64: Int]) -> [Int64] {
    guard candidates.count > mostCompared else { return candidates.keys.sorted() }
    let ranked = candidates.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
    return ranked.prefix(mostCompared).map(\.key).sorted()
  }

  /// Some megabytes of them.
  private static let mostProfiles = 2048

  private func profile(_ article: Int64) throws -> StoryProfile? {
    if let known = profiles[article] { return known }
    if profiles.count >= Self.mostProfiles { profiles.removeAll(keepingCapacity: true) }
    let text = try stored.first(article) { $0.withBlob(0) { StoryText(bytes: $0) } } ?? nil
    guard let text else { return nil }
    let profile = StoryProfile(text)
    profiles[article] = profile
    return profile
  }

  // MARK: Stories

  private struct Member {
    let article: Int64
    let reason: Int64
    let other: Int64
  }

  private func join(_ article: Int64, _ matches: [Match]) throws {
    var members = [
      Member(
        article: article, reason: Int64(matches[0].reason.rawValue), other: matches[0].article)
    ]
    var story = article
    var isJoined = false
    for match in matches where !members.contains(where: { $0.article == match.article }) {
      let theirs = try self.story(of: match.article)
      let others =
        try theirs.map(self.members)
        ?? [
          Member(
            article: match.article, reason: Int64(match.reason.rawValue), other: article)
        ]
      let all = members + others
      guard all.count <= StoryGroups.mostMembers,
        StoryRules.agree(try all.compactMap { try profile($0.article)?.text })
      else { continue }
      if !isJoined {
        members[0] = Member(
          article: article, reason: Int64(match.reason.rawValue), other: match.article)
        isJoined = true
      }
      members += others
      story = min(story, theirs ?? match.article)
    }
    if isJoined { try store(members, as: story) }
  }

  private func leave(_ article: Int64) throws {
    guard let story = try story(of: article) else { return }
    let members = try self.members(story)
    try Query(database, "DELETE FROM story WHERE story = ?").run(story)
    for member in members { dirtyPages.insert(member.article >> StoryMembers.pageBits) }
    let rest = members.filter { $0.article != article }
    if rest.count > 1 { try store(rest, as: rest.map(\.article).min() ?? story) }
  }

  private func story(of article: Int64) throws -> Int64? {
    try Query(database, "SELECT story FROM story WHERE article = ?").first(article) {
      $0.integer(0)
    }
  }

  private func members(_ story: Int64) throws -> [Member] {
    try Query(database, "SELECT article, reason, other FROM story WHERE story = ?").all(story) {
      Member(article: $0.integer(0), reason: $0.integer(1), other: $0.integer(2))
    }
  }

  /// The best first: by quality, then by heat, then what says most, then what came first.
  private func store(_ members: [Member], as story: Int64) throws {
    let facts = try Query(
      database, "SELECT quality, heat, published FROM article WHERE id = ?")
    var ranked: [(member: Member, rank: [Int64])] = []
    for member in members {
      let length = Int64(try profile(member.article)?.text.length ?? 0)
      let rank = try facts.first(member.article) { row in
        [
          row.optionalInteger(0) ?? .min, row.optionalInteger(1) ?? .min, length,
          -(row.optionalInteger(2) ?? .max),
        ]
      }
      ranked.append((member, (rank ?? []) + [-member.article]))
    }
    ranked.sort { $1.rank.lexicographicallyPrecedes($0.rank) }
    let insert = try Query(database, "INSERT OR REPLACE INTO story VALUES(?, ?, ?, ?, ?)")
    for (place, entry) in ranked.enumerated() {
      let member = entry.member
      try insert.run(member.article, story, place, member.reason, member.other)
      dirtyPages.insert(member.article >> StoryMembers.pageBits)
    }
  }
}
