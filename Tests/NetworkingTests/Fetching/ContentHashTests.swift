import TestSupport
import Testing

@testable import Networking

@Suite struct ContentHashTests {
  private func hash(_ pieces: [[UInt8]]) -> UInt64 {
    var hash = ContentHash()
    for piece in pieces { piece.withUnsafeBytes { hash.update($0) } }
    return hash.value
  }

  @Test(arguments: 0..<20)
  func howABodyIsCutMakesNoDifference(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let body = (0..<random.next(below: 100)).map { _ in UInt8(random.next(below: 256)) }
    var pieces: [[UInt8]] = []
    var rest = body[...]
    while !rest.isEmpty {
      let count = random.next(below: min(rest.count, 20) + 1)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(hash(pieces) == hash([body]))
  }

  @Test func everyChangeShows() {
    let body = [UInt8](0..<67)
    var seen: Set<UInt64> = [hash([body])]
    for index in body.indices {
      for bit in 0..<8 {
        var changed = body
        changed[index] ^= 1 << UInt8(bit)
        #expect(seen.insert(hash([changed])).inserted)
      }
    }
    // Zeros at the end count, too.
    for count in 1...20 {
      #expect(seen.insert(hash([body + [UInt8](repeating: 0, count: count)])).inserted)
    }
    #expect(seen.insert(hash([])).inserted)
  }
}
