import CCurl
import Foundation

/// An address as libcurl reads it, so that what is checked and what is asked for are the same.
public struct WebAddress: Hashable, Sendable {
  /// Without a user, a password and a fragment; illegal bytes are percent-encoded.
  public let text: String
  public let origin: Origin

  /// The most bytes an address may have.
  static let longest = 16_384

  /// `nil` for what is no address, whatever its scheme.
  public init?(_ text: String) {
    guard let parsed = Self.parsed(text) else { return nil }
    self = parsed.address
  }

  /// The address, and the user and password that stood in it.
  static func parsed(_ text: String) -> (address: WebAddress, user: String?, password: String?)? {
    guard text.utf8.count <= longest, let parts = AddressParts() else { return nil }
    guard parts.set(CURLUPART_URL, text) else { return nil }
    let user = parts[CURLUPART_USER, UInt32(CURLU_URLDECODE)]
    let password = parts[CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE)]
    return WebAddress(parts).map { ($0, user, password) }
  }

  /// Where a reference leads that stands in an answer from here; `nil` if nowhere.
  ///
  /// - Parameter reference: the bytes of a `Location` field, in whatever encoding.
  func resolving(_ reference: [UInt8]) -> WebAddress? {
    guard reference.count <= Self.longest, let parts = AddressParts(),
      parts.set(CURLUPART_URL, text), parts.set(CURLUPART_URL, reference)
    else { return nil }
    return WebAddress(parts)
  }

  /// The path of a file address on this machine.
  var filePath: String? {
    guard origin.scheme == "file", let parts = AddressParts(), parts.set(CURLUPART_URL, text) else {
      return nil
    }
    return parts[CURLUPART_PATH, UInt32(CURLU_URLDECODE)]
  }

  /// The path and the query.
  var reference: String {
    guard let authority = text.range(of: "://") else { return text }
    return String(text[authority.upperBound...].drop { $0 != "/" })
  }

  private init?(_ parts: AddressParts) {
    parts.remove(CURLUPART_USER)
    parts.remove(CURLUPART_PASSWORD)
    parts.remove(CURLUPART_FRAGMENT)
    guard let text = parts[CURLUPART_URL, 0], let scheme = parts[CURLUPART_SCHEME, 0] else {
      return nil
    }
    let port = parts[CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)].flatMap { Int($0) } ?? 0
    self.text = text
    origin = Origin(
      scheme: scheme.lowercased(), host: (parts[CURLUPART_HOST, 0] ?? "").lowercased(), port: port)
  }
}

/// The parts of one address while it is read.
private final class AddressParts {
  private let handle: OpaquePointer

  init?() {
    guard let handle = curl_url() else { return nil }
    self.handle = handle
  }

  deinit {
    curl_url_cleanup(handle)
  }

  private static let reading = UInt32(
    CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE)

  func set(_ part: CURLUPart, _ text: String) -> Bool {
    set(part, Array(text.utf8))
  }

  /// A second address is read as a reference from the first. `false` for what is none.
  func set(_ part: CURLUPart, _ bytes: [UInt8]) -> Bool {
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return false }
    return (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        curl_url_set(handle, part, $0.baseAddress, Self.reading) == CURLUE_OK
      }
    }
  }

  func remove(_ part: CURLUPart) {
    curl_url_set(handle, part, nil, 0)
  }

  subscript(part: CURLUPart, flags: UInt32) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}

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
