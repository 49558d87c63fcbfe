import Articles
import Foundation
import Networking
import Storage

extension Workspace {
  /// Asks servers as the settings and the environment say.
  private func fetcher() throws(StorageError) -> Fetcher {
    var transport = TransportSettings(userAgent: settings.userAgent)
    transport.concurrency = settings.connections
    transport.concurrencyPerHost = settings.connectionsPerHost
    transport.limits.whole = settings.fetchTimeout * 1000
    transport.limits.connecting = min(transport.limits.connecting, transport.limits.whole)
    transport.authoritiesFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    switch settings.proxy {
    case .environment: transport.proxies = ProxySettings(environment: environment)
    case .none: break
    case .address(let address):
      transport.proxies = ProxySettings(http: address, https: address)
    }
    let pauses = try library.hostPauses(now: SystemClock.now)
      .map { HostPause(host: $0.key, until: $0.value) }
    return Fetcher(Transport(transport), pauses: pauses, now: { SystemClock.now })
  }

  func refresher() throws(StorageError) -> FeedRefresher {
    FeedRefresher(library: library, fetcher: try fetcher(), identity: identity)
  }

  func probe() throws(StorageError) -> FeedProbe {
    FeedProbe(fetcher: try fetcher(), identity: identity)
  }

  /// Users and passwords of servers, as other programs know them.
  private var identity: Identity? {
    let file = environment["NETRC"] ?? (environment["HOME"] ?? "") + "/.netrc"
    return FileManager.default.isReadableFile(atPath: file) ? Identity(netrcFile: file) : nil
  }
}

extension Settings {
  /// What servers are told of who asks.
  var userAgent: String {
    contact.isEmpty ? "Martlet/0.1.0" : "Martlet/0.1.0 (+\(contact))"
  }
}
