import Articles
import Dispatch
import Glibc
import ReaderCore
import Storage

/// Does in the background what the model asked for, and answers through the inbox.
///
/// Each queue does one thing after another, so that answers of a kind come in the order of asking:
/// pages are what the person waits for, lists may take as long as they need, marks are written in
/// order, and indexing is apart from all of them.
final class EffectRunner: Sendable {
  private let workspace: Workspace
  private let inbox: Inbox
  private let pages = DispatchQueue(label: "pages", qos: .userInteractive)
  private let lists = DispatchQueue(label: "lists", qos: .userInitiated)
  private let marks = DispatchQueue(label: "marks", qos: .userInitiated)
  private let stateFile = DispatchQueue(label: "state file", qos: .utility)
  private let indexing = DispatchQueue(label: "indexing", qos: .utility)
  private let isEnding = Locked(false)
  private let isSyncPlanned = Locked(false)
  private let isLookPlanned = Locked(false)
  private let noticesTold = Locked(0)

  init(workspace: Workspace, inbox: Inbox) {
    self.workspace = workspace
    self.inbox = inbox
  }

  func loadRows(_ ids: [ArticleID]) {
    answer(on: pages) { [view = workspace.view] () throws(StorageError) in
      .rowsLoaded(asked: ids, rows: try view.rows(ids))
    }
  }

  func loadDetail(_ id: ArticleID) {
    answer(
      on: pages,
      { [view = workspace.view] () throws(StorageError) in
        guard let detail = try view.detail(id) else {
          return .detailUnavailable(id, reason: Wording.articleIsGone)
        }
        return .detailLoaded(detail)
      },
      failure: { .detailUnavailable(id, reason: $0) })
  }

  func loadListing(_ scope: ListScope, request: Int) {
    answer(
      on: lists,
      { [view = workspace.view] () throws(StorageError) in
        .listed(request: request, scope, try view.listing(scope))
      },
      failure: { .listingUnavailable(request: request, reason: $0) })
  }

  func loadSidebar() {
    answer(on: lists) { [view = workspace.view] () throws(StorageError) in
      .sidebarLoaded(try view.sidebar())
    }
  }

  /// Marks many articles as one step.
  func markAll(_ ids: [ArticleID], _ name: MarkName) {
    answer(
      on: marks,
      { [self] () throws(StorageError) in .massMarked(count: try mark(ids, name)) },
      failure: { .massNotMarked(reason: $0) })
  }

  private func mark(_ ids: [ArticleID], _ name: MarkName) throws(StorageError) -> Int {
    var marked: [Mark] = []
    let now = SystemClock.now
    for start in stride(from: 0, to: ids.count, by: 1000) {
      for row in try workspace.view.rows(Array(ids[start..<min(start + 1000, ids.count)])) {
        marked.append(Mark(row.address, name, at: nextInstant(after: row.lastMarked, now: now)))
      }
    }
    try workspace.marks.recordWaiting(marked)
    afterRecording()
    return marked.count
  }

  /// Brings the index of marks up to date and tells the window what changed. Called after marks were
  /// written here, and when another program touched the journal or the state file.
  func indexMarks() {
    marks.async { [self] in
      do throws(StorageError) {
        try workspace.marks.indexPending { inbox.post(.marksChanged($0)) }
      } catch {
        inbox.post(.notice(error.message))
      }
      tellNotices()
      if workspace.marks.isWritingDue { compactMarks() }
      if workspace.marks.isUnsettled { lookAgain() }
    }
  }

  /// Indexes once more when a sync tool must have finished what it was writing.
  private func lookAgain() {
    let isFirst = isLookPlanned.withLock { planned in
      defer { planned = true }
      return !planned
    }
    guard isFirst else { return }
    marks.asyncAfter(deadline: .now() + .milliseconds(1500)) { [self] in
      isLookPlanned.withLock { $0 = false }
      indexMarks()
    }
  }

