/// Which proxy a request goes through.
public struct ProxySettings: Hashable, Sendable {
  /// The proxies for addresses of a scheme; `nil` for none.
  public var http: String?
  public var https: String?
  /// Hosts that are asked directly: names with all names below them, addresses, blocks such as
  /// `10.0.0.0/8`; `*` is every host.
  public var exceptions: [String]

  public init(http: String? = nil, https: String? = nil, exceptions: [String] = []) {
    self.http = http
    self.https = https
    self.exceptions = exceptions
  }

  /// Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in lower case first.
  ///
  /// `HTTP_PROXY` in upper case is not read, as in curl: a web server sets it for its programs
  /// from a header of the request.
  public init(environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    http = value("http_proxy", "all_proxy", "ALL_PROXY")
    https = value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    exceptions = (value("no_proxy", "NO_PROXY") ?? "")
      .split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  /// The proxy for a server; `nil` if it is asked directly.
  func proxy(for origin: Origin) -> String? {
    let proxy = origin.scheme == "https" ? https : origin.scheme == "http" ? http : nil
    guard let proxy, !proxy.isEmpty, !exceptions.contains(where: { Self.matches($0, origin) })
    else { return nil }
    return proxy
  }

  private static func matches(_ exception: String, _ origin: Origin) -> Bool {
    if exception == "*" { return true }
    let host = origin.host
    if let address = IPAddress(host) {
      return IPAddress(exception) == address || address.isIn(exception)
        || exception == "\(host):\(origin.port)"
    }
    let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
    return !name.isEmpty
      && (host == name || host.hasSuffix("." + name) || "\(host):\(origin.port)" == name)
  }
}
