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
  private var colors = NewsboatColors()
  var commands: [(lines: [String], name: String)] = []
  private var scalars: [(name: String, value: String)] = []
  private var openers = NewsboatOpeners()
  private var notices: (isTitle: Bool, program: String?) = (false, nil)
  private var downloads: (path: String?, name: String?) = (nil, nil)
  private var proxy: (address: String?, type: String, isUsed: Bool) = (nil, "http", false)
  private var reloads: (isOn: Bool, minutes: Int?) = (false, nil)
  private let file: String

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let place = "\(file):\(index + 1)"
      let bare = line.last == 0x0D ? line.dropLast() : line
      let words: [String]
      do throws(SourceFault) {
        words = try SourceWord.words(of: bare).map(\.text)
      } catch {
        let reason = error == .notUTF8 ? Wording.newsboatBytes : Wording.newsboatQuote
        remarks.append("\(place): \(reason).")
        continue
      }
      guard let name = words.first else { continue }
      if let reason = take(name, Array(words.dropFirst())) {
        let end = reason.hasSuffix(".") ? "" : "."
        remarks.append("\(place): \(Output.clean(name)): \(reason)\(end)")
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

  /// The file of the theme that its colours make, as lines.
  var theme: [String]? { colors.theme }

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
    if !openers.lines.isEmpty {
      entries.append(Entry(name: "openers", lines: ["openers:"] + openers.lines))
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

  /// The same with views and rules that hide: what can be put into `config.yaml` by hand.
  var yaml: [String] {
    var lines = entries.flatMap(\.lines)
    if !views.isEmpty {
      lines.append("views:")
      for view in views {
        lines.append("  - name: \(ViewsEditor.quoted(view.name))")
        lines.append("    query: \(ViewsEditor.quoted(view.query))")
      }
    }
    if !mutes.isEmpty {
      lines.append("mute:")
      lines += mutes.map { "  - \(ViewsEditor.quoted($0.query))" }
    }
    return lines
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
      return takeDownloads(path: value)
    case "download-filename-format":
      guard !value.isEmpty else { return Wording.newsboatNoValue }
      let (name, dropped) = NewsboatFormat.download(value)
      guard dropped.isEmpty else { return Wording.newsboatRefused(dropped) }
      guard DownloadName.isPattern(name) else { return Wording.newsboatValue }
      downloads.name = name
    case "datetime-format":
      guard let format = NewsboatFormat.dates(value) else { return Wording.newsboatDates }
      return scalar("dates", ViewsEditor.quoted(format))
    case "articlelist-title-format":
      let (title, dropped) = NewsboatFormat(value).title
      guard (try? LineFormat(title)) != nil, !title.isEmpty else { return Wording.newsboatValue }
      _ = scalar("title_format", ViewsEditor.quoted(title))
      return dropped.isEmpty ? nil : Wording.newsboatDropped(dropped)
    case "articlelist-format":
      guard !value.isEmpty else { return Wording.newsboatNoValue }
      let (columns, dropped) = NewsboatFormat(value).columns
      _ = scalar("columns", columns)
      return dropped.isEmpty ? nil : Wording.newsboatDropped(dropped)
    case "download-full-page":
      return scalar("full_text", value == "yes" ? "always" : "on_request")
    case "reset-unread-on-update":
      guard !value.isEmpty else { return Wording.newsboatNoValue }
      _ = scalar("mark_changed_unread", "true")
      return Wording.newsboatAllFeeds
    case "article-sort-order": return order(value)
    case "text-width": return number(value == "0" ? "0" : value, 0...400, "measure")
    case "proxy": proxy.address = value
    case "proxy-type": proxy.type = value
    case "use-proxy": proxy.isUsed = value == "yes"
    case "browser":
      switch NewsboatProgram.words(value, named: "%u", as: "%s") {
      case .failure(let reason): return reason.text
      case .success(let words): openers.browser = words
      }
    case "player":
      switch NewsboatProgram.words(value, named: "%u", as: "%s") {
      case .failure(let reason): return reason.text
      case .success(let words): openers.player = words
      }
    case "bookmark-cmd":
      switch NewsboatProgram.words(value, named: nil, as: "") {
      case .failure(let reason): return reason.text
      case .success(let words):
        // Address, title, description, and the title of the feed.
        let all = words + ["{url}", "{title}", "", "{provider}"]
        let mode = NewsboatProgram.needsTerminal(words) ? ["mode: terminal"] : []
        add("bookmark", key: "Ctrl-B", help: nil, ["run: \(NewsboatProgram.list(all))"] + mode)
      }
    case "notify-program":
      guard !value.isEmpty else { return Wording.newsboatNoValue }
      notices.program = value
    case "notify-xterm": notices.isTitle = value == "yes"
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
      return highlight(value, hasColors: words.count > 1)
    case "highlight" where words.count > 1 && ["all", "articlelist"].contains(value):
      return highlight(title: words[1], hasColors: words.count > 2)
    case "color": return colors.take(words)
    case "highlight", "highlight-feed", "highlight-item-format": return Wording.newsboatColors
    case "include": return Wording.newsboatInclude
    default: return NewsboatWords.reasons[name] ?? Wording.newsboatNoTwin
    }
    return nil
  }

  private mutating func highlight(_ condition: String, hasColors: Bool) -> String? {
    do throws(NewsboatFilter.Refusal) {
      highlights.append(try NewsboatFilter(condition).query)
      return hasColors ? Wording.newsboatRuleColor : nil
    } catch {
      return error.message
    }
  }

  /// A regular expression that says nothing but its letters is words of a title.
  private mutating func highlight(title pattern: String, hasColors: Bool) -> String? {
    guard !pattern.isEmpty,
      pattern.allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" })
    else {
      let quoted = pattern.replacing("\"", with: "\\\"")
      return highlight("title =~ \"\(quoted)\"", hasColors: hasColors)
    }
    highlights.append("title:\"\(pattern)\"")
    return hasColors ? Wording.newsboatRuleColor : nil
  }

  /// A folder up to the first sign; what follows belongs to the names of the files.
  private mutating func takeDownloads(path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let plain = parts.prefix { !$0.contains("%") }
    var folder = plain.joined(separator: "/")
    if folder.isEmpty { folder = "/" }
    _ = scalar("download_folder", ViewsEditor.quoted(folder == "~" ? "~/" : folder))
    guard plain.count < parts.count else { return nil }
    let rest = parts.dropFirst(plain.count).joined(separator: "/")
    let (name, dropped) = NewsboatFormat.download(rest)
    guard dropped.isEmpty else {
      return Wording.newsboatRefused(dropped) + "; " + Wording.newsboatOneFolder
    }
    downloads.path = String(name.drop { $0 == "/" })
    while downloads.path?.last == "/" { downloads.path?.removeLast() }
    return nil
  }

  /// The newest stand first, as here, or a view says it.
  private func order(_ value: String) -> String? {
    let names = [
      "date": "newest", "date-desc": "newest", "date-asc": "oldest", "title": "title",
      "title-asc": "title",
    ]
    guard let name = names[value] else { return Wording.newsboatNoOrder(Output.clean(value)) }
    return name == "newest" ? nil : Wording.newsboatOrder(name)
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
    if let remark = colors.remark { remarks.append("\(file): color: \(remark).") }
    if theme != nil { _ = scalar("theme", NewsboatColors.themeName) }
    let command = notices.program.map {
      "{command: \(NewsboatProgram.list([$0, "{count} new: {title}"]))}"
    }
    switch (notices.isTitle, command) {
    case (true, let command?): _ = scalar("notify", "[title, \(command)]")
    case (true, nil): _ = scalar("notify", "title")
    case (false, let command?): _ = scalar("notify", command)
    case (false, nil): break
    }
    // Without a format of its own newsboat takes the name that the address ends in.
    let name = [downloads.path, downloads.name ?? "{file}"].compactMap(\.self)
      .joined(separator: "/")
    if downloads.path != nil || downloads.name != nil, DownloadName.isPattern(name) {
      _ = scalar("download_name", ViewsEditor.quoted(name))
    }
    guard proxy.isUsed, let address = proxy.address else { return }
    _ = scalar(
      "proxy", ViewsEditor.quoted(address.contains("://") ? address : "\(proxy.type)://\(address)"))
  }
}

