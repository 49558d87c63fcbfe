public import Articles
import FeedParsing
import GRDB
import Glibc

extension LibraryView {
  /// Articles of this view that speak of the same as another one: those that share its rare words, in
  /// title and excerpt, the more recent first among equals, and not one provider alone.
  ///
  /// Costs as much as its rarest words stand in articles, not what the library holds.
  /// - Parameter text: the words of the article that count, its title among them.
  public func similar(to row: ArticleRow, text: String, limit: Int = 5) throws(StorageError)
    -> [SimilarArticle]
  {
    let words = SimilarWords.words(of: text)
    guard !words.isEmpty else { return [] }
    return try library.read { database in
      let found = try candidates(words, for: row.id, database)
      let rows = try rows(found.map { ArticleID($0.id) }, database).filter(shows)
      let scores = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var ranked = rows.compactMap { other -> (row: ArticleRow, words: [String], score: Double)? in
        guard let found = scores[other.id.rawValue] else { return nil }
        return (other, found.words, found.score * Self.recency(of: other, beside: row))
      }
      ranked.sort { ($0.score, $0.row.id) > ($1.score, $1.row.id) }
      return Self.damped(ranked, limit: limit).map {
        SimilarArticle(row: $0.row, words: $0.words)
      }
    }
  }

  /// So many articles of each word are looked at, the newest.
  private static let articlesOfAWord = 1_000
  /// The best so many are looked at as a whole.
  private static let mostCandidates = 100
  /// What the shared words must tell at least, in nats: two words of one in a hundred articles each.
  private static let leastScore = 6.0

  private struct Candidate {
    let id: Int64
    var score: Double
    var words: [String]
  }

  private func candidates(
    _ words: [String], for id: ArticleID, _ database: Database
  ) throws -> [Candidate] {
    let total =
      try Query(database, "SELECT count(*) FROM text_doc").first { Double($0.integer(0)) } ?? 0
    let query = try Query(
      database,
      """
      SELECT article FROM words CROSS JOIN text_doc ON doc = words.rowid
      WHERE words MATCH ? AND article > 0 ORDER BY words.rowid DESC LIMIT \(Self.articlesOfAWord)
      """)
    var found: [Int64: Candidate] = [:]
    for word in words {
      guard let phrase = SearchText.phrase(word) else { continue }
      let articles = try query.all("{title excerpt} : \(phrase)") { $0.integer(0) }
      // A word that stands in one of ten tells nothing.
      let weight = log(max(total, 1) / Double(articles.count + 1))
      guard articles.count < Self.articlesOfAWord, weight > 2.3 else { continue }
      for article in articles where article != id.rawValue {
        found[article, default: Candidate(id: article, score: 0, words: [])].score += weight
        found[article]?.words.append(word)
      }
    }
    return found.values.filter { $0.words.count > 1 && $0.score >= Self.leastScore }
      .sorted { ($0.score, $0.id) > ($1.score, $1.id) }.prefix(Self.mostCandidates).map(\.self)
  }

  /// Half for each half a year between them.
  private static func recency(of other: ArticleRow, beside row: ArticleRow) -> Double {
    guard let one = other.published, let two = row.published else { return 0.5 }
    let days = abs(Double(one.milliseconds - two.milliseconds)) / 86_400_000
    return pow(0.5, days / 180)
  }

  /// A title without signs, kinds of quotes and case.
  private static func words(of title: String) -> String {
    String(
      String.UnicodeScalarView(
        SearchText.folded(title).unicodeScalars.filter(SearchText.isOfWord)))
  }

  /// Each further article of a provider counts less.
  private static func damped(
    _ ranked: [(row: ArticleRow, words: [String], score: Double)], limit: Int
  ) -> [(row: ArticleRow, words: [String], score: Double)] {
    var rest = ranked
    var chosen: [(row: ArticleRow, words: [String], score: Double)] = []
    var seen: [String: Int] = [:]
    var titles: Set<String> = []
    while chosen.count < limit, !rest.isEmpty {
      let best = rest.indices.max { a, b in
        func score(_ place: Int) -> Double {
          rest[place].score * pow(0.7, Double(seen[rest[place].row.provider] ?? 0))
        }
        return score(a) < score(b)
      }
      guard let best else { break }
      let next = rest.remove(at: best)
      guard titles.insert(words(of: next.row.title)).inserted else { continue }
      seen[next.row.provider, default: 0] += 1
      chosen.append(next)
    }
    return chosen
  }
}

/// The words of a text by which articles are compared.
enum SimilarWords {
  private static let most = 16

  /// Each once, in their order: those of letters that are long enough to tell something, and numbers of
  /// three digits or more; pairs of characters of scripts without blanks.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var seen: Set<String> = []
    let parts = SearchText.entered(text).unicodeScalars.split { !SearchText.isOfWord($0) }
    for part in parts where words.count < most {
      let word = String(part)
      let isShort =
        part.allSatisfy { $0.properties.isAlphabetic && $0.value < 0x3000 }
        ? part.count < 4 : part.count < 2
      guard !isShort, seen.insert(word.lowercased()).inserted else { continue }
      words.append(word)
    }
    return words
  }
}
