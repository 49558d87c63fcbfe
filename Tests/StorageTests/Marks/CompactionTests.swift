import Articles
import Glibc
import Testing

@testable import Storage

struct CompactionTests {
  private let scratch = Scratch()

  private func state(_ lines: String) -> String {
    "{\n  \"format\": \"martlet-state\",\n  \"version\": 1,\n  \"articles\": {\n\(lines)\n  }\n}\n"
  }

  private func line(_ name: String, _ marks: String) -> String {
    "    \"https://example.org/\(name)\": {\(marks)}"
  }

  private var news: StateSource {
    .entries(
      StateEntry.entries(of: [Mark(address("https://example.org/a"), .read, at: instant(1))])[...])
  }

  private let readA = "\"read\":\"2023-11-14T22:13:20.001Z\""

  private func backup(_ desk: Desk) -> String? {
    scratch.read(String(desk.marks.paths.backup.display.dropFirst(scratch.path.count + 1)))
  }

  private func journal(_ desk: Desk) -> String? {
    scratch.read(String(desk.marks.paths.journal.display.dropFirst(scratch.path.count + 1)))
  }

  @Test func theJournalMovesIntoTheStateFile() throws {
    let desk = try Desk(scratch)
    #expect(try !desk.marks.compact(force: true))
    #expect(scratch.read("data/state.json") == nil)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try desk.marks.compact())
    #expect(scratch.read("data/state.json") == state(line("a", readA)))
    #expect(backup(desk) == scratch.read("data/state.json"))
    #expect(journal(desk)?.split(separator: "\n").count == 1)
    #expect(try desk.marks.pendingByteCount() == 0)
    #expect(try !desk.marks.compact(force: true))
  }

