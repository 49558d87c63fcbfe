/// What holds for an article now, after marks of it changed here or elsewhere.
public struct MarkChange: Hashable, Sendable {
  public var id: ArticleID
  public var address: Address
  public var flags: MarkFlags
  public var lastMarked: Instant?

  public init(id: ArticleID, address: Address, flags: MarkFlags, lastMarked: Instant?) {
    self.id = id
    self.address = address
    self.flags = flags
    self.lastMarked = lastMarked
  }
}
