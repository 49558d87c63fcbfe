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
