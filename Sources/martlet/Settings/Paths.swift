import Foundation

/// Where the program's files are, by the XDG base directory specification: a variable that is not
/// an absolute path is ignored.
struct Paths {
  let configuration: String
  let data: String
  let state: String
  /// The only folder that is safe to delete.
  let cache: String

  init(environment: [String: String]) {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/"
    func folder(_ variable: String, otherwise path: String) -> String {
      let base = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (base ?? home + "/" + path) + "/martlet"
    }
    configuration = folder("XDG_CONFIG_HOME", otherwise: ".config")
    data = folder("XDG_DATA_HOME", otherwise: ".local/share")
    state = folder("XDG_STATE_HOME", otherwise: ".local/state")
    cache = folder("XDG_CACHE_HOME", otherwise: ".cache")
  }

  var settingsFile: String { configuration + "/config.yaml" }
  var feedSettingsFile: String { configuration + "/feeds.yaml" }
  /// Tables of keys of the person's own.
  var keys: String { configuration + "/keys" }
  /// A file of keys that the person has made.
  func ownKeys(_ name: String) -> (text: String, path: String)? {
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
    let path = keys + "/\(name).yaml"
    return (try? String(contentsOfFile: path, encoding: .utf8)).map { ($0, path) }
  }
  var sourcesFile: String { configuration + "/sources" }
  /// Themes of the person's own.
  var themes: String { configuration + "/themes" }
  var stateFile: String { data + "/state.json" }
  var library: String { data + "/library.sqlite" }
  var refreshLock: String { state + "/refresh.lock" }
  /// Touched when feeds have brought something, so that open windows look.
  var news: String { state + "/news" }
  /// What was fetched of the pages of articles.
  var fullTexts: String { cache + "/fulltext" }
  /// What is known of files that were downloaded or broken off.
  var downloads: String { state + "/downloads" }
  /// The pictures of articles, as they came.
  var pictures: String { cache + "/images" }
  var lastPlace: String { state + "/session.json" }

  /// A leading `~/` is the home folder, as in a shell.
  static func withHome(_ text: String, _ environment: [String: String]) -> String {
    guard text.hasPrefix("~/"), let home = environment["HOME"] else { return text }
    return home + text.dropFirst()
  }

  /// `path` made absolute and free of `.` and `..`, links untouched, so that a folder is one source
  /// however it was named.
  static func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in full.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
