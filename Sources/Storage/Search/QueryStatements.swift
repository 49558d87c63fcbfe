import Articles

extension QuerySearch {
  /// Everything that is asked of the database but for single rows.
  enum Statements {
    static let words = """
      SELECT article FROM words CROSS JOIN text_doc ON doc = words.rowid
      WHERE words MATCH ? AND article > 0
      """
    static let newestWords = """
      SELECT article, doc FROM words CROSS JOIN text_doc ON doc = words.rowid
      WHERE words MATCH ? AND article > 0 ORDER BY words.rowid DESC
      """
    static let hasWords = """
      SELECT 1 FROM text_doc CROSS JOIN words ON words.rowid = doc
      WHERE article = ? AND article > 0 AND words MATCH ?
      """
    static let beginnings = """
      SELECT article FROM beginnings CROSS JOIN text_doc ON doc = beginnings.rowid
      WHERE beginnings MATCH ? AND article > 0
      """
    static let newestBeginnings = """
      SELECT article, doc FROM beginnings CROSS JOIN text_doc ON doc = beginnings.rowid
      WHERE beginnings MATCH ? AND article > 0 ORDER BY beginnings.rowid DESC
      """
    static let hasBeginning = """
      SELECT 1 FROM text_doc CROSS JOIN beginnings ON beginnings.rowid = doc
      WHERE article = ? AND article > 0 AND beginnings MATCH ?
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
