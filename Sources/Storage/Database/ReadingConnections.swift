import Dispatch
import GRDB
import Synchronization

/// Connections to the library that only read, each for one reader at a time; made when they are
/// needed.
///
/// A `DatabasePool` has such ones as well, behind concurrent queues: where two readers meet there,
/// libdispatch may start a thread that it counts, and for that wakes once a second for as long as the
/// program runs. Here they meet at a lock.
final class ReadingConnections: Sendable {
  private let make: @Sendable () throws -> DatabaseQueue
  private let idle = Mutex<[DatabaseQueue]>([])
  private let places = DispatchSemaphore(value: ReadingConnections.most)

  private static let most = 3

  /// - Parameter path: of a file that is there, and has a log.
  init(path: String) {
    var configuration = LibraryFile.configuration()
    configuration.readonly = true
    make = { [configuration] in try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// One read transaction. Waits where all connections are in use.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    places.wait()
    defer { places.signal() }
    let connection = try idle.withLock { $0.popLast() } ?? make()
    defer { idle.withLock { $0.append(connection) } }
    return try connection.read(body)
  }
}
