import Articles
import TestSupport
import Testing

@testable import Storage

struct StateMergeTests {
  private let texts = StateTexts()

  @Test(arguments: 0..<200 as Range<UInt64>)
  func mergingIsCommutativeAssociativeAndIdempotent(seed: UInt64) throws {
    var history = MarkHistory(seed: seed)
    let (a, b, c) = (history.file(), history.file(), history.file())
    let both = try texts.merged(a, b)
    #expect(try both == texts.merged(b, a))
    #expect(try texts.merged(both, c) == texts.merged(a, texts.merged(b, c)))
    #expect(try texts.merged(a, b, c) == texts.merged(texts.merged(c, a), b))
    #expect(try texts.merged(a, a) == texts.merged(a))
    #expect(try texts.merged(both, a) == both)
    #expect(try texts.merged(both) == both)
  }

  /// Journal, backup and memory hold what the file does, whatever way it is sorted.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func theIndexSaysWhatTheMergedFileSays(seed: UInt64) throws {
    var history = MarkHistory(seed: seed)
    let files = (0..<3).map { _ in history.file() }
    let merged = try texts.merged(files[0], files[1], files[2])
    let scratch = Scratch()
    for (name, text) in zip(["state.json", "state (1).json", "state (2).json"], files) {
      scratch.write("data/\(name)", text)
    }
    let desk = try Desk(scratch, ahead: 60)
    try desk.marks.indexPending()
    var count = 0
    var source = StateMerge(try texts.file(merged).sources)
    while let entry = try source.next() {
      guard let address = Address(key: String(decoding: entry.address, as: UTF8.self)) else {
        continue
      }
      var facts = MarkFacts()
      for (name, instant) in entry.marks.instants { facts.add(name, at: instant.milliseconds) }
      #expect(try desk.marks.flags(of: address) == facts.flags)
      #expect(try desk.marks.lastMarked(of: address)?.milliseconds == facts.last)
      count += 1
    }
    #expect(count > 0)
    try desk.marks.compact()
    #expect(scratch.read("data/state.json") == merged)
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
