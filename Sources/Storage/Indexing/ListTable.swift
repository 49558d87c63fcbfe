import GRDB

/// The table `list`, as far as it names topics and providers. One value serves one transaction.
final class ListTable {
  private let database: Database
  private var ids: [Name: Int64] = [:]
  /// The provider that was asked for last: the articles of a feed have one.
  private var provider: (name: String, id: Int64)?

  private struct Name: Hashable {
    let kind: ListKind
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  init(_ database: Database) {
    self.database = database
  }

  /// The number of a list, given at first sight.
  func id(_ kind: ListKind, _ text: String) throws -> Int64 {
    guard kind == .provider else { return try stored(kind, text) }
    if let provider, provider.name.utf8.elementsEqual(text.utf8) { return provider.id }
    let id = try stored(kind, text)
    provider = (text, id)
    return id
  }

  private func stored(_ kind: ListKind, _ text: String) throws -> Int64 {
    let name = Name(kind: kind, bytes: Array(text.utf8))
    if let id = ids[name] { return id }
    let known = try Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
      .first(kind.rawValue, name.bytes) { $0.integer(0) }
    let id: Int64
    if let known {
      id = known
    } else {
      try Query(database, "INSERT INTO list(kind, name) VALUES(?, ?)")
        .run(kind.rawValue, name.bytes)
      id = database.lastInsertedRowID
    }
    ids[name] = id
    return id
  }
}
