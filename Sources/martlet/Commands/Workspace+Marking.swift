import Articles
import Foundation
import Storage

extension Workspace {
  /// A mark is acknowledged by the journal; its index may wait. In milliseconds.
  static let patienceOfMarks = 1000

  /// The library as its sources are now, for commands that print articles. Of the feeds only those
  /// are fetched that were given for this run.
  /// - Returns: whether every source could be read; those that could not are named on standard error.
  @discardableResult
  func bringUpToDate() throws -> Bool {
    let feedsAreRead = try fetchGiven()
    defer { tellNotices() }
    return try bringUpToDate(sources) && feedsAreRead && brokenLines.isEmpty
  }

  /// The same for the folders among some sources.
  func bringUpToDate(_ sources: [Source]) throws -> Bool {
    do throws(StorageError) {
      let summary = try Indexer(library: library).index(sources)
      if summary.hasChanges { LibraryNews(path: paths.news).tell() }
      try marks.indexPending { _ in }
      let locations = Set(sources.filter { !$0.isFeed }.map(\.location))
      let failed = try view.problems().problems.filter {
        locations.contains($0.path) && isFolder($0.path)
      }
      for problem in failed { Output.error("\(Output.clean(problem.path)): \(problem.message)") }
      return failed.isEmpty
    } catch {
      throw CommandFailure(.failed, error.message)
    }
  }

  /// Says on standard error what went wrong without stopping the command.
  func tellNotices() {
    let broken = brokenLines.map { Output.clean($0.message) }
    let all = settings.faults + broken + notices + marks.notices
    for notice in all where !notice.isEmpty { Output.error(notice) }
  }

  /// A file that is a source and broken is no source that failed: `check` tells of it.
  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      || isFolder.boolValue
  }

  /// Marks that make what was read of these articles unread.
  func unreadAgain(_ addresses: [Address]) -> [Mark] {
    let read = addresses.filter { (try? view.row(at: $0)?.flags.contains(.read)) == true }
    return marks.marks(.unread, of: read, now: SystemClock.now)
  }

  /// Marks addresses that a person gave. Acknowledged when this returns: the marks are in the journal,
  /// and on the disk.
  func mark(_ addresses: [Address], _ name: MarkName) throws {
    let now = SystemClock.now
    if addresses.count > Self.fewAddresses, (try? marks.markMany(addresses, name, now: now)) != nil
    {
      return marks.syncPending()
    }
    // A library that cannot be written is no reason to lose a mark.
    try record(marks.marks(name, of: addresses, now: now))
  }

  /// So many marks are recorded without waiting for others at the library.
  private static let fewAddresses = 1000

  /// Acknowledged when this returns: the marks are in the journal, and on the disk.
  func record(_ marked: [Mark]) throws {
    guard !marked.isEmpty else { return }
    do throws(StorageError) {
      try marks.recordWaiting(marked)
    } catch {
      throw CommandFailure(.stateNotWritten, error.message)
    }
    if let reason = marks.unkeptReason { throw CommandFailure(.stateNotWritten, reason.message) }
    marks.syncPending()
    // The index follows when it can; the journal is the truth.
    _ = try? marks.indexPending { _ in }
  }
}

extension MarkStore {
  /// Records marks, waiting a few seconds at most while another process holds the journal.
  func recordWaiting(_ marked: [Mark]) throws(StorageError) {
    var attempts = 0
    while true {
      do {
        return try record(marked)
      } catch {
        guard case .busy = error, attempts < 200 else { throw error }
        attempts += 1
      }
    }
  }
}
