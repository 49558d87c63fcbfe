import Articles
import Foundation

/// The one way from an address to another program.
struct URLOpener {
  let environment: [String: String]
  /// Names of programs, beside the known ones, that draw in the terminal.
  var terminalBrowsers: [String] = []
  /// What goes before `BROWSER`, the first that fits.
  var openers: [Opener] = []
  /// Whether addresses keep the parameters that say where a reader came from.
  var keepsTracking = false

  enum Refusal: Error, Equatable {
    case schemeNotAllowed(String)
    case noAddress
    case noOpener
    case noSuchProgram(String)

    var message: String {
      switch self {
      case .schemeNotAllowed(let scheme): Wording.schemeNotAllowed(scheme)
      case .noAddress: Wording.noAddress
      case .noOpener: Wording.noOpener
      case .noSuchProgram(let program): Wording.noOpenerProgram(Output.clean(program))
      }
    }
  }

  /// A program that exists, and its arguments with the address in place.
  struct Plan: Equatable {
    let path: String
    let arguments: [String]
    let needsTerminal: Bool

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  private static let allowedSchemes: Set<String> = ["http", "https", "gemini", "mailto"]

  /// How to open an address: what the settings say of such ones, then the first command of `BROWSER`
  /// whose program exists, then `xdg-open`.
  /// - Parameter type: the media type of what is there, if that is known.
  func plan(for url: String, type: String? = nil) throws(Refusal) -> Plan {
    let address = try Self.safe(url, keepsTracking: keepsTracking)
    if let opener = openers.first(where: { $0.fits(address, type: type) }),
      let command = BrowserCommand.filled(opener.command, address: address)
    {
      let program = Paths.withHome(command.program, environment)
      guard let path = ChildProcess.path(of: program, environment: environment) else {
        throw .noSuchProgram(command.program)
      }
      return Plan(
        path: path, arguments: command.arguments,
        needsTerminal: opener.needsTerminal ?? command.needsTerminal(others: terminalBrowsers))
    }
    if let plan = player(of: address, type: type) { return plan }
    if let browser = environment["BROWSER"], !browser.isEmpty {
      for command in BrowserCommand.commands(browser: browser, address: address) {
        guard let path = ChildProcess.path(of: command.program, environment: environment)
        else { continue }
        return Plan(
          path: path, arguments: command.arguments,
          needsTerminal: command.needsTerminal(others: terminalBrowsers))
      }
    }
    // Without a display xdg-open looks for a browser that draws in the terminal.
    let hasDisplay = environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
    guard let path = ChildProcess.path(of: "xdg-open", environment: environment)
    else { throw .noOpener }
    return Plan(path: path, arguments: [address], needsTerminal: !hasDisplay)
  }

  /// mpv, where it is there, for what is heard and seen: sounds in the terminal, where its keys are;
  /// films in a window where there is a display.
  private func player(of address: String, type: String?) -> Plan? {
    guard let type = type.map(Opener.plain), address.hasPrefix("http") || address.hasPrefix("/"),
      type.hasPrefix("audio/") || type.hasPrefix("video/"),
      let path = ChildProcess.path(of: "mpv", environment: environment)
    else { return nil }
    let hasDisplay = environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
    let isShown = type.hasPrefix("video/") && hasDisplay
    return Plan(
      path: path, arguments: (isShown ? [] : ["--no-video"]) + ["--", address],
      needsTerminal: !isShown)
  }

  /// How to play a file of the person's own: what the settings say of its type, else mpv.
  /// - Parameter path: absolute. Other programs may not know what to make of one.
  func plan(forFile path: String, type: String) throws(Refusal) -> Plan {
    if let opener = openers.first(where: { $0.pattern == nil && $0.fits(path, type: type) }),
      let command = BrowserCommand.filled(opener.command, address: path)
    {
      let program = Paths.withHome(command.program, environment)
      guard let found = ChildProcess.path(of: program, environment: environment) else {
        throw .noSuchProgram(command.program)
      }
      return Plan(
        path: found, arguments: command.arguments,
        needsTerminal: opener.needsTerminal ?? command.needsTerminal(others: terminalBrowsers))
    }
    if let plan = player(of: path, type: type) { return plan }
    guard let found = ChildProcess.path(of: "xdg-open", environment: environment) else {
      throw .noOpener
    }
    return Plan(path: found, arguments: [path], needsTerminal: false)
  }

  /// The address as it may be given to a program: canonical ASCII, of an allowed scheme.
  static func safe(_ url: String, keepsTracking: Bool = false) throws(Refusal) -> String {
    let scheme = url.prefix { $0 != ":" }.lowercased()
    let isScheme = scheme.count < url.count && scheme.allSatisfy { $0.isASCII && $0.isLetter }
    guard isScheme else { throw .noAddress }
    guard allowedSchemes.contains(scheme) else { throw .schemeNotAllowed(scheme) }
    guard let address = Address.openable(url, keepingTracking: keepsTracking) else {
      throw .noAddress
    }
    return scheme == "mailto" ? mail(address) : address
  }

