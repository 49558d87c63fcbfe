import TestSupport
import Testing

@testable import Networking

@Suite struct HostQueueTests {
  @Test func hostsTakeTurns() {
    var queue = HostQueue(limit: 10, limitPerHost: 3)
    for number in 1...4 { queue.add(UInt64(number), host: "a") }
    queue.add(5, host: "b")
    queue.add(6, host: "c")
    var order: [UInt64] = []
    while let next = queue.next() { order.append(next.number) }
    #expect(order == [1, 5, 6, 2, 3])
  }

  @Test func whatMovedToAHostGoesBeforeWhatWaits() {
    var queue = HostQueue(limit: 1, limitPerHost: 1)
    queue.add(1, host: "a")
    queue.add(2, host: "a")
    queue.add(3, host: "a", isUnderWay: true)
    #expect(queue.next()?.number == 3)
    #expect(queue.next() == nil)
    queue.finish(host: "a")
    #expect(queue.next()?.number == 1)
  }

  @Test func aLimitOfNoneStillLetsOneThrough() {
    var queue = HostQueue(limit: 0, limitPerHost: -1)
    queue.add(1, host: "a")
    #expect(queue.next()?.number == 1)
  }

  @Test func finishingAHostThatIsNotThereIsNothing() {
    var queue = HostQueue(limit: 1, limitPerHost: 1)
    queue.finish(host: "a")
    #expect(queue.active == 0)
  }

  /// Whatever comes and goes in whatever order: limits hold, each comes once, nothing stays behind.
  @Test(arguments: 0..<20)
  func limitsHoldAndNothingIsLost(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let limit = 1 + random.next(below: 6)
    let limitPerHost = 1 + random.next(below: 3)
    var queue = HostQueue(limit: limit, limitPerHost: limitPerHost)
    var active: [(number: UInt64, host: String)] = []
    var seen: Set<UInt64> = []
    var added: UInt64 = 0
    func startAll() {
      while let next = queue.next() {
        active.append(next)
        #expect(seen.insert(next.number).inserted)
        #expect(active.count <= limit)
        #expect(active.count { $0.host == next.host } <= limitPerHost)
      }
      // Nothing that could start is left: the next one would break a limit.
      #expect(queue.active == active.count)
    }
    for _ in 0..<2000 {
      if random.next(below: 2) == 0 || active.isEmpty {
        added += 1
        queue.add(
          added, host: "h\(random.next(below: 8))", isUnderWay: random.next(below: 5) == 0)
      } else {
        queue.finish(host: active.remove(at: random.next(below: active.count)).host)
      }
      if random.next(below: 3) == 0 { startAll() }
    }
    startAll()
    while !active.isEmpty {
      queue.finish(host: active.removeLast().host)
      startAll()
    }
    #expect(seen.count == Int(added))
  }
}
