import CCurl
import Glibc

/// One request on its way, from server to server, as the transport's thread sees it.
///
/// Redirects are followed here and not by libcurl, so that each is checked, and so that what is
/// meant for one server never goes to another.
final class Transfer {
  let number: UInt64
  let request: Request
  let settings: TransportSettings
  private let handler: any ResponseHandler

  /// The address that is asked now, and how far it is trusted.
  private(set) var address: WebAddress
  private(set) var trust: Trust
  /// The server that the request was made for.
  let home: Origin
  let credentials: Credentials?
  private(set) var proxy: String?
  /// Kept between servers only for the cookies in it.
  var handle: EasyHandle?
  /// Until then, in milliseconds, counted from the first connection.
  private(set) var remainingTime: Int

  private var visited: Set<String>
  private var redirects = 0
  private var isPermanent = true
  private var wasAsked = false

  // The answer of this server.
  private var status = 0
  private var headers = ResponseHeaders()
  private var headerBytes = 0
  private var body = Body.ahead
  private var bodyBytes = 0
  private var decoding: ContentDecoding?
  private var peer: IPAddress?
  private var wasRefused = false
  private var failure: FetchFailure?
  /// How the transfer ended, while the handler puts off its end.
  private var ending: CURLcode?
  /// Since when the handler wants nothing, in milliseconds of a clock that never jumps.
  private var waitsSince: Int?
  /// What has come of a file while the handler wanted nothing: libcurl reads a file in one go.
  private var held: [UInt8] = []

  private enum Body {
    case ahead, wanted, passedOver
  }

  /// What comes after a server's answer.
  enum Step {
    /// The handler wants the rest later: this step is to be taken again then.
    case wait
    case ask
    case end(Result<ResponseHead, FetchFailure>)
  }

  /// The most of a body without use that is read, so that its connection can serve again.
  private static let passedOverLimit = 64 << 10

  /// - Throws: what is wrong with the request's address.
  init(
    _ number: UInt64, _ request: Request, _ settings: TransportSettings,
    handler: any ResponseHandler
  ) throws(FetchFailure) {
    guard let parsed = WebAddress.parsed(request.address) else {
      throw .notAnAddress(request.address)
    }
    self.number = number
    self.request = request
    self.settings = settings
    self.handler = handler
    address = parsed.address
    home = parsed.address.origin
    trust = request.trust
    visited = [parsed.address.text]
    remainingTime = settings.limits.whole
    if request.trust == .user, let user = parsed.user {
      credentials = Credentials(user: user, password: parsed.password ?? "")
    } else {
      credentials = request.identity?.credentials
    }
    proxy = try checkedProxy()
    try checkFiles()
  }

  var host: String { address.origin.hostName }

  /// What the server may know of the person; `nil` for every server but the one they wrote.
  var identity: Identity? {
    guard request.trust != .document, address.origin == home else { return nil }
    return request.identity ?? Identity()
  }

  // MARK: - While the answer comes

  func prepareToAsk() {
    status = 0
    headers = ResponseHeaders()
    headerBytes = 0
    body = .ahead
    bodyBytes = 0
    decoding = nil
    ending = nil
    waitsSince = nil
    held = []
    peer = nil
    wasRefused = false
    failure = nil
    wasAsked = true
  }

  func receive(header line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    guard headerBytes <= settings.limits.headers else {
      failure = .headersTooLarge(limit: settings.limits.headers)
      return false
    }
    guard body == .ahead else { return true }
    if line.starts(with: "HTTP/".utf8) {
      headers = ResponseHeaders()
      status = 0
      if let blank = line.firstIndex(of: UInt8(ascii: " ")) {
        for byte in line[(blank + 1)...].prefix(3) {
          status = status * 10 + Int(byte &- UInt8(ascii: "0"))
        }
      }
    } else {
      headers.add(line)
    }
    return true
  }

  /// ``Appetite/later`` leaves the bytes with libcurl, which brings them again.
  func receive(body bytes: UnsafeRawBufferPointer) -> Appetite {
    guard failure == nil else { return .none }
    if isFile, isWaiting || !held.isEmpty { return hold(bytes) }
    guard !isWaiting else { return .later }
    if body == .ahead, isSuccess, !begin() { return .none }
    guard let decoding else {
      body = .passedOver
      bodyBytes += bytes.count
      return bodyBytes <= Self.passedOverLimit ? .more : .none
    }
    return goOn(after: decoding.decode(bytes)) == .none ? .none : .more
  }