  /// Of a mail address only the recipient, the subject and the body: anything else (an attachment,
  /// further headers) could make a mail program send what the person did not mean to.
  private static func mail(_ text: String) -> String {
    let parts = text.split(separator: "?", maxSplits: 1)
    guard parts.count == 2 else { return text }
    let fields = parts[1].split(separator: "&").filter { field in
      let name = field.prefix { $0 != "=" }.lowercased()
      return name == "subject" || name == "body"
    }
    return parts[0] + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
  }
}

/// One way to open an address: a program and its arguments, with the address in its place.
struct BrowserCommand: Equatable {
  let program: String
  let arguments: [String]

  /// The commands of a `BROWSER` variable: split at `:`, each part at blanks; `%s` is the address,
  /// `%%` a per cent sign, and without `%s` the address is the last argument.
  ///
  /// No shell sees any of it: the address is always part of exactly one argument.
  static func commands(browser: String, address: String) -> [BrowserCommand] {
    browser.split(separator: ":").compactMap { part in
      let words = part.split(whereSeparator: { $0 == " " || $0 == "\t" })
      return filled(words, address: address)
    }
  }

  /// A command whose first word is the program, with the address put in its place: `%s` in one of the
  /// other words, else after them. `nil` without a word, and where the address would be code.
  static func filled<Word: StringProtocol>(_ words: [Word], address: String) -> BrowserCommand? {
    guard let program = words.first, !isCode(words) else { return nil }
    var hasPlace = false
    var arguments = words.dropFirst().map { word in
      let filled = fill(Substring(word), address: address)
      hasPlace = hasPlace || filled.hasPlace
      return filled.text
    }
    if !hasPlace { arguments.append(address) }
    return BrowserCommand(program: String(program), arguments: arguments)
  }

  /// Whether the place of the address is one where the program takes code.
  static func isCode<Word: StringProtocol>(_ words: [Word]) -> Bool {
    let places = words.indices.dropFirst().filter {
      fill(Substring(words[$0]), address: "").hasPlace
    }
    return !CodeArgument.places(in: words.map { String($0) } + [""])
      .isDisjoint(with: places.isEmpty ? [words.count] : places)
  }

  private static func fill(_ word: Substring, address: String) -> (text: String, hasPlace: Bool) {
    var text = ""
    var hasPlace = false
    var rest = word[...]
    while let character = rest.popFirst() {
      guard character == "%", let next = rest.first, next == "s" || next == "%" else {
        text.append(character)
        continue
      }
      rest.removeFirst()
      if next == "s" {
        text += address
        hasPlace = true
      } else {
        text += "%"
      }
    }
    return (text, hasPlace)
  }

  /// Programs that draw in the terminal and must be given it.
  private static let terminalBrowsers: Set<String> = [
    "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "cha", "chawan", "felinks",
    "amfora", "bombadillo", "offpunk", "less", "more", "most", "vi", "vim", "nvim", "nano", "emacs",
    "micro", "hx", "kak", "joe", "ne", "cmus", "mocp",
  ]

  /// - Parameter others: further names that the settings call terminal browsers.
  func needsTerminal(others: [String]) -> Bool {
    let name = program.split(separator: "/").last.map(String.init) ?? program
    return Self.terminalBrowsers.contains(name) || others.contains(name)
  }
}

/// The clipboard programs of desktops. The terminal's own way, OSC 52, is the event loop's.
struct Clipboard {
  let environment: [String: String]

  /// The first program that exists and whose display is there, with the arguments that make it read
  /// its standard input.
  private var program: (path: String, arguments: [String])? {
    var candidates: [(String, [String])] = []
    if environment["WAYLAND_DISPLAY"] != nil { candidates.append(("wl-copy", [])) }
    if environment["DISPLAY"] != nil {
      candidates.append(("xclip", ["-selection", "clipboard"]))
    }
    candidates.append(("pbcopy", []))
    for (name, arguments) in candidates {
      if let path = ChildProcess.path(of: name, environment: environment) {
        return (path, arguments)
      }
    }
    return nil
  }

  /// Hands the text to a clipboard program.
  /// - Returns: the program's name; `nil` if there is none or it failed.
  func copy(_ text: String) -> String? {
    guard let program,
      let process = try? ChildProcess.start(
        program.path, program.arguments, streams: .input(Array(text.utf8))),
      ChildProcess.wait(for: process) == 0
    else { return nil }
    return program.path.split(separator: "/").last.map(String.init)
  }
}
