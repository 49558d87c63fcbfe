/// One of the files, or items of feeds, that hold an article. The greatest supplies the article's fields: one of a
/// source that the person has, then the newest publication date, then the greatest path.
struct ArticleFileRank: Comparable {
  let file: FileID
  let source: Int64
  let published: Int64?
  /// Of the feed, for an item of one.
  let path: Path
  /// The item that it is instead of a file.
  let item: Int64?
  /// See ``SourceRanks``.
  let isListed: Bool

  static func < (a: ArticleFileRank, b: ArticleFileRank) -> Bool {
    if a.isListed != b.isListed { return b.isListed }
    let (left, right) = (a.published ?? .min, b.published ?? .min)
    if left != right { return left < right }
    return a.path != b.path ? a.path < b.path : (a.item ?? 0) < (b.item ?? 0)
  }
}
