public import Articles
import FeedParsing
import GRDB

/// Something that is wrong with a file or folder: where, what, and what to do.
public struct FileProblem: Hashable, Sendable {
  public var path: String
  /// Counted from 1; `nil` where the whole file is meant.
  public var line: Int?
  public var message: String

  public init(path: String, line: Int? = nil, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }
}

/// An article that several files hold.
public struct SharedArticle: Hashable, Sendable {
  public var address: Address
  /// First the one that supplies the fields.
  public var paths: [String]
}

/// What indexing could not use, and why.
public struct ProblemReport: Hashable, Sendable {
  /// Broken and unreadable files and folders, by path.
  public var problems: [FileProblem]
  /// Files that hold no article, counted by reason, most frequent first.
  public var skipped: [Skipped]

  public struct Skipped: Hashable, Sendable {
    public var reason: String
    public var count: Int
  }
}

extension LibraryView {
  /// What indexing could not use in the sources of this view.
  public func problems() throws(StorageError) -> ProblemReport {
    try library.read { database in
      var problems: [FileProblem] = []
      var skipped: [Int64: Int] = [:]
      for source in sources {
        problems += try self.problems(of: source.rawValue, database)
        problems += try failures(of: source.rawValue, database)
        try Query(
          database,
          """
          SELECT outcome, count(*) FROM folder JOIN file ON file.folder = folder.id
          WHERE source = ? AND outcome > 1 GROUP BY outcome
          """
        ).each(source.rawValue) { row in
          skipped[row.integer(0), default: 0] += Int(clamping: row.integer(1))
          return true
        }
      }
      return ProblemReport(problems: problems, skipped: Self.reasons(skipped))
    }
  }

  /// The articles that several files of this view hold, and these: first the one that supplies the
  /// fields.
  public func sharedArticles() throws(StorageError) -> [SharedArticle] {
    try library.read { database in
      let ids = try Query(
        database,
        "SELECT article FROM file WHERE article IS NOT NULL GROUP BY article HAVING count(*) > 1"
      ).all { $0.integer(0) }
      let sources = Set(sources.map(\.rawValue))
      return try ids.compactMap { id in
        let files = try FileTable(database).files(of: id).filter {
          $0.item == nil && sources.contains($0.source)
        }
        guard files.count > 1, let row = try rows([ArticleID(id)], database).first else {
          return nil
        }
        return SharedArticle(address: row.address, paths: files.map(\.path.display))
      }.sorted { $0.paths.lexicographicallyPrecedes($1.paths) }
    }
  }

  private func problems(of source: Int64, _ database: Database) throws -> [FileProblem] {
    try Query(
      database,
      """
      SELECT list.name, path, problem.name, line, message
      FROM folder JOIN problem ON problem.folder = folder.id JOIN list ON list.id = source
      WHERE source = ? ORDER BY path, problem.name
      """
    ).all(source) { row in
      let path = Path(bytes: row.blob(0)).appending(row.blob(1)).appending(row.blob(2))
      return FileProblem(
        path: path.display, line: row.optionalInteger(3).map(Int.init(clamping:)),
        message: row.text(4))
    }
  }

  /// Why a feed could not be fetched.
  private func failures(of source: Int64, _ database: Database) throws -> [FileProblem] {
    try Query(
      database,
      """
      SELECT name, problem FROM list JOIN feed ON feed.address = CAST(name AS TEXT)
      WHERE list.id = ? AND problem IS NOT NULL
      """
    ).all(source) {
      FileProblem(path: SourcePlace(name: $0.blob(0)).location, message: $0.text(1))
    }
  }

  private static func reasons(_ counts: [Int64: Int]) -> [ProblemReport.Skipped] {
    counts.compactMap { code, count in
      FileOutcome.reason(code).map { ProblemReport.Skipped(reason: $0.sentence, count: count) }
    }.sorted { $0.count != $1.count ? $0.count > $1.count : $0.reason < $1.reason }
  }
}
