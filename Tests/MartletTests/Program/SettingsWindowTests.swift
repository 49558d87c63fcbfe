import Foundation
import Testing

/// Settings that change while a window is open, and those that are edited from it.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct SettingsWindowTests {
  private static let file = ".config/martlet/config.yaml"

  private func open(
    _ program: Program, columns: Int = 100, _ environment: String = ""
  ) throws -> TmuxScreen {
    let news = try program.writeLibrary()
    let screen = try TmuxScreen(
      program, columns: columns, rows: 24,
      command: "exec env \(environment) \(Program.executable) \(news)")
    try screen.waitFor("Ada of the tower")
    return screen
  }

  /// As editors write: a new file takes the name.
  private func replace(_ text: String, _ program: Program, _ name: String = file) throws {
    let new = try program.write(text, to: ".config/martlet/.new")
    let old = program.home.appending(path: name).path
    guard rename(new, old) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  @Test func whatIsWrittenHoldsAtOnceAndWhatIsBrokenDoesNot() throws {
    let program = try Program()
    try program.write("refresh_interval: 0\n", to: Self.file)
    let screen = try open(program)
    try replace("refresh_interval: 0\nkeys: newsboat\ndates: \"year %Y\"\n", program)
    try screen.waitFor("settings read again")
    try screen.waitFor("year 20")
    try replace("refresh_interval: 0\nrows: three\n", program)
    try screen.waitFor("config.yaml:2: rows is compact or two_lines")
    try screen.waitFor("settings broken")
    try screen.waitFor("year 20")
    // Written in place, as some editors do.
    try program.write("refresh_interval: 0\nrows: two_lines\n", to: Self.file)
    try screen.waitFor("nothing is wrong there any more")
    try screen.waitUntilGone("settings broken")
    try screen.waitUntilGone("year 20")
    try replace("refresh_interval: 0\ncolor: never\n", program)
    try screen.waitFor("color counts from the next start")
  }

  @Test func foldersThatComeLaterAreFollowed() throws {
    let program = try Program()
    try program.write("refresh_interval: 0\nkeys: mine\n", to: Self.file)
    let screen = try open(program)
    try screen.waitFor("settings broken")
    try program.write("toggle-star: [\"b\"]\n", to: ".config/martlet/keys/mine.yaml")
    try screen.waitUntilGone("settings broken")
    try screen.press("b")
    try screen.waitFor("★")
    try program.write("{toggle-star\n", to: ".config/martlet/keys/mine.yaml")
    try screen.waitFor("settings broken")
    try screen.press("b")
    try screen.waitUntilGone("★")
    try program.write("toggle-star: [\"B\"]\n", to: ".config/martlet/keys/mine.yaml")
    try screen.waitUntilGone("settings broken")
    try screen.press("b")
    try screen.waitFor("b is not a key")
  }

  @Test func theKeyOpensTheSettingsInTheEditor() throws {
    let program = try Program()
    let editor = try program.write(
      "#!/bin/sh\ncp \"$1\" \"$HOME/seen\"\necho 'rows: two_lines' > \"$1.new\"\n"
        + "mv \"$1.new\" \"$1\"\n", to: "bin/ed it")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
    let screen = try open(program, "VISUAL= EDITOR=\"'\(editor)'\"")
    try screen.press(",")
    try screen.waitFor("settings read again")
    #expect(
      try program.text(of: "seen").hasPrefix("# Martlet's settings, every one at its default"))
    #expect(try program.text(of: Self.file) == "rows: two_lines\n")
  }
}
