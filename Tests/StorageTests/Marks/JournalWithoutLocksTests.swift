import Articles
import Glibc
import Testing

@testable import Storage

/// The journal on a file system that has no locks.
struct JournalWithoutLocksTests {
  private let scratch = Scratch()

  private var journal: Journal {
    Journal(Path(scratch["journal"])) { _, _ in
      errno = ENOLCK
      return -1
    }
  }

  private func mark(_ number: Int) -> Mark {
    Mark(address("https://example.org/\(number)"), .read, at: instant(0))
  }

  /// How many addresses its steps mark.
  private func read(_ journal: Journal) throws -> (addresses: Int, tail: JournalTail) {
    var tail = try journal.read(after: .start)
    var addresses: Set<[UInt8]> = []
    while let step = try tail.next() { addresses.formUnion(step.map(\.address)) }
    return (addresses.count, tail)
  }

  @Test func marksAreAppendedAndItIsKnown() throws {
    let journal = journal
    #expect(!journal.isWithoutLocks)
    try journal.prepare()
    #expect(journal.isWithoutLocks)
    try journal.append(step: "1", [mark(1)])
    try journal.append(step: "2", [mark(2)])
    #expect(try read(journal).addresses == 2)
  }

  @Test func aJournalWithLocksIsNotTakenForOne() throws {
    let journal = Journal(Path(scratch["journal"]))
    try journal.prepare()
    guard let other = OpenFile(Path(scratch["journal"]), O_RDWR) else { return }
    let lock = try FileLock(other.descriptor, milliseconds: 0)
    try journal.prepare()
    _ = consume lock
    #expect(!journal.isWithoutLocks)
  }

  /// Somebody may append between any two system calls.
  @Test func itIsNeverCut() throws {
    let journal = journal
    try journal.append(step: "1", [mark(1)])
    let end = try read(journal).tail.end
    #expect(try journal.cut(at: end) == nil)
    #expect(try read(journal).tail.end == end)
  }

  @Test func manyWritersTearNoLine() async throws {
    let path = Path(scratch["journal"])
    let all = (0..<8).map { writer in (0..<50).map { mark(writer * 50 + $0) } }
    await withTaskGroup(of: Void.self) { group in
      for marks in all {
        group.addTask {
          let journal = Journal(path) { _, _ in
            errno = EOPNOTSUPP
            return -1
          }
          for mark in marks {
            #expect(throws: Never.self) { try journal.append(step: "1", [mark]) }
          }
        }
      }
    }
    let (addresses, tail) = try read(journal)
    #expect(addresses == 400)
    #expect(tail.damaged == 0)
  }

  @Test func twoHeadersAreNoDamage() throws {
    let header = String(decoding: JournalHeader.encode(generation: "b"), as: UTF8.self)
    let journal = journal
    try journal.append(step: "1", [mark(1)])
    scratch.append("journal", Array(header.utf8))
    try journal.append(step: "2", [mark(2)])
    let (addresses, tail) = try read(journal)
    #expect(tail.damaged == 0)
    #expect(addresses == 2)
  }

  /// A mark store that cannot cut its journal still writes the state file, once for each mark.
  @Test func stateAndIndexAgreeThoughTheJournalStays() throws {
    let desk = try Desk(scratch)
    let paths = StatePaths(
      state: Path(scratch["data/state.json"]), local: Path(scratch["local"]))
    let marks = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["local"], library: desk.library,
      journal: Journal(paths.journal) { _, _ in
        errno = ENOSYS
        return -1
      })
    #expect(marks.notices.count { $0.contains("has no locks") } == 1)
    try marks.record([mark(1)])
    try marks.indexPending()
    #expect(try marks.compact(force: true))
    #expect(try !marks.compact(force: true))
    try marks.record([mark(2)])
    #expect(try marks.compact(force: true))
    #expect(scratch.read("data/state.json")?.contains("example.org/2") == true)
    #expect(try marks.flags(of: address("https://example.org/1")) == .read)
  }
}
