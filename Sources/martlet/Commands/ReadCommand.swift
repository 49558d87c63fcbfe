import ArgumentParser
import Foundation
import Glibc
import ReaderCore

/// `martlet [SOURCE…]`: the window. Its name is needed only for a folder that is called like a command.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Open the window. This is what martlet does without a command.")

  @Argument(
    help: ArgumentHelp(
      "A folder of article files, one such file, or the address of a feed.", valueName: "source"))
  var sources: [String] = []

  @OptionGroup var state: StateOption

  func run() throws {
    let firstRun = sources.isEmpty ? FirstRun.offer(ProcessInfo.processInfo.environment) : nil
    let workspace = try Workspace.open(
      sources: sources, state: state, startsEmpty: isatty(0) == 1 && isatty(1) == 1)
    let status = try ReaderWindow.open(workspace, firstRun: firstRun)
    if status != 0 { throw ExitCode(status) }
  }
}

extension FirstRun {
  /// What can be offered here; `nil` where there is anything of Martlet already.
  /// - Parameter executable: the path of the program, beside which its samples lie.
  static func offer(
    _ environment: [String: String],
    executable: String? = try? FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/self/exe")
  ) -> FirstRun? {
    let paths = Paths(environment: environment)
    let files = FileManager.default
    let known = [
      paths.configuration, paths.library, paths.stateFile, paths.state, paths.data,
    ]
    guard !known.contains(where: files.fileExists) else { return nil }
    return FirstRun(
      newsboat: newsboat(environment), sample: executable.flatMap { shipped("sample", beside: $0) },
      feeds: executable.flatMap { shipped("sample-feeds.opml", beside: $0) })
  }

  /// Feeds first, then what was read of them, then keys and settings.
  private static func newsboat(_ environment: [String: String]) -> [String] {
    guard let home = environment["HOME"], home.hasPrefix("/") else { return [] }
    func base(_ variable: String, _ usual: String) -> String {
      environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/\(usual)"
    }
    let configuration = base("XDG_CONFIG_HOME", ".config") + "/newsboat"
    let data = base("XDG_DATA_HOME", ".local/share") + "/newsboat"
    let old = home + "/.newsboat"
    return [("urls", configuration), ("cache.db", data), ("config", configuration)]
      .compactMap { name, folder in
        ["\(folder)/\(name)", "\(old)/\(name)"].first(where: FileManager.default.fileExists)
      }
  }

  /// Where it was installed, or in the folder that the program was built in.
  private static func shipped(_ name: String, beside executable: String) -> String? {
    var folder = (executable as NSString).deletingLastPathComponent
    let installed = Paths.absolute(folder + "/../share/martlet/\(name)")
    if FileManager.default.fileExists(atPath: installed) { return installed }
    for _ in 0..<4 {
      folder = (folder as NSString).deletingLastPathComponent
      let path = folder + "/config/\(name)"
      if FileManager.default.fileExists(atPath: folder + "/config/config.yaml"),
        FileManager.default.fileExists(atPath: path)
      {
        return path
      }
    }
    return nil
  }
}
