/// Takes the body of one feed while it comes, on the transport's thread; made when its first bytes
/// are there and known to be new.
public protocol FeedConsumer: AnyObject {
  /// Bytes of the body, decompressed, valid during the call only; none to ask whether there is room
  /// for the end. After ``Appetite/later`` nothing comes until ``Refresh/resume()``.
  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite

  /// Called exactly once, as the last.
  ///
  /// - Parameter isComplete: `false` when the body ended early: the connection broke, the person
  ///   stopped it, or ``consume(_:)`` wanted no more. What came may be a whole feed all the same.
  func finish(isComplete: Bool) -> FeedVerdict
}

public enum FeedVerdict: Hashable, Sendable {
  case feed(UpdateHints)
  /// With the sentence for a person.
  case noFeed(String)
}

/// Passes the body of a feed on to its consumer, unless it is the same as the last time.
final class FeedHandler: ResponseHandler {
  private let known: BodyHash?
  private let isConditional: Bool
  private let makeConsumer: (ResponseHead) -> any FeedConsumer
  private let report: (FetchOutcome, Completion) -> Void
  private var head: ResponseHead?
  private var hash = BodyHashing()
  /// The body so far, as long as it may turn out to be the known one.
  private var held: HeldBody?
  private var consumer: (any FeedConsumer)?

  /// - Parameter isConditional: whether the server was asked only for what is new.
  init(
    known: BodyHash?, isConditional: Bool,
    makeConsumer: @escaping (ResponseHead) -> any FeedConsumer,
    report: @escaping (FetchOutcome, Completion) -> Void
  ) {
    self.known = known
    self.isConditional = isConditional
    self.makeConsumer = makeConsumer
    self.report = report
  }

  func begin(_ head: ResponseHead) -> Bool {
    self.head = head
    if known == nil { consumer = makeConsumer(head) } else { held = HeldBody() }
    return true
  }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    hash.update(bytes)
    if let consumer { return consumer.consume(bytes) }
    let isHeld = held?.append(bytes) ?? false
    let maybeKnown = hash.lead == nil || hash.lead == known?.lead
    guard !isHeld || !maybeKnown else { return .more }
    let appetite = release()
    return isHeld || appetite == .none ? appetite : consumer?.consume(bytes) ?? .none
  }

  func handOn(isLast: Bool) -> Appetite {
    if consumer == nil, !isLast || hash.value == known { return .more }
    let appetite = release()
    guard isLast, appetite == .more else { return appetite }
    return consumer?.consume(UnsafeRawBufferPointer(start: nil, count: 0)) ?? .more
  }

  /// Gives the consumer what was held back and it has not had yet.
  private func release() -> Appetite {
    if consumer == nil, let head { consumer = makeConsumer(head) }
    guard let consumer, let held else { return .more }
    let appetite = held.read { consumer.consume($0) }
    if appetite != .later { self.held = nil }
    return appetite
  }

  func end(_ completion: Completion) {
    var headers = head?.headers ?? ResponseHeaders()
    if case .success(let head) = completion.result { headers = head.headers }
    let outcome = FetchOutcome(
      result(completion), headers: headers, movedTo: completion.movedTo)
    report(outcome, completion)
  }

  private func result(_ completion: Completion) -> FetchOutcome.Result {
    switch completion.result {
    case .success(let head) where head.status == 304 && isConditional:
      return .unchanged
    case .success(let head) where self.head == nil:
      return .failed(.status(head.status, host: completion.host ?? head.address))
    case .success:
      if consumer == nil, hash.value == known { return .same }
      return finish(isComplete: true)
    case .failure(.stopped):
      return finish(isComplete: false)
    case .failure(let failure):
      // Where the end of the feed has come, nothing is missing, whatever else was announced.
      if case .feed(let hints)? = consumer?.finish(isComplete: false), failure.isOfTheBody {
        return .updated(contentHash: nil, hints: hints)
      }
      return .failed(failure)
    }
  }

  private func finish(isComplete: Bool) -> FetchOutcome.Result {
    switch consumer?.finish(isComplete: isComplete) {
    case .feed(let hints): .updated(contentHash: isComplete ? hash.value : nil, hints: hints)
    case .noFeed(let reason): .failed(.notAFeed(reason))
    case nil: .failed(.stopped)
    }
  }
}

extension FetchFailure {
  /// Whether an answer was on its way, and broke off.
  fileprivate var isOfTheBody: Bool {
    switch self {
    case .truncated, .badCompression, .connectionBroken, .timedOut: true
    default: false
    }
  }
}