  private func hold(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    guard bodyBytes + held.count + bytes.count <= settings.limits.body else {
      failure = .tooLarge(limit: settings.limits.body)
      return .none
    }
    held.append(contentsOf: bytes)
    return .more
  }

  /// Hands on what was held, until the handler wants nothing again.
  private func release(to decoding: ContentDecoding) -> ContentDecoding.Flow {
    var flow = ContentDecoding.Flow.goesOn
    var start = 0
    while flow == .goesOn, start < held.count {
      let piece = held[start...].prefix(1 << 16)
      flow = piece.withUnsafeBytes { decoding.decode($0) }
      start += piece.count
    }
    held.removeFirst(start)
    return flow
  }

  private func begin() -> Bool {
    body = .wanted
    decoding = ContentDecoding(
      announced: headers.contentEncoding ?? "", limit: settings.limits.body
    ) { [unowned self] in take($0) }
    guard handler.begin(head) else {
      failure = .stopped
      return false
    }
    return true
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    bodyBytes += bytes.count
    guard bodyBytes <= settings.limits.body else {
      failure = .tooLarge(limit: settings.limits.body)
      return .none
    }
    return handler.consume(bytes)
  }

  /// Whether the transfer goes on, waits or has failed.
  private func goOn(after flow: ContentDecoding.Flow) -> Appetite {
    switch flow {
    case .goesOn: return .more
    case .waits:
      wait()
      return .later
    case .unwanted: failure = failure ?? .stopped
    case .broken: failure = failure ?? .badCompression
    case .tooLarge: failure = failure ?? .tooLarge(limit: settings.limits.body)
    }
    return .none
  }

  // MARK: - While the handler wants nothing

  var isWaiting: Bool { waitsSince != nil }

  /// The time in which the reader is busy is not the server's.
  private func wait() {
    guard waitsSince == nil else { return }
    waitsSince = Self.uptime
    handle?.set(CURLOPT_TIMEOUT_MS, 0)
  }

  /// Goes on with what was kept back, and then with what comes. A code if the transfer has ended.
  func resume() -> CURLcode? {
    guard let since = waitsSince else { return nil }
    waitsSince = nil
    remainingTime += Self.uptime - since
    if let ending { return ending }
    guard goOn(after: Self.flow(handler.handOn(isLast: false))) == .more,
      goOn(after: decoding?.resume() ?? .goesOn) == .more, let handle
    else { return isWaiting ? nil : CURLE_WRITE_ERROR }
    handle.set(CURLOPT_TIMEOUT_MS, max(1, remainingTime))
    let code = cc_go_on(handle.pointer)
    return code == CURLE_OK ? nil : code
  }

  private static func flow(_ appetite: Appetite) -> ContentDecoding.Flow {
    switch appetite {
    case .more: .goesOn
    case .later: .waits
    case .none: .unwanted
    }
  }

  private static var uptime: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// - Parameter announced: what the server said the body measures, or 0.
  func goOn(afterWireBytes received: Int, of announced: Int) -> Bool {
    guard max(received, announced) > settings.limits.wire, failure == nil, isSuccess else {
      return true
    }
    failure = .tooLargeCompressed(limit: settings.limits.wire)
    return false
  }

  /// Whether a connection to that machine may be made.
  func mayConnect(to address: IPAddress?) -> Bool {
    guard trust == .document, proxy == nil else { return true }
    guard let address, settings.isPublic(address) else {
      wasRefused = true
      return false
    }
    return true
  }

  /// Whether the request may be sent to that machine, on a new connection or on one at hand.
  func maySend(to address: IPAddress?) -> Bool {
    peer = address
    return mayConnect(to: address)
  }

  // MARK: - When the answer is there

  /// Moves on to the next server, or tells how the request ended.
  func step(after code: CURLcode) -> Step {
    if ending == nil {
      ending = code
      remainingTime -= (handle?.number(CURLINFO_TOTAL_TIME_T) ?? 0) / 1000
      if isSuccess, body == .ahead, code == CURLE_OK, !begin() { return .end(.failure(.stopped)) }
    }
    // Also of a body that broke off.
    if let decoding, isWaiting || goOn(after: rest(of: decoding)) == .later { return .wait }
    if let failure { return .end(.failure(failure)) }
    // Only a body of use has to be complete.
    let isAnswered = status != 0 && !isSuccess
    guard code == CURLE_OK || isAnswered && (body == .passedOver || code == CURLE_PARTIAL_FILE)
    else { return .end(.failure(failure(code))) }
    guard Self.redirectStatuses.contains(status) else {
      return .end(decoding?.isComplete == false ? .failure(.truncated) : .success(head))
    }
    do {
      try redirect()
      return .ask
    } catch {
      return .end(.failure(error))
    }
  }

