import Foundation
import Testing

/// `martlet config` and what is below it.
struct ConfigCommandTests {
  @Test func everySettingIsShownWithItsOrigin() throws {
    let program = try Program()
    try program.write("refresh_interval: 30\n", to: ".config/martlet/config.yaml")
    let shown = try program.run("config")
    #expect(shown.status == 0 && shown.errors == "")
    let file = program.home.path + "/.config/martlet/config.yaml"
    #expect(
      shown.lines.contains {
        $0.hasPrefix("refresh_interval: 30 ") && $0.hasSuffix("# \(file):1")
      })
    #expect(
      shown.lines.contains { $0.hasPrefix("mark_read: on_open ") && $0.hasSuffix("# default") })
    let records = try program.run("config", "show", "--json").lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let interval = try #require(records.first { $0["name"] as? String == "refresh_interval" })
    #expect(interval["value"] as? String == "30" && interval["line"] as? Int == 1)
    #expect(records.count == shown.lines.count)
    // What is printed is a settings file.
    try program.write(shown.output, to: ".config/martlet/config.yaml")
    #expect(try program.run("config", "check").status == 0)
  }

  /// A file that leads nowhere is no missing file: its settings would be gone without a word.
  @Test func aFileThatCannotBeOpenedIsNotTakenForNone() throws {
    let program = try Program()
    let folder = program.home.path + "/.config/martlet"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/config.yaml"
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: file)
    let loop = try program.run("list")
    #expect(loop.status == 2 && loop.errors.contains("cannot be read"), "\(loop.errors)")
    try FileManager.default.removeItem(atPath: file)
    #expect(mkfifo(file, 0o600) == 0)
    let pipe = try program.run("list")
    #expect(pipe.status == 2 && pipe.errors.contains("cannot be read"), "\(pipe.errors)")
    #expect(!pipe.errors.contains("UTF-8"))
  }

  @Test func everythingWrongIsSaidAtOnce() throws {
    let program = try Program()
    #expect(try program.run("config", "check").status == 0)
    try program.write("openers:\n  - {command: x}\n", to: ".config/martlet/config.yaml")
    try program.write("wrong\n", to: ".config/martlet/feeds.yaml")
    try program.write("roles: {text: {foreground: mauvish}}\n", to: ".config/martlet/themes/a.yaml")
    let checked = try program.run("config", "check")
    #expect(checked.status == 1)
    for file in ["config.yaml:2:", "feeds.yaml", "themes/a.yaml"] {
      #expect(checked.lines.contains { $0.contains(file) })
    }
    #expect(checked.errors.contains("\(checked.lines.count) "))
  }

  @Test func aThemeThatIsMissingIsToldOfWithItsLine() throws {
    let program = try Program()
    try program.write("\ntheme: zzz\n", to: ".config/martlet/config.yaml")
    let checked = try program.run("config", "check")
    #expect(checked.status == 1)
    #expect(checked.output.contains("config.yaml:2: there is no theme \"zzz\""))
    try program.write("base: dark\n", to: ".config/martlet/themes/zzz.yaml")
    #expect(try program.run("config", "check").status == 0)
    // What is wrong with its own file is told once.
    try program.write("rolls: {}\n", to: ".config/martlet/themes/zzz.yaml")
    #expect(try program.run("config", "check").lines.count == 1)
  }

  @Test func theEditorGetsTheFileAndItIsChecked() throws {
    let program = try Program()
    let editor = try program.write(
      "#!/bin/sh\necho 'refresh_interval: 5' > \"$1\"\n", to: "bin/my editor")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
    let edited = try program.run(
      "config", "edit", environment: ["EDITOR": "'\(editor)'", "VISUAL": ""])
    #expect(edited.status == 1)
    #expect(edited.errors.contains("config.yaml:1: refresh_interval is a whole number"))
    #expect(try program.text(of: ".config/martlet/config.yaml") == "refresh_interval: 5\n")
    let none = try program.run("config", "edit", environment: ["EDITOR": "no-such-editor"])
    #expect(none.status == 1 && none.errors.contains("no-such-editor"))
  }

  @Test func pathsFollowTheEnvironment() throws {
    let program = try Program()
    let paths = try program.run("config", "path", environment: ["XDG_CONFIG_HOME": "/elsewhere"])
    #expect(paths.lines.contains("config   /elsewhere/martlet/config.yaml"))
    #expect(
      paths.lines.contains("library  \(program.home.path)/.local/share/martlet/library.sqlite"))
    #expect(try program.run("config", "path", "--json").output.contains("\"exists\":false"))
  }
}
