import Articles

/// Sets by the numbers that tables hold.
extension ArticleSet {
  func contains(_ number: Int64) -> Bool { contains(ArticleID(number)) }

  mutating func insert(_ number: Int64) { insert(ArticleID(number)) }
}
