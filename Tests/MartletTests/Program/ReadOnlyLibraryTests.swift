import Foundation
import Testing

/// The program where the library cannot be written, not even by root: in a mount namespace of its
/// own, in which the folder is mounted read-only.
@Suite(.enabled(if: Namespace.isAllowed))
struct ReadOnlyLibraryTests {
  private let program: Program
  private let news: String

  init() throws {
    program = try Program()
    news = try program.writeLibrary()
  }

  private var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(
        atPath: program.home.path + "/.local/share/martlet"
      ).sorted()
    }
  }

  /// Runs a shell line in which `martlet` is the program; the folders are read-only meanwhile.
  private func run(readOnly folders: String..., line: String) throws -> (out: String, err: String) {
    let mounts = folders.map {
      "mount --bind \(program.home.path)/\($0) \(program.home.path)/\($0) && "
        + "mount -o remount,ro,bind \(program.home.path)/\($0) && "
    }
    try Namespace.run(
      mounts.joined() + "cd \(program.home.path) && martlet() { \(Program.executable) \"$@\"; } && "
        + "{ \(line); } > out 2> err; echo \"status $?\" >> out", program.environment)
    return (try program.text(of: "out"), try program.text(of: "err"))
  }

  @Test func itsArticlesAreListedAndMarkedAllTheSame() throws {
    try #require(try program.run("list", "--source", news).status == 0)
    let before = try files
    let share = ".local/share/martlet"
    let (out, err) = try run(
      readOnly: share,
      line: """
        martlet mark read https://example.org/nest --source \(news) --state own.json; \
        martlet list --unread --source \(news) --state own.json
        """)
    #expect(out.hasSuffix("status 0\n"))
    #expect(out.split(separator: "\n").count == 3)
    #expect(!out.contains("/nest"))
    #expect(
      err.components(
        separatedBy: "cannot be written (Read-only file system): using a private one in "
      ).count == 3)
    #expect(!err.contains("kept in memory"))
    #expect(try files == before)
  }

  @Test func withoutACacheTheIndexIsKeptInMemory() throws {
    try #require(try program.run("list", "--source", news).status == 0)
    try program.write("", to: ".cache/martlet/there")
    let (out, err) = try run(
      readOnly: ".local/share/martlet", ".cache/martlet", line: "martlet list --source \(news)")
    #expect(out.split(separator: "\n").count == 4)
    #expect(err.contains("The index of this run is kept in memory."))
  }
}
