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

/// What the library lists articles under.
enum ListKind: Int64 {
  /// Named by its path.
  case source = 0
  case topic = 1
  case provider = 2
}

/// Which sources each article is in, while they are gathered.
struct ListMemberships {
  private(set) var combinations: [[Int64]] = [[]]
  private var numbers: [[Int64]: UInt32] = [[]: 0]
  private var next: [UInt64: UInt32] = [:]
  private var dense: [UInt32]
  private var sparse: [Int64: UInt32] = [:]

  /// Numbers are dense; where they are not, a dictionary does.
  private static let mostDense: Int64 = 1 << 28

  init(last: Int64) {
    dense = Array(repeating: 0, count: Int(clamping: last < Self.mostDense ? last + 1 : 0))
  }

  subscript(id: Int64) -> UInt32 {
    id >= 0 && id < dense.count ? dense[Int(id)] : sparse[id] ?? 0
  }

  /// Whether the article was in no source before.
  mutating func add(_ source: Int64, to id: Int64) -> Bool {
    let old = self[id]
    let new = number(old, with: source)
    if id >= 0 && id < dense.count { dense[Int(id)] = new } else { sparse[id] = new }
    return old == 0
  }

  private mutating func number(_ old: UInt32, with source: Int64) -> UInt32 {
    let step = UInt64(old) << 32 | UInt64(UInt32(truncatingIfNeeded: source))
    if let known = next[step], combinations[Int(known)].contains(source) { return known }
    let sources = (combinations[Int(old)] + [source]).sorted()
    let number = numbers[sources] ?? UInt32(combinations.count)
    if number == combinations.count {
      combinations.append(sources)
      numbers[sources] = number
    }
    next[step] = number
    return number
  }
}
