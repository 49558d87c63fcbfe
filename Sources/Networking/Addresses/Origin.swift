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

  /// Whether the host is named as one that anybody may reach. What the name leads to is another
  /// question.
  var isNamedPublicly: Bool {
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    if let address = IPAddress(name) { return address.isPublic }
    return name.contains(".") && !Self.localEndings.contains { name.hasSuffix($0) }
  }

  private static let localEndings = [".localhost", ".local", ".internal", ".lan", ".home.arpa"]

  private var isDefaultPort: Bool {
    switch scheme {
    case "http": port == 80
    case "https": port == 443
    default: true
    }
  }
}
