/// A source to be asked.
public struct FetchSource: Sendable {
  /// The caller's name for it.
  public var id: Int64
  /// As the person wrote it.
  public var address: String
  public var trust: Trust
  public var identity: Identity?
  /// As in ``Request``.
  public var userAgent: String?
  public var proxies: ProxySettings?
  /// The kinds of answer that are wanted, as a server is told; `nil` for feeds.
  public var accept: String?
  public var state: FetchState

  public init(
    id: Int64, address: String, trust: Trust = .user, identity: Identity? = nil,
    state: FetchState = FetchState()
  ) {
    self.id = id
    self.address = address
    self.trust = trust
    self.identity = identity
    self.state = state
  }
}
