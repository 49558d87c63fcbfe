import Articles
import Networking
import Storage

extension Workspace {
  /// - Parameter adjust: changes what a server may cost, for what is no feed.
  func fetcher(
    _ adjust: (inout TransportSettings.Limits) -> Void = { _ in }
  ) throws(StorageError) -> Fetcher {
    let pauses = try library.hostPauses(now: SystemClock.now)
      .map { HostPause(host: $0.key, until: $0.value) }
    var transport = settings.transport(environment)
    adjust(&transport.limits)
    return Fetcher(
      Transport(transport), pauses: pauses, now: { SystemClock.now })
  }

  func refresher() throws(StorageError) -> FeedRefresher {
    FeedRefresher(library: library, fetcher: try fetcher(), asking: asking)
  }

  func probe() throws(StorageError) -> FeedProbe {
    FeedProbe(fetcher: try fetcher(), asking: asking, library: library)
  }

  func pageFetcher() throws(StorageError) -> PageFetcher {
    PageFetcher(fetcher: try fetcher(), asking: asking, library: library)
  }

  var asking: FeedAsking {
    FeedAsking(settings: feedSettings, environment: environment)
  }
}

extension FeedProbe {
  /// A probe that knows and remembers nothing of earlier answers.
  init(_ settings: Settings, _ feedSettings: FeedSettings, environment: [String: String]) {
    fetcher = Fetcher(Transport(settings.transport(environment)), now: { SystemClock.now })
    asking = FeedAsking(settings: feedSettings, environment: environment)
  }
}

extension PageFetcher {
  /// One that knows and remembers nothing of earlier answers.
  init(_ settings: Settings, _ feedSettings: FeedSettings, environment: [String: String]) {
    fetcher = Fetcher(Transport(settings.transport(environment)), now: { SystemClock.now })
    asking = FeedAsking(settings: feedSettings, environment: environment)
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
    transport.proxies = proxy.settings(environment)
    return transport
  }
}
