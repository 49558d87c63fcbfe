import Articles
import Foundation
import Glibc
import Networking
import ReaderCore
import Storage

/// What was downloaded and what of it is still to come, each in a file of its own.
///
/// Named by the hash of the file's address. A download that was broken off goes on from what is here of
/// it; without its record it would begin anew under another name.
struct DownloadStore: Sendable {
  let folder: String

  struct Record: Codable, Equatable, Sendable {
    var version = Self.current
    var url: String
    /// That of the article.
    var article: String
    var title: String
    /// Where the file is, or will be; `.part` behind it while it is not whole.
    var path: String
    /// What tells whether the part is still the beginning of what the server has.
    var validator: String?
    /// In bytes; `nil` where the server does not say.
    var total: Int?
    var isWhole = false

    static let current = 1

    var part: String { path + ".part" }
  }

  /// How much of a file is here.
  enum State: Equatable, Sendable {
    case none
    case partly(have: Int, of: Int?)
    case whole(path: String)
  }

  func record(of url: String) -> Record? {
    guard let data = FileManager.default.contents(atPath: path(of: url)),
      let record = try? JSONDecoder().decode(Record.self, from: data),
      record.version == Record.current, record.url == url
    else { return nil }
    return record
  }

  func store(_ record: Record) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(record) else { return }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try? data.write(to: URL(fileURLWithPath: path(of: record.url)), options: .atomic)
  }

  func forget(_ url: String) { unlink(path(of: url)) }

  func state(of url: String) -> State { record(of: url).map(state) ?? .none }

  func state(of record: Record) -> State {
    var info = stat()
    if record.isWhole {
      return stat(record.path, &info) == 0 ? .whole(path: record.path) : .none
    }
    return lstat(record.part, &info) == 0
      ? .partly(have: Int(info.st_size), of: record.total) : .none
  }

  /// All of them, in no order; those whose files are gone are forgotten.
  func all() -> [(record: Record, state: State)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.compactMap { name in
      guard let data = FileManager.default.contents(atPath: folder + "/" + name),
        let record = try? JSONDecoder().decode(Record.self, from: data),
        record.version == Record.current
      else { return nil }
      let state = state(of: record)
      if record.isWhole, state == .none {
        forget(record.url)
        return nil
      }
      return (record, state)
    }
  }

  private func path(of url: String) -> String {
    "\(folder)/\(SHA256.hexDigest(of: url.utf8)).json"
  }
}

extension Workspace {
  var downloads: DownloadStore { DownloadStore(folder: paths.downloads) }

  /// Where files go unless the person says otherwise.
  var downloadFolder: String {
    if let folder = settings.downloadFolder { return folder }
    return (environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "") + "/Downloads"
  }

  /// A connection of their own: a file takes longer than any feed, and may be longer than all.
  func downloader(stop: FetchStop) throws(StorageError) -> Downloader {
    Downloader(
      fetcher: try fetcher { limits in
        limits.whole = 24 * 3600 * 1000
        (limits.wire, limits.body) = (16 << 30, 16 << 30)
      }, asking: asking, store: downloads,
      folder: downloadFolder, pattern: settings.downloadName ?? DownloadName.usual,
      library: library, stop: stop)
  }

  /// Where an address may lead that stood in a document: into a private network only on the server of
  /// a feed that the person reads there, or where they ask for it and it stands in a file of theirs.
  func trust(_ url: String, mayBePrivate: Bool) -> Trust {
    if mayBePrivate { return .user }
    return isHome(url) ? .ownServer : .document
  }

  /// Keeps in mind that a file of an article is here, or was played.
  func note(_ name: MarkName, of article: Address) throws {
    let row = try? view.row(at: article)
    if row?.flags.holds(name) == true { return }
    try record(marks.marks(name, of: [article], now: SystemClock.now))
  }
}
