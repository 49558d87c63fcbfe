/// Adds up what the sources give, and says when it is time to tell.
struct ProgressMeter {
  private let isFirst: Bool
  private let clock = ContinuousClock()
  private var told: ContinuousClock.Instant?
  private var toldChanges = 0
  private(set) var total = IndexSummary()

  init(isFirst: Bool) {
    self.isFirst = isFirst
  }

  /// The progress to tell now, if any: at the first stored change, then ten times a second.
  mutating func reading(_ summary: IndexSummary, filesSeen: Int) -> IndexProgress? {
    var sum = total
    sum.add(summary)
    let changes = sum.added + sum.changed + sum.removed
    let now = clock.now
    let isFirstChange = toldChanges == 0 && changes > 0
    if let told, !isFirstChange, now - told < .milliseconds(100) { return nil }
    told = now
    toldChanges = changes
    return IndexProgress(
      filesSeen: total.filesSeen + filesSeen, filesRead: sum.filesRead, added: sum.added,
      problems: sum.problems, isFirst: isFirst)
  }

  /// Ends a source.
  mutating func close(_ summary: IndexSummary, filesSeen: Int) {
    total.add(summary)
    total.filesSeen += filesSeen
  }
}
