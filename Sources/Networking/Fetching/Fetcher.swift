public import Articles
import Synchronization

/// Asks many feeds whether there is something new, by the rules of a ``FetchPolicy``.
public final class Fetcher: Sendable {
  private let transport: Transport
  private let policy: FetchPolicy
  private let now: @Sendable () -> Instant
  private let chance: @Sendable () -> Double
  private let pauses: Mutex<[String: Instant]>

  /// - Parameters:
  ///   - pauses: those that were reported earlier.
  ///   - chance: numbers from 0 up to but not including 1.
  public init(
    _ transport: Transport, policy: FetchPolicy = FetchPolicy(), pauses: [HostPause] = [],
    now: @escaping @Sendable () -> Instant,
    chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.transport = transport
    self.policy = policy
    self.now = now
    self.chance = chance
    let known = Dictionary(pauses.map { ($0.host, $0.until) }, uniquingKeysWith: max)
    self.pauses = Mutex(known)
  }

  /// Asks the sources that the occasion asks for; the others are reported as skipped.
  ///
  /// - Parameters:
  ///   - makeConsumer: called when a body is there that is not known yet.
  ///   - report: called on the transport's thread, for what is skipped before it returns; once for
  ///     each source, and at last with ``FetchEvent/ended(_:)``.
  public func refresh(
    _ sources: [FetchSource], on occasion: FetchOccasion,
    makeConsumer: @escaping @Sendable (FetchSource, ResponseHead) -> any FeedConsumer,
    report: @escaping @Sendable (FetchEvent) -> Void
  ) -> Refresh {
    let refresh = Refresh(transport, report)
    let now = now()
    var asked: [Refresh.Asked] = []
    for source in sources {
      let host = WebAddress(source.memory.movedTo ?? source.address)?.origin.hostName ?? ""
      switch policy.decision(
        for: source.address, source.memory, pause: pauses.withLock { $0[host] }, on: occasion,
        at: now)
      {
      case .skip(let reason, let until):
        refresh.skip(source, reason, until: until)
      case .ask(let address, let headers):
        let request = request(source, address, headers)
        asked.append(
          Refresh.Asked(host: host, request: request) { [self] in
            FeedHandler(
              known: source.memory.contentHash, isConditional: !headers.isEmpty,
              makeConsumer: { makeConsumer(source, $0) },
              report: { self.conclude(source, host, $0, $1, refresh) })
          })
      }
    }
    refresh.begin(asked)
    return refresh
  }

  private static let accepted = HeaderField(
    name: "Accept",
    value: "application/atom+xml, application/rss+xml, application/feed+json, "
      + "application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5")

  private func request(_ source: FetchSource, _ address: String, _ headers: [HeaderField])
    -> Request
  {
    let accepted =
      source.accept.flatMap { HeaderField(name: "Accept", value: $0) } ?? Self.accepted
    let headers = (accepted.map { [$0] } ?? []) + headers + (source.file?.headers ?? [])
    // What a redirect once led to is asked like a redirect: only at home with what the person gave.
    let isHome =
      source.memory.movedTo == nil
      || WebAddress(address)?.origin == WebAddress(source.address)?.origin
    var request = Request(
      address, trust: isHome ? source.trust : .document, identity: isHome ? source.identity : nil,
      headers: headers)
    request.userAgent = source.userAgent
    request.proxies = source.proxies
    request.acceptsPart = source.file.map { $0.have > 0 && $0.validator != nil } ?? false
    return request
  }

  /// Remembers what came of a source and reports it; on the transport's thread.
  private func conclude(
    _ source: FetchSource, _ host: String, _ outcome: FetchOutcome, _ completion: Completion,
    _ refresh: Refresh
  ) {
    let now = now()
    let pause = policy.pause(after: outcome, at: now).flatMap { until in
      completion.host.map { HostPause(host: $0, until: until) }
    }
    if let pause {
      pauses.withLock { $0[pause.host] = max(pause.until, $0[pause.host] ?? pause.until) }
      refresh.pause(pause)
    }
    refresh.conclude(
      source,
      Conclusion(
        host: host, result: outcome.result, completion: completion, pause: pause,
        memory: policy.memory(after: outcome, of: source.memory, at: now, chance: chance())))
  }
}

/// A source to be asked.
public struct FetchSource: Sendable {
  /// The caller's name for it.
  public var id: Int64
  /// As the person wrote it.
  public var address: String
  public var trust: Trust
  public var identity: Identity?
  /// As in ``Request``.
  public var userAgent: String?
  public var proxies: ProxySettings?
  /// The kinds of answer that are wanted, as a server is told; `nil` for feeds.
  public var accept: String?
  public var memory: FetchMemory
  /// For a file that is wanted as it is, and perhaps only the rest of it.
  public var file: WantedFile?

  public init(
    id: Int64, address: String, trust: Trust = .user, identity: Identity? = nil,
    memory: FetchMemory = FetchMemory()
  ) {
    self.id = id
    self.address = address
    self.trust = trust
    self.identity = identity
    self.memory = memory
  }
}

/// A file that is to be had byte for byte.
public struct WantedFile: Hashable, Sendable {
  /// How many bytes of it are here.
  public var have: Int
  /// What tells whether these are still its beginning: a strong `ETag`, or a `Last-Modified`. Without
  /// one all of it is asked for.
  public var validator: String?

  public init(have: Int = 0, validator: String? = nil) {
    self.have = have
    self.validator = validator
  }

  /// RFC 9110, 13.1.5 and 14.2.
  var headers: [HeaderField] {
    var fields = [HeaderField(name: "Accept-Encoding", value: "identity")]
    if have > 0, let validator {
      fields.append(HeaderField(name: "Range", value: "bytes=\(have)-"))
      fields.append(HeaderField(name: "If-Range", value: validator))
    }
    return fields.compactMap(\.self)
  }
}
