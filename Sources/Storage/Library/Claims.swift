import GRDB

/// Which article an address means: the one whose key it is, else the only one that claims it as an
/// alias. An alias that two articles claim joins neither and counts for neither.
enum Claims {
  static func owner(of hash: Int64, _ database: Database) throws -> Int64? {
    try owner(of: hash, query(database))
  }

  /// What the others ask; to be made once for many addresses.
  static func query(_ database: Database) throws -> Query {
    try Query(database, "SELECT article, is_key FROM address WHERE hash = ?")
  }

  static func owner(of hash: Int64, _ query: Query) throws -> Int64? {
    var only: Int64?
    var count = 0
    var keyed: Int64?
    try query.each(hash) { row in
      only = row.integer(0)
      count += 1
      if row.integer(1) != 0 { keyed = row.integer(0) }
      return keyed == nil
    }
    return keyed ?? (count == 1 ? only : nil)
  }

  /// The articles whose marks may depend on the address.
  /// - Returns: also whether it is the key of one.
  static func claimants(of hash: Int64, _ query: Query) throws
    -> (articles: [Int64], isKey: Bool)
  {
    var isKey = false
    let articles = try query.all(hash) { row in
      if row.integer(1) != 0 { isKey = true }
      return row.integer(0)
    }
    return (articles, isKey)
  }

  /// The addresses of an article that count for it: its key, and the aliases that are its alone.
  static func counted(_ addresses: [Int64], of article: Int64, _ database: Database) throws
    -> [Int64]
  {
    try addresses.filter { try owner(of: $0, database) == article }
  }
}