  @Test func whatWasWrittenBeforeItWasIndexedIsIndexedLater() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/b", .read, at: 1)
    try desk.marks.record([Mark(address("https://example.org/a"), .read, at: instant(1))])
    try desk.marks.compact(force: true)
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
  }

  @Test func onlyTheStateFileStaysBesideTheLibrary() throws {
    let desk = try Desk(scratch)
    for index in 0..<3 {
      try desk.mark("https://example.org/a", .read, at: Int64(index))
      try desk.marks.compact(force: true)
    }
    #expect(
      scratch.names("data").filter { !$0.hasPrefix("library") } == ["state.json"])
  }

  @Test func whatOthersWroteIsMergedNotReplaced() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    try desk.marks.compact(force: true)
    // An older machine's file comes in by sync: it knows nothing of a.
    scratch.write("data/state.json", state(line("b", "\"read\":\"2023-11-20T00:00:00.000Z\"")))
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
    #expect(try desk.marks.flags(of: address("https://example.org/b")) == .read)
    #expect(try desk.marks.compact(force: true))
    let both = line("a", readA) + ",\n" + line("b", "\"read\":\"2023-11-20T00:00:00.000Z\"")
    #expect(scratch.read("data/state.json") == state(both))
  }

  @Test func whatOthersWriteWithoutTellingIsMergedAtTheNextWriting() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    try desk.marks.compact(force: true)
    try desk.mark("https://example.org/c", .read, at: 1)
    scratch.write("data/state.json", state(line("b", readA)))
    #expect(try desk.marks.compact(force: true))
    let all = ["a", "b", "c"].map { line($0, readA) }.joined(separator: ",\n")
    #expect(scratch.read("data/state.json") == state(all))
    #expect(try desk.marks.pendingByteCount() > 0)
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: address("https://example.org/b")) == .read)
  }

  @Test func aDamagedFileIsKeptAsideAndNothingIsLost() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    try desk.marks.compact(force: true)
    try desk.mark("https://example.org/b", .read, at: 1)
    scratch.write("data/state.json", "{\n\"format\": broken")
    try desk.marks.indexPending()
    let aside = try #require(scratch.names("data").first { $0.contains(".damaged-") })
    #expect(scratch.read("data/\(aside)") == "{\n\"format\": broken")
    #expect(
      desk.marks.notices == [
        "\(scratch["data/state.json"]):2: no valid JSON. It is kept as \(scratch["data/" + aside]); "
          + "your marks come from the backup and the journal."
      ])
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
    #expect(try desk.marks.compact(force: true))
    let both = ["a", "b"].map { line($0, readA) }.joined(separator: ",\n")
    #expect(scratch.read("data/state.json") == state(both))
  }

  @Test func aFileThatIsGoneIsWrittenAgain() throws {
    do {
      let desk = try Desk(scratch)
      try desk.mark("https://example.org/a", .read, at: 1)
      try desk.marks.compact(force: true)
    }
    scratch.delete("data")
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    #expect(desk.marks.notices.count == 1)
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
    try desk.mark("https://example.org/b", .read, at: 1)
    try desk.marks.compact(force: true)
    #expect(scratch.read("data/state.json")?.contains("https://example.org/a") == true)
  }

  @Test func aNewerFileIsReadAndNeverWritten() throws {
    let newer =
      "{\"format\":\"martlet-state\",\"version\":2,"
      + "\"articles\":{\"https://example.org/b\":{\(readA)}}}"
    scratch.write("data/state.json", newer)
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(
      throws: StorageError.newerState(
        path: scratch["data/state.json"], version: "2", supported: 1)
    ) { try desk.marks.compact(force: true) }
    #expect(scratch.read("data/state.json") == newer)
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
    #expect(try desk.marks.flags(of: address("https://example.org/b")) == .read)
    #expect(desk.marks.notices.count == 1)
  }

  @Test func otherJSONIsLeftAlone() throws {
    scratch.write("data/state.json", "{\"name\":\"not ours\"}")
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(throws: StorageError.notState(path: scratch["data/state.json"])) {
      try desk.marks.compact(force: true)
    }
    #expect(scratch.read("data/state.json") == "{\"name\":\"not ours\"}")
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
  }

  @Test func modeAndLinkAreKept() throws {
    scratch.write("synced/state.json", state(line("b", readA)))
    chmod(scratch["synced/state.json"], 0o640)
    scratch.makeFolder("data")
    scratch.link("data/state.json", to: "../synced/state.json")
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try desk.marks.compact(force: true))
    var info = stat()
    #expect(lstat(scratch["data/state.json"], &info) == 0)
    #expect(info.st_mode & S_IFMT == S_IFLNK)
    #expect(FileFacts(at: Path(scratch["synced/state.json"]))?.mode == 0o640)
    #expect(scratch.read("synced/state.json")?.contains("https://example.org/a") == true)
  }

  @Test func aLinkThatLeadsNowhereIsFollowed() throws {
    scratch.makeFolder("data")
    scratch.makeFolder("synced")
    scratch.link("data/state.json", to: "../synced/state.json")
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try desk.marks.compact(force: true))
    #expect(scratch.read("synced/state.json") == state(line("a", readA)))
  }

  @Test func whatAKilledWriterLeftIsMerged() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    let prefix = String(decoding: TemporaryFile.prefix(of: desk.marks.paths.state), as: UTF8.self)
    scratch.write("data/\(prefix)0000000000000000", state(line("b", readA)))
    // A young one may belong to a writer that lives.
    #expect(StateDisk(paths: desk.marks.paths).otherVersions().all.isEmpty)
    let later = StateDisk(paths: desk.marks.paths, now: { Clock.nanoseconds + 61_000_000_000 })
    #expect(later.otherVersions().all.map(\.file.isEmpty) == [false])
  }

  @Test func whatOthersWriteAtTheLastMomentIsMerged() throws {
    let desk = try Desk(scratch)
    scratch.write("data/state.json", state(line("old", readA)))
    let others = ["b", "c"].map { state(line($0, readA)) }
    var written = 0
    var compaction = StateCompaction(
      desk.marks.disk,
      news: [news],
      known: StateStamp(FileFacts(at: desk.marks.paths.state)))
    compaction.willReplace = {
      guard written < others.count else { return }
      // As sync tools do: a new file takes the name.
      scratch.write("data/incoming", others[written])
      scratch.move("data/incoming", to: "data/state.json")
      written += 1
    }
    guard case .written(_, let isKnown) = try compaction.run({ _ in }) else {
      Issue.record("nothing was written")
      return
    }
    #expect(!isKnown)
    let all = ["a", "b", "c", "old"].map { line($0, readA) }.joined(separator: ",\n")
    #expect(scratch.read("data/state.json") == state(all))
    #expect(scratch.names("data").filter { !$0.hasPrefix("library") } == ["state.json"])
  }

  @Test func aFileThatAppearsAtTheLastMomentIsMerged() throws {
    let desk = try Desk(scratch)
    var compaction = StateCompaction(
      desk.marks.disk,
      news: [news],
      known: .missing)
    compaction.willReplace = {
      if scratch.read("data/state.json") == nil {
        scratch.write("data/state.json", state(line("b", readA)))
      }
    }
    _ = try compaction.run { _ in }
    let both = ["a", "b"].map { line($0, readA) }.joined(separator: ",\n")
    #expect(scratch.read("data/state.json") == state(both))
  }

  @Test func marksOfTheFutureAreKeptAndSaidOnce() throws {
    let desk = try Desk(scratch)
    scratch.write(
      "data/state.json", state(line("a", "\"read\":\"2299-01-01T00:00:00.000Z\"")))
    try desk.marks.indexPending()
    try desk.mark("https://example.org/b", .read, at: 1)
    #expect(try desk.marks.flags(of: address("https://example.org/a")) == .read)
    #expect(desk.marks.notices.count == 1)
    #expect(desk.marks.notices.first?.contains("future") == true)
  }

  @Test func largeFilesWaitUntilItIsWorthIt() throws {
    let padding = String(repeating: "x", count: 100_000)
    scratch.write(
      "data/state.json",
      "{\"format\":\"martlet-state\",\"version\":1,\"padding\":\"\(padding)\",\"articles\":{}}")
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try !desk.marks.compact(small: 50_000))
    #expect(try desk.marks.compact())
  }

  @Test func twoWritersLoseNothing() throws {
    let desk = try Desk(scratch)
    let other = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["other machine"],
      library: desk.library)
    for index in 0..<10 {
      let store = index.isMultiple(of: 2) ? desk.marks : other
      try store.record([
        Mark(address("https://example.org/\(index)"), .read, at: instant(1))
      ])
      if index % 3 == 0 {
        try desk.marks.compact(force: true)
        try other.compact(force: true)
      }
    }
    try desk.marks.compact(force: true)
    try other.compact(force: true)
    let all = (0..<10).map { line("\($0)", readA) }.joined(separator: ",\n")
    #expect(scratch.read("data/state.json") == state(all))
  }
}
