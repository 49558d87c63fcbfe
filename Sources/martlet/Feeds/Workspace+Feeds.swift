import Articles
import Foundation
import Networking
import Storage

extension Workspace {
  private func fetcher() throws(StorageError) -> Fetcher {
    let pauses = try library.hostPauses(now: SystemClock.now)
      .map { HostPause(host: $0.key, until: $0.value) }
    return Fetcher(
      Transport(settings.transport(environment)), pauses: pauses, now: { SystemClock.now })
  }

  func refresher() throws(StorageError) -> FeedRefresher {
    FeedRefresher(
      library: library, fetcher: try fetcher(), identity: Identity(environment: environment))
  }

  func probe() throws(StorageError) -> FeedProbe {
    FeedProbe(fetcher: try fetcher(), identity: Identity(environment: environment))
  }
}

extension FeedProbe {
  /// A probe that knows and remembers nothing of earlier answers.
  init(_ settings: Settings, environment: [String: String]) {
    fetcher = Fetcher(Transport(settings.transport(environment)), now: { SystemClock.now })
    identity = Identity(environment: environment)
  }
}

extension Identity {
  /// Users and passwords of servers, as other programs know them; `nil` if there are none.
  fileprivate init?(environment: [String: String]) {
    let file = environment["NETRC"] ?? (environment["HOME"] ?? "") + "/.netrc"
    guard FileManager.default.isReadableFile(atPath: file) else { return nil }
    self.init(netrcFile: file)
  }
}

extension Settings {
  /// What servers are told of who asks.
  var userAgent: String {
    contact.isEmpty ? "Martlet/0.1.0" : "Martlet/0.1.0 (+\(contact))"
  }

  /// How servers are asked.
  fileprivate func transport(_ environment: [String: String]) -> TransportSettings {
    var transport = TransportSettings(userAgent: userAgent)
    transport.concurrency = connections
    transport.concurrencyPerHost = connectionsPerHost
    transport.limits.whole = fetchTimeout * 1000
    transport.limits.connecting = min(transport.limits.connecting, transport.limits.whole)
    transport.authoritiesFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    switch proxy {
    case .environment: transport.proxies = ProxySettings(environment: environment)
    case .none: break
    case .address(let address):
      transport.proxies = ProxySettings(http: address, https: address)
    }
    return transport
  }
}
