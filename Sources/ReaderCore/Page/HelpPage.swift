import TUI

/// The lines of the help screen, made from the list of actions.
enum HelpPage {
  enum Line: Hashable {
    case heading(String)
    case entry(keys: String, help: String)
    case blank
  }

  /// The title and a blank line stand over the lines.
  static let headRows = 2

  /// Actions whose keys, help, name or group hold every word of `query`, by group.
  static func lines(matching query: String, bindings: Bindings) -> [Line] {
    let words = query.lowercased().split(separator: " ")
    var lines: [Line] = []
    for group in ActionGroup.allCases {
      let entries = Action.allCases.filter { $0.facts.group == group && ($0.linkNumber ?? 1) == 1 }
        .map { (action: $0, keys: keys(of: $0, bindings)) }
        .filter { entry in
          let text = "\(entry.keys) \(entry.action.facts.help) \(entry.action.id) \(group.rawValue)"
            .lowercased()
          return words.allSatisfy { text.contains($0) }
        }
      guard !entries.isEmpty else { continue }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(group.rawValue))
      lines += entries.map { .entry(keys: $0.keys, help: help(of: $0.action)) }
    }
    return lines
  }

  /// The ten link actions are one line.
  private static func keys(of action: Action, _ bindings: Bindings) -> String {
    let actions = action.linkNumber == nil ? [action] : Action.allCases.filter(\.opensNumber)
    return actions.flatMap { bindings.keys(for: $0).map(\.name) }.joined(separator: " ")
  }

  private static func help(of action: Action) -> String {
    action.linkNumber == nil ? action.facts.help : Wording.openNumbered
  }
}

extension Action {
  fileprivate var opensNumber: Bool { linkNumber != nil }
}
