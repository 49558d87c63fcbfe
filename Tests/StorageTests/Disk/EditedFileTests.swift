import Glibc
import Synchronization
import Testing

@testable import Storage

@Suite struct EditedFileTests {
  private let scratch = Scratch()

  private func append(_ text: String, to file: EditedFile) throws {
    try file.edit { (bytes: $0 + Array(text.utf8), answer: ()) }
  }

  @Test func aFileThatIsNotThereIsMadeWithItsFoldersForItsOwnerAlone() throws {
    try append("a\n", to: EditedFile(path: scratch["deep/down/sources"]))
    #expect(scratch.read("deep/down/sources") == "a\n")
    #expect(FileFacts(at: Path(scratch["deep/down/sources"]))?.mode == 0o600)
  }

  @Test func modeAndSymbolicLinkStay() throws {
    scratch.write("dotfiles/sources", "a\n")
    chmod(scratch["dotfiles/sources"], 0o640)
    scratch.link("sources", to: "dotfiles/sources")
    try append("b\n", to: EditedFile(path: scratch["sources"]))
    #expect(scratch.read("dotfiles/sources") == "a\nb\n")
    #expect(FileFacts(at: Path(scratch["dotfiles/sources"]))?.mode == 0o640)
    #expect(scratch.names("") == ["dotfiles", "sources"])
    #expect(scratch.names("dotfiles") == ["sources"])
  }

  @Test func aDanglingLinkGetsItsFile() throws {
    scratch.makeFolder("dotfiles")
    scratch.link("sources", to: "dotfiles/sources")
    try append("b\n", to: EditedFile(path: scratch["sources"]))
    #expect(scratch.read("dotfiles/sources") == "b\n")
  }

  @Test func whatAnotherWroteMeanwhileStays() throws {
    scratch.write("sources", "a\n")
    let isFirst = Mutex(true)
    var file = EditedFile(path: scratch["sources"])
    file.willReplace = { [scratch = scratch["sources"]] in
      guard
        isFirst.withLock({ first in
          defer { first = false }
          return first
        })
      else { return }
      var other = EditedFile(path: scratch)
      other.willReplace = {}
      try? other.edit { (bytes: $0 + Array("theirs\n".utf8), answer: ()) }
    }
    try append("mine\n", to: file)
    #expect(scratch.read("sources") == "a\ntheirs\nmine\n")
    #expect(scratch.names("") == ["sources"])
  }

  @Test func aFileMadeMeanwhileStays() throws {
    let isFirst = Mutex(true)
    var file = EditedFile(path: scratch["sources"])
    file.willReplace = { [scratch = scratch["sources"]] in
      guard
        isFirst.withLock({ first in
          defer { first = false }
          return first
        })
      else { return }
      try? EditedFile(path: scratch).edit { _ in (bytes: Array("theirs\n".utf8), answer: ()) }
    }
    try append("mine\n", to: file)
    #expect(scratch.read("sources") == "theirs\nmine\n")
  }

  @Test func nothingIsWrittenWhereNothingChanges() throws {
    scratch.write("sources", "a\n")
    let before = FileFacts(at: Path(scratch["sources"]))
    let file = EditedFile(path: scratch["sources"])
    #expect(try file.edit { (bytes: $0, answer: 1) } == 1)
    #expect(try file.edit { _ in (bytes: nil, answer: 2) } == 2)
    #expect(FileFacts(at: Path(scratch["sources"])) == before)
  }

  @Test func manyWritersLoseNoLine() async throws {
    let path = scratch["sources"]
    await withTaskGroup { group in
      for writer in 0..<4 {
        group.addTask {
          for line in 0..<8 {
            let text = Array("\(writer).\(line)\n".utf8)
            // Others may be faster sixteen times in a row.
            while (try? EditedFile(path: path).edit { (bytes: $0 + text, answer: ()) }) == nil {}
          }
        }
      }
    }
    let lines = try #require(scratch.read("sources")).split(separator: "\n")
    #expect(lines.count == 32)
    #expect(Set(lines).count == 32)
  }

  @Test func aFolderInItsPlaceIsAnError() {
    scratch.makeFolder("sources")
    #expect(throws: StorageError.self) { try append("a", to: EditedFile(path: scratch["sources"])) }
  }
}
