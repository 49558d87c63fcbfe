import Articles
import Dispatch
import Glibc
import ReaderCore
import Storage

/// Writes marks in the background, in the order of asking, and tells the window of those that were
/// made elsewhere.
final class MarkRunner: Sendable {
  private let desk: OpenWorkspace
  private let store: MarkStore
  private let inbox: Inbox
  private let undoLog: UndoLog
  private let queue = DispatchQueue(label: "marks", qos: .userInitiated)
  private let syncing = DispatchQueue(label: "journal to disk", qos: .utility)
  private let looking = DispatchQueue(label: "second look", qos: .utility)
  private let stateFile = DispatchQueue(label: "state file", qos: .utility)
  private let isSyncPlanned = Locked(false)
  private let isLookPlanned = Locked(false)
  private let isSecondLookPlanned = Locked(false)
  private let noticesTold = Locked(0)

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
    store = desk.now.marks
    undoLog = UndoLog(store)
  }

  /// Marks many articles as one step.
  func markAll(
    _ ids: ArticleSet, _ names: [MarkName], at key: Instant, olderThan limit: Instant?,
    step: MarkStep.ID
  ) {
    inbox.answer(
      on: queue,
      { [self] () throws(StorageError) in
        let (count, masses) = try undoLog.mark(
          ids, names, at: key, publishedBefore: limit, as: step, clock: { SystemClock.now },
          tell: tell)
        tellOthers()
        planSync()
        return .massMarked(step, count: count, masses)
      },
      failure: { .massNotMarked(step, reason: $0.shortMessage) })
  }

  /// Takes a step back.
  func undo(_ step: MarkStep.ID, as new: MarkStep.ID) {
    inbox.answer(
      on: queue,
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
    case .done(let count, let leftAlone, let address, let masses):
      .done(
        count: count, leftAlone: leftAlone,
        title: address.flatMap { try? desk.now.view.row(at: $0)?.title }, masses)
    }
  }

  /// Remembers a step that the window records itself; to be called before that.
  func keep(_ marks: [Mark], as step: MarkStep.ID) {
    queue.async { [undoLog] in undoLog.keep(marks, as: step) }
  }

  func forget(_ steps: [MarkStep.ID]) {
    queue.async { [undoLog] in undoLog.forget(steps) }
  }

  /// The steps of earlier windows.
  func restoredSteps() -> [MarkStep] { undoLog.restore() }

  private func tell(of changes: [MarkChange]) {
    if !changes.isEmpty { inbox.post(.marksChanged(changes)) }
  }

  private func tellOthers() {
    if store.takeOtherChanges() { inbox.post(.otherMarksChanged) }
  }

  /// Brings the index of marks up to date and tells the window what changed. Called after marks were
  /// written here, and when another program touched the journal or the state file.
  func index() {
    queue.async { [self] in
      do throws(StorageError) {
        try store.indexPending { tell(of: $0) }
        tellOthers()
      } catch {
        inbox.post(.notice(error.message))
      }
      tellNotices()
      if store.isWritingDue { compact() }
      if store.isUnsettled { lookAgain() }
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
      index()
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
    queue.async { [self] in
      isLookPlanned.withLock { $0 = false }
      // NFS remembers for up to a minute what stat said, but asks the server when a file is opened.
      for path in store.watchedPaths {
        close(Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
      }
    }
    index()
  }

  /// What follows a journal line: the index now, the disk within a tenth of a second.
  func afterRecording() {
    index()
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
      store.syncPending()
    }
  }

  /// Writes the state file if it is time to; see `MarkStore.compact`.
  func compact() {
    stateFile.async { [self] in
      do throws(StorageError) {
        _ = try store.compact(force: false)
      } catch {
        inbox.post(.notice(error.message))
      }
      tellNotices()
    }
  }

  /// Says that articles are unread again because their feeds have changed them.
  func markUnread(_ changed: [Address]) {
    queue.async { [self] in
      do throws(StorageError) {
        try store.recordWaiting(desk.now.unreadAgain(changed))
        afterRecording()
      } catch {
        inbox.post(.notice(error.message))
      }
    }
  }

  /// Finishes the marks: everything recorded is on the disk, and in the state file if it is small,
  /// when this returns.
  /// - Throws: why the state file could not be written, or why marks are in no journal.
  func finish() throws(StorageError) {
    queue.sync { [store] in store.syncPending() }
    let failure: StorageError? = stateFile.sync { [store] in
      do throws(StorageError) {
        _ = try store.compact(force: false)
        return store.unkeptReason
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// The same while the window is open, so that they outlast its being killed; not where that is work
  /// for which keys would wait.
  func keepSteps(_ undoable: [MarkStep.ID]) {
    // What fails here is said when the window closes.
    queue.async { [undoLog] in try? undoLog.save(undoable, upTo: 10_000) }
  }

  /// Leaves steps to the windows to come.
  func leave(_ undoable: [MarkStep.ID]) throws(StorageError) { try undoLog.save(undoable) }

  /// Damage and what cannot be written, each said once.
  private func tellNotices() {
    let notices = store.notices
    let known = noticesTold.withLock { count in
      defer { count = notices.count }
      return count
    }
    for notice in notices.dropFirst(known) { inbox.post(.notice(notice)) }
  }
}
