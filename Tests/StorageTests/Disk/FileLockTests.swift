import Glibc
import Synchronization
import Testing

@testable import Storage

struct FileLockTests {
  private let scratch = Scratch()

  /// A lock that answers with these errors in turn, then grants.
  private func lock(answering codes: [Int32], milliseconds: Int) throws(FileLock.Refusal) -> Int {
    let calls = Mutex(0)
    let lock = try FileLock(1, milliseconds: milliseconds) { _, operation in
      guard operation != LOCK_UN else { return 0 }
      let call = calls.withLock { count in
        defer { count += 1 }
        return count
      }
      guard call < codes.count else { return 0 }
      errno = codes[call]
      return -1
    }
    _ = consume lock
    return calls.withLock { $0 }
  }

  @Test func oneHolderAtATime() throws {
    scratch.write("file", "")
    guard let first = OpenFile(Path(scratch["file"]), O_RDWR),
      let second = OpenFile(Path(scratch["file"]), O_RDWR)
    else {
      Issue.record("the file is there")
      return
    }
    let lock = try FileLock(first.descriptor, milliseconds: 0)
    #expect(throws: FileLock.Refusal.busy) {
      _ = try FileLock(second.descriptor, milliseconds: 2)
    }
    _ = consume lock
    _ = try FileLock(second.descriptor, milliseconds: 0)
  }

  @Test func signalsCostNoPatience() throws {
    #expect(try lock(answering: [EINTR, EINTR, EINTR], milliseconds: 0) == 4)
  }

  @Test func aLockThatIsLetGoIsWaitedFor() throws {
    #expect(try lock(answering: [EWOULDBLOCK, EINTR, EWOULDBLOCK], milliseconds: 2) == 4)
    #expect(throws: FileLock.Refusal.busy) {
      try lock(answering: [EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK], milliseconds: 2)
    }
  }

  @Test(arguments: [ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL, EIO])
  func aFileSystemWithoutLocksIsNotTakenForABusyOne(code: Int32) {
    #expect(throws: FileLock.Refusal.unsupported) { try lock(answering: [code], milliseconds: 5) }
  }
}