/// Words of newsboat's settings, and why some have no twin.
enum NewsboatWords {
  static let reasons: [String: String] = [
    "mark-as-read-on-hover":
      "moving past an article is not reading it here: mark_read says when it is",
    "feed-sort-order": "the sidebar is sorted with S",
    "pager": "the variable PAGER is what | gives articles to",
    "html-renderer": "articles are laid out here",
    "show-read-feeds": "the sidebar has every source, with what is unread",
    "show-read-articles": "Unread is a view",
    "user-agent": "contact is what sites are told of you",
    "max-items": "keep_articles says how long articles stay",
    "cache-file": "martlet import reads cache.db",
    "urls-source": "martlet import reads the urls file",
    "feedlist-title-format":
      "the window has one title: articlelist-title-format becomes title_format",
    "itemview-title-format":
      "the window has one title: articlelist-title-format becomes title_format",
    "feedlist-format": "the left pane has names and what is unread",
    "max-downloads": "files are downloaded one after the other",
    "external-url-viewer": "a command with pipe does that",
    "goto-first-unread": "the cursor is at the last article, or at the first that is unread",
    "notify-screen": "notify: title or osc777",
    "notify-format": "the words of notify are its own",
    "run-on-startup": "on_start starts a program",
  ]

  static let settings: Set<String> = Set(reasons.keys).union([
    "article-sort-order", "download-filename-format", "player",
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
