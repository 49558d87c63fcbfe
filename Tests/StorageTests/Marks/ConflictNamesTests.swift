import Testing

@testable import Storage

struct ConflictNamesTests {
  @Test(arguments: [
    "state.sync-conflict-20261123-101112-ABCDEFG.json", "state (1).json", "state (12).json",
    "state (HOST's conflicted copy 2026-11-23).json",
    "state (conflicted copy 2026-11-23 101112).json", "state_conflict-20261123-101112.json",
  ])
  func copiesOfTheStateFileAreKnown(name: String) {
    let names = ConflictNames(of: Path("/synced/state.json"))
    #expect(names.contains(Array(name.utf8)))
    #expect(!ConflictNames(of: Path("/synced/marks.json")).contains(Array(name.utf8)))
    #expect(!ConflictNames(of: Path("/synced/state.txt")).contains(Array(name.utf8)))
  }

  @Test(arguments: [
    "state.json", "state.json.damaged-2026-11-23T10:00:00.000Z", ".state.json.martlet-0123",
    "state-2.json", "state ().json", "state (old).json", "state (1).json.bak", "state2.json",
    "state",
    ".json", "state (conflicted copy.json", "old state (1).json", "",
  ])
  func otherFilesAreNot(name: String) {
    #expect(!ConflictNames(of: Path("/synced/state.json")).contains(Array(name.utf8)))
  }

  @Test func aNameWithoutAnEndingAndOneThatBeginsWithADotHaveCopiesToo() {
    #expect(ConflictNames(of: Path("marks")).contains(Array("marks (1)".utf8)))
    #expect(
      ConflictNames(of: Path("marks")).contains(Array("marks.sync-conflict-2026-A".utf8)))
    #expect(ConflictNames(of: Path(".marks")).contains(Array(".marks (1)".utf8)))
    #expect(ConflictNames(of: Path("my.marks.json")).contains(Array("my.marks (1).json".utf8)))
  }
}
