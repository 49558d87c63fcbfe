import ReaderCore

/// Newsboat's bindings of single keys, on top of its own table.
struct NewsboatKeys {
  /// Its operations that have a twin here.
  static let operations: [String: Action] = [
    "open": .open, "reload": .refresh, "reload-all": .refreshAll, "mark-feed-read": .markAllRead,
    "mark-all-above-as-read": .markAboveRead, "save": .save, "next-unread": .nextUnread,
    "prev-unread": .previousUnread, "next": .nextArticle, "prev": .previousArticle,
    "open-in-browser": .openAndKeepUnread, "open-in-browser-and-mark-read": .openInBrowser,
    "help": .showHelp, "toggle-article-read": .toggleRead, "show-urls": .showHints,
    "set-tag": .chooseView, "select-tag": .chooseView, "open-search": .find,
    "goto-url": .openLinkByNumber, "quit": .leave, "hard-quit": .quit, "redraw": .redraw,
    "cmdline": .commandLine, "set-filter": .editQuery, "select-filter": .chooseView,
    "clear-filter": .close, "edit-flags": .editLabels, "pipe-to": .pipe, "sort": .chooseSort,
    "rev-sort": .chooseSort, "up": .up, "down": .down, "pageup": .pageUp, "pagedown": .pageDown,
    "halfpageup": .halfPageUp, "halfpagedown": .halfPageDown, "home": .first, "end": .last,
    "enqueue": .download, "pb-download": .download, "pb-play": .play,
    "switch-focus": .nextPane, "one": .openLink1, "two": .openLink2, "three": .openLink3,
    "four": .openLink4, "five": .openLink5, "six": .openLink6, "seven": .openLink7,
    "eight": .openLink8, "nine": .openLink9, "zero": .openLink10,
  ]

  private static let panes: [String: Pane] = [
    "feedlist": .sidebar, "articlelist": .list, "article": .detail,
    "podboat": .list, "podlist": .list,
  ]

  private let preset = KeyPreset.newsboat.bindings
  private var everywhere: [Action: [String]] = [:]
  private var inPanes: [Pane: [Action: [String]]] = [:]
  /// Whether the file says anything of keys.
  private var isAny = false

  init() {
    for action in Action.allCases { everywhere[action] = preset.keys(for: action).map(\.name) }
  }

  /// The name of a key as newsboat writes it; `nil` where it is none.
  static func key(_ text: String) -> String? {
    var name = text
    if name.count > 2, name.hasPrefix("<"), name.hasSuffix(">") {
      name = String(name.dropFirst().dropLast())
    }
    let names = [
      "NPAGE": "PgDn", "PPAGE": "PgUp", "PAGEDOWN": "PgDn", "PAGEUP": "PgUp", "ESC": "Esc",
      "BACKTAB": "Shift-Tab", "S-TAB": "Shift-Tab",
    ]
    return KeySequence(name: names[name.uppercased()] ?? name)?.name
  }

  /// - Returns: why the line is not taken over; `nil` where it is.
  mutating func take(_ command: String, _ words: [String]) -> String? {
    if command == "unbind-key", words.first == "-a" {
      return Wording.newsboatUnbindAll
    }
    guard let given = words.first, let key = Self.key(given) else { return Wording.newsboatKey }
    // `bind KEY DIALOGS OPERATION [; …] [-- DESCRIPTION]` is newer than `bind-key KEY OPERATION [DIALOG]`.
    var dialogs: [String] = []
    var operation: String?
    switch command {
    case "unbind-key": dialogs = words.dropFirst().first.map { [$0] } ?? []
    case "bind-key":
      operation = words.dropFirst().first
      dialogs = words.dropFirst(2).first.map { [$0] } ?? []
    default:
      dialogs = words.dropFirst().first?.split(separator: ",").map(String.init) ?? []
      let rest = words.dropFirst(2).prefix { $0 != "--" }
      guard rest.count == 1 else { return Wording.newsboatSeveral }
      operation = rest.first
    }
    if command == "bind-key", operation == nil { return Wording.newsboatNoOperation }
    var action: Action?
    if let operation {
      guard let found = Self.operations[operation] else {
        return Wording.newsboatOperation(Output.clean(operation))
      }
      action = found
    }
    isAny = true
    if dialogs.isEmpty || dialogs == ["all"] || dialogs == ["everywhere"] {
      bind(key, to: action)
      return nil
    }
    let panes = dialogs.compactMap { Self.panes[$0] }
    guard !panes.isEmpty else {
      return Wording.newsboatDialog(Output.clean(dialogs.joined(separator: ",")))
    }
    for pane in panes {
      guard action?.facts.panes.contains(pane) != false else {
        return Wording.newsboatDialog(Output.clean(dialogs.joined(separator: ",")))
      }
      bind(key, to: action, in: pane)
    }
    return nil
  }

  private mutating func bind(_ key: String, to action: Action?) {
    for other in Action.allCases { everywhere[other]?.removeAll { $0 == key } }
    if let action { everywhere[action, default: []].insert(key, at: 0) }
  }

  private mutating func bind(_ key: String, to action: Action?, in pane: Pane) {
    for (other, keys) in inPanes[pane] ?? [:] where keys.contains(key) {
      inPanes[pane]?[other] = keys.filter { $0 != key }
    }
    guard let action else {
      for (other, keys) in everywhere where keys.contains(key) {
        inPanes[pane, default: [:]][other] = keys.filter { $0 != key }
      }
      return
    }
    let own = inPanes[pane]?[action] ?? everywhere[action] ?? []
    inPanes[pane, default: [:]][action] = [key] + own.filter { $0 != key }
  }

  /// Actions whose last key has another meaning by now.
  var withoutKey: [Action] {
    Action.allCases.filter { action in
      !preset.keys(for: action).isEmpty && everywhere[action]?.isEmpty == true
        && !inPanes.values.contains { $0[action]?.isEmpty == false }
    }
  }

  /// The setting; `nil` where the file says nothing of keys.
  var lines: [String]? {
    guard isAny else { return nil }
    func list(_ action: Action, _ keys: [String], _ indent: String) -> String {
      "\(indent)\(action.id): [\(keys.map(ViewsEditor.quoted).joined(separator: ", "))]"
    }
    var lines = ["keys:", "  preset: newsboat"]
    for action in Action.allCases where everywhere[action] != preset.keys(for: action).map(\.name) {
      lines.append(list(action, everywhere[action] ?? [], "  "))
    }
    for pane in Pane.allCases {
      guard let own = inPanes[pane] else { continue }
      lines.append("  \(pane.rawValue):")
      for action in Action.allCases {
        if let keys = own[action] { lines.append(list(action, keys, "    ")) }
      }
    }
    return lines
  }
}
