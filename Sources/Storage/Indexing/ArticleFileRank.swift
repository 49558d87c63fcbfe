/// One of the files that hold an article. The greatest supplies the article's fields: the newest
/// publication date, then the greatest path.
struct ArticleFileRank: Comparable {
  let file: FileID
  let source: Int64
  let published: Int64?
  let path: Path

  static func < (a: ArticleFileRank, b: ArticleFileRank) -> Bool {
    let (left, right) = (a.published ?? .min, b.published ?? .min)
    return left != right ? left < right : a.path < b.path
  }
}
