import Articles

extension QuerySearch {
  /// Everything that is asked of the database but for single rows.
  enum Statements {
    /// The entries that have some words, and the articles of the entries from a number on: to walk along
    /// both costs less than to look for the article of each.
    static let wordEntries = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
    static let entries = "SELECT doc, article FROM text_doc WHERE doc >= ? ORDER BY doc"
    static let newestWords = """
      SELECT article, doc FROM words CROSS JOIN text_doc ON doc = words.rowid
      WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? AND article > 0
      ORDER BY words.rowid DESC
      """
    /// The entry that stands so many before another one, and behind it.
    static let entryBefore =
      "SELECT doc FROM text_doc WHERE doc <= ? ORDER BY doc DESC LIMIT 1 OFFSET ?"
    static let entryAfter = "SELECT doc FROM text_doc WHERE doc >= ? ORDER BY doc LIMIT 1 OFFSET ?"
    static let hasWords = """
      SELECT 1 FROM text_doc CROSS JOIN words ON words.rowid = doc
      WHERE article = ? AND article > 0 AND words MATCH ?
      """
    static let vocabulary = "SELECT term FROM vocabulary WHERE term >= ? AND term < ?"
    static let dated = "SELECT article FROM listed WHERE list = ? AND sort BETWEEN ? AND ?"
    static let listed = "SELECT article FROM listed WHERE list = ?"
    static let labelled = "SELECT article FROM article_label WHERE state = ? AND label = ?"

    /// `nil` where the articles without a number are meant, too.
    static func number(_ number: QueryNumber, _ comparison: QueryComparison, _ value: Int)
      -> String?
    {
      let (column, condition): (String, String)
      switch number {
      case .heat: (column, condition) = ("heat", "heat IS NOT NULL")
      case .quality: (column, condition) = ("quality", "quality IS NOT NULL")
      case .related:
        (column, condition) = ("related_count", "related_count > 0")
        if comparison.holds(0, Int64(value)) { return nil }
      }
      return "SELECT id FROM article WHERE \(condition) AND \(column) \(comparison.rawValue) ?"
    }
  }
}

extension QueryComparison {
  func holds(_ a: Int64, _ b: Int64) -> Bool {
    switch self {
    case .less: a < b
    case .atMost: a <= b
    case .equal: a == b
    case .atLeast: a >= b
    case .more: a > b
    }
  }
}
