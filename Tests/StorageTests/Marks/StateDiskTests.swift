import Articles
import Glibc
import Testing

@testable import Storage

struct StateDiskTests {
  /// A sync tool puts a good file in the place of the damaged one between our reading and renaming.
  @Test func aGoodFileThatComesWhileADamagedOneIsSetAsideIsRead() throws {
    let scratch = Scratch()
    scratch.write("state.json", "{\"format\":\"martlet-state\",")
    let paths = StatePaths(state: Path(scratch["state.json"]), local: Path(scratch["local"]))
    let good = """
      {"format":"martlet-state","version":1,
      "articles":{"https://example.org/a":{"read":"2026-11-20T00:00:00.000Z"}}}
      """
    let disk = StateDisk(
      paths: paths,
      now: {
        scratch.write("state.json", good)
        return 0
      })
    let loaded = try disk.load()
    #expect(loaded.notice == nil)
    #expect(loaded.file != nil)
    #expect(scratch.read("state.json") == good)
    #expect(scratch.read("state.json.damaged-1970-01-01T00:00:00.000Z") == nil)
  }

  @Test func aDamagedFileIsSetAsideUnderTheInstant() throws {
    let scratch = Scratch()
    scratch.write("state.json", "{\"format\":\"martlet-state\",")
    let paths = StatePaths(state: Path(scratch["state.json"]), local: Path(scratch["local"]))
    let loaded = try StateDisk(paths: paths, now: { 0 }).load()
    #expect(loaded.notice != nil)
    #expect(scratch.read("state.json") == nil)
    #expect(
      scratch.read("state.json.damaged-1970-01-01T00:00:00.000Z")
        == "{\"format\":\"martlet-state\",")
  }
}
