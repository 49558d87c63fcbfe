/// What an address shares with every other of its server: scheme, host and port.
public struct Origin: Hashable, Sendable {
  /// In lower case.
  public let scheme: String
  /// In lower case; an IPv6 address stands in brackets; empty for a file.
  public let host: String
  public let port: Int

  /// The name by which a host is counted and paused: the port only where it is unusual.
  public var hostName: String {
    isDefaultPort ? host : "\(host):\(port)"
  }

  private var isDefaultPort: Bool {
    switch scheme {
    case "http": port == 80
    case "https": port == 443
    default: true
    }
  }
}
