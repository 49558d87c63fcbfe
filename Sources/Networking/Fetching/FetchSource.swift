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
  /// For a file that is wanted as it is, and perhaps only the rest of it.
  public var file: WantedFile?

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

/// A file that is to be had byte for byte.
public struct WantedFile: Hashable, Sendable {
  /// How many bytes of it are here.
  public var have: Int
  /// What tells whether these are still its beginning: a strong `ETag`, or a `Last-Modified`. Without
  /// one all of it is asked for.
  public var validator: String?

  public init(have: Int = 0, validator: String? = nil) {
    self.have = have
    self.validator = validator
  }

  /// RFC 9110, 13.1.5 and 14.2.
  var headers: [HeaderField] {
    var fields = [HeaderField(name: "Accept-Encoding", value: "identity")]
    if have > 0, let validator {
      fields.append(HeaderField(name: "Range", value: "bytes=\(have)-"))
      fields.append(HeaderField(name: "If-Range", value: validator))
    }
    return fields.compactMap(\.self)
  }
}
