import Articles
import Foundation
import Networking
import ReaderCore
import Storage

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
