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
  let desk: OpenWorkspace
  let feeds: FeedRunner
  let finder: SourceFinder
  let inbox: Inbox
  private let undoLog: UndoLog
  private let pages = DispatchQueue(label: "pages", qos: .userInteractive)
  let lists = DispatchQueue(label: "lists", qos: .userInitiated)
  let marks = DispatchQueue(label: "marks", qos: .userInitiated)
  private let syncing = DispatchQueue(label: "journal to disk", qos: .utility)
  private let looking = DispatchQueue(label: "second look", qos: .utility)
  private let stateFile = DispatchQueue(label: "state file", qos: .utility)
  private let indexing = DispatchQueue(label: "indexing", qos: .utility)
  /// Not a global queue: once one was used, its library wakes every second to count threads.
  private let others = DispatchQueue(label: "others", qos: .userInitiated)
  private let isEnding = Locked(false)
  private let isSyncPlanned = Locked(false)
  private let isLookPlanned = Locked(false)
  private let isSecondLookPlanned = Locked(false)
  private let noticesTold = Locked(0)

  init(workspace: Workspace, inbox: Inbox) {
    desk = OpenWorkspace(workspace)
    self.inbox = inbox
    feeds = FeedRunner(desk, inbox: inbox)
    finder = SourceFinder(desk)
    undoLog = UndoLog(workspace.marks)
  }

  private var workspace: Workspace { desk.now }

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
      failure: { .detailUnavailable(id, reason: $0.message) })
  }

  func loadListing(_ scope: ListScope, request: Int) {
    answer(
      on: lists,
      { [view = workspace.view] () throws(StorageError) in
        .listed(request: request, scope, try view.listing(scope))
      },
      failure: { .listingUnavailable(request: request, reason: $0.message) })
  }

  func loadSidebar() {
    answer(on: lists) { [view = workspace.view] () throws(StorageError) in
      .sidebarLoaded(try view.sidebar())
    }
  }

  // MARK: Marks

  /// Marks many articles as one step.
  func markAll(
    _ ids: [ArticleID], _ name: MarkName, at key: Instant, olderThan limit: Instant?,
    step: MarkStep.ID
  ) {
    answer(
      on: marks,
      { [self] () throws(StorageError) in
        let count = try undoLog.mark(
          ids, name, at: key, publishedBefore: limit, as: step, clock: { SystemClock.now },
          tell: tell)
        tellOthers()
        planSync()
        return .massMarked(step, count: count)
      },
      failure: { .massNotMarked(step, reason: $0.shortMessage) })
  }

  /// Takes a step back.
  func undo(_ step: MarkStep.ID, as new: MarkStep.ID) {
    answer(
      on: marks,
      { [self] () throws(StorageError) in
        let outcome = try undoLog.undo(step, as: new, clock: { SystemClock.now }, tell: tell)
        tellOthers()
        planSync()
        return .undone(as: new, told(outcome))
      },
      failure: { .undone(as: new, .failed(reason: $0.shortMessage)) })
  }

  private func told(_ outcome: UndoLog.Outcome) -> UndoOutcome {
    switch outcome {
    case .unknown: .nothing
    case .done(let count, let leftAlone, let address):
      .done(
        count: count, leftAlone: leftAlone,
        title: address.flatMap { try? workspace.view.row(at: $0)?.title })
    }
  }

  /// Remembers a step that the window records itself; to be called before that.
  func keep(_ mark: Mark, as step: MarkStep.ID) {
    marks.async { [undoLog] in undoLog.keep(mark, as: step) }
  }

  func forget(_ steps: [MarkStep.ID]) {
    marks.async { [undoLog] in undoLog.forget(steps) }
  }

  func restoreSteps() {
    run { [undoLog] in .stepsRestored(undoLog.restore()) }
  }

  private func tell(of changes: [MarkChange]) {
    if !changes.isEmpty { inbox.post(.marksChanged(changes)) }
  }

  private func tellOthers() {
    if workspace.marks.takeOtherChanges() { inbox.post(.otherMarksChanged) }
  }

  func loadMarks(_ addresses: [Address]) {
    answer(on: pages) { [store = workspace.marks] () throws(StorageError) in
      .marksLoaded(try store.marks(of: addresses))
    }
  }

  /// Brings the index of marks up to date and tells the window what changed. Called after marks were
  /// written here, and when another program touched the journal or the state file.
  func indexMarks() {
    marks.async { [self] in
      do throws(StorageError) {
        try workspace.marks.indexPending { tell(of: $0) }
        tellOthers()
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
    let isFirst = isSecondLookPlanned.withLock { planned in
      defer { planned = true }
      return !planned
    }
    guard isFirst else { return }
    looking.pause(milliseconds: 1500) { [self] in
      isSecondLookPlanned.withLock { $0 = false }
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
    planSync()
  }

  private func planSync() {
    let isFirst = isSyncPlanned.withLock { planned in
      defer { planned = true }
      return !planned
    }
    guard isFirst else { return }
    syncing.pause(milliseconds: 80) { [self] in
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
      let workspace = desk.now
      // Feeds tell of theirs themselves.
      let folders = workspace.view.over(workspace.sources.filter { !$0.isFeed }.map(\.id))
      var arrivals = Arrivals(in: folders)
      do throws(StorageError) {
        let summary = try workspace.index(
          progress: { progress in
            isFirst = progress.isFirst
            inbox.post(.indexing(IndexStatus(progress)))
            // Later on, what was removed is not told from what is new before the end.
            if progress.isFirst {
              tell(of: max(progress.added, arrivals.count(in: folders)), &told)
            }
          },
          isCancelled: { [isEnding] in isEnding.withLock { $0 } })
        let added = max(summary.added, arrivals.count(in: folders))
        if isFirst { tell(of: added, &told) }
        // What other processes stored meanwhile is counted, what this one did is known by name.
        let others = isFirst ? 0 : added - summary.added
        if others + summary.changed + summary.removed > 0 || !summary.articles.isEmpty {
          inbox.post(.libraryChanged(added: others, articles: summary.articles))
        }
        inbox.post(.indexing(IndexStatus(summary, isFirst: isFirst)))
      } catch {
        inbox.post(.notice(error.message))
      }
      inbox.post(.indexing(nil))
    }
  }

  /// Says how many more articles there are than were told of before.
  private func tell(of added: Int, _ told: inout Int) {
    guard added > told else { return }
    inbox.post(.libraryChanged(added: added - told))
    told = added
  }

  func run(_ work: @escaping @Sendable () -> Message) {
    others.async { [inbox] in inbox.post(work()) }
  }

  /// Stops indexing between two files and finishes the marks: everything recorded is on the disk, and
  /// in the state file if it is small, when this returns.
  /// - Throws: why the state file could not be written, or why marks are in no journal.
  func finish() throws(StorageError) {
    isEnding.withLock { $0 = true }
    feeds.end()
    finder.end()
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

  /// Leaves steps to the windows to come.
  func leave(_ undoable: [MarkStep.ID]) throws(StorageError) { try undoLog.save(undoable) }

  func answer(
    on queue: DispatchQueue,
    _ work: @escaping @Sendable () throws(StorageError) -> Message,
    failure: @escaping @Sendable (StorageError) -> Message = { .notice($0.message) }
  ) {
    queue.async { [inbox] in
      do throws(StorageError) {
        inbox.post(try work())
      } catch {
        inbox.post(failure(error))
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
