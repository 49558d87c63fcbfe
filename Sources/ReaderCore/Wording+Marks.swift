import Articles

/// What was marked, and how to take it back.
extension Wording {
  static let nothingToUndo = "nothing to undo"
  static let nothingToRedo = "nothing to redo"
  static let nothingMarked = "nothing there is unread"
  static let labelsPrompt = "Labels: "
  static let labelHint = "label"
  static let sameLabels = "the labels stay as they are"

  /// "[swift, to read]"
  static func labels(_ labels: [Label]) -> String {
    "[" + labels.prefix(mostShown).map(\.name).joined(separator: ", ") + "]"
  }

  /// More than any line has room for.
  private static let mostShown = 32

  static func labelsPrompt(of count: Int) -> String { "Label all \(grouped(count)): " }

  static let noLabel = "a label has \(Label.longest) characters at most"

  static func labelling(_ count: Int) -> String { "labelling \(grouped(count))" }

  static func nothingMarked(_ names: [MarkName]) -> String {
    names == [.read] ? nothingMarked : sameLabels
  }
  static let unreadAlready = "unread already"
  static let tooLargeToUndo = "too large to be undone after its window was closed"
  static let changedSince = "nothing undone: changed elsewhere since"
  static let notRedone = "nothing redone: changed elsewhere since"

  static func prompt(_ purpose: NumberPrompt.Purpose) -> String {
    switch purpose {
    case .link: "Number of the link: "
    case .days: "Older than how many days: "
    }
  }

  static func promptHint(_ purpose: NumberPrompt.Purpose) -> String {
    switch purpose {
    case .link: "open"
    case .days: "mark read"
    }
  }

  /// "marked read", "37 marked read".
  static func deed(_ names: [MarkName], count: Int) -> String {
    let labels = names.compactMap(\.label)
    guard names.count > 1 || !labels.isEmpty, let first = names.first, first.label != nil
    else { return deed(names.first ?? .read, count: count) }
    let number = count == 1 ? "" : grouped(count) + " "
    func list(_ isGiven: Bool) -> String {
      let names = labels.filter { $0.isGiven == isGiven }.map(\.label.name)
      let more = names.count - mostNamed
      return names.prefix(mostNamed).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
    let (given, taken) = (list(true), list(false))
    if taken.isEmpty { return number + "labelled " + given }
    if given.isEmpty { return number + "without label " + taken }
    return number + "labelled \(given), no longer \(taken)"
  }

  /// Labels, in one sentence.
  private static let mostNamed = 3

  private static func deed(_ name: MarkName, count: Int) -> String {
    let number = count == 1 ? "" : grouped(count) + " "
    return switch name {
    case .read: number + "marked read"
    case .unread: number + "marked unread"
    case .starred: number + "starred"
    case .unstarred: count == 1 ? "star taken away" : number + "stars taken away"
    case .split: number + "split from their story"
    case .unsplit: number + "joined to their story"
    default: number + name.text
    }
  }

  static func marking(_ count: Int) -> String { "marking \(grouped(count)) read" }

  static func markingOlder(days: Int) -> String {
    "marking what is older than \(counted(days, "day")) read"
  }

  /// "37 marked read · u to undo".
  static func marked(_ step: MarkStep, key: String?) -> String {
    deed(step.names, count: step.count) + (key.map { dot + "\($0) to undo" } ?? "")
  }

  static func takingBack(_ step: MarkStep, isRedo: Bool) -> String {
    (isRedo ? "redoing: " : "undoing: ") + deed(step.names, count: step.count)
  }

  /// "undone: 37 marked read · Ctrl-R to redo", and what was left alone.
  static func takenBack(
    _ step: MarkStep, isRedo: Bool, leftAlone: Int, title: String?, key: String?
  ) -> StatusMessage {
    guard step.count > 0 else {
      return StatusMessage(text: isRedo ? notRedone : changedSince)
    }
    let done = (isRedo ? "redone: " : "undone: ") + deed(step.names, count: step.count)
    let verb = isRedo ? "undo" : "redo"
    let way = key.map { dot + "\($0) to \(verb)" } ?? ""
    guard leftAlone > 0 else {
      let short =
        (isRedo ? "redone" : "undone") + (step.count == 1 ? "" : ": \(grouped(step.count))")
      return StatusMessage(text: done + way, short: short + way, detail: title)
    }
    let left = dot + "\(grouped(leftAlone)) left alone"
    return StatusMessage(
      text: done + left + ", changed elsewhere since" + way,
      short: "\(isRedo ? "redone" : "undone"): \(grouped(step.count))" + left)
  }

  static func notTakenBack(_ reason: String) -> String { "Not undone: \(reason)" }

  private static let dot = " \u{B7} "
}
