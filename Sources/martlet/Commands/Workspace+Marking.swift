import Articles
import Storage

extension Workspace {
  /// The library as its folders are now, for commands that print articles.
  func bringUpToDate() throws {
    for notice in notices { Output.error(notice) }
    do {
      try index()
      try marks.indexPending()
    } catch {
      throw Stop(.failed, error.message)
    }
  }

  /// A mark for an article, under the article's own address if `address` is an alias of it.
  func mark(_ address: Address, _ name: MarkName) throws -> Mark {
    do {
      try marks.indexPending()
      let row = try view.article(at: address).flatMap { try view.rows([$0]).first }
      let latest = try row?.lastMarked ?? marks.lastMarked(of: address)
      return Mark(
        row?.address ?? address, name, at: nextInstant(after: latest, now: SystemClock.now))
    } catch let error as StorageError {
      throw Stop(.failed, error.message)
    }
  }

  /// Acknowledged when this returns: the marks are in the journal, and on the disk.
  func record(_ marked: [Mark]) throws {
    guard !marked.isEmpty else { return }
    do throws(StorageError) {
      try marks.recordWaiting(marked)
    } catch {
      throw Stop(.stateNotWritten, error.message)
    }
    if let reason = marks.unkeptReason { throw Stop(.stateNotWritten, reason.message) }
    marks.syncPending()
    // The index follows when it can; the journal is the truth.
    _ = try? marks.indexPending()
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
