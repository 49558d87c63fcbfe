import Articles

/// The repairs of one feed, each noted once.
struct FeedNotes {
  private var seen: Set<FeedNote> = []
  private(set) var problems: [Problem] = []

  private static let limit = 50

  func wants(_ note: FeedNote) -> Bool {
    problems.count < Self.limit && !seen.contains(note)
  }

  mutating func add(_ note: FeedNote, line: Int?) {
    guard wants(note) else { return }
    seen.insert(note)
    problems.append(Problem(line: line, message: note.sentence))
  }
}
