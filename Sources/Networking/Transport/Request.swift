/// One address to be asked for, redirects included.
public struct Request: Sendable {
  public var address: String
  public var trust: Trust
  /// Sent to the origin of ``address`` and to no other, and only if the person wrote that address.
  public var identity: Identity?
  /// Sent to every origin on the way: what kinds of answer are wanted, or the validators of the
  /// last one.
  public var headers: [HeaderField]
  /// In place of that of the ``TransportSettings``, on the whole way.
  public var userAgent: String?
  public var proxies: ProxySettings?
  /// Whether a part of what is there (206) is an answer: ``headers`` ask for one.
  public var acceptsPart = false

  public init(
    _ address: String, trust: Trust, identity: Identity? = nil, headers: [HeaderField] = []
  ) {
    self.address = address
    self.trust = trust
    self.identity = identity
    self.headers = headers
  }
}

/// Where an address came from, and so what it may reach.
public enum Trust: Hashable, Sendable {
  /// The person wrote it: it may lead to this machine, a private network or a file.
  case user
  /// It stood in a document, but the person reads what that server gives, and wrote so: it may lead to
  /// that server with what is meant for it, and from there like any other address of a document.
  case ownServer
  /// It stood in a document, or a server sent us there: it never connects to loopback, link-local,
  /// private or group addresses.
  case document
}

public struct HeaderField: Hashable, Sendable {
  public let name: String
  public let value: String

  /// `nil` where a header would end or another begin: names are tokens (RFC 9110, 5.6.2), values
  /// hold no control characters.
  public init?(name: String, value: String) {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte),
      value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
    else { return nil }
    self.name = name
    self.value = value
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "#")...UInt8(ascii: "'"),
      UInt8(ascii: "^")...UInt8(ascii: "`"):
      true
    default:
      "!*+-.|~".utf8.contains(byte)
    }
  }
}

/// What a person gives a source so that its server knows them.
public struct Identity: Hashable, Sendable {
  public var headers: [HeaderField]
  public var credentials: Credentials?
  /// Asked for the server's user and password where ``credentials`` has none.
  public var netrcFile: String?
  /// Cookies in the form of Netscape or as `Set-Cookie` lines. The file is only read.
  public var cookieFile: String?
  public var clientCertificate: ClientCertificate?
  /// A file of certificates that this server may be signed with.
  public var authoritiesFile: String?

  public init(
    headers: [HeaderField] = [], credentials: Credentials? = nil, netrcFile: String? = nil,
    cookieFile: String? = nil, clientCertificate: ClientCertificate? = nil,
    authoritiesFile: String? = nil
  ) {
    self.headers = headers
    self.credentials = credentials
    self.netrcFile = netrcFile
    self.cookieFile = cookieFile
    self.clientCertificate = clientCertificate
    self.authoritiesFile = authoritiesFile
  }

  /// All that has to be there.
  var files: [String] {
    [
      netrcFile, cookieFile, authoritiesFile, clientCertificate?.certificateFile,
      clientCertificate?.keyFile,
    ].compactMap(\.self)
  }
}

public struct Credentials: Hashable, Sendable {
  public enum Scheme: Sendable {
    /// What the server asks for, digest before basic; costs a refused request first.
    case automatic
    /// Sent with the first request.
    case basic
    case digest
  }

  public var user: String
  public var password: String
  public var scheme: Scheme

  public init(user: String, password: String, scheme: Scheme = .automatic) {
    self.user = user
    self.password = password
    self.scheme = scheme
  }
}

/// Files in PEM form.
public struct ClientCertificate: Hashable, Sendable {
  public var certificateFile: String
  /// `nil` where the certificate's file holds the key too.
  public var keyFile: String?
  public var keyPassword: String?

  public init(certificateFile: String, keyFile: String? = nil, keyPassword: String? = nil) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
    self.keyPassword = keyPassword
  }
}
