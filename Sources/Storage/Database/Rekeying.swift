import Articles
import GRDB

/// Brings a library up to date whose addresses follow the rules of an older program.
///
/// A key in its former form reads as the present one (``Address/init(key:)``), wherever it stands: so
/// marks in state files, journals and steps count as they are, also what an older program elsewhere
/// still writes, and none of these is written anew. Only hashes know nothing of that. Those of marks,
/// and of folders if a key of the library changes, are made again as all that is derived; what the
/// archive holds is changed here, after a copy was made. Only names with an `xn--` can differ.
enum Rekeying {
  /// Stands before all others. It has no tables: its version is that of the rules.
  static let group = LibrarySchema.TableGroup(
    name: "addresses", version: Address.rules, tables: [], creation: "", fill: run)

  /// Whether data are to be changed that nothing else holds.
  static func isDue(_ database: Database) throws -> Bool {
    guard try Meta.number(group.name, database) ?? 0 < Int64(group.version) else { return false }
    return try !feeds(database).isEmpty || !items(database).isEmpty
  }

  private static func run(_ database: Database) throws {
    let feeds = try feeds(database)
    for feed in feeds {
      try Query(database, "UPDATE OR IGNORE feed SET address = ? WHERE id = ?")
        .run(feed.address, feed.id)
    }
    let items = try items(database)
    for item in items {
      try Query(database, "UPDATE item SET address = ?, link = ? WHERE id = ?")
        .run(item.address, item.link, item.id)
    }
    // The groups behind this one are made again.
    if try !feeds.isEmpty || !items.isEmpty || hasFormerKeys(database) {
      try Meta.set("index", to: 0, database)
    }
    try Meta.set("marks", to: 0, database)
  }

  private static func hasFormerKeys(_ database: Database) throws -> Bool {
    guard try database.tableExists("article") else { return false }
    var isFound = false
    try Query(database, "SELECT address FROM article WHERE instr(address, 'xn--')").each { row in
      isFound = present(row.text(0)) != nil
      return !isFound
    }
    return isFound
  }

  private static func feeds(_ database: Database) throws -> [(id: Int64, address: String)] {
    guard try database.tableExists("feed") else { return [] }
    return try Query(database, "SELECT id, address FROM feed WHERE instr(address, 'xn--')").all {
      ($0.integer(0), present($0.text(1)))
    }.compactMap { id, address in address.map { (id, $0) } }
  }

  /// Items of which the key changes, or the hash of the link, which is not always the key.
  private static func items(_ database: Database) throws
    -> [(id: Int64, address: String, link: Int64?)]
  {
    guard try database.tableExists("item") else { return [] }
    let hashing = try Meta.hashing(database)
    var items: [(id: Int64, address: String, link: Int64?)] = []
    try Query(
      database,
      """
      SELECT id, address, link, iif(json_valid(fields), json_extract(fields, '$.link'), NULL)
      FROM item WHERE link IS NOT NULL
        AND (instr(address, 'xn--') OR substr(address, 1, 8) = 'martlet:')
      """
    ).each { row in
      let (former, formerLink) = (row.text(1), row.integer(2))
      let address = present(former) ?? former
      // Of an item that was purged nothing else is left.
      let written = row.optionalText(3) ?? (formerLink == hashing.hash(former) ? former : nil)
      let link = written.flatMap { Address(canonicalizing: $0) }.map { hashing($0) } ?? formerLink
      if address != former || link != formerLink { items.append((row.integer(0), address, link)) }
      return true
    }
    return items
  }

  /// The form that an address has now; `nil` if that is the one it has.
  private static func present(_ address: String) -> String? {
    let present = Address(key: address)?.text
    return present == address ? nil : present
  }
}
