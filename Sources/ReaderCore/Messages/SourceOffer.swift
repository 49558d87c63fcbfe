/// A feed that a page has.
public struct SourceOffer: Hashable, Sendable {
  public var address: String
  public var title: String?

  public init(address: String, title: String?) {
    self.address = address
    self.title = title
  }
}
