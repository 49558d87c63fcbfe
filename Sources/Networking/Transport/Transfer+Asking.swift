import CCurl
import Glibc

/// What is refused before a server is asked.
extension Transfer {
  /// Whether the address may be asked at all, and through which proxy; `nil` for none.
  func checkedProxy() throws(FetchFailure) -> String? {
    switch address.origin.scheme {
    case "http", "https":
      let proxy = (request.proxies ?? settings.proxies).proxy(for: address.origin)
      // A proxy looks names up itself: here only what says it of itself can be refused.
      guard trust == .document, proxy != nil else { return proxy }
      var name = address.origin.host
      if name.hasSuffix(".") { name.removeLast() }
      let isPublic = IPAddress(name).map(settings.isPublic) ?? address.origin.isNamedPublicly
      if !isPublic { throw .privateAddress(host: name) }
      return proxy
    case "file" where trust == .user:
      guard let path = address.filePath else { throw .notAnAddress(address.text) }
      guard Self.isFile(path) else { throw .noRegularFile(path) }
      return nil
    default:
      throw .schemeRefused(address.origin.scheme)
    }
  }

  /// libcurl passes over those that are not there, and the server would say something else.
  func checkFiles() throws(FetchFailure) {
    for path in identity?.files ?? [] {
      guard Self.isFile(path), access(path, R_OK) == 0 else {
        throw .identityFile(path)
      }
    }
  }

  /// Opening a pipe would wait for a writer, and every transfer with it.
  private static func isFile(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }
}

extension Transfer {
  /// Sets everything that the server of this moment is asked with.
  ///
  /// - Parameter names: ``TransportSettings/knownNames`` as a list, or `nil`.
  func ask(with handle: EasyHandle, names: UnsafeMutablePointer<curl_slist>?) {
    prepareToAsk()
    handle.reset()
    setLimits(of: handle)
    setConnection(of: handle)
    if let names { handle.set(CURLOPT_RESOLVE, list: names) }
    setIdentity(of: handle, isNew: self.handle == nil)
    handle.set(headerFields)
    handle.set(CURLOPT_URL, address.text)
    handle.set(CURLOPT_USERAGENT, request.userAgent ?? settings.userAgent)
    // What is compressed comes as it is: see ``ContentDecoding``.
    handle.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    cc_set_callbacks(
      handle.pointer, Unmanaged.passUnretained(self).toOpaque(), receiveHeader, receiveBody,
      reportProgress, openSocket, checkPeer)
    self.handle = handle
  }

  /// What the person gives goes before what the program says by itself.
  private var headerFields: [HeaderField] {
    let own = identity?.headers ?? []
    let names = Set(own.map { $0.name.lowercased() })
    let isVerbatim = request.headers.contains { $0.name == Coding.accepted?.name }
    let usual = request.headers + (isVerbatim ? [] : Coding.accepted.map { [$0] } ?? [])
    return usual.filter { !names.contains($0.name.lowercased()) } + own
  }

  private func setLimits(of handle: EasyHandle) {
    // Without signals, and without waiting for a name that nobody wants any more.
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_QUICK_EXIT, 1)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, settings.limits.connecting)
    handle.set(CURLOPT_TIMEOUT_MS, max(1, remainingTime))
    handle.set(CURLOPT_LOW_SPEED_LIMIT, 64)
    handle.set(CURLOPT_LOW_SPEED_TIME, max(1, settings.limits.crawling / 1000))
  }

  private func setConnection(of handle: EasyHandle) {
    let scheme = address.origin.scheme
    handle.set(CURLOPT_PROTOCOLS_STR, scheme == "file" ? "file" : "http,https")
    handle.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    // A second request waits for the first connection, which may carry both.
    handle.set(CURLOPT_PIPEWAIT, scheme == "https" ? 1 : 0)
    // Empty: none, whatever the environment says.
    handle.set(CURLOPT_PROXY, proxy ?? "")
    handle.set(CURLOPT_NOPROXY, "")
    if let file = identity?.authoritiesFile ?? settings.authoritiesFile {
      handle.set(CURLOPT_CAINFO, file)
    }
  }

  private func setIdentity(of handle: EasyHandle, isNew: Bool) {
    let identity = identity
    if isNew {
      handle.set(CURLOPT_COOKIELIST, "ALL")
      handle.set(CURLOPT_COOKIEFILE, identity?.cookieFile ?? "")
    }
    guard let identity else { return }
    if let credentials {
      handle.set(CURLOPT_USERNAME, credentials.user)
      handle.set(CURLOPT_PASSWORD, credentials.password)
      let scheme =
        switch credentials.scheme {
        case .automatic: cc_auth_automatic
        case .basic: cc_auth_basic
        case .digest: cc_auth_digest
        }
      handle.set(CURLOPT_HTTPAUTH, scheme)
    } else if let file = identity.netrcFile {
      handle.set(CURLOPT_NETRC, Int(CURL_NETRC_OPTIONAL.rawValue))
      handle.set(CURLOPT_NETRC_FILE, file)
    }
    if let certificate = identity.clientCertificate {
      handle.set(CURLOPT_SSLCERT, certificate.certificateFile)
      handle.set(CURLOPT_SSLKEY, certificate.keyFile ?? certificate.certificateFile)
      handle.set(CURLOPT_KEYPASSWD, certificate.keyPassword)
    }
  }
}

// What libcurl calls; always on the transport's thread, with a transfer that is under way.

private func transfer(_ context: UnsafeMutableRawPointer) -> Transfer {
  Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}

private let receiveHeader: curl_write_callback = { bytes, size, count, context in
  guard let context else { return cc_write_failed }
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return transfer(context).receive(header: line) ? line.count : cc_write_failed
}

private let receiveBody: curl_write_callback = { bytes, size, count, context in
  guard let context else { return cc_write_failed }
  let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return switch transfer(context).receive(body: bytes) {
  case .more: bytes.count
  case .later: cc_write_later
  case .none: cc_write_failed
  }
}

private let reportProgress: curl_xferinfo_callback = { context, announced, received, _, _ in
  guard let context else { return 1 }
  return transfer(context).goOn(afterWireBytes: Int(received), of: Int(announced)) ? 0 : 1
}

private let openSocket: curl_opensocket_callback = { context, _, target in
  guard let context, let target else { return cc_no_socket }
  let address = withUnsafePointer(to: &target.pointee.addr) { IPAddress($0) }
  guard transfer(context).mayConnect(to: address) else { return cc_no_socket }
  // Programs that Martlet starts do not inherit it.
  return socket(
    target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
    target.pointee.protocol)
}

private let checkPeer: curl_prereq_callback = { context, peer, _, _, _ in
  guard let context else { return CURL_PREREQFUNC_ABORT }
  let address = peer.flatMap { IPAddress(String(cString: $0)) }
  return transfer(context).maySend(to: address) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
