import Articles
import ReaderCore

/// A `config` file of newsboat as settings of Martlet: what has a twin, line by line; the rest is told of.
struct NewsboatConfig {
  /// A setting, as the lines of `config.yaml` that say it.
  struct Entry: Equatable {
    var name: String
    var lines: [String]
  }

  /// What is not taken over, or is otherwise here: file, line and reason.
  private(set) var remarks: [String] = []
  private(set) var views: [SavedView] = []
  private(set) var mutes: [MuteRule] = []
  private var highlights: [String] = []

  private var keys = NewsboatKeys()
  private var commands: [(lines: [String], name: String)] = []
  private var scalars: [(name: String, value: String)] = []
  private var openers: [[String]] = []
  private var proxy: (address: String?, type: String, isUsed: Bool) = (nil, "http", false)
  private var reloads: (isOn: Bool, minutes: Int?) = (false, nil)
  private let file: String

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let place = "\(file):\(index + 1)"
      let bare = line.last == 0x0D ? line.dropLast() : line
      guard let words = Self.words(bare), let name = words.first else { continue }
      if let reason = take(name, Array(words.dropFirst())) {
        remarks.append("\(place): \(Output.clean(name)): \(reason).")
      }
    }
    finish()
  }

  /// Whether a file is one: its first line that says something begins with a word of newsboat's.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    for line in bytes.prefix(65_536).split(separator: 0x0A) {
      guard let first = words(line)?.first else { continue }
      return commands.contains(first) || NewsboatWords.settings.contains(first)
    }
    return false
  }

  private static let commands: Set<String> = [
    "bind-key", "bind", "unbind-key", "macro", "color", "highlight", "highlight-article",
    "highlight-feed", "highlight-item-format", "ignore-article", "always-display-description",
    "reset-unread-on-update", "define-filter", "run-on-startup", "include", "browser", "feedhq-url",
  ]

  /// `nil` for a line that says nothing.
  private static func words(_ line: ArraySlice<UInt8>) -> [String]? {
    guard let words = try? SourceWord.words(of: line), !words.isEmpty else { return nil }
    return words.map(\.text)
  }

  /// What `config.yaml` is to say.
  var entries: [Entry] {
    var entries = scalars.map { Entry(name: $0.name, lines: ["\($0.name): \($0.value)"]) }
    if !openers.isEmpty {
      entries.append(Entry(name: "openers", lines: ["openers:"] + openers.joined()))
    }
    if !highlights.isEmpty {
      let lines = highlights.map { "  - query: \(ViewsEditor.quoted($0))" }
      entries.append(Entry(name: "highlight", lines: ["highlight:"] + lines))
    }
    // The keys of macros are those that newsboat gives them.
    if let lines = keys.lines ?? (commands.isEmpty ? nil : ["keys: newsboat"]) {
      entries.append(Entry(name: "keys", lines: lines))
    }
    if !commands.isEmpty {
      entries.append(Entry(name: "commands", lines: ["commands:"] + commands.flatMap(\.lines)))
    }
    return entries
  }

  // MARK: A line

  /// - Returns: why it is not taken over; `nil` where it is.
  private mutating func take(_ name: String, _ words: [String]) -> String? {
    let value = words.first ?? ""
    switch name {
    case "bind-key", "bind", "unbind-key": return keys.take(name, words)
    case "macro": return takeMacro(words)
    case "auto-reload": reloads.isOn = value == "yes"
    case "reload-time":
      guard let minutes = Int(value) else { return Wording.newsboatValue }
      reloads.minutes = minutes
    case "reload-threads": return number(value, 1...256, "connections")
    case "download-timeout": return number(value, 5...3600, "fetch_timeout")
    case "keep-articles-days":
      if value == "0" { return scalar("keep_articles", "forever") }
      guard let days = Int(value), (1...36_500).contains(days) else { return Wording.newsboatValue }
      return scalar("keep_articles", "\(days)d")
    case "save-path":
      guard value.hasPrefix("/") || value.hasPrefix("~/") else { return Wording.newsboatValue }
      return scalar("save_folder", ViewsEditor.quoted(value))
    case "download-path":
      guard value.hasPrefix("/") || value.hasPrefix("~/") else { return Wording.newsboatValue }
      return scalar("download_folder", ViewsEditor.quoted(value))
    case "text-width": return number(value == "0" ? "0" : value, 0...400, "measure")
    case "proxy": proxy.address = value
    case "proxy-type": proxy.type = value
    case "use-proxy": proxy.isUsed = value == "yes"
    case "browser":
      switch Self.program(value, named: "%u", as: "%s") {
      case .failure(let reason): return reason.text
      case .success(let words):
        openers.append([
          "  - match: \"^https?://\"", "    command: \(Self.list(words))",
        ])
      }
    case "bookmark-cmd":
      switch Self.program(value, named: nil, as: "") {
      case .failure(let reason): return reason.text
      case .success(let words):
        let all = words + ["{url}", "{title}", "", "{feed}"]
        add("bookmark", key: "Ctrl-B", help: nil, ["run: \(Self.list(all))"])
      }
    case "notify-program":
      return scalar("notify", "{command: \(Self.list([value, "{count} new: {title}"]))}")
    case "notify-xterm": return value == "yes" ? scalar("notify", "title") : nil
    case "define-filter":
      guard words.count > 1 else { return Wording.newsboatValue }
      do throws(NewsboatFilter.Refusal) {
        let filter = try NewsboatFilter(words[1])
        views.append(SavedView(name: SourceEntry.word(value), query: filter.query))
        return filter.remarks.isEmpty ? nil : filter.remarks.joined(separator: "; ")
      } catch {
        return error.message
      }
    case "ignore-article":
      guard words.count > 1 else { return Wording.newsboatValue }
      guard value == "*" else { return Wording.newsboatOneFeed }
      do throws(NewsboatFilter.Refusal) {
        mutes.append(MuteRule(query: try NewsboatFilter(words[1]).query))
      } catch {
        return error.message
      }
    case "highlight-article":
      do throws(NewsboatFilter.Refusal) {
        highlights.append(try NewsboatFilter(value).query)
      } catch {
        return error.message
      }
    case "highlight" where words.count > 1 && ["all", "articlelist"].contains(value):
      // A regular expression that says nothing but its letters is words of a title.
      let pattern = words[1]
      guard !pattern.isEmpty,
        pattern.allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" })
      else { return Wording.newsboatColors }
      highlights.append("title:\"\(pattern)\"")
    case "color", "highlight", "highlight-feed", "highlight-item-format":
      return Wording.newsboatColors
    case "include": return Wording.newsboatInclude
    default: return NewsboatWords.reasons[name] ?? Wording.newsboatNoTwin
    }
    return nil
  }

  private mutating func scalar(_ name: String, _ value: String) -> String? {
    scalars.removeAll { $0.name == name }
    scalars.append((name, value))
    return nil
  }

  private mutating func number(_ text: String, _ range: ClosedRange<Int>, _ name: String) -> String?
  {
    guard let number = Int(text), range.contains(number) else { return Wording.newsboatValue }
    return scalar(name, "\(number)")
  }

  private mutating func finish() {
    if !keys.withoutKey.isEmpty {
      let names = keys.withoutKey.map(\.id).joined(separator: ", ")
      remarks.append("\(file): keys: \(Wording.newsboatKeyless(names)).")
    }
    if reloads.isOn {
      let minutes = min(max(reloads.minutes ?? 60, 10), 10_080)
      _ = scalar("refresh_interval", "\(minutes)")
    } else if reloads.minutes != nil {
      remarks.append("\(file): reload-time: \(Wording.newsboatNoReload).")
    }
    guard proxy.isUsed, let address = proxy.address else { return }
    _ = scalar(
      "proxy", ViewsEditor.quoted(address.contains("://") ? address : "\(proxy.type)://\(address)"))
  }

  // MARK: Macros

  private mutating func add(_ name: String, key: String?, help: String?, _ deed: [String]) {
    commands.removeAll { $0.name == name }
    let head = ["  - name: \(name)"]
    let more =
      (key.map { ["key: \(ViewsEditor.quoted($0))"] } ?? [])
      + (help.map { ["help: \(ViewsEditor.quoted(Output.clean($0)))"] } ?? []) + deed
    commands.append((head + more.map { "    " + $0 }, name))
  }

  /// `macro KEY OPERATION ARGUMENTS ; … [-- DESCRIPTION]`.
  private mutating func takeMacro(_ words: [String]) -> String? {
    guard let given = words.first, let key = NewsboatKeys.key(given), KeySequence(name: key) != nil
    else { return Wording.newsboatKey }
    var rest = Array(words.dropFirst())
    var help: String?
    if let dashes = rest.lastIndex(of: "--") {
      help = rest[(dashes + 1)...].joined(separator: " ")
      rest = Array(rest[..<dashes])
    }
    // A semicolon may stand at the end of a word.
    let operations = rest.flatMap { word -> [String] in
      word != ";" && word.hasSuffix(";") ? [String(word.dropLast()), ";"] : [word]
    }.split(separator: ";").map(Array.init)
    var browser: [String]?
    var steps: [String] = []
    var programs: [[String]] = []
    for operation in operations {
      let argument = operation.dropFirst().joined(separator: " ")
      switch operation[0] {
      case "set" where operation.count > 2 && operation[1] == "browser":
        guard programs.isEmpty || browser != nil else { continue }
        switch Self.program(operation[2...].joined(separator: " "), named: "%u", as: "{url}") {
        case .failure(let reason):
          // The last one only gives back what was there before.
          if operation == operations.last { continue }
          return reason.text
        case .success(let words): browser = words
        }
      case "open-in-browser", "open-in-browser-and-mark-read", "open-in-browser-noninteractively":
        guard let words = browser else {
          steps.append(NewsboatKeys.operations[operation[0]]?.id ?? Action.openInBrowser.id)
          continue
        }
        programs.append(["run: \(Self.list(words))"])
        steps.append("")
        browser = nil
        if operation[0] == "open-in-browser-and-mark-read" { steps.append(Action.toggleRead.id) }
      case "pipe-to":
        switch Self.program(argument, named: nil, as: "") {
        case .failure(let reason): return reason.text
        case .success(let words):
          programs.append(["run: \(Self.list(words))", "mode: terminal", "pipe: text"])
          steps.append("")
        }
      case let name:
        guard let action = NewsboatKeys.operations[name], operation.count == 1 else {
          return Wording.newsboatOperation(Output.clean(operation.joined(separator: " ")))
        }
        steps.append(action.id)
      }
    }
    guard !steps.isEmpty else { return Wording.newsboatOperation("") }
    let name = "macro-" + Self.name(ofKey: key)
    let keys = ", \(key)"
    if steps.count == 1, let program = programs.first {
      add(name, key: keys, help: help, program)
      return nil
    }
    var number = 0
    let done = steps.map { step -> String in
      guard step.isEmpty else { return step }
      add("\(name)-\(number + 1)", key: nil, help: nil, programs[number])
      number += 1
      return "\(name)-\(number)"
    }
    add(name, key: keys, help: help, ["do: \(Self.list(done))"])
    return nil
  }

  private static func name(ofKey key: String) -> String {
    if key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) { return key }
    return key.unicodeScalars.map { String($0.value, radix: 16) }.joined()
  }

  private struct Reason: Error {
    let text: String
  }

  /// The words of a command that newsboat gives to a shell; refused where only a shell understands it.
  private static func program(
    _ text: String, named sign: String?, as place: String
  ) -> Result<[String], Reason> {
    var text = text
    while text.last == "&" || text.last == " " { text.removeLast() }
    for redirection in [
      ">/dev/null 2>&1", "> /dev/null 2>&1", "&>/dev/null", "2>/dev/null", ">/dev/null",
    ]
    where text.hasSuffix(redirection) {
      text.removeLast(redirection.count)
    }
    guard let words = try? CommandWords.split(text), !words.isEmpty else {
      return .failure(Reason(text: Wording.newsboatValue))
    }
    let signs: Set<Character> = ["|", "&", ";", "<", ">", "$", "`", "*", "("]
    guard !words.contains(where: { $0.contains(where: signs.contains) }) else {
      return .failure(Reason(text: Wording.newsboatShell))
    }
    guard let sign else { return .success(words) }
    let names = place == "{url}" ? ["%t": "{title}", "%f": "{feed}"] : [:]
    var filled = words.map { word in
      names.reduce(word.replacing(sign, with: place)) { $0.replacing($1.key, with: $1.value) }
    }
    if place == "{url}", !filled.contains(where: { $0.contains(place) }) { filled.append(place) }
    let isCode =
      place == "{url}" ? ArgumentPattern.fault(in: filled) != nil : BrowserCommand.isCode(filled)
    return isCode ? .failure(Reason(text: Wording.newsboatShell)) : .success(filled)
  }

  private static func list(_ words: [String]) -> String {
    "[" + words.map(ViewsEditor.quoted).joined(separator: ", ") + "]"
  }
}

