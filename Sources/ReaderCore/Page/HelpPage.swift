import TUI

/// The lines of the help screen, made from the list of actions.
enum HelpPage {
  enum Line: Hashable {
    case heading(String)
    /// Either may be empty in the second and further lines of an action.
    case entry(keys: String, help: String)
    case blank
  }

  /// The title and a blank line stand over the lines.
  static let headRows = 2

  /// How many columns the keys have, of so many.
  static func keyColumns(of columns: Int) -> Int { min(20, columns / 3) }

  /// Between keys and help.
  static let gap = 2

  /// Actions whose keys, help, name or group hold every word of `query`, by group; then what else does.
  static func lines(
    matching query: String, bindings: Bindings, views: [SavedView] = [],
    commands: [OwnCommand] = [], settings: [SettingNote] = [], columns: Int
  ) -> [Line] {
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
      lines += entries.flatMap { entry($0.keys, help(of: $0.action), columns) }
    }
    let own = views.compactMap { view in
      view.key.map { (keys: $0.name, help: Wording.showView(view.name)) }
    }
    let commands = commands.map {
      (keys: $0.key?.name ?? ":\($0.name)", help: "\($0.name): \($0.explanation)")
    }
    for (heading, entries) in [
      (Wording.whileTypingQueries, Wording.keysOfQueries), (Wording.yourViews, own),
      (Wording.yourCommands, commands),
    ] {
      let found = entries.filter { keys, help in
        let text = "\(keys) \(help) \(heading)".lowercased()
        return words.allSatisfy { text.contains($0) }
      }
      guard !found.isEmpty else { continue }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(heading))
      lines += found.flatMap { entry($0.keys, $0.help, columns) }
    }
    let heading = Wording.settings(bindings.keys(for: .editSettings).first?.name)
    let found = settings.filter { note in
      let text = "\(note.name) \(note.text) \(heading)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    if !found.isEmpty {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(heading))
      lines += found.flatMap { entry($0.name, $0.summary, columns) }
    }
    return lines
  }

  private static func entry(_ keys: String, _ help: String, _ columns: Int) -> [Line] {
    let keyColumns = keyColumns(of: columns)
    let left = wrapped(keys, to: keyColumns)
    let right = wrapped(help, to: columns - keyColumns - gap)
    return (0..<max(left.count, right.count)).map { place in
      .entry(
        keys: left.indices.contains(place) ? left[place] : "",
        help: right.indices.contains(place) ? right[place] : "")
    }
  }

  private static func wrapped(_ text: String, to columns: Int) -> [String] {
    StyledText(text).wrapped(to: max(columns, 1), charset: .unicode).map(\.text)
  }

  /// The ten link actions are one line.
  private static func keys(of action: Action, _ bindings: Bindings) -> String {
    guard action.linkNumber == nil else {
      return Action.allCases.filter(\.opensNumber).flatMap { bindings.keys(for: $0).map(\.name) }
        .joined(separator: " ")
    }
    // Wider than the blank within a sequence.
    let everywhere = bindings.keys(for: action).map(\.name)
    let apart = bindings.panesApart(of: action).flatMap { pane in
      bindings.keys(for: action, in: pane).map(\.name).filter { !everywhere.contains($0) }
        .map { "\($0) (\(Wording.name(of: pane)))" }
    }
    return (everywhere + apart).joined(separator: "  ")
  }

  private static func help(of action: Action) -> String {
    action.linkNumber == nil ? action.facts.help : Wording.openNumbered
  }
}

extension Action {
  fileprivate var opensNumber: Bool { linkNumber != nil }
}
