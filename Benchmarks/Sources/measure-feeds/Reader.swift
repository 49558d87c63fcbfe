import BenchmarkSupport
import Glibc

/// A program that fetches feeds, with a home of its own.
enum Reader: CaseIterable {
  case martlet, sfeed, newsboat

  var name: String {
    switch self {
    case .martlet: "martlet refresh"
    case .sfeed: "sfeed_update"
    case .newsboat: "newsboat -x reload"
    }
  }

  /// Writes its settings, with sixteen transfers at once where that can be set.
  /// - Returns: `nil` if it is not installed; else what runs it, with its environment.
  func prepare(
    _ addresses: [String], in folder: String, program: String
  ) throws(Failure) -> (command: [String], environment: [String])? {
    for name in ["", "/config", "/config/martlet", "/data", "/state", "/cache", "/feeds"] {
      mkdir(folder + name, 0o755)
    }
    let environment = [
      "HOME=\(folder)", "XDG_CONFIG_HOME=\(folder)/config", "XDG_DATA_HOME=\(folder)/data",
      "XDG_STATE_HOME=\(folder)/state", "XDG_CACHE_HOME=\(folder)/cache", "PATH=/usr/bin:/bin",
      "LC_ALL=C.UTF-8",
    ]
    let lines = addresses.map { $0 + "\n" }.joined()
    switch self {
    case .martlet:
      try write(lines, to: folder + "/config/martlet/sources")
      return ([program, "refresh"], environment)
    case .sfeed:
      guard access("/usr/bin/sfeed_update", X_OK) == 0 else { return nil }
      let feeds = addresses.enumerated().map { "feed \"feed\($0)\" \"\($1)\"\n" }.joined()
      try write(
        "maxjobs=16\nsfeedpath=\"\(folder)/feeds\"\nfeeds() {\n\(feeds)}\n", to: folder + "/sfeedrc"
      )
      return (["/usr/bin/sfeed_update", folder + "/sfeedrc"], environment)
    case .newsboat:
      guard access("/usr/bin/newsboat", X_OK) == 0 else { return nil }
      try write(lines, to: folder + "/urls")
      try write("reload-threads 16\n", to: folder + "/settings")
      return (
        [
          "/usr/bin/newsboat", "-q", "-u", folder + "/urls", "-c", folder + "/cache.db", "-C",
          folder + "/settings", "-x", "reload",
        ], environment
      )
    }
  }

  private func write(_ text: String, to path: String) throws(Failure) {
    guard let file = fopen(path, "w") else { throw Failure("\(path) cannot be written") }
    fputs(text, file)
    fclose(file)
  }
}
