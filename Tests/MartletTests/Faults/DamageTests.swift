import Foundation
import TestSupport
import Testing

/// Bytes that flip and files that end too early: the next start works, says so, and keeps every mark of
/// which a copy is whole.
///
/// Copies of a mark: its line in the journal, the state file as a whole, the backup as a whole. The
/// library is none.
@Suite(.serialized) struct DamageTests {
  enum File: String, CaseIterable {
    case state, backup, stateAndBackup, journal, library, log
  }

  @Test(arguments: File.allCases)
  func whatIsWholeIsKeptAndTheRestIsSaid(_ file: File) throws {
    var tally = Tally()
    for number in 0..<FaultTests.series {
      var random = SplitMix(seed: FaultTests.seed + UInt64(number))
      let home = try FaultedHome()
      home.place = "damage of \(file) seed \(FaultTests.seed + UInt64(number))"
      do {
        try damage(file, home, &random)
      } catch {
        home.find("\(error)")
      }
      tally += home.tally
    }
    FaultTests.expectNothingLost(tally, "damage of \(file)")
  }

  private func damage(_ file: File, _ home: FaultedHome, _ random: inout SplitMix) throws {
    let folder = try prepare(home)
    let backup = folder.appendingPathComponent("backup.json")
    let journal = folder.appendingPathComponent("journal")
    let damaged =
      switch file {
      case .state: [home.stateFile]
      case .backup: [backup]
      case .stateAndBackup: [home.stateFile, backup]
      case .journal: [journal]
      case .library: [home.library]
      case .log: [URL(fileURLWithPath: home.library.path + "-wal")]
      }
    // A library that is left open keeps its log.
    let window = file == .log ? try home.openWindow() : nil
    if let window {
      #expect(try window.waitForList())
      #expect(try window.toggle("m"))
      window.kill()
      try window.waitForEnd()
    }
    let before = home.onDisk.marks
    let lines = try Data(contentsOf: journal).split(separator: 0x0A)
    for url in damaged { try spoil(url, &random) }
    home.tally.faults += damaged.count
    let whole = marks(
      before, without: file,
      lostLines: try lines.filter { line in
        try !Data(contentsOf: journal).split(separator: 0x0A).contains(line)
      })
    // Now and then the library is not there to remember what the journal said.
    if file == .journal, random.next(below: 2) == 0 {
      try FileManager.default.removeItem(at: home.library)
    }
    let isReadable = damaged.allSatisfy { StateOnDisk.instants(ofState: $0) != nil }

    let list = try home.start(["list", "--json", "--source", home.news])
    guard try list.child.wait() == .exited(0) else {
      home.find("the next start fails: \(list.errors.joined(separator: " "))")
      return
    }
    if file == .state || file == .stateAndBackup, !isReadable, list.errors.isEmpty {
      if StateOnDisk.instants(ofState: home.stateFile) == nil { home.find("nothing is said") }
    }
    try compare(list.output, whole, home)

    // Marks go on, unless a bit has made the journal that of a newer program, which is left alone.
    let mark = try home.mark("starred", [FaultedHome.title(9)])
    let after = home.onDisk.marks[FaultedHome.address(FaultedHome.title(9))]
    if after?["starred"] == nil, !mark.errors.joined().contains("newer Martlet") {
      home.find("no mark can be made any more: \(mark.errors.joined(separator: " "))")
    }
    if let path = home.onDisk.halfWritten.first(where: { $0.hasSuffix("/state.json") }) {
      home.find("the damaged file stays: \(path)")
    }
  }

  /// Some marks in the state file and its backup, others in the journal alone.
  private func prepare(_ home: FaultedHome) throws -> URL {
    try home.mark("read", (1...4).map(FaultedHome.title))
    try home.settle()
    for number in 5...8 { try home.mark("read", [FaultedHome.title(number)]) }
    return try #require(home.journalFolder)
  }

  private func spoil(_ url: URL, _ random: inout SplitMix) throws {
    var bytes = try Data(contentsOf: url)
    guard !bytes.isEmpty else { return }
    if random.next(below: 3) == 0 {
      bytes = bytes.prefix(random.next(below: bytes.count))
    } else {
      for _ in 0...random.next(below: 8) {
        let place = random.next(below: bytes.count)
        bytes[place] ^= UInt8(1 << random.next(below: 8))
      }
    }
    // In place, as a disk does it.
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes)
  }

  /// The marks of which a copy is whole: those of the two files if one of these is, and those of the
  /// lines of the journal that are as they were. A file that can still be read after its bytes changed
  /// does not count.
  private func marks(_ before: Marks, without file: File, lostLines: [Data]) -> Marks {
    let inJournal = Set((5...8).map { FaultedHome.address(FaultedHome.title($0)) })
    return before.filter { address, _ in
      if file == .stateAndBackup { return inJournal.contains(address) }
      return !lostLines.contains { String(decoding: $0, as: UTF8.self).contains(address) }
    }
  }

  private func compare(_ lines: [String], _ whole: Marks, _ home: FaultedHome) throws {
    var shown: [String: Bool] = [:]
    for line in lines {
      let article = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      if let address = article?["address"] as? String { shown[address] = article?["read"] as? Bool }
    }
    if shown.count != FaultedHome.articleCount { home.find("\(shown.count) articles are shown") }
    for (address, names) in whole where names["read"] != nil && shown[address] != true {
      home.tally.lost += 1
      home.find("lost: read \(address)")
    }
  }
}
