import Glibc

extension FetchFailure {
  /// What went wrong and what to do.
  public var message: String {
    switch self {
    case .cancelled:
      "It was stopped. Ask again to go on with it."
    case .stopped:
      "The rest was not wanted."
    case .notAnAddress(let text):
      "\"\(text.prefix(200))\" is no address. Write it as https://example.org/feed."
    case .schemeRefused(let scheme):
      "It leads to an address of the kind \(scheme):, which is not followed. Write an http or "
        + "https address in your sources."
    case .privateAddress(let host):
      "\(host) lies on this machine or in a private network, where nothing from outside may lead. "
        + "If you trust it, write its address in your sources."
    case .nameNotFound(let host):
      "The name \(host) is not known. Check the address and your connection."
    case .proxyNameNotFound:
      "The name of the proxy is not known. Check http_proxy, https_proxy and all_proxy."
    case .cannotConnect(let host, let code):
      "\(host) takes no connection\(Wording.reason(code)). It may be down, or you are offline."
    case .proxyFailed(let reason):
      "The proxy fails (\(reason)). Check http_proxy, https_proxy and all_proxy."
    case .timedOut(let host):
      "\(host) is too slow or does not answer. Later may help."
    case .tooLarge(let limit):
      "It is larger than \(Wording.size(limit)), the most that is read."
    case .tooLargeCompressed(let limit):
      "It is larger than \(Wording.size(limit)), the most that is downloaded."
    case .headersTooLarge(let limit):
      "The headers of the answer are larger than \(Wording.size(limit)), the most that is read."
    case .truncated:
      "The answer ended too early. Later may help."
    case .badCompression:
      "The answer is compressed in a way that cannot be undone. Tell those who run the server."
    case .certificate(let host, let reason):
      "The certificate of \(host) is not trusted (\(reason)). Name its authority in SSL_CERT_FILE "
        + "if you trust it."
    case .secureConnection(let host, let reason):
      "No secure connection to \(host) (\(reason)). Tell those who run the server."
    case .identityFile(let reason):
      "A file that is set for this feed cannot be used (\(reason)). Check it and its permissions."
    case .notHTTP(let host):
      "\(host) does not answer as a web server does. Check the address."
    case .redirectLoop(let address):
      "The server leads in a circle, back to \(address). Check the address."
    case .tooManyRedirects(let limit):
      "The server leads on and on, more than \(limit) times. Check the address."
    case .redirectNowhere(let status):
      "The server says that it has moved (\(status)), but not where. Check the address."
    case .noRegularFile(let path):
      "\(path): no file that can be read. Check that it is there and its permissions."
    case .connectionBroken(let reason):
      "The connection broke (\(reason)). Later may help."
    case .status(let status, let host):
      Wording.status(status, host)
    case .notAFeed(let reason):
      reason
    }
  }
}

extension FetchDecision.SkipReason {
  /// Why nothing was asked; when it will be stands beside it.
  public var message: String {
    switch self {
    case .fresh: "It was asked a short while ago, or its server wants readers to wait."
    case .failing(let reason): "It failed the last time: \(reason)"
    case .hostPaused(let host): "\(host) asked for a pause."
    case .gone: "It is gone for good, says its server (410). Remove it, or refresh it by itself."
    }
  }
}

enum Wording {
  /// What the system says of an `errno`, in brackets; nothing for 0.
  static func reason(_ code: Int32) -> String {
    guard code != 0 else { return "" }
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return " (error \(code))" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return " (\(String(decoding: bytes, as: UTF8.self)))"
  }

  static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MB" : "\(bytes >> 10) KB"
  }

  static func status(_ status: Int, _ host: String) -> String {
    switch status {
    case 407:
      "The proxy wants a user and a password, or refuses those it got (407). They stand in its "
        + "address: http://user:password@host:port."
    case 304:
      "\(host) says that nothing is new (304), but was asked for everything. Later may help."
    case 401:
      "\(host) wants a user and a password, or refuses those it got (\(status)). They go only to "
        + "the server whose address you wrote."
    case 403, 451:
      "\(host) refuses this reader (\(status)). Look whether a browser may open it, and tell those "
        + "who run it."
    case 404: "\(host) does not know this address (404). Check it."
    case 410: "\(host) says that it is gone for good (410). Remove it, or refresh it by itself."
    case 429: "\(host) finds that it is asked too often (429). It is left alone for a while."
    case 503: "\(host) is overloaded or being mended (503). It is left alone for a while."
    case 500...599: "\(host) has a fault of its own (\(status)). Later may help."
    default: "\(host) answers with status \(status). Check the address."
    }
  }
}
