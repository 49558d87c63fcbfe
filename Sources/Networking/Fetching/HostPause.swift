public import Articles

/// A host that is left alone for a while.
public struct HostPause: Hashable, Sendable {
  /// As in ``Origin/hostName``.
  public var host: String
  public var until: Instant

  public init(host: String, until: Instant) {
    self.host = host
    self.until = until
  }
}
