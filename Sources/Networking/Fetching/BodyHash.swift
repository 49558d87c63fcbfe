/// What is remembered of a body, to tell whether it is the same the next time.
public struct BodyHash: Hashable, Sendable {
  /// Of all of it.
  public var whole: UInt64
  /// Of its first half megabyte; `nil` for a body that is no longer. A long feed that has changed
  /// mostly shows it there, so that the rest need not be waited for.
  public var lead: UInt64?

  public init(whole: UInt64, lead: UInt64? = nil) {
    self.whole = whole
    self.lead = lead
  }
}

/// Reckons a ``BodyHash`` while the body comes.
struct BodyHashing {
  private var whole = ContentHash()
  private var count = 0
  private(set) var lead: UInt64?

  /// In bytes.
  static let leadLength = 512 << 10

  var value: BodyHash { BodyHash(whole: whole.value, lead: lead) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let missing = Self.leadLength - count
    count += bytes.count
    guard missing >= 0, bytes.count > missing else { return whole.update(bytes) }
    whole.update(UnsafeRawBufferPointer(rebasing: bytes[..<missing]))
    lead = whole.value
    whole.update(UnsafeRawBufferPointer(rebasing: bytes[missing...]))
  }
}
