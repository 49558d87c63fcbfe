/// Arguments that a program takes as code: what an article says must not stand in them, since it could
/// command whatever reads the code there.
///
/// Known are shells, interpreters, and programs that hand what they are given to a shell of their own;
/// a program of another name that does so is not recognized.
enum CodeArgument {
  /// Which of the words are code; the first one is the program.
  static func places(in words: [String]) -> Set<Int> {
    var places: Set<Int> = []
    let start = words.indices.first { !isWrapping($0, words) } ?? words.count
    // What starts another program is told its name, its variables, or a whole line to split.
    places.formUnion(words.indices.prefix(start + 1).dropFirst())
    for place in words.indices.dropFirst(min(start, words.count)) {
      if place > start { places.formUnion(named(place, words)) }
      let name = name(of: words[place])
      let habit = habit(of: name)
      guard let habit = place == start ? habit ?? handing(name) : habit else { continue }
      places.formUnion(habit.places(in: words, after: place))
    }
    return places
  }

  /// The value of an option whose name says that it is run, of whatever program: `--to-command=`, `--exec`.
  private static func named(_ place: Int, _ words: [String]) -> [Int] {
    let word = words[place]
    guard word.hasPrefix("--"), word.count > 2 else { return [] }
    let name = word.dropFirst(2).prefix { $0 != "=" }.lowercased()
    let parts = name.split(separator: "-")
    guard
      parts.contains(where: { runningNames.contains(String($0)) }) || name == "checkpoint-action"
    else { return [] }
    return [word.contains("=") ? place : place + 1]
  }

  private static let runningNames: Set<String> = [
    "exec", "execute", "eval", "command", "commands", "cmd", "shell", "rsh", "script", "program",
    "filter", "pager",
    "editor", "preprocessor",
  ]

  /// What a program takes as code.
  private struct Habit {
    /// What follows one of these, or stands in it after an equals sign, is code; one of a single
    /// letter may be among others: `-lc`.
    var options: Set<String> = []
    /// Whether they can stand behind what is no option.
    var isAnywhere = false
    /// Whether the first argument that is no option is code, unless an option has it or names its file.
    var isFirst = false
    /// Whether all arguments are, unless the first is one of these.
    var harmless: Set<String>?

    func places(in words: [String], after start: Int) -> [Int] {
      let rest = words.indices.dropFirst(start + 1)
      if let harmless {
        return rest.first.map { harmless.contains(words[$0]) } == true ? [] : Array(rest)
      }
      var found: [Int] = []
      let hasFile = rest.contains { words[$0].hasPrefix("-f") || words[$0].hasPrefix("--file") }
      for place in rest {
        let word = words[place]
        // `less +!CODE`, `vim +CODE`.
        if word.utf8.first == UInt8(ascii: "+") {
          found.append(place)
          continue
        }
        guard word.utf8.first == UInt8(ascii: "-") else {
          // What follows an option may be its value.
          let isValue = words[place - 1].utf8.first == UInt8(ascii: "-") && place - 1 > start
          if isFirst, !hasFile, found.isEmpty, !isValue { found.append(place) }
          if isAnywhere || isValue || found.contains(place) { continue }
          break
        }
        let name = String(word.prefix { $0 != "=" })
        if options.contains(name) {
          found.append(name.count < word.count ? place : place + 1)
        } else if !word.hasPrefix("--"),
          options.contains(where: { $0.count == 2 && word.contains($0.last ?? "-") })
        {
          // `-lc CODE`, and what a letter has behind it: `-eCODE`.
          found += [place, place + 1]
        }
      }
      return found
    }
  }

  /// Shells and interpreters, which other programs start as well.
  private static func habit(of name: String) -> Habit? {
    switch name {
    case "sh", "bash", "rbash", "dash", "ash", "zsh", "ksh", "mksh", "yash", "csh", "tcsh", "fish",
      "busybox", "nu", "xonsh", "elvish", "pwsh":
      Habit(
        options: ["-c", "-C", "--command", "--commands", "-Command", "--init-command"],
        isAnywhere: name == "busybox")
    case "python", "pypy", "perl", "ruby", "node", "nodejs", "php", "lua", "luajit", "julia",
      "Rscript", "guile", "osascript", "tclsh", "expect":
      Habit(options: ["-c", "-e", "-E", "-r", "-p", "--eval", "--print", "--run"])
    case "awk", "gawk", "mawk", "nawk": Habit(options: ["-e", "--source"], isFirst: true)
    case "sed", "gsed": Habit(options: ["-e", "--expression"], isFirst: true)
    default: nil
    }
  }

  /// Programs that hand what they are given to a shell or an interpreter.
  private static func handing(_ name: String) -> Habit? {
    switch name {
    case "su", "runuser", "sg", "script", "flock", "nix-shell":
      Habit(options: ["-c", "--command", "--session-command", "--run"], isAnywhere: true)
    case "less", "more", "most": Habit(options: ["-k"], isAnywhere: true)
    case "vi", "vim", "nvim", "gvim", "view", "ex":
      Habit(options: ["-c", "--cmd"], isAnywhere: true)
    case "emacs", "emacsclient":
      Habit(options: ["--eval", "-eval", "--execute", "-execute", "-e"], isAnywhere: true)
    case "xterm", "uxterm", "urxvt", "rxvt", "st": Habit(options: ["-e"], isAnywhere: true)
    case "rsync", "mysql", "mariadb", "gnuplot", "mutt", "neomutt", "kak", "nc", "ncat":
      Habit(options: ["-e", "-c"], isAnywhere: true)
    case "psql", "git": Habit(options: ["-c"], isAnywhere: true)
    case "tar", "gtar", "bsdtar": Habit(options: ["-I", "-F"], isAnywhere: true)
    case "gdb", "lldb": Habit(options: ["-ex", "-iex", "-o", "-O"], isAnywhere: true)
    // Their arguments are commands, targets with commands, or addresses that name programs.
    case "eval", "watch", "ssh", "mosh", "parallel", "socat", "make", "gmake", "entr", "sqlite",
      "dc", "bc", "i3-msg",
      "swaymsg", "hyprctl", "xdotool", "screen", "at", "batch":
      Habit(harmless: [])
    // Its other commands take formats, in which it runs what stands in #(...).
    case "tmux": Habit(harmless: ["set-buffer", "setb"])
    default: nil
    }
  }

  /// Whether a word belongs to a program that only starts the next one: `nice -n 5 sh`.
  private static func isWrapping(_ place: Int, _ words: [String]) -> Bool {
    let wrappers: Set<String> = [
      "env", "nice", "nohup", "setsid", "timeout", "sudo", "doas", "ionice", "stdbuf", "time",
      "exec",
      "command", "xargs", "systemd-run", "unbuffer", "chronic", "firejail",
    ]
    guard let first = words.first, wrappers.contains(name(of: first)) else { return false }
    let word = words[place]
    return wrappers.contains(name(of: word)) || word.hasPrefix("-") || word.contains("=")
      || word.first?.isNumber == true
  }

  /// Without its folder, and the version behind it: `python3.11`.
  private static func name(of word: String) -> String {
    let name = word.split(separator: "/").last.map(String.init) ?? word
    let bare = name.reversed().drop { $0.isNumber || $0 == "." }.reversed()
    return bare.isEmpty ? name : String(bare)
  }
}
