import Articles
import Glibc
import Testing

@testable import Storage

struct JournalTests {
  private let scratch = Scratch()
  private var journal: Journal { Journal(Path(scratch["journal"])) }
  private let start = JournalPosition.start

  private func mark(_ name: String, _ at: Int64 = 0) -> Mark {
    Mark(address("https://example.org/\(name)"), .read, at: instant(at))
  }

  /// Reads all that is left.
  private func addresses(_ tail: inout JournalTail) throws -> [String] {
    var addresses: [String] = []
    while let step = try tail.next() {
      addresses += step.map { String(decoding: $0.address, as: UTF8.self) }
    }
    return addresses
  }

  private func addresses(after position: JournalPosition) throws -> [String] {
    var tail = try journal.read(after: position)
    return try addresses(&tail)
  }

  private func end() throws -> JournalPosition {
    var tail = try journal.read(after: start)
    _ = try addresses(&tail)
    return tail.end
  }

  @Test func aLineIsWrittenByteForByte() {
    let line = JournalLine.encode(
      step: "0123456789abcdef",
      [
        Mark(address("https://example.org/b"), .read, at: instant(0)),
        Mark(address("https://example.org/a"), .unstarred, at: instant(1)),
        Mark(address("https://example.org/a"), .read, at: instant(2)),
      ])
    #expect(
      String(decoding: line, as: UTF8.self)
        == "{\"step\":\"0123456789abcdef\",\"marks\":{"
        + "\"https://example.org/a\":{\"read\":\"2023-11-14T22:13:20.002Z\","
        + "\"unstarred\":\"2023-11-14T22:13:20.001Z\"},"
        + "\"https://example.org/b\":{\"read\":\"2023-11-14T22:13:20.000Z\"}},"
        + "\"crc\":\"2d571221\"}\n")
    #expect(JournalLine.isIntact(line.dropLast()))
  }

  @Test func theChecksumIsThatOfZip() {
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.checksum([]) == 0)
  }

  @Test func everyFlippedBitIsSeen() {
    let line = Array(JournalLine.encode(step: "1", [mark("a")]).dropLast())
    for index in line.indices {
      for bit in 0..<8 {
        var damaged = line
        damaged[index] ^= 1 << bit
        #expect(!JournalLine.isIntact(damaged[...]), "byte \(index), bit \(bit)")
      }
    }
    for count in 0..<line.count { #expect(!JournalLine.isIntact(line[..<count])) }
  }

  @Test func theHeaderComesFirst() throws {
    try journal.append(step: "1", [mark("a")])
    let lines = try #require(scratch.read("journal")).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("{\"format\":\"martlet-journal\",\"version\":1,\"generation\":\""))
    #expect(JournalHeader(Array(lines[0].utf8)[...]) != nil)
  }

  @Test func whatWasAppendedIsReadFromWhereOneWas() throws {
    let journal = journal
    try journal.append(step: "1", [mark("a")])
    var first = try journal.read(after: start)
    #expect(try addresses(&first) == ["https://example.org/a"])
    try journal.append(step: "2", [mark("b")])
    var second = try journal.read(after: first.end)
    #expect(try addresses(&second) == ["https://example.org/b"])
    #expect(try addresses(after: second.end).isEmpty)
    #expect(second.end == journal.position())
  }

  @Test func anUnfinishedLineIsEndedByTheNextWriter() throws {
    try journal.append(step: "1", [mark("a")])
    scratch.append("journal", Array("{\"step\":\"torn".utf8))
    try journal.append(step: "2", [mark("b")])
    var tail = try journal.read(after: start)
    #expect(try addresses(&tail) == ["https://example.org/a", "https://example.org/b"])
    #expect(tail.damaged == 1)
    #expect(tail.end == journal.position())
  }

  @Test func anUnfinishedLineAtTheEndIsNotPassedOver() throws {
    try journal.append(step: "1", [mark("a")])
    let line = JournalLine.encode(step: "2", [mark("b")])
    scratch.append("journal", Array(line[..<20]))
    var tail = try journal.read(after: start)
    #expect(try addresses(&tail) == ["https://example.org/a"])
    scratch.append("journal", Array(line[20...]))
    #expect(try addresses(after: tail.end) == ["https://example.org/b"])
  }

  @Test func aStepThatLacksOnlyItsEndCounts() throws {
    try journal.append(step: "1", [mark("a")])
    scratch.append("journal", JournalLine.encode(step: "2", [mark("b")]).dropLast())
    var tail = try journal.read(after: start)
    #expect(try addresses(&tail) == ["https://example.org/a", "https://example.org/b"])
    #expect(tail.end.offset < journal.position().offset)
  }

  @Test(arguments: ["\u{0}\u{0}\u{0}\u{0}", "garbage\n", "{\"format\":\"martl"])
  func aJournalThatBeginsWithGarbageStillTakesMarks(garbage: String) throws {
    scratch.write("journal", garbage)
    try journal.append(step: "1", [mark("a")])
    #expect(try addresses(after: start) == ["https://example.org/a"])
    let before = try end()
    try journal.append(step: "2", [mark("b")])
    #expect(try addresses(after: before).contains("https://example.org/b"))
  }

  @Test func cuttingBeginsANewGeneration() throws {
    let journal = journal
    try journal.append(step: "1", [mark("a")])
    let end = try end()
    let cut = try #require(try journal.cut(at: end))
    #expect(cut.generation != end.generation)
    #expect(cut == journal.position())
    try journal.append(step: "2", [mark("b")])
    #expect(try addresses(after: end) == ["https://example.org/b"])
    #expect(try addresses(after: cut) == ["https://example.org/b"])
  }

  @Test func aJournalThatHasGrownIsNotCut() throws {
    let journal = journal
    try journal.append(step: "1", [mark("a")])
    let end = try end()
    try journal.append(step: "2", [mark("b")])
    #expect(try journal.cut(at: end) == nil)
    #expect(try addresses(after: start).count == 2)
  }

  @Test func aJournalThatLostItsEndIsReadFromTheStart() throws {
    let journal = journal
    try journal.append(step: "1", [mark("a")])
    let short = journal.position().offset
    try journal.append(step: "2", [mark("b")])
    let end = try end()
    truncate(scratch["journal"], off_t(short))
    try journal.append(step: "3", [mark("c")])
    #expect(try addresses(after: end).contains("https://example.org/c"))
  }

  @Test func aJournalThatWasTakenAwayIsMadeAgainWithWhatItHeld() throws {
    let journal = journal
    try journal.append(step: "1", [mark("a")])
    try self.journal.append(step: "2", [mark("b")])
    scratch.delete("journal")
    try journal.append(step: "3", [mark("c")])
    var tail = try journal.read(after: start)
    #expect(try addresses(&tail) == ["a", "b", "c"].map { "https://example.org/\($0)" })
    #expect(tail.damaged == 0)
    scratch.delete("journal")
    try journal.prepare()
    #expect(try addresses(after: start).count == 3)
  }

  @Test func aHeldLockMakesTheWriterGiveUp() throws {
    try journal.append(step: "1", [mark("a")])
    guard let other = OpenFile(Path(scratch["journal"]), O_RDWR) else {
      Issue.record("the journal is there")
      return
    }
    let lock = try FileLock(other.descriptor, milliseconds: 0)
    #expect(throws: StorageError.busy(path: scratch["journal"])) {
      try journal.append(step: "2", [mark("b")])
    }
    _ = consume lock
    try journal.append(step: "3", [mark("c")])
    #expect(try addresses(after: start).count == 2)
  }

  @Test func aFullDiskIsReported() {
    #expect(throws: StorageError.cannotWrite(path: "/dev/full", code: ENOSPC)) {
      try Journal(Path("/dev/full")).append(step: "1", [mark("a")])
    }
  }

  @Test func aJournalOfANewerProgramIsNotWrittenTo() throws {
    scratch.write(
      "journal", "{\"format\":\"martlet-journal\",\"version\":2,\"generation\":\"x\"}\n")
    #expect(
      throws: StorageError.newerState(path: scratch["journal"], version: "2", supported: 1)
    ) { try journal.append(step: "1", [mark("a")]) }
  }
}
