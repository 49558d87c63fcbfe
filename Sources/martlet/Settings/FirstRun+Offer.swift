import Foundation
import ReaderCore

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
