import Articles
import ReaderCore
import Storage

extension ReaderWindow {
  /// In milliseconds: another process holds the journal for less than this, unless it is stopped.
  static let retryDelay = 25
  private static let longestRetryDelay = 400
  /// In milliseconds: a disk that is full now may have room later; the next mark tries, too.
  private static let patienceWithDisk = 4_000
  /// The state file is written after so much rest, in milliseconds.
  private static let restBeforeCompaction = 60_000

  /// What can be undone is written for the windows to come after so much rest, in milliseconds.
  private static let restBeforeKeeping = 1_500

  /// The one effect that touches the disk here: a mark is in the journal before its frame is drawn.
  /// While another process holds the journal, or the disk takes nothing, the marks wait and the
  /// window says so until they are there.
  func record(_ marks: [Mark]) {
    unsaved += marks
    do {
      try workspace.marks.record(unsaved)
      unsaved = []
      isRefused = false
      retryDelay = Self.retryDelay
      if let reason = workspace.marks.unkeptReason {
        owesMarks = true
        feed(.marksNotSaved(reason: reason.shortMessage))
      } else if owesMarks {
        owesMarks = false
        feed(.marksSaved)
      }
      runner.marks.afterRecording()
      planCompaction()
      performWaiting()
    } catch .busy {
      owesMarks = true
      feed(.marksWaiting)
      deadlines.set(.retrySaving, afterMilliseconds: retryDelay, now: SystemClock.uptime)
      retryDelay = min(2 * retryDelay, Self.longestRetryDelay)
    } catch {
      // Said once, not with every try.
      if !marks.isEmpty || !isRefused { feed(.marksNotSaved(reason: error.shortMessage)) }
      owesMarks = true
      isRefused = true
      failWaiting(error.shortMessage)
      deadlines.set(.retrySaving, afterMilliseconds: Self.patienceWithDisk, now: SystemClock.uptime)
    }
  }

  /// Steps that depend on the marks before them wait until those are in the journal.
  func performAfterSaving(_ effect: Effect) {
    waiting.append(effect)
    if unsaved.isEmpty { performWaiting() } else { record([]) }
  }

  func perform(inBackground effect: Effect) {
    switch effect {
    case .markAll(let ids, let names, let key, let limit, let step):
      runner.marks.markAll(ids, names, at: key, olderThan: limit, step: step)
    case .undo(let step, let new): runner.marks.undo(step, as: new)
    default: break
    }
  }

  private func performWaiting() {
    guard !waiting.isEmpty else { return }
    for effect in waiting { perform(inBackground: effect) }
    waiting = []
    planCompaction()
  }

  private func failWaiting(_ reason: String) {
    let effects = waiting
    waiting = []
    for effect in effects {
      switch effect {
      case .markAll(_, _, _, _, let step): feed(.massNotMarked(step, reason: reason))
      case .undo(_, let new): feed(.undone(as: new, .failed(reason: reason)))
      default: break
      }
    }
  }

  private func planCompaction() {
    deadlines.set(.keepSteps, afterMilliseconds: Self.restBeforeKeeping, now: SystemClock.uptime)
    deadlines.set(
      .compaction, afterMilliseconds: Self.restBeforeCompaction, now: SystemClock.uptime)
  }
}
