/// A feed as the archive has it, as far as storing its items must know.
struct StoredFeed {
  let id: Int64
  /// Its random id, which is part of the keys of its items.
  let token: String
  var title: String?
  var link: String?
  let address: String

  /// Who published its items.
  var provider: String { title ?? SourcePlace.feed(address).location }
}
