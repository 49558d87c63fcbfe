import Articles
import Glibc
import TestSupport
import Testing

@testable import Storage

/// Two processes of one machine, one of another, a sync tool and kills, in any order: what was
/// acknowledged is never lost.
struct InterleavingTests {
  @Test(arguments: 0..<60 as Range<UInt64>) func nothingAcknowledgedIsLost(seed: UInt64) throws {
    var world = try World(seed: seed)
    for _ in 0..<40 { try world.step() }
    try world.judge()
  }

  private struct World {
    private let scratch = Scratch()
    private var random: SplitMix
    /// Two processes with the same local folder, and one of another machine.
    private var desks: [MarkStore?] = [nil, nil, nil]
    /// What was acknowledged, by address and name.
    private var promised: [String: [String: Instant]] = [:]
    /// Versions of the state file that a sync tool may bring back.
    private var old: [String] = [StateLines.file([])]
    private var copies = 0

    init(seed: UInt64) throws {
      random = SplitMix(seed: seed)
      scratch.makeFolder("data")
    }

    mutating func step() throws {
      let place = random.next(below: 3)
      switch random.next(below: 12) {
      case 0...3: try mark(place)
      case 4...5: try compact(place)
      case 6: try compactWhileOthersWrite(place)
      case 7: desks[place] = nil
      case 8: bringOlder()
      case 9: try addCopy()
      case 10: try store(place).indexPending()
      default: if random.next(below: 3) == 0 { loseLibrary() }
      }
    }

    /// With nothing but the files: every promise is in the state file and in the index.
    mutating func judge() throws {
      loseLibrary()
      // What the other machine has not written yet is in its journal.
      for place in [2, 0] { try store(place).compact(force: true) }
      try store(0).indexPending()
      let entries = try entries(scratch.read("data/state.json") ?? "")
      for (address, names) in promised {
        for (name, instant) in names {
          let found = entries[address]?[name]
          #expect(found.map { $0 >= instant } == true, "\(address) \(name) \(instant.iso8601)")
        }
        var facts = MarkFacts()
        for (name, at) in entries[address] ?? [:] { facts.add(name, at: at.milliseconds) }
        #expect(try store(0).flags(of: StorageTests.address(address)) == facts.flags)
        #expect(try store(0).labels(of: StorageTests.address(address)) == facts.labels)
      }
      #expect(
        scratch.names("data").filter { !$0.hasPrefix("library") && !$0.contains(".damaged-") }
          == ["state.json"])
    }

    private mutating func store(_ place: Int) throws -> MarkStore {
      if let store = desks[place] { return store }
      let library = try Library(path: scratch["library/\(place / 2).sqlite"])
      let store = try MarkStore(
        statePath: scratch["data/state.json"], localFolder: scratch["local\(place / 2)"],
        library: library, now: { Clock.nanoseconds + 120_000_000_000 })
      desks[place] = store
      return store
    }

    private mutating func marks() -> [Mark] {
      (0...random.next(below: 4)).map { _ in
        Mark(
          StorageTests.address("https://example.org/\(random.next(below: 6))"),
          Self.names[random.next(below: Self.names.count)],
          at: instant(Int64(random.next(below: 1000))))
      }
    }

    private static let names: [MarkName] = [
      .read, .unread, .starred, .unstarred, MarkName("label:x"), MarkName("unlabel:x"),
      MarkName("label:X"), MarkName("later"),
    ]

    private mutating func mark(_ place: Int) throws {
      let marks = marks()
      try store(place).record(marks)
      for mark in marks { promise(mark.address.text, mark.name.text, mark.at) }
    }

    private mutating func promise(_ address: String, _ name: String, _ instant: Instant) {
      let known = promised[address, default: [:]][name]
      promised[address, default: [:]][name] = max(known ?? instant, instant)
    }

    private mutating func promise(_ text: String) throws {
      for (address, names) in try entries(text) {
        for (name, instant) in names { promise(address, name, instant) }
      }
    }

    private mutating func compact(_ place: Int) throws {
      try store(place).compact(force: true)
      // What stands in the file now, from whomever, is known here and backed up.
      let text = scratch.read("data/state.json") ?? ""
      if !text.isEmpty {
        try promise(text)
        old.append(text)
      }
    }

    /// A sync tool puts other versions in place between our reading and renaming.
    private mutating func compactWhileOthersWrite(_ place: Int) throws {
      let store = try store(place)
      var sorter = EntrySorter(in: store.paths.folder)
      var tail = try store.journal.read(after: .start)
      while let step = try tail.next() { try sorter.add(step) }
      var compaction = StateCompaction(
        store.disk, news: sorter.sources(), otherVersions: store.disk.otherVersions().all,
        known: nil)
      var incoming = (0...random.next(below: 2)).map { _ in
        StateLines.file([StateLines.read("\(random.next(below: 6))", random.next(below: 60))])
      }
      let arriving = incoming
      compaction.willReplace = { [scratch] in
        guard let text = incoming.popLast() else { return }
        scratch.write("data/incoming", text)
        scratch.move("data/incoming", to: "data/state.json")
      }
      _ = try compaction.run { _ in }
      // Whatever did arrive was merged.
      for text in arriving.dropFirst(incoming.count) { try promise(text) }
    }

    /// An older version, half a one, or none takes the place of the state file.
    private mutating func bringOlder() {
      var text = old[random.next(below: old.count)]
      switch random.next(below: 4) {
      case 0: text = String(text.dropLast(5 + random.next(below: 20)))
      case 1:
        scratch.delete("data/state.json")
        return
      default: break
      }
      scratch.write("data/incoming", text)
      scratch.move("data/incoming", to: "data/state.json")
    }

    private mutating func addCopy() throws {
      copies += 1
      let text = StateLines.file([
        StateLines.read("\(random.next(below: 6))", random.next(below: 60))
      ])
      scratch.write("data/state (\(copies)).json", text)
      try promise(text)
    }

    private mutating func loseLibrary() {
      desks = [nil, nil, nil]
      scratch.delete("library")
    }

    private func entries(_ text: String) throws -> [String: [String: Instant]] {
      var entries: [String: [String: Instant]] = [:]
      var reader = StateReader(JSONWindow(Array(text.utf8)))
      while let entry = try reader.next() {
        for (name, instant) in entry.marks.instants {
          entries[String(decoding: entry.address, as: UTF8.self), default: [:]][name] = instant
        }
      }
      return entries
    }
  }
}
