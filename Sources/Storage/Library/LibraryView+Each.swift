public import Articles

extension LibraryView {
  /// Every row of a list in turn: what was made when its article was stored. The list is as it was at
  /// the beginning; memory does not grow with it but by the identities.
  public func eachRow(_ scope: ListScope, _ body: (ArticleRow) throws -> Void) throws {
    let ids = try listing(scope).ids
    for start in stride(from: 0, to: ids.count, by: 1024) {
      let part = try library.read { try rows(Array(ids[start...].prefix(1024)), $0) }
      for row in part { try body(row) }
    }
  }

  /// Every article of a list in turn, with its files, the one that supplies its fields first; an
  /// item of a feed comes with what the archive has of it.
  ///
  /// The list is as it was at the beginning; memory does not grow with it.
  public func eachArticle(
    _ scope: ListScope,
    _ body: (_ row: ArticleRow, _ files: [String], _ archived: Article?) throws -> Void
  ) throws {
    let ids = try listing(scope).ids
    for start in stride(from: 0, to: ids.count, by: 256) {
      let part = try library.read { database in
        let origins = try ArticleOrigins(database, of: self, areListed: true)
        return try rows(Array(ids[start...].prefix(256)), database).map { row in
          (row: row, origins: try origins.origins(of: row.id.rawValue))
        }
      }
      for (row, origins) in part {
        try body(row, origins.map(\.display), origins.first?.archived?.article)
      }
    }
  }
}
