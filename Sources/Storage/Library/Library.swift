public import Articles
import GRDB
import Synchronization

/// The index over folders and marks: one SQLite file, safe from any thread and any process.
///
/// Everything in it is derived from folders and from the files of marks; deleting it loses nothing.
public final class Library: Sendable {
  let database: any DatabaseWriter
  let hashing: AddressHashing
  /// The file; ":memory:" without one.
  let path: String
  private let told: [String]

  /// Opens the library, or makes it, with the folders above it.
  ///
  /// A damaged file is moved aside as `NAME.damaged-INSTANT` and made anew; ``notices`` tells so.
  /// - Throws: `.newerLibrary` for a file of a newer program, which is left alone;
  ///   `.cannotCreateFolder`, `.cannotWrite` and `.database` where no file can be had: then
  ///   ``inMemory()`` serves for this run.
  public convenience init(path: String) throws(StorageError) {
    let file = Path(path)
    try Folders.create(file.parent)
    try LibraryFile.prepare(file)
    var notices: [String] = []
    if LibraryFile.isSuspect(file), !LibraryFile.isSound(file) {
      notices.append(try LibraryFile.setAside(file))
    }
    do {
      let database = try LibraryFile.open(file)
      try self.init(database, path: path, notices: notices)
    } catch .damagedLibrary {
      notices.append(try LibraryFile.setAside(file))
      try LibraryFile.prepare(file)
      let database = try LibraryFile.open(file)
      try self.init(database, path: path, notices: notices)
    }
  }

  /// A library that lasts as long as this value: for when the file cannot be written.
  public static func inMemory() throws(StorageError) -> Library {
    let path = ":memory:"
    let database: DatabaseQueue
    do {
      database = try DatabaseQueue(configuration: LibraryFile.configuration)
    } catch {
      throw StorageError(error, path: path)
    }
    return try Library(database, path: path, notices: [])
  }

  private init(_ database: any DatabaseWriter, path: String, notices: [String])
    throws(StorageError)
  {
    do {
      if try database.read({ try !LibrarySchema.isCurrent($0, path: path) }) {
        try database.write { try LibrarySchema.install($0, path: path) }
      }
      hashing = try database.read { try Meta.hashing($0) }
    } catch {
      throw StorageError(error, path: path)
    }
    self.database = database
    self.path = path
    told = notices
  }

  /// What the person should be told about opening it.
  public var notices: [String] { told }

  /// What a run sees: some sources, under the marks of one state file.
  public func view(sources: [SourceID], state: StateID) -> LibraryView {
    LibraryView(library: self, sources: sources, state: state)
  }

  /// One read transaction: everything in `body` sees the same moment.
  func read<Result>(_ body: (Database) throws -> Result) throws(StorageError) -> Result {
    do {
      return try database.read(body)
    } catch {
      throw noted(StorageError(error, path: path))
    }
  }

  /// One write transaction: all of `body` or nothing.
  func write<Result>(_ body: (Database) throws -> Result) throws(StorageError) -> Result {
    do {
      return try database.write(body)
    } catch {
      throw noted(StorageError(error, path: path))
    }
  }

  /// Damage found in passing is looked into when the library is next opened.
  private func noted(_ error: StorageError) -> StorageError {
    if case .damagedLibrary = error { LibraryFile.suspect(Path(path)) }
    return error
  }
}
