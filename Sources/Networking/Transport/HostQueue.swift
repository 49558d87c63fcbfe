/// Decides which request is next: never more than so many at once, and to one host, and hosts take
/// turns.
struct HostQueue {
  private struct Host {
    var waiting: [UInt64] = []
    /// Those before it have been taken.
    var first = 0
    var active = 0
    /// Whether the host stands in ``turns``.
    var hasTurn = false

    var isEmpty: Bool { first == waiting.count }

    mutating func take() -> UInt64 {
      defer {
        first += 1
        if first > 64, first * 2 > waiting.count {
          waiting.removeFirst(first)
          first = 0
        }
      }
      return waiting[first]
    }
  }

  private let limit: Int
  private let limitPerHost: Int
  private var hosts: [String: Host] = [:]
  private var turns: [String] = []
  private var nextTurn = 0
  private(set) var active = 0

  init(limit: Int, limitPerHost: Int) {
    self.limit = max(1, limit)
    self.limitPerHost = max(1, limitPerHost)
  }

  /// - Parameter isUnderWay: a request that only moves to another host goes before those that wait.
  mutating func add(_ number: UInt64, host name: String, isUnderWay: Bool = false) {
    var host = hosts[name] ?? Host()
    if isUnderWay {
      host.waiting.insert(number, at: host.first)
    } else {
      host.waiting.append(number)
    }
    giveTurn(&host, name)
    hosts[name] = host
  }

  /// The next request that may start, which counts as active until ``finish(host:)``.
  mutating func next() -> (number: UInt64, host: String)? {
    guard active < limit, nextTurn < turns.count else { return nil }
    let name = turns[nextTurn]
    nextTurn += 1
    if nextTurn > 64, nextTurn * 2 > turns.count {
      turns.removeFirst(nextTurn)
      nextTurn = 0
    }
    guard var host = hosts[name], !host.isEmpty else { return nil }
    hosts[name] = nil
    host.hasTurn = false
    host.active += 1
    active += 1
    let number = host.take()
    giveTurn(&host, name)
    hosts[name] = host
    return (number, name)
  }

  mutating func finish(host name: String) {
    guard var host = hosts.removeValue(forKey: name) else { return }
    host.active -= 1
    active -= 1
    giveTurn(&host, name)
    if host.active > 0 || !host.isEmpty { hosts[name] = host }
  }

  private mutating func giveTurn(_ host: inout Host, _ name: String) {
    guard !host.hasTurn, !host.isEmpty, host.active < limitPerHost else { return }
    host.hasTurn = true
    turns.append(name)
  }
}
