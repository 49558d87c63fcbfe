public import Articles
import Dispatch
import GRDB
import Synchronization

/// Whole lists, one article after the other: what commands print.
///
/// A list is as it was at the beginning, and what is gone since is left out; memory does not grow with
/// it but by the identities.
extension LibraryView {
  /// So many articles are made together. Those of a long list in the order in which they are stored, by the
  /// ten thousand, were hardly sooner there and took twice the memory.
  private static let together = 1024
  /// So many are a task of a processor: rows, and articles with their texts.
  private static let (rowsOfTask, articlesOfTask) = (512, 128)

  /// Every row in turn: what was made when its article was stored.
  public func eachRow(_ scope: ListScope, _ body: (ArticleRow) throws -> Void) throws {
    try eachMade(scope, ofTask: Self.rowsOfTask) { ids in
      try rows(ids)
    } _: {
      try body($0)
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
    try eachMade(scope, ofTask: Self.articlesOfTask) {
      try articles($0, make)
    } _: {
      try body($0)
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

  /// Makes parts of a list on several threads and hands them on in its order.
  private func eachMade<Made: Sendable>(
    _ scope: ListScope, ofTask size: Int, make: @Sendable ([ArticleID]) throws -> [Made],
    _ body: (Made) throws -> Void
  ) throws {
    let ids = try listing(scope).ids
    for start in stride(from: 0, to: ids.count, by: Self.together) {
      let part = ids[start...].prefix(Self.together)
      let starts = Array(stride(from: part.startIndex, to: part.endIndex, by: size))
      let made = Mutex([Result<[Made], any Error>?](repeating: nil, count: starts.count))
      DispatchQueue.concurrentPerform(iterations: starts.count) { index in
        let result = Result { try make(Array(part[starts[index]...].prefix(size))) }
        made.withLock { $0[index] = result }
      }
      for result in made.withLock({ $0 }) { try result?.get().forEach(body) }
    }
  }
}
