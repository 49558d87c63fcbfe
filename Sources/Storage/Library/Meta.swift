import GRDB

/// Numbers that the library remembers of itself: versions of its groups, the key of its hashes.
enum Meta {
  static let creation = """
    CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID
    """

  static func number(_ name: String, _ database: Database) throws -> Int64? {
    guard try database.tableExists("meta") else { return nil }
    return try Query(database, "SELECT number FROM meta WHERE name = ?")
      .first(name) { $0.integer(0) }
  }

  static func set(_ name: String, to number: Int64, _ database: Database) throws {
    try Query(database, "INSERT OR REPLACE INTO meta VALUES(?, ?)").run(name, number)
  }

  /// Chosen once for each library.
  static func chooseKeys(_ database: Database) throws {
    for name in keyNames where try number(name, database) == nil {
      try set(name, to: Int64.random(in: .min ... .max), database)
    }
  }

  static func hashing(_ database: Database) throws -> AddressHashing {
    let keys = try keyNames.map { try number($0, database) ?? 0 }
    return AddressHashing(
      key0: UInt64(bitPattern: keys[0]), key1: UInt64(bitPattern: keys[1]))
  }

  private static let keyNames = ["hash-key-0", "hash-key-1"]
}
