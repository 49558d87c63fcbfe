import ReaderCore

/// A command that newsboat gives to a shell, as words that need none.
enum NewsboatProgram {
  struct Reason: Error {
    let text: String
  }

  /// Refused where only a shell understands it.
  /// - Parameters:
  ///   - sign: what stands for the address; `nil` where the program gets none.
  ///   - place: what stands for it here.
  static func words(
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

  static func list(_ words: [String]) -> String {
    "[" + words.map(ViewsEditor.quoted).joined(separator: ", ") + "]"
  }

  /// Whether it draws in the terminal, which newsboat gives to every program.
  static func needsTerminal(_ words: [String]) -> Bool {
    guard let program = words.first else { return false }
    return BrowserCommand(program: program, arguments: []).needsTerminal(others: others)
  }

  /// Beside those that openers know.
  private static let others = [
    "mutt", "neomutt", "alpine", "aerc", "ncmpcpp", "ncmpc", "mpc", "moc", "bat", "glow", "pico",
    "ed",
    "view", "vimdiff", "helix", "newsraft", "ranger", "nnn", "lf", "mc", "tuir", "rtv", "w3mman",
    "retawq",
    "netrik", "edbrowse", "jed", "mg", "zile", "ytfzf", "mpg123", "mplayer", "nvlc", "cvlc", "play",
  ]
}

/// What newsboat opens pages with and podboat plays with, as openers: those of media stand first, so that
/// no browser gets them.
struct NewsboatOpeners {
  var browser: [String]?
  var player: [String]?

  /// The lines below `openers`; none where the file says nothing of them.
  var lines: [String] {
    guard browser != nil || player != nil else { return [] }
    // A bare mpv opens a window for the cover of a sound.
    let usual = ["mpv", "--", "%s"]
    let sounds = player.map { $0 == ["mpv"] ? ["mpv", "--no-video"] : $0 }
    let media = [
      (sounds ?? ["mpv", "--no-video", "--", "%s"], "audio/*", Self.sounds),
      (player ?? usual, "video/*", Self.films),
    ]
    var lines: [String] = []
    for (words, type, pattern) in media {
      let program = words.first?.split(separator: "/").last ?? ""
      let isHeard = type.hasPrefix("audio") && program == "mpv"
      let terminal = isHeard || NewsboatProgram.needsTerminal(words)
      for condition in ["type: \"\(type)\"", "match: '\(pattern)'"] {
        lines += Self.entry(condition, words, terminal: terminal)
      }
    }
    if let browser {
      lines += Self.entry(
        "match: \"^https?://\"", browser, terminal: NewsboatProgram.needsTerminal(browser))
    }
    return lines
  }

  private static let sounds = #"(?i)\.(mp3|m4a|aac|og[ag]|opus|flac|wav)([?#]|$)"#
  private static let films = #"(?i)\.(mp4|m4v|webm|mkv|mov|avi|ogv)([?#]|$)"#

  private static func entry(_ condition: String, _ words: [String], terminal: Bool) -> [String] {
    ["  - \(condition)", "    command: \(NewsboatProgram.list(words))"]
      + (terminal ? ["    terminal: true"] : [])
  }
}

/// Macros of newsboat as commands: what is run in the place of the browser, and operations that have a twin.
extension NewsboatConfig {
  mutating func add(_ name: String, key: String?, help: String?, _ deed: [String]) {
    commands.removeAll { $0.name == name }
    let head = ["  - name: \(name)"]
    let more =
      (key.map { ["key: \(ViewsEditor.quoted($0))"] } ?? [])
      + (help.map { ["help: \(ViewsEditor.quoted(Output.clean($0)))"] } ?? []) + deed
    commands.append((head + more.map { "    " + $0 }, name))
  }

  /// `macro KEY OPERATION ARGUMENTS ; … [-- DESCRIPTION]`.
  mutating func takeMacro(_ words: [String]) -> String? {
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
        switch NewsboatProgram.words(
          operation[2...].joined(separator: " "), named: "%u", as: "{url}")
        {
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
        let mode = NewsboatProgram.needsTerminal(words) ? ["mode: terminal"] : []
        programs.append(["run: \(NewsboatProgram.list(words))"] + mode)
        steps.append("")
        browser = nil
        if operation[0] == "open-in-browser-and-mark-read" { steps.append(Action.toggleRead.id) }
      case "pipe-to":
        switch NewsboatProgram.words(argument, named: nil, as: "") {
        case .failure(let reason): return reason.text
        case .success(let words):
          programs.append(["run: \(NewsboatProgram.list(words))", "mode: terminal", "pipe: text"])
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
    add(name, key: keys, help: help, ["do: \(NewsboatProgram.list(done))"])
    return nil
  }

  private static func name(ofKey key: String) -> String {
    if key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) { return key }
    return key.unicodeScalars.map { String($0.value, radix: 16) }.joined()
  }
}