  /// Looks whether marks were made elsewhere, where nobody tells of it.
  func look() {
    let isFirst = isLookPlanned.withLock { planned in
      defer { planned = true }
      return !planned
    }
    // A server that does not answer is not asked twice.
    guard isFirst else { return }
    marks.async { [self] in
      isLookPlanned.withLock { $0 = false }
      // NFS remembers for up to a minute what stat said, but asks the server when a file is opened.
      for path in workspace.marks.watchedPaths {
        close(Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
      }
    }
    indexMarks()
  }

  /// What follows a journal line: the index now, the disk within a tenth of a second.
  func afterRecording() {
    indexMarks()
    let isFirst = isSyncPlanned.withLock { planned in
      defer { planned = true }
      return !planned
    }
    guard isFirst else { return }
    marks.asyncAfter(deadline: .now() + .milliseconds(80)) { [self] in
      isSyncPlanned.withLock { $0 = false }
      workspace.marks.syncPending()
    }
  }

  /// Writes the state file if it is time to; see `MarkStore.compact`.
  func compactMarks() {
    stateFile.async { [self] in
      do throws(StorageError) {
        _ = try workspace.marks.compact(force: false)
      } catch {
        inbox.post(.notice(error.message))
      }
      tellNotices()
    }
  }

  /// Damage and what cannot be written, each said once.
  private func tellNotices() {
    let notices = workspace.marks.notices
    let known = noticesTold.withLock { count in
      defer { count = notices.count }
      return count
    }
    for notice in notices.dropFirst(known) { inbox.post(.notice(notice)) }
  }

  /// Looks for new, changed, moved and removed files.
  func index() {
    indexing.async { [self] in
      var told = 0
      var isFirst = false
      // What another process was quicker to store is no change of this one.
      var arrivals = Arrivals(in: workspace.view)
      do throws(StorageError) {
        let summary = try workspace.index(
          progress: { progress in
            isFirst = progress.isFirst
            inbox.post(.indexing(IndexStatus(progress)))
            // Later on, what was removed is not told from what is new before the end.
            if progress.isFirst { tell(of: max(progress.changes, arrivals.count()), &told) }
          },
          isCancelled: { [isEnding] in isEnding.withLock { $0 } })
        tell(of: max(summary.added, arrivals.count()) + summary.changed, &told)
        if summary.removed > 0 { inbox.post(.libraryChanged(added: 0)) }
        inbox.post(.indexing(IndexStatus(summary, isFirst: isFirst)))
      } catch {
        inbox.post(.notice(error.message))
      }
      inbox.post(.indexing(nil))
    }
  }

  /// Says how many more changes there are than were told of before.
  private func tell(of changes: Int, _ told: inout Int) {
    guard changes > told else { return }
    inbox.post(.libraryChanged(added: changes - told))
    told = changes
  }

  func run(_ work: @escaping @Sendable () -> Message) {
    DispatchQueue.global(qos: .userInitiated).async { [inbox] in inbox.post(work()) }
  }

  /// Stops indexing between two files and finishes the marks: everything recorded is on the disk, and
  /// in the state file if it is small, when this returns.
  /// - Throws: why the state file could not be written, or why marks are in no journal.
  func finish() throws(StorageError) {
    isEnding.withLock { $0 = true }
    indexing.sync {}
    marks.sync { [workspace] in workspace.marks.syncPending() }
    let failure: StorageError? = stateFile.sync { [workspace] in
      do throws(StorageError) {
        _ = try workspace.marks.compact(force: false)
        return workspace.marks.unkeptReason
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private func answer(
    on queue: DispatchQueue,
    _ work: @escaping @Sendable () throws(StorageError) -> Message,
    failure: @escaping @Sendable (String) -> Message = { .notice($0) }
  ) {
    queue.async { [inbox] in
      do throws(StorageError) {
        inbox.post(try work())
      } catch {
        inbox.post(failure(error.message))
      }
    }
  }
}

extension IndexStatus {
  fileprivate init(_ summary: IndexSummary, isFirst: Bool) {
    self.init(
      filesRead: summary.filesRead, filesSeen: summary.filesSeen, problems: summary.problems,
      isFirst: isFirst)
  }

  fileprivate init(_ progress: IndexProgress) {
    self.init(
      filesRead: progress.filesRead, filesSeen: progress.filesSeen, problems: progress.problems,
      isFirst: progress.isFirst)
  }
}
