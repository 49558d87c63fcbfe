public import Articles
import Dispatch
import GRDB
import Synchronization

/// Whole lists, one article after the other: what commands print.
///
/// A list is as it was at the beginning, and what is gone since is left out; memory does not grow with
/// it but by the identities.
extension LibraryView {
  /// So many rows are read together. Those of a long list in the order in which they are stored, by the
  /// ten thousand, were hardly sooner there and took twice the memory.
  private static let rowsTogether = 1024
  /// So many articles with their texts are a task of a processor.
  private static let articlesTogether = 128

  /// Every row in turn: what was made when its article was stored.
  public func eachRow(_ scope: ListScope, _ body: (ArticleRow) throws -> Void) throws {
    try eachPart(scope) { ids in
      for row in try library.read({ try rows(ids, $0) }) { try body(row) }
    }
  }

  /// What is made of every article in turn.
  /// - Parameters:
  ///   - make: is called on several threads, in any order, with the row of an article, its files, the one
  ///     that supplies its fields first, and what the archive has of it if it is an item of a feed.
  ///     What it makes nothing of is left out.
  ///   - body: is called in the order of the list.
  public func eachArticle<Made: Sendable>(
    _ scope: ListScope,
    make: @Sendable (_ row: ArticleRow, _ files: [String], _ archived: Article?) throws -> Made?,
    _ body: (Made) throws -> Void
  ) throws {
    try eachPart(scope) { ids in
      let starts = Array(stride(from: 0, to: ids.count, by: Self.articlesTogether))
      let made = Mutex([Result<[Made], any Error>?](repeating: nil, count: starts.count))
      DispatchQueue.concurrentPerform(iterations: starts.count) { index in
        let part = Array(ids[starts[index]...].prefix(Self.articlesTogether))
        let result = Result { try articles(part, make) }
        made.withLock { $0[index] = result }
      }
      for part in made.withLock({ $0 }) { try part?.get().forEach(body) }
    }
  }

  private func articles<Made>(
    _ ids: [ArticleID],
    _ make: (_ row: ArticleRow, _ files: [String], _ archived: Article?) throws -> Made?
  ) throws -> [Made] {
    let found = try library.read { database in
      let origins = try ArticleOrigins(database, of: self, areListed: true)
      return try rows(ids, database).map { ($0, try origins.origins(of: $0.id.rawValue)) }
    }
    return try found.compactMap { row, origins in
      try make(row, origins.map(\.display), origins.first?.archived?.article)
    }
  }

  private func eachPart(_ scope: ListScope, _ body: ([ArticleID]) throws -> Void) throws {
    let ids = try listing(scope).ids
    for start in stride(from: 0, to: ids.count, by: Self.rowsTogether) {
      try body(Array(ids[start...].prefix(Self.rowsTogether)))
    }
  }
}
