import CCurl
import Foundation
import Synchronization

/// Asks servers, many at once, on one thread of its own (libcurl's multi interface).
///
/// Requests are submitted and cancelled from any thread. Hosts take turns; the limits of
/// ``TransportSettings`` hold. Letting go of the transport cancels what is under way.
public final class Transport: Sendable {
  private let mailbox = Mailbox()

  public init(_ settings: TransportSettings) {
    let mailbox = mailbox
    let thread = Thread {
      // Without memory for one handle there is none for an error either.
      guard let loop = TransferLoop(settings, mailbox) else {
        fatalError("No memory for the network.")
      }
      loop.run()
    }
    thread.name = "network"
    thread.start()
  }

  deinit {
    mailbox.close()
  }

  /// Asks for addresses; each handler is made on the transport's thread, and told the end.
  @discardableResult
  public func submit(
    _ requests: [(request: Request, makeHandler: @Sendable () -> any ResponseHandler)]
  ) -> [Ticket] {
    mailbox.submit(requests)
  }

  /// Lets those go on whose handlers wanted bytes later.
  public func resume() {
    mailbox.resume()
  }

  /// Ends requests at once with ``FetchFailure/cancelled``; those that have ended are passed over.
  public func cancel(_ tickets: some Sequence<Ticket>) {
    mailbox.cancel(tickets)
  }
}

/// What holds for every request of a ``Transport``.
public struct TransportSettings: Sendable {
  /// The program's name, its version and an address where it is described.
  public var userAgent: String
  /// The most transfers at once, and of these to one host.
  public var concurrency = 16
  public var concurrencyPerHost = 2
  public var proxies: ProxySettings
  /// A file of certificates that servers may be signed with, beside the system's folder of them.
  public var authoritiesFile: String?
  public var limits = Limits()

  /// The most that a server may cost. Times are milliseconds, sizes bytes.
  public struct Limits: Sendable {
    /// From the question for the name to the end of the handshakes, for each server on the way.
    public var connecting = 15_000
    /// From the first connection to the last byte, redirects included.
    public var whole = 120_000
    /// A server that sends less than 64 bytes a second for so long is given up. Counted in whole
    /// seconds.
    public var crawling = 20_000
    /// All header lines of one answer.
    public var headers = 128 << 10
    /// The body as it comes over the wire, and as it is when decompressed.
    public var wire = 64 << 20
    public var body = 256 << 20
    public var redirects = 8

    public init() {}
  }

  /// Which addresses anybody may serve; tests count one of loopback among them.
  var isPublic: @Sendable (IPAddress) -> Bool = \.isPublic
  /// What names mean, as `name:port:address`, in place of the system's answer; for tests.
  var knownNames: [String] = []

  /// - Parameter environment: read are `http_proxy` and kin, and `SSL_CERT_FILE`.
  public init(userAgent: String, environment: [String: String] = [:]) {
    self.userAgent = userAgent
    proxies = ProxySettings(environment: environment)
    authoritiesFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Which proxy a request goes through.
public struct ProxySettings: Hashable, Sendable {
  /// The proxies for addresses of a scheme; `nil` for none.
  public var http: String?
  public var https: String?
  /// Hosts that are asked directly: names with all names below them, addresses, blocks such as
  /// `10.0.0.0/8`; `*` is every host.
  public var exceptions: [String]

  public init(http: String? = nil, https: String? = nil, exceptions: [String] = []) {
    self.http = http
    self.https = https
    self.exceptions = exceptions
  }

  /// Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in lower case first.
  ///
  /// `HTTP_PROXY` in upper case is not read, as in curl: a web server sets it for its programs
  /// from a header of the request.
  public init(environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    http = value("http_proxy", "all_proxy", "ALL_PROXY")
    https = value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    exceptions = (value("no_proxy", "NO_PROXY") ?? "")
      .split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  /// The proxy for a server; `nil` if it is asked directly.
  func proxy(for origin: Origin) -> String? {
    let proxy = origin.scheme == "https" ? https : origin.scheme == "http" ? http : nil
    guard let proxy, !proxy.isEmpty, !exceptions.contains(where: { Self.matches($0, origin) })
    else { return nil }
    return proxy
  }

  private static func matches(_ exception: String, _ origin: Origin) -> Bool {
    if exception == "*" { return true }
    let host = origin.host
    if let address = IPAddress(host) {
      return IPAddress(exception) == address || address.isIn(exception)
        || exception == "\(host):\(origin.port)"
    }
    let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
    return !name.isEmpty
      && (host == name || host.hasSuffix("." + name) || "\(host):\(origin.port)" == name)
  }
}

/// What other threads want of the transport's thread.
final class Mailbox: Sendable {
  struct Submission: Sendable {
    let number: UInt64
    let request: Request
    let makeHandler: @Sendable () -> any ResponseHandler
  }

  struct Letters: Sendable {
    var submissions: [Submission] = []
    var cancelled: [UInt64] = []
    /// Whether transfers that wait may go on.
    var resumes = false
    var isClosed = false
  }

  private struct State: ~Copyable {
    var letters = Letters()
    var lastNumber: UInt64 = 0
    var isWakeUpSent = false
    /// What the thread waits on, from its start to its end. `curl_multi_wakeup` is the one function
    /// for a multi handle that other threads may call; the lock holds off the handle's end.
    var multi: Multi?
  }

  /// A multi handle. Only the pointer is passed on here: see `State.multi`.
  private struct Multi: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private let state = Mutex(State())

  func submit(_ requests: [(Request, @Sendable () -> any ResponseHandler)]) -> [Ticket] {
    state.withLock { state in
      let tickets = requests.map { request, makeHandler in
        state.lastNumber += 1
        state.letters.submissions.append(
          Submission(number: state.lastNumber, request: request, makeHandler: makeHandler))
        return Ticket(number: state.lastNumber)
      }
      Self.wakeUp(&state)
      return tickets
    }
  }

  func cancel(_ tickets: some Sequence<Ticket>) {
    state.withLock { state in
      state.letters.cancelled += tickets.lazy.map(\.number)
      Self.wakeUp(&state)
    }
  }

  func resume() {
    state.withLock { state in
      state.letters.resumes = true
      Self.wakeUp(&state)
    }
  }

  func close() {
    state.withLock { state in
      state.letters.isClosed = true
      Self.wakeUp(&state)
    }
  }

  private static func wakeUp(_ state: inout State) {
    guard !state.isWakeUpSent, let multi = state.multi else { return }
    state.isWakeUpSent = true
    curl_multi_wakeup(multi.pointer)
  }

  // MARK: - For the transport's thread

  /// Says what to wake; `nil` before it ends.
  func wake(_ pointer: UnsafeMutableRawPointer?) {
    let multi = pointer.map(Multi.init)
    state.withLock { $0.multi = multi }
  }

  /// Everything that came since the last time.
  func empty() -> Letters {
    state.withLock { state in
      state.isWakeUpSent = false
      let letters = state.letters
      state.letters = Letters(isClosed: letters.isClosed)
      return letters
    }
  }
}
