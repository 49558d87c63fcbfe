/// What holds for an address that no article of the library need have.
public struct AddressMarks: Hashable, Sendable {
  public var address: Address
  public var flags: MarkFlags
  public var lastMarked: Instant?

  public init(address: Address, flags: MarkFlags, lastMarked: Instant?) {
    self.address = address
    self.flags = flags
    self.lastMarked = lastMarked
  }
}
