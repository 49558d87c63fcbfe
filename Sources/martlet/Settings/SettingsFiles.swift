import Foundation
import Glibc
import Storage

/// The files that the person's settings are in: tells when one of them is another than when they were
/// read.
struct SettingsFiles {
  private let paths: Paths
  private var seen: [SeenFile] = []

  /// More of a folder are not looked at while a window is open.
  private static let most = 64

  init(_ paths: Paths) {
    self.paths = paths
    seen = files.map(SeenFile.init)
  }

  /// Whether one of them was written, replaced, made or removed since the last ``hasChanged()``.
  var isOther: Bool { seen.contains(where: \.isOther) }

  /// As ``isOther``, and what they are now is known from here on.
  mutating func hasChanged() -> Bool {
    defer { seen = files.map(SeenFile.init) }
    return isOther
  }

  /// What a ``FileWatcher`` watches for them: the files, what stands behind those that are links, and a
  /// name in each folder, so that what comes there is told of.
  var watchedPaths: [String] {
    var watched = named
    for folder in folders where FileManager.default.fileExists(atPath: folder) {
      watched += [folder + "/.yaml"] + files(in: folder)
    }
    for path in watched {
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      if real != path, FileManager.default.fileExists(atPath: real) { watched.append(real) }
    }
    return watched
  }

  /// Whether something that comes into one of the folders is one of them by its name.
  static func mayBeOne(_ path: String, _ paths: Paths) -> Bool {
    path.hasPrefix(paths.configuration + "/")
      && (path.hasSuffix(".yaml") || path == paths.keys || path == paths.themes)
  }

  private var named: [String] { [paths.settingsFile, paths.feedSettingsFile] }
  private var folders: [String] { [paths.keys, paths.themes] }

  /// With the folders: these tell what comes into them.
  private var files: [String] { named + folders + folders.flatMap(files(in:)) }

  private func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().prefix(Self.most)
      .map { "\(folder)/\($0)" }
  }
}

extension Workspace {
  /// What reading the settings again has brought.
  struct NewSettings {
    var isNew = false
    /// Place, reason and remedy.
    var faults: [String] = []
    /// What has changed and counts from the next start.
    var late: [Setting] = []
  }

  /// Takes the settings from their files again; of a file that is broken holds what it said before.
  mutating func readSettings() -> NewSettings {
    var answer = NewSettings()
    let old = (settings, feedSettings)
    var new = old
    do {
      let read = try Self.settings(paths, environment)
      answer.faults += read.faults
      // Other keys and values than any that were wanted are worse than those of before.
      if read.keys.isWhole, read.mistaken.isEmpty { new.0 = read }
    } catch {
      answer.faults.append((error as? CommandFailure)?.message ?? "\(error)")
    }
    do {
      new.1 = try Self.feedSettings(paths, environment)
    } catch {
      answer.faults.append((error as? CommandFailure)?.message ?? "\(error)")
    }
    answer.isNew = new != old
    if new.0.hasColor != old.0.hasColor { answer.late.append(.color) }
    if new.0.isASCII != old.0.isASCII { answer.late.append(.characters) }
    if new.0.stateFile != old.0.stateFile { answer.late.append(.stateFile) }
    if answer.isNew { obey(new.0, new.1) }
    return answer
  }
}

extension SettingPage {
  /// Writes the settings file, every setting at its default, where there is none.
  /// - Throws: see `EditedFile.edit`.
  static func writeFile(at path: String) throws(StorageError) {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    try EditedFile(path: path).edit { bytes in
      (bytes: bytes.isEmpty ? Array(Self.file.utf8) : nil, answer: ())
    }
  }
}

extension ProgramWords {
  /// The person's editor.
  static func editor(_ environment: [String: String]) throws(Refusal) -> ProgramWords {
    try ProgramWords(
      typed: "", variables: ["VISUAL", "EDITOR"], otherwise: ["nano", "vi"],
      environment: environment)
  }
}

/// A file that others write: tells whether it is another than the last time.
struct SeenFile {
  let path: String
  private var last: [Int]

  init(path: String) {
    self.path = path
    last = Self.facts(path)
  }

  /// Whether it was written, replaced, made or removed since the last ``hasChanged()``.
  var isOther: Bool { Self.facts(path) != last }

  /// As ``isOther``, and what it is now is known from here on.
  mutating func hasChanged() -> Bool {
    let now = Self.facts(path)
    defer { last = now }
    return now != last
  }

  /// Nothing for a file that is not there.
  private static func facts(_ path: String) -> [Int] {
    var info = stat()
    guard stat(path, &info) == 0 else { return [] }
    return [Int(info.st_ino), Int(info.st_size), info.st_mtim.tv_sec, info.st_mtim.tv_nsec]
  }
}
