import Foundation
import Synchronization

@testable import Networking

/// Settings without limits of time: however busy the machine is, nothing is given up but what a test
/// wants to be.
func settings(_ change: (inout TransportSettings) -> Void = { _ in }) -> TransportSettings {
  var settings = TransportSettings(userAgent: "martlet-test/1.0 (+https://example.org/martlet)")
  settings.limits.connecting = 60_000
  settings.limits.whole = 120_000
  settings.limits.crawling = 120_000
  change(&settings)
  return settings
}

/// What a handler saw of one request.
struct Answer: Sendable {
  var head: ResponseHead?
  var body: [UInt8] = []
  /// The sizes of the pieces in which the body came.
  var pieces: [Int] = []
  var completion: Completion?
  var ends = 0

  var text: String { String(decoding: body, as: UTF8.self) }

  var failure: FetchFailure? {
    if case .failure(let failure) = completion?.result { failure } else { nil }
  }

  var status: Int? {
    if case .success(let head) = completion?.result { head.status } else { nil }
  }
}

/// Keeps what comes; ends by resuming a task.
final class Recorder: ResponseHandler {
  private var answer = Answer()
  private let isWanted: Bool
  private let limit: Int
  private let isHungry: @Sendable () -> Bool
  private let done: @Sendable (Answer) -> Void

  /// - Parameter isHungry: whether what comes is wanted now.
  init(
    isWanted: Bool = true, limit: Int = .max, isHungry: @escaping @Sendable () -> Bool = { true },
    _ done: @escaping @Sendable (Answer) -> Void
  ) {
    self.isWanted = isWanted
    self.limit = limit
    self.isHungry = isHungry
    self.done = done
  }

  func begin(_ head: ResponseHead) -> Bool {
    answer.head = head
    return isWanted
  }

  func handOn(isLast: Bool) -> Appetite { isHungry() ? .more : .later }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    answer.pieces.append(bytes.count)
    if answer.body.count < 1 << 20 { answer.body.append(contentsOf: bytes) }
    guard answer.pieces.reduce(0, +) < limit else { return .none }
    return isHungry() ? .more : .later
  }

  func end(_ completion: Completion) {
    answer.completion = completion
    answer.ends += 1
    done(answer)
  }
}

extension Transport {
  /// Asks and waits for the end.
  func ask(_ request: Request, isWanted: Bool = true, limit: Int = .max) async -> Answer {
    await withCheckedContinuation { continuation in
      submit([
        (
          request,
          { @Sendable in
            Recorder(isWanted: isWanted, limit: limit) { continuation.resume(returning: $0) }
          }
        )
      ])
    }
  }

  func ask(_ address: String) async -> Answer {
    await ask(Request(address, trust: .user))
  }
}

struct TimedOut: Error {}

/// Asks again and again until something holds; throws after thirty seconds and a thousand times.
func waitUntil(_ holds: () throws -> Bool) async throws {
  var patience = Patience()
  while try !holds() {
    guard try await patience.wait() else { throw TimedOut() }
  }
}

/// How long something is waited for. Time alone is no measure: on a busy machine a test may sleep
/// through all of it.
struct Patience {
  private let deadline = ContinuousClock.now + .seconds(30)
  private var attempts = 0

  /// Waits a moment; `false` when there is no more to wait for.
  mutating func wait() async throws -> Bool {
    attempts += 1
    guard attempts < 1000 || ContinuousClock.now < deadline else { return false }
    try await Task.sleep(for: .milliseconds(5))
    return true
  }
}

/// A value that a test and a server share.
final class Shared<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  var current: Value { value.withLock { $0 } }

  func change<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
    value.withLock { body(&$0) }
  }
}
