import Articles
import TestSupport
import Testing

@testable import Storage

struct StateMergeTests {
  private let texts = StateTexts()

  private func history(_ random: inout SplitMix) -> String {
    let names = ["read", "unread", "starred", "label:x", "note"]
    let values = ["1", "\"text\"", "{\"a\":1}", "[2,1]", "null"]
    var articles: [String] = []
    for address in ["a", "b", "c", "martlet:x", "é"] where Bool.random(using: &random) {
      if Int.random(in: 0..<8, using: &random) == 0 {
        articles.append("\"\(address)\":\(values.randomElement(using: &random)!)")
        continue
      }
      let marks = names.filter { _ in Bool.random(using: &random) }.map { name in
        let second = Int.random(in: 10..<16, using: &random)
        return Int.random(in: 0..<4, using: &random) == 0
          ? "\"\(name)\":\(values.randomElement(using: &random)!)"
          : "\"\(name)\":\"2026-11-20T00:00:\(second)Z\""
      }
      articles.append("\"\(address)\":{\(marks.shuffled(using: &random).joined(separator: ","))}")
    }
    articles.shuffle(using: &random)
    let extra = Bool.random(using: &random) ? ",\"x\":\(values.randomElement(using: &random)!)" : ""
    return
      "{\"format\":\"martlet-state\",\"version\":1\(extra),"
      + "\"articles\":{\(articles.joined(separator: ","))}}"
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func mergingIsCommutativeAssociativeAndIdempotent(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let (a, b, c) = (history(&random), history(&random), history(&random))
    let both = try texts.merged(a, b)
    #expect(try both == texts.merged(b, a))
    #expect(try texts.merged(both, c) == texts.merged(a, texts.merged(b, c)))
    #expect(try texts.merged(a, b, c) == texts.merged(texts.merged(c, a), b))
    #expect(try texts.merged(a, a) == texts.merged(a))
    #expect(try texts.merged(both, a) == both)
  }

  @Test func theLaterInstantOfEveryNameStays() throws {
    let one = try texts.written([
      Mark(address("https://a.example/"), .read, at: instant(1)),
      Mark(address("https://a.example/"), .starred, at: instant(9)),
    ])
    let two = try texts.written([
      Mark(address("https://a.example/"), .read, at: instant(2)),
      Mark(address("https://a.example/"), .starred, at: instant(3)),
      Mark(address("https://b.example/"), .read, at: instant(3)),
    ])
    let expected = try texts.written([
      Mark(address("https://a.example/"), .read, at: instant(2)),
      Mark(address("https://a.example/"), .starred, at: instant(9)),
      Mark(address("https://b.example/"), .read, at: instant(3)),
    ])
    #expect(try texts.merged(one, two) == expected)
  }

  @Test func aLargeFileComesInPartsAndWhole() throws {
    let marks = (0..<5000).map {
      Mark(address("https://example.org/\($0)"), .read, at: instant(Int64($0)))
    }
    var merge = StateMerge([.entries(StateEntry.entries(of: marks)[...])])
    var parts = 0
    var bytes: [UInt8] = []
    try merge.write {
      parts += 1
      bytes += $0
      return true
    }
    #expect(parts > 3)
    var reader = StateMerge(try texts.file(bytes).sources)
    var count = 0
    while try reader.next() != nil { count += 1 }
    #expect(count == 5000)
  }

  /// Foreign files may have any order: what does not fit into memory waits in sorted files.
  @Test(arguments: [0, 1000, 1 << 20]) func entriesInAnyOrderAreSorted(heaviest: Int) throws {
    let scratch = Scratch()
    var random = SplitMix(seed: 7)
    var sorter = EntrySorter(in: Path(scratch.path), heaviest: heaviest)
    let marks = (0..<500).map { number in
      Mark(
        address("https://example.org/\(number % 170)"), .read,
        at: instant(Int64(random.next(below: 1000))))
    }
    for mark in marks { try sorter.add(StateEntry.entries(of: [mark])) }
    #expect(try texts.written(StateMerge(sorter.sources())) == texts.written(marks))
    #expect(scratch.names("").isEmpty)
  }
}
