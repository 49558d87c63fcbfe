import Foundation
import Networking

/// What the person gives the servers of their feeds.
struct FeedAsking: Sendable {
  let settings: FeedSettings
  let environment: [String: String]

  /// A feed as it is to be asked for.
  /// - Parameter trust: `.document` for an address that stood in a page.
  func source(
    id: Int64, address: String, trust: Trust = .user, state: FetchState = FetchState()
  ) -> FetchSource {
    let entry = settings[address]
    var source = FetchSource(
      id: id, address: address, trust: trust, identity: identity(entry), state: state)
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
