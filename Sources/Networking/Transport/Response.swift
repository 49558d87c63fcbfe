/// An answer without its body.
public struct ResponseHead: Hashable, Sendable {
  /// 200 for a file, too.
  public let status: Int
  /// Where the answer came from, after all redirects.
  public let address: String
  public internal(set) var headers: ResponseHeaders

  /// What relative addresses of the body are relative to.
  ///
  /// A server may give the document another place than that which was asked (`Content-Location`). What
  /// it says counts as far as it can be true: of its own host only the path, as servers behind
  /// others often name the scheme and the port that they know of themselves; nothing of a host that
  /// only they can reach.
  public var base: String {
    guard let reference = headers.contentLocation, let here = WebAddress(address),
      let said = here.resolving(reference), said.origin.scheme.hasPrefix("http")
    else { return address }
    if said.origin == here.origin { return said.text }
    if said.origin.host == here.origin.host {
      return here.resolving(Array(said.reference.utf8))?.text ?? address
    }
    return said.origin.isNamedPublicly ? said.text : address
  }
}

/// The header fields that the reader knows; of several of one name the first counts, but for
/// `Cache-Control` and `Content-Encoding`, whose lines are joined.
public struct ResponseHeaders: Hashable, Sendable {
  public internal(set) var age: String?
  public internal(set) var cacheControl: String?
  public internal(set) var contentEncoding: String?
  public internal(set) var contentLength: String?
  public internal(set) var contentRange: String?
  public internal(set) var contentType: String?
  public internal(set) var date: String?
  public internal(set) var etag: String?
  public internal(set) var expires: String?
  public internal(set) var lastModified: String?
  public internal(set) var retryAfter: String?
  /// The bytes of an address.
  var contentLocation: [UInt8]?
  /// The bytes of a redirect's target.
  var location: [UInt8]?
  var setsCookie = false

  public init() {}

  /// The longest value that is kept, in bytes.
  private static let longestValue = 4096

  /// Takes a header line as it came, line break included; what is not known is passed over.
  mutating func add(_ line: UnsafeRawBufferPointer) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    switch colon {
    case 3 where isName(line, "age"): Self.set(&age, line[4...])
    case 4 where isName(line, "date"): Self.set(&date, line[5...])
    case 4 where isName(line, "etag"): Self.set(&etag, line[5...])
    case 7 where isName(line, "expires"): Self.set(&expires, line[8...])
    case 8 where isName(line, "location"):
      let value = Self.trimmed(line[9...])
      if location == nil, value.count <= WebAddress.longest { location = Array(value) }
    case 10 where isName(line, "set-cookie"): setsCookie = true
    case 11 where isName(line, "retry-after"): Self.set(&retryAfter, line[12...])
    case 12 where isName(line, "content-type"): Self.set(&contentType, line[13...])
    case 13 where isName(line, "last-modified"): Self.set(&lastModified, line[14...])
    case 13 where isName(line, "content-range"): Self.set(&contentRange, line[14...])
    case 14 where isName(line, "content-length"): Self.set(&contentLength, line[15...])
    case 13 where isName(line, "cache-control"):
      Self.join(&cacheControl, line[14...])
    case 16 where isName(line, "content-encoding"): Self.join(&contentEncoding, line[17...])
    case 16 where isName(line, "content-location"):
      let value = Self.trimmed(line[17...])
      if contentLocation == nil, !value.isEmpty, value.count <= WebAddress.longest {
        contentLocation = Array(value)
      }
    default: break
    }
  }

  private static func join(_ field: inout String?, _ rest: Slice<UnsafeRawBufferPointer>) {
    var more: String?
    set(&more, rest)
    guard let more else { return }
    let joined = field.map { "\($0), \(more)" } ?? more
    if joined.utf8.count <= longestValue { field = joined }
  }

  private static func set(_ field: inout String?, _ rest: Slice<UnsafeRawBufferPointer>) {
    let value = trimmed(rest)
    guard field == nil, !value.isEmpty, value.count <= longestValue else { return }
    field = String(decoding: value, as: UTF8.self)
  }

  private func isName(_ line: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
    for index in 0..<name.utf8CodeUnitCount where line[index] | 0x20 != name.utf8Start[index] {
      // A hyphen has the bit already.
      return false
    }
    return true
  }

  private static func trimmed(
    _ value: Slice<UnsafeRawBufferPointer>
  ) -> Slice<UnsafeRawBufferPointer> {
    var value = value.drop { $0 <= 0x20 }
    while let last = value.last, last <= 0x20 { value.removeLast() }
    return value
  }
}

/// Takes the answer to one request while it comes.
///
/// Made, called and let go on the transport's thread, so that it needs no lock; what it does there
/// holds up every other transfer.
public protocol ResponseHandler: AnyObject {
  /// The first bytes of a body of status 200 are about to come. `false`: the body is not wanted.
  func begin(_ head: ResponseHead) -> Bool

  /// Bytes of the body, decompressed, valid during the call only. After ``Appetite/later`` none come
  /// until ``Transport/resume()``.
  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite

  /// Hands on what was kept back: when the transfer is resumed, and when the body is at its end. The
  /// answer to the latter may be put off, too.
  func handOn(isLast: Bool) -> Appetite

  /// Called exactly once, as the last: for a request that never began, too.
  func end(_ completion: Completion)
}

/// How a request ended.
public struct Completion: Sendable {
  /// Any status that is no redirect is an answer. A body that came in part is a failure.
  public let result: Result<ResponseHead, FetchFailure>
  /// Where all redirects on the way were permanent, and the place is one to remember: the new
  /// address. A place in a private network is one only on the server that was asked first.
  public let movedTo: String?
  /// Bytes of the body as they came over the wire, and requests made; both of the last server.
  public let wireBytes: Int
  /// The number of redirects that were followed.
  public let redirects: Int
  /// The server that answered last, by ``Origin/hostName``; `nil` if none was asked.
  public let host: String?
}

/// Names a request, to stop it.
public struct Ticket: Hashable, Sendable {
  let number: UInt64
}

/// Why there is no answer, or none of use: facts; ``message`` makes the sentence.
public enum FetchFailure: Error, Hashable, Sendable {
  case cancelled
  /// The handler wanted no more.
  case stopped
  case notAnAddress(String)
  case schemeRefused(String)
  /// A document or a server led to a private network or this machine.
  case privateAddress(host: String)
  case nameNotFound(host: String)
  case proxyNameNotFound
  /// `code` is an `errno`, 0 if there is none.
  case cannotConnect(host: String, code: Int32)
  case proxyFailed(reason: String)
  case timedOut(host: String)
  case tooLarge(limit: Int)
  case tooLargeCompressed(limit: Int)
  case headersTooLarge(limit: Int)
  case truncated
  case badCompression
  case certificate(host: String, reason: String)
  case secureConnection(host: String, reason: String)
  /// Libcurl's reason, or the path of a file that cannot be read.
  case identityFile(String)
  case notHTTP(host: String)
  case redirectLoop(String)
  case tooManyRedirects(limit: Int)
  case redirectNowhere(status: Int)
  case noRegularFile(String)
  case connectionBroken(reason: String)
  /// An answer, but no success.
  case status(Int, host: String)
  /// The body is nothing that the reader knows; the reason is the parser's sentence.
  case notAFeed(String)
}
