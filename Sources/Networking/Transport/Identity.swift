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
