/// What holds for every request of a ``Transport``.
public struct TransportSettings: Sendable {
  /// The program's name, its version and an address where it is described.
  public var userAgent: String
  /// The most transfers at once, and of these to one host.
  public var concurrency = 16
  public var concurrencyPerHost = 2
  public var proxies: ProxySettings
  /// A file of certificates that servers may be signed with, beside the system's folder of them.
  public var authoritiesFile: String?
  public var limits = Limits()

  /// The most that a server may cost. Times are milliseconds, sizes bytes.
  public struct Limits: Sendable {
    /// From the question for the name to the end of the handshakes, for each server on the way.
    public var connecting = 15_000
    /// From the first connection to the last byte, redirects included.
    public var whole = 120_000
    /// A server that sends less than 64 bytes a second for so long is given up. Counted in whole
    /// seconds.
    public var crawling = 20_000
    /// All header lines of one answer.
    public var headers = 128 << 10
    /// The body as it comes over the wire, and as it is when decompressed.
    public var wire = 64 << 20
    public var body = 256 << 20
    public var redirects = 8

    public init() {}
  }

  /// Which addresses anybody may serve; tests count one of loopback among them.
  var isPublic: @Sendable (IPAddress) -> Bool = \.isPublic
  /// What names mean, as `name:port:address`, in place of the system's answer; for tests.
  var knownNames: [String] = []

  /// - Parameter environment: read are `http_proxy` and kin, and `SSL_CERT_FILE`.
  public init(userAgent: String, environment: [String: String] = [:]) {
    self.userAgent = userAgent
    proxies = ProxySettings(environment: environment)
    authoritiesFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
  }
}
