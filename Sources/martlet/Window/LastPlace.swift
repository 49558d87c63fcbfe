import Foundation
import Glibc
import ReaderCore

/// The file that remembers where the person was. Losing it costs nothing but the place.
struct LastPlace {
  let path: String

  func load() -> Session? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Session.self, from: data)
  }

  /// Best effort: a place that cannot be saved is no reason to disturb the person who quits.
  func save(_ session: Session) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(session) else { return }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Always the same name: what a killed process leaves does not pile up.
    let unfinished = path + ".new"
    guard (try? data.write(to: URL(fileURLWithPath: unfinished))) != nil else { return }
    rename(unfinished, path)
  }
}
