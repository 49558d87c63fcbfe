import GRDB
import GRDBSQLite
import Synchronization

/// Documents of which more is to come, by the numbers of their feeds: what was found out about their
/// items so far.
///
/// Of use as long as nobody else writes to the library in between, here or in another process: else
/// it is forgotten, and what comes next is looked up as if another document had brought the rest.
final class OpenDocuments: Sendable {
  struct State {
    fileprivate(set) var matchings: [Int64: ItemMatching] = [:]
    fileprivate var moment: Moment?
  }

  /// A state of the library, as the connection sees it that writes.
  fileprivate struct Moment: Equatable {
    /// Another with every change by another connection.
    let version: Int64
    /// Rows changed by this connection.
    let changes: Int64

    init(_ database: Database) throws {
      version = try Query(database, "PRAGMA data_version").first { $0.integer(0) } ?? 0
      changes = sqlite3_total_changes64(database.sqliteConnection)
    }
  }

  /// Of all documents together; some 10 MB.
  private static let mostItems = 1 << 16

  private let state = Mutex(State())

  /// Takes out what is of use at the beginning of a transaction.
  func open(_ database: Database) throws -> [Int64: ItemMatching] {
    let moment = try Moment(database)
    return state.withLock { state in
      defer { state = State() }
      return state.moment == moment ? state.matchings : [:]
    }
  }

  /// What to keep when the transaction has succeeded that is at its end here.
  static func state(_ matchings: [Int64: ItemMatching], _ database: Database) throws -> State {
    guard matchings.values.reduce(0, { $0 + $1.count }) <= mostItems else { return State() }
    return State(matchings: matchings, moment: try Moment(database))
  }

  func keep(_ new: consuming State) {
    let new = new
    state.withLock { $0 = new }
  }
}
