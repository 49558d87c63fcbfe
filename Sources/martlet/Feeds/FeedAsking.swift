import Articles
import Foundation
import Networking
import Storage

/// What the person gives the servers of their feeds.
struct FeedAsking: Sendable {
  let settings: FeedSettings
  let environment: [String: String]

  /// A feed as it is to be asked for.
  /// - Parameter trust: `.document` for an address that stood in a page.
  func source(
    id: Int64, address: String, trust: Trust = .user, memory: FetchMemory = FetchMemory()
  ) -> FetchSource {
    let entry = settings[address]
    var source = FetchSource(
      id: id, address: address, trust: trust, identity: identity(entry), memory: memory)
    source.userAgent = entry?.userAgent
    source.proxies = entry?.proxy?.settings(environment)
    return source
  }

  private func identity(_ entry: FeedSettingsEntry?) -> Identity {
    var identity = Identity()
    switch entry?.netrc ?? .usual {
    case .usual: identity.netrcFile = usualNetrc
    case .file(let path): identity.netrcFile = path
    case .none: break
    }
    guard let entry else { return identity }
    identity.headers = entry.headers
    identity.credentials = entry.user.map {
      Credentials(user: $0, password: entry.password ?? "", scheme: entry.auth)
    }
    identity.cookieFile = entry.cookies
    identity.authoritiesFile = entry.authorities
    identity.clientCertificate = entry.clientCertificate.map {
      ClientCertificate(
        certificateFile: $0, keyFile: entry.clientKey, keyPassword: entry.clientKeyPassword)
    }
    return identity
  }

  /// Users and passwords of servers, as other programs know them.
  private var usualNetrc: String? {
    let file = environment["NETRC"] ?? (environment["HOME"] ?? "") + "/.netrc"
    return FileManager.default.isReadableFile(atPath: file) ? file : nil
  }
}

extension Settings.Proxy {
  /// Which proxy is asked for which address.
  func settings(_ environment: [String: String]) -> ProxySettings {
    switch self {
    case .environment: ProxySettings(environment: environment)
    case .none: ProxySettings()
    case .address(let address): ProxySettings(http: address, https: address)
    }
  }
}

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

/// Lets another thread stop what is being fetched, and whatever was to be fetched after that.
final class FetchStop: Sendable {
  private let state = Locked<(refresh: Refresh?, isStopped: Bool)>((nil, false))

  var isStopped: Bool { state.withLock(\.isStopped) }

  func stop() {
    let refresh = state.withLock { state in
      state.isStopped = true
      return state.refresh
    }
    refresh?.cancel()
  }

  /// To be called when `refresh` has begun: it is cancelled at once if it comes too late.
  func watch(_ refresh: Refresh) {
    let isStopped = state.withLock { state in
      state.refresh = refresh
      return state.isStopped
    }
    if isStopped { refresh.cancel() }
  }
}
