import ArgumentParser
import Articles
import Foundation
import ReaderCore
import Storage

/// `martlet config`: the settings in force, the files they come from, and what is wrong with those.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show, check or edit the settings.",
    subcommands: [Show.self, Check.self, Edit.self, Path.self, Default.self, Manual.self],
    defaultSubcommand: Show.self)

  /// `martlet config show`: every setting with its value and where that comes from.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print every setting that is in force, and where it comes from.")

    @Flag(help: "Print one JSON object a line: name, value, origin, path, line.")
    var json = false

    func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let paths = Paths(environment: environment)
      let settings = try Workspace.settings(paths, environment)
      let yaml = try? String(contentsOfFile: paths.settingsFile, encoding: .utf8)
      let force = SettingsInForce(
        yaml: yaml, mistaken: settings.mistaken, environment: environment)
      let lines = force.entries.map { Output.clean("\($0.setting.rawValue): \($0.value)") }
      // Origins stand below each other where values are short.
      let width = min((lines.map(\.count).filter { $0 <= 40 }.max() ?? 0) + 2, 42)
      for (entry, line) in zip(force.entries, lines) {
        if json {
          printRecord(of: entry, file: paths.settingsFile)
        } else {
          let gap = String(repeating: " ", count: max(width - line.count, 2))
          let origin = Wording.origin(entry.origin, file: paths.settingsFile)
          Output.line(line + gap + Output.clean(origin))
        }
      }
      for fault in settings.faults { Output.error(Output.clean(fault)) }
    }

    private func printRecord(of entry: SettingsInForce.Entry, file: String) {
      var fields = JSONFields()
      fields.add("name", entry.setting.rawValue)
      fields.add("value", entry.value)
      switch entry.origin {
      case .standard: fields.add("origin", "default")
      case .variable(let name):
        fields.add("origin", "environment")
        fields.add("variable", name)
      case .line(let line):
        fields.add("origin", "file")
        fields.add("path", file)
        fields.add("line", line)
      }
      Output.json(fields.all)
    }
  }

  /// `martlet config check`: what is wrong in the files of the person's own.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say what is wrong in the settings, feeds, sources and themes, by file and line.")

    func run() throws {
      let faults = Self.faults(ProcessInfo.processInfo.environment)
      for fault in faults { Output.line(Output.clean(fault)) }
      Output.error(Wording.settingsChecked(faults: faults.count))
      if !faults.isEmpty { throw ExitStatus.failed.code }
    }

    static func faults(_ environment: [String: String]) -> [String] {
      let paths = Paths(environment: environment)
      var faults: [String] = []
      func attempt(_ body: () throws -> [String]) {
        do {
          faults += try body()
        } catch let failure as CommandFailure {
          faults += failure.message.split(separator: "\n").map(String.init)
        } catch {
          faults.append("\(error)")
        }
      }
      var settings: Settings?
      attempt {
        settings = try Workspace.settings(paths, environment)
        return settings?.faults ?? []
      }
      attempt {
        OpenSecrets.notices(paths, try Workspace.feedSettings(paths, environment))
      }
      attempt {
        let file = try SourcesDisk(environment: environment).read()
        return file.brokenLines.map(\.message) + file.doubts
      }
      let themes = ThemeFile.all(in: paths.themes)
      if let fault = settings.flatMap({ missingTheme($0, themes, paths) }) { faults.append(fault) }
      return faults + themes.faults
    }

    /// Said where the theme that is wanted is none.
    private static func missingTheme(
      _ settings: Settings, _ own: (themes: [ThemeRecipe], faults: [String]), _ paths: Paths
    ) -> String? {
      guard let name = settings.theme,
        !(ThemeRecipe.shipped + own.themes).contains(where: { $0.name == name }),
        !own.faults.contains(where: { $0.contains("/\(name).yaml") })
      else { return nil }
      return ThemeFile.missing(name, paths)
    }
  }

  /// `martlet config edit`: the settings file in an editor; it is made if there is none.
  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit",
      abstract: "Open a file of the settings in $VISUAL or $EDITOR, and check it afterwards.")

    @Argument(help: "Which one: config, feeds or sources.")
    var file = File.config

    enum File: String, ExpressibleByArgument, CaseIterable {
      case config, feeds, sources
    }

    func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let paths = Paths(environment: environment)
      let path =
        switch file {
        case .config: paths.settingsFile
        case .feeds: paths.feedSettingsFile
        case .sources: paths.sourcesFile
        }
      try FileManager.default.createDirectory(
        atPath: paths.configuration, withIntermediateDirectories: true)
      if file == .config {
        do throws(StorageError) {
          try SettingPage.writeFile(at: path)
        } catch {
          throw CommandFailure(.failed, error.message)
        }
      }
      let editor: ProgramWords
      do throws(ProgramWords.Refusal) {
        editor = try .editor(environment)
      } catch {
        throw CommandFailure(.failed, error.message)
      }
      let status: Int32
      do throws(Errno) {
        status = ChildProcess.wait(
          for: try ChildProcess.start(editor.path, editor.arguments + [path], streams: .terminal))
      } catch {
        throw CommandFailure(.failed, "\(editor.name): \(error.message)")
      }
      if status != 0 { throw CommandFailure(.failed, Wording.ended(editor.name, status: status)) }
      let faults = Check.faults(environment)
      for fault in faults { Output.error(Output.clean(fault)) }
      if !faults.isEmpty { throw ExitStatus.failed.code }
    }
  }

  /// `martlet config default`: the settings file that nobody has changed.
  struct Default: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "default",
      abstract: "Print the settings file with every setting at its default, explained.")

    func run() { Output.line(String(SettingPage.file.dropLast())) }
  }

  /// `martlet config manual`: the manual page that comes with the program.
  struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "manual", abstract: "Print the manual page of the settings.",
      shouldDisplay: false)

    func run() { Output.line(String(SettingPage.manual.dropLast())) }
  }

  /// `martlet config path`: where everything is.
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where the files of the program are.")

    @Flag(help: "Print one JSON object a line: name, path, exists.")
    var json = false

    func run() throws {
      let environment = ProcessInfo.processInfo.environment
      let paths = Paths(environment: environment)
      let settings = try? Workspace.settings(paths, environment)
      let files = [
        ("config", paths.settingsFile), ("feeds", paths.feedSettingsFile),
        ("sources", paths.sourcesFile), ("themes", paths.themes),
        ("keys", paths.keys),
        ("state", settings?.stateFile ?? paths.stateFile), ("library", paths.library),
        ("session", paths.lastPlace), ("journal", paths.state), ("cache", paths.cache),
      ]
      for (name, path) in files {
        if json {
          var fields = JSONFields()
          fields.add("name", name)
          fields.add("path", path)
          fields.add("exists", FileManager.default.fileExists(atPath: path))
          Output.json(fields.all)
        } else {
          Output.line(name.padding(toLength: 9, withPad: " ", startingAt: 0) + Output.clean(path))
        }
      }
    }
  }
}