  private func rest(of decoding: ContentDecoding) -> ContentDecoding.Flow {
    guard failure != .stopped else { return .goesOn }
    let steps = [
      { Self.flow(self.handler.handOn(isLast: false)) }, { decoding.resume() },
      { self.release(to: decoding) }, { decoding.finish() },
      { Self.flow(self.handler.handOn(isLast: true)) },
    ]
    return steps.lazy.map { $0() }.first { $0 != .goesOn } ?? .goesOn
  }

  private static let redirectStatuses: Set<Int> = [301, 302, 303, 307, 308]

  private func redirect() throws(FetchFailure) {
    guard let location = headers.location, let target = address.resolving(location) else {
      throw .redirectNowhere(status: status)
    }
    // Some servers set a cookie and send the reader to the same place.
    guard visited.insert(target.text).inserted || headers.setsCookie else {
      throw .redirectLoop(target.text)
    }
    redirects += 1
    guard redirects <= settings.limits.redirects else {
      throw .tooManyRedirects(limit: settings.limits.redirects)
    }
    guard target.origin.scheme == "http" || target.origin.scheme == "https" else {
      throw .schemeRefused(target.origin.scheme)
    }
    if status != 301, status != 308 { isPermanent = false }
    let wasPrivate = proxy == nil && peer.map { !settings.isPublic($0) } ?? false
    if target.origin == home {
      trust = request.trust
    } else if trust == .ownServer || trust == .user && !wasPrivate {
      trust = .document
    }
    if target.origin != address.origin || !(headers.setsCookie || identity?.cookieFile != nil) {
      handle = nil
    }
    address = target
    proxy = try checkedProxy()
  }

  /// Tells the handler how the request ended. Nothing may be called afterwards.
  func end(_ result: Result<ResponseHead, FetchFailure>) {
    let isPlace = address.origin == home || trust == .document
    let isRemembered = redirects > 0 && isPermanent && isPlace
    handler.end(
      Completion(
        result: result, movedTo: isRemembered ? address.text : nil,
        wireBytes: handle?.number(CURLINFO_SIZE_DOWNLOAD_T) ?? 0, redirects: redirects,
        host: wasAsked ? host : nil))
  }

  /// Whether a proxy has said no to a tunnel.
  private var isRefusedByProxy: Bool {
    let status = handle?.number(CURLINFO_HTTP_CONNECTCODE) ?? 0
    return status != 0 && !(200...299).contains(status)
  }

  private var isSuccess: Bool {
    status == 200 || status == 203 || status == 206 && request.acceptsPart || isFile
  }
  private var isFile: Bool { address.origin.scheme == "file" }

  private var head: ResponseHead {
    ResponseHead(status: isFile ? 200 : status, address: address.text, headers: headers)
  }

  /// What an error of libcurl means.
  private func failure(_ code: CURLcode) -> FetchFailure {
    let reason = handle?.reason(code) ?? ""
    if wasRefused { return .privateAddress(host: address.origin.host) }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: return .nameNotFound(host: host)
    case CURLE_COULDNT_RESOLVE_PROXY: return .proxyNameNotFound
    case CURLE_PROXY: return .proxyFailed(reason: reason)
    case _ where isRefusedByProxy: return .proxyFailed(reason: reason)
    case CURLE_COULDNT_CONNECT:
      return .cannotConnect(host: host, code: handle.map { cc_system_error($0.pointer) } ?? 0)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(host: host)
    case CURLE_PARTIAL_FILE: return .truncated
    // What libcurl says of a line that is longer than it holds.
    case CURLE_OUT_OF_MEMORY where body == .ahead:
      return .headersTooLarge(limit: settings.limits.headers)
    case CURLE_BAD_CONTENT_ENCODING: return .badCompression
    case CURLE_PEER_FAILED_VERIFICATION: return .certificate(host: host, reason: reason)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED:
      return .secureConnection(host: host, reason: reason)
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE: return .identityFile(reason)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: return .notHTTP(host: host)
    case CURLE_FILE_COULDNT_READ_FILE: return .noRegularFile(address.text)
    default: return .connectionBroken(reason: reason)
    }
  }
}
