import Foundation
import Glibc
import Testing

@testable import martlet

@Suite struct NewFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("martlet-new-file-\(UUID().uuidString)").path

  private func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func nothingThatIsThereIsTouched() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/deep/down/a.md"
    try NewFile(path: path).write(Array("one".utf8))
    do {
      try NewFile(path: path).write(Array("two".utf8))
      Issue.record("written over")
    } catch {
      #expect(error.message.contains("this name is taken"))
      #expect(error.other == folder + "/deep/down/a-2.md")
      try NewFile(path: error.other).write(Array("two".utf8))
      #expect(NewFile.free(path) == folder + "/deep/down/a-3.md")
    }
    #expect(text(path) == "one")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/deep/down")
    #expect(names.sorted() == ["a-2.md", "a.md"])
    // A link that leads nowhere is there, too.
    symlink("/nowhere", folder + "/link.md")
    #expect(throws: NewFile.Refusal.self) { try NewFile(path: folder + "/link.md").write([]) }
  }

  @Test func homeAndFoldersAreUnderstood() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func path(_ typed: String) -> String {
      NewFile(typed: typed, name: "n.md", environment: ["HOME": folder]).path
    }
    #expect(path(" ~/a.md ") == folder + "/a.md")
    #expect(path("~/") == folder + "/n.md")
    #expect(path(folder) == folder + "/n.md")
    #expect(path("~/x/../b") == folder + "/b")
    #expect(path("~/new/") == folder + "/new/n.md")
  }

  @Test func whatCannotBeWrittenIsSaid() {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(FileManager.default.createFile(atPath: folder, contents: Data()))
    do {
      try NewFile(path: folder + "/a.md").write([])
      Issue.record("written")
    } catch {
      #expect(error.message.contains(folder))
    }
    do {
      try NewFile(path: "/proc/none/a.md").write([])
      Issue.record("written")
    } catch {
      #expect(error.message == "the folder /proc/none could not be made: No such file or directory")
    }
  }
}
