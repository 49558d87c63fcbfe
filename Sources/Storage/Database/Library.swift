public import Articles
import GRDB
import Synchronization

/// The archive of feeds and the index over folders, feeds and marks: one SQLite file, safe from any
/// thread and any process.
///
/// What feeds have brought is held by nothing else; the rest is derived from folders, the archive
/// and the files of marks. Deleting it loses old items of feeds, but never a mark.
public final class Library: Sendable {
  let database: any DatabaseWriter
  /// `nil` without a file: then the one connection reads, too.
  private let readers: ReadingConnections?
  let hashing: AddressHashing
  /// The file; ":memory:" without one.
  let path: String
  let documents = OpenDocuments()
  let given = GivenFeeds()
  /// What was last read of the stories.
  let stories = Mutex<(version: Int64, members: StoryMembers)?>(nil)
  /// The front page that was last made.
  let frontPage = Mutex<[ArticleID: FrontPage.Entry]>([:])
  private let told: [String]
  /// Kept open for as long as the library is.
  private let lease: OpenFile?

  /// How many milliseconds a write waits for those of other processes, if nothing else is said.
  public static let patience = LibraryFile.patience

  /// Opens the library, or makes it; where the file cannot be written, a private one that begins as
  /// a copy of it, in `privateFolder`. ``notices`` tells so.
  /// - Parameter patience: How many milliseconds a write waits for those of other processes.
  /// - Throws: As ``init(path:)``, of the shared library; `.busy` if another process keeps it busy.
  public static func open(
    path: String, privateFolder: String, patience: Int = Library.patience
  ) throws(StorageError) -> Library {
    do {
      return try Library(Path(path), notices: [], lease: nil, patience: patience)
    } catch {
      guard error.isOfThisPlace,
        let library = try? PrivateLibrary(of: Path(path), in: Path(privateFolder))
          .open(because: error, patience: patience)
      else { throw error }
      return library
    }
  }

  /// Opens the library, or makes it, with the folders above it.
  ///
  /// A damaged file is moved aside as `NAME.damaged-INSTANT` and made anew, with what can still be
  /// read of the archive; ``notices`` tells so.
  /// - Throws: `.newerLibrary` for a file of a newer program, which is left alone;
  ///   `.cannotCreateFolder`, `.cannotWrite` and `.database` where no file can be had: then
  ///   ``inMemory()`` serves for this run.
  public convenience init(path: String) throws(StorageError) {
    try self.init(Path(path), notices: [], lease: nil, patience: Library.patience)
  }

  /// - Parameter lease: Is kept open for as long as the library is.
  convenience init(
    _ file: Path, notices: [String], lease: consuming OpenFile?, patience: Int
  ) throws(StorageError) {
    let path = file.display
    try Folders.create(file.parent)
    try LibraryFile.prepare(file)
    var notices = notices
    var aside: Path?
    if LibraryFile.isSuspect(file), !LibraryFile.isSound(file) {
      aside = try LibraryFile.setAside(file)
      try LibraryFile.prepare(file)
    }
    let opened: (any DatabaseWriter, AddressHashing)
    do {
      opened = try Library.made(LibraryFile.open(file, patience: patience), path: path)
    } catch .damagedLibrary {
      aside = try LibraryFile.setAside(file)
      try LibraryFile.prepare(file)
      opened = try Library.made(LibraryFile.open(file, patience: patience), path: path)
    }
    if let aside {
      let rescued = ArchiveRescue(from: aside, into: opened.0, hashing: opened.1).run()
      notices.append(Wording.libraryRebuilt(path, aside: aside.display, rescued))
    }
    self.init(opened, path: path, notices: notices, lease: lease)
  }

  /// A library that lasts as long as this value: for when the file cannot be written.
  public static func inMemory() throws(StorageError) -> Library {
    let path = ":memory:"
    let database: DatabaseQueue
    do {
      database = try DatabaseQueue(configuration: LibraryFile.configuration())
    } catch {
      throw StorageError(error, path: path)
    }
    return Library(try made(database, path: path), path: path, notices: [], lease: nil)
  }

  private init(
    _ opened: (any DatabaseWriter, AddressHashing), path: String, notices: [String],
    lease: consuming OpenFile?
  ) {
    (database, hashing) = opened
    self.path = path
    readers = (database as? DatabasePool).map { ReadingConnections(path: $0.path) }
    told = notices
    self.lease = lease
  }

  /// Makes the tables that are missing or of another version; before data are migrated, the file is
  /// copied.
  static func made(
    _ database: any DatabaseWriter, path: String,
    groups: [LibrarySchema.TableGroup] = LibrarySchema.groups
  ) throws(StorageError) -> (any DatabaseWriter, AddressHashing) {
    do {
      if try database.read({ try !LibrarySchema.isCurrent($0, path: path, groups: groups) }) {
        if try database.read({ try LibrarySchema.needsMigration($0, groups: groups) }) {
          try LibraryFile.backUp(database, at: Path(path))
        }
        try database.write { try LibrarySchema.install($0, path: path, groups: groups) }
      }
      return (database, try database.read { try Meta.hashing($0) })
    } catch {
      throw StorageError(error, path: path)
    }
  }

  /// What the person should be told about opening it.
  public var notices: [String] { told }

  /// What a run sees: some sources, under the marks of one state file.
  ///
  /// - Parameter keepsStarred: whether starred articles of all other sources, those that were
  ///   removed among them, stay under "Starred".
  public func view(
    sources: [SourceID], state: StateID, keepsStarred: Bool = false
  ) -> LibraryView {
    LibraryView(library: self, sources: sources, state: state, keepsStarred: keepsStarred)
  }

  /// One read transaction: everything in `body` sees the same moment.
  func read<Result>(_ body: (Database) throws -> Result) throws(StorageError) -> Result {
    do {
      if let readers { return try readers.read(body) }
      return try database.read(body)
    } catch {
      throw noted(StorageError(error, path: path))
    }
  }

  /// One write transaction: all of `body` or nothing.
  /// - Parameter log: how far the log may grow before it is worked into the file, which waits for the
  ///   disk.
  func write<Result>(
    log: LibraryFile.Log = .usual, _ body: (Database) throws -> Result
  ) throws(StorageError) -> Result {
    do {
      return try database.write { database in
        try log.set(database)
        return try body(database)
      }
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

/// The library's number for a state file: each has marks of its own.
public struct StateID: Hashable, Sendable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) {
    self.rawValue = rawValue
  }
}
