import Articles
import GRDB

/// 64-bit fingerprints of addresses: what the library joins articles, aliases, related entries and
/// marks by, at an eighth of the size of the text.
///
/// SipHash-2-4 (Aumasson, Bernstein) under a random key of each library, so that nobody outside can
/// make two addresses collide; by chance, a million addresses do with a probability of 3 in 10⁸.
struct AddressHashing: Hashable, Sendable {
  let key0: UInt64
  let key1: UInt64

  func callAsFunction(_ address: Address) -> Int64 {
    var text = address.text
    return text.withUTF8 { Int64(bitPattern: hash(UnsafeRawBufferPointer($0))) }
  }

  func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var v0 = key0 ^ 0x736f_6d65_7073_6575
    var v1 = key1 ^ 0x646f_7261_6e64_6f6d
    var v2 = key0 ^ 0x6c79_6765_6e65_7261
    var v3 = key1 ^ 0x7465_6462_7974_6573

    func round() {
      v0 &+= v1
      v2 &+= v3
      v1 = (v1 << 13 | v1 >> 51) ^ v0
      v3 = (v3 << 16 | v3 >> 48) ^ v2
      v0 = v0 << 32 | v0 >> 32
      v2 &+= v1
      v0 &+= v3
      v1 = (v1 << 17 | v1 >> 47) ^ v2
      v3 = (v3 << 21 | v3 >> 43) ^ v0
      v2 = v2 << 32 | v2 >> 32
    }

    func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    let whole = bytes.count & ~7
    for offset in stride(from: 0, to: whole, by: 8) {
      absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }
    var last = UInt64(truncatingIfNeeded: bytes.count) << 56
    for (shift, byte) in bytes[whole...].enumerated() {
      last |= UInt64(byte) << UInt64(8 * shift)
    }
    absorb(last)
    v2 ^= 0xff
    for _ in 0..<4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }
}

/// Which article an address means: the one whose key it is, else the only one that claims it as an
/// alias. An alias that two articles claim joins neither and counts for neither.
enum AddressClaims {
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
