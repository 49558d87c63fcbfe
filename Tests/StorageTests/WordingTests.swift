import Glibc
import Testing

@testable import Storage

struct WordingTests {
  @Test func everyErrorSaysWhereWhatAndWhatNext() {
    let sentences: [(StorageError, String)] = [
      (
        .cannotRead(path: "/a", code: EACCES),
        "/a: cannot be read (Permission denied). Check that it is there and its permissions."
      ),
      (
        .cannotWrite(path: "/a", code: ENOSPC),
        "/a: cannot be written (No space left on device). Make room, or check its permissions."
      ),
      (
        .cannotCreateFolder(path: "/a", code: EROFS),
        "/a: this folder cannot be created (Read-only file system). Create it, or name another."
      ),
      (
        .busy(path: "/a"),
        "/a: another process is writing it, or was stopped while it did. Continue or end that "
          + "process, then try again."
      ),
      (
        .tooLarge(path: "/a", limit: 256 << 20),
        "/a: larger than 256 MB, the most that is read of such a file. Name another file."
      ),
      (
        .database(path: "/a", code: 5, reason: "database is locked"),
        "/a: the library answers: database is locked (SQLite 5). Try again, or move it "
          + "away: it is built again, but without what feeds no longer have."
      ),
      (
        .damagedLibrary(path: "/a"),
        "/a: the library is damaged. It is rebuilt at the next start; no mark is lost."
      ),
      (
        .newerLibrary(path: "/a", version: 7, supported: 1),
        "/a: written by a newer Martlet (version 7; this one reads up to 1). Use the newer program, "
          + "or name another file."
      ),
      (
        .newerState(path: "/a", version: "2", supported: 1),
        "/a: written by a newer Martlet (version 2; this one writes 1). It is left as it is; new "
          + "marks stay on this machine until the program is updated."
      ),
      (
        .notState(path: "/a"),
        "/a: is JSON, but no state file of Martlet. It is left as it is; name another file."
      ),
    ]
    for (error, sentence) in sentences { #expect(error.message == sentence) }
  }
}