/// Words of newsboat's settings, and why some have no twin.
private enum NewsboatWords {
  static let reasons: [String: String] = [
    "mark-as-read-on-hover":
      "moving past an article is not reading it here: mark_read says when it is",
    "article-sort-order": "the order belongs to a view: sort in views, or S in the window",
    "feed-sort-order": "the sidebar is sorted with S",
    "pager": "the variable PAGER is what | gives articles to",
    "html-renderer": "articles are laid out here",
    "external-url-viewer": "a command with pipe does that",
    "show-read-feeds": "the sidebar has every source, with what is unread",
    "show-read-articles": "Unread is a view",
    "user-agent": "contact is what sites are told of you",
    "max-items": "keep_articles says how long articles stay",
    "cache-file": "martlet import reads cache.db",
    "urls-source": "martlet import reads the urls file",
    "player": "openers say what plays what",
    "goto-first-unread": "the cursor is at the last article, or at the first that is unread",
    "notify-screen": "notify: title or osc777",
    "notify-format": "the words of notify are its own",
    "run-on-startup": "on_start starts a program",
  ]

  static let settings: Set<String> = Set(reasons.keys).union([
    "always-download", "auto-reload", "article-list-format", "articlelist-format",
    "articlelist-title-format", "bookmark-autopilot", "bookmark-cmd", "bookmark-interactive",
    "cleanup-on-quit", "confirm-exit", "confirm-mark-feed-read", "cookie-cache", "datetime-format",
    "delete-read-articles-on-quit", "display-article-progress", "download-full-page",
    "download-path", "text-width", "download-retries", "download-timeout", "error-log", "exec",
    "feedlist-format", "feedlist-title-format", "filebrowser-title-format", "goto-next-feed",
    "help-title-format", "history-limit", "ignore-mode", "inoreader-login", "itemview-title-format",
    "keep-articles-days", "max-browser-tabs", "max-download-speed", "max-downloads",
    "miniflux-login",
    "notify-always", "notify-beep", "notify-program", "notify-xterm", "prepopulate-query-feeds",
    "proxy", "proxy-auth", "proxy-auth-method", "proxy-type", "refresh-on-startup",
    "reload-only-visible-feeds",
    "reload-threads", "reload-time", "save-path", "scrolloff", "search-highlight-colors",
    "selecttag-format", "show-keymap-hint", "show-title-bar", "ssl-verifyhost", "ssl-verifypeer",
    "suppress-first-reload", "swap-title-and-hints", "toggleitemread-jumps-to-next-unread",
    "use-proxy",
    "wrap-scroll",
  ])
}
