import Articles
import ReaderCore

/// Every setting, by its name in `config.yaml`.
///
/// `config/config.yaml` shows each at its default; a test compares the two.
enum Setting: String, CaseIterable {
  case markRead = "mark_read"
  case previewDelay = "preview_delay"
  case color
  case characters
  case theme
  case columns
  case rows
  case dates
  case glyphs
  case titleFormat = "title_format"
  case statusFormat = "status_format"
  case measure
  case center
  case mouse
  case readerMode = "reader_mode"
  case terminalBrowsers = "terminal_browsers"
  case stateFile = "state_file"
  case refreshInterval = "refresh_interval"
  case contact
  case proxy
  case fetchTimeout = "fetch_timeout"
  case connections
  case connectionsPerHost = "connections_per_host"
  case markChangedUnread = "mark_changed_unread"
  case keepArticles = "keep_articles"
  case fullText = "full_text"
  case images
  case stories
  case frontPage = "front_page"
  case keys
  case views
  case commands
  case onNew = "on_new"
  case onStart = "on_start"
  case onExit = "on_exit"
  case notify
  case mute
  case highlight
  case openers
  case keepTracking = "keep_tracking"
  case saveFolder = "save_folder"
  case downloadFolder = "download_folder"
  case downloadName = "download_name"

  /// What a value must look like; ends the sentence "NAME is …".
  var expectation: String {
    switch self {
    case .markRead: "on_open, at_end, manual, or a time such as \"after 5s\""
    case .previewDelay: "a whole number of milliseconds from 0 to 10000"
    case .color: "auto or never"
    case .characters: "auto or ascii"
    case .columns:
      "a list of \(ListStyle.Column.allCases.map(\.rawValue).joined(separator: ", ")), with title among "
        + "them, each once, and if you like with a width (provider: 16)"
    case .rows: "compact or two_lines"
    case .dates:
      "relative, or a format of %Y %y %m %b %d %e %H %M and plain characters, at most 24 columns wide"
    case .glyphs: "unicode, ascii or nerd"
    case .titleFormat, .statusFormat:
      "a text with any of "
        + LineFormat.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
    case .readerMode, .center: "true or false"
    case .measure: "a whole number of columns from 0, the whole pane, to 1000"
    case .mouse: "auto, true or false"
    case .theme: "auto, or the name of a theme, such as nord"
    case .terminalBrowsers: "a list of program names, such as [w3m, lynx]"
    case .stateFile: "the path of a file, absolute or beginning with ~/"
    case .refreshInterval: "a whole number of minutes: 0, or from 10 to 10080"
    case .contact: "an address or an e-mail address, without control characters"
    case .proxy: "the address of a proxy, such as http://localhost:3128, or none"
    case .fetchTimeout: "a whole number of seconds from 5 to 3600"
    case .connections: "a whole number from 1 to 256"
    case .connectionsPerHost: "a whole number from 1 to 16"
    case .markChangedUnread: "true or false"
    case .fullText:
      "on_request, always, or a list of queries that find the articles to be fetched always"
    case .images: "auto, kitty, sixel, blocks or off"
    case .frontPage:
      "a map with size, from 0 to 500, and topics, names with weights from -3 to 3"
    case .stories: "fold or apart"
    case .keys:
      "the name of a preset, or a map with preset and changes, such as "
        + "{preset: newsboat, toggle-star: [\"b\", \"g s\"]}"
    case .views: "a list of views, each with a name and a query"
    case .commands: "a list of commands, each with a name, and do or run"
    case .onNew: "a program with its arguments, or a map with run and query"
    case .onStart, .onExit: "a program with its arguments, such as [program, argument]"
    case .notify: "none, title, osc9, osc777, a map with command, or a list of these"
    case .mute: "a list of queries, each by itself or with a name"
    case .highlight: "a list of rules, each with a query and, if you like, a name and a role"
    case .openers: "a list of openers, each with match or type, and a command"
    case .keepTracking: "true or false"
    case .saveFolder, .downloadFolder: "the path of a folder, absolute or beginning with ~/"
    case .downloadName:
      "a name with {title}, {provider}, {date} or {file} in it; / makes folders, none is .."
    case .keepArticles: "forever, or a number of days from 1 to 36500, such as 90d"
    }
  }

  /// Whether going on without it could tell a network who reads, or keep marks where nobody looks for them.
  var mustHold: Bool { self == .proxy || self == .stateFile }

  /// What a name that is none may stand for: one with a slip of the finger, or with another word beside it. One that
  /// must hold goes first, and its first word is enough.
  static func meant(by name: String) -> Setting? {
    guard name.utf8.count <= 64 else { return nil }
    let name = name.lowercased().replacing("-", with: "_")
    let held = allCases.first { setting in
      setting.mustHold && name.contains(setting.rawValue.prefix { $0 != "_" })
    }
    if let held { return held }
    let slip = QueryName.meant(name, of: allCases.map(\.rawValue)).flatMap(Setting.init(rawValue:))
    return slip ?? Setting(rawValue: name)
      ?? allCases.first { name.split(separator: "_").contains($0.rawValue[...]) }
  }
}

extension SettingPage {
  /// Each setting with what is told of it, for the help of the window.
  static let notes: [SettingNote] = all.flatMap { page in
    page.settings.map { SettingNote(name: $0.rawValue, summary: page.summary, text: page.text) }
  }

  /// The first sentence, as much of it as two lines or three can hold.
  private var summary: String {
    let lines = text.split(separator: "\n")
    var sentence = ""
    for line in lines {
      sentence += (sentence.isEmpty ? "" : " ") + line.drop { $0 == " " }
      if let end = sentence.firstRange(of: ". ") {
        sentence = String(sentence[..<end.lowerBound])
        break
      }
      // What follows are its choices, a line each.
      if sentence.last == ":" || sentence.last == "." { break }
    }
    while sentence.last == ":" || sentence.last == "." { sentence.removeLast() }
    guard sentence.count > Self.longest else { return sentence }
    let start = sentence.prefix(Self.longest)
    let end = start.lastIndex { $0 == "," || $0 == ";" } ?? start.endIndex
    return start[..<end] + " \u{2026}"
  }

  private static let longest = 140
}
