import Articles
import TUI

/// What a line after ":" asks for.
enum Command: Hashable, Sendable {
  case action(Action)
  case open(link: Int)
  case sort(QuerySort)
  /// By name; a part of it is enough if no other has it.
  case view(String)
  case topic(String)
  case find(String)
  case query(String)
  /// What of the list fits a query.
  case markRead(String)
  case label(LabelLine)
  case labelAll(LabelLine)
  /// By name; "auto" is as the terminal's ground is.
  case theme(String)
  case pipe(String)
  case save(String)
  case add(String)
  case help(String)
  /// One of the person's own, by its name.
  case own(String)
}

/// Why a line is no command, and which part of it is wrong.
public struct CommandMistake: Error, Hashable, Sendable {
  /// In characters from the beginning of the line.
  public var word: Range<Int>
  public var message: String
}

/// The commands that take more than their name.
enum CommandWord: String, CaseIterable, Sendable {
  case open
  case sort
  case view
  case topic
  case find
  case query
  case markRead = "mark-read"
  case label
  case labelAll = "label-all"
  case theme
  case pipe
  case save
  case add
  case help
  case quit
  case q

  /// What follows the name, and what it does.
  var help: (argument: String, text: String) {
    switch self {
    case .open: ("[NUMBER]", "open what is selected, or a link by its number")
    case .sort: ("[ORDER]", "the order of the list")
    case .view: ("[NAME]", "go to a view")
    case .topic: ("[NAME]", "go to a topic")
    case .find: ("[WORDS]", "narrow the list by a query; in an article find words")
    case .query: ("[QUERY]", "list what a query finds in everything")
    case .markRead: ("QUERY", "mark read what of this list fits a query, such as age>7d")
    case .label: ("[NAMES]", "give this article labels; -name takes one away")
    case .labelAll: ("[NAMES]", "give labels to everything listed; -name takes one away")
    case .theme: ("[NAME]", "wear a theme, and keep it; auto is as the terminal is")
    case .pipe: ("[COMMAND]", "give this article to a command")
    case .save: ("[PATH]", "save this article as a file")
    case .add: ("[PLACE]", "add a folder, a feed or the feed of a page")
    case .help: ("[WORDS]", "show and search the keys")
    case .quit, .q: ("", "quit")
    }
  }

  /// What is done without an argument; `nil` where there must be one.
  fileprivate var alone: Command? {
    switch self {
    case .open: .action(.open)
    case .sort: .action(.chooseSort)
    case .view: .action(.chooseView)
    case .topic: .action(.chooseTopic)
    case .find: .action(.find)
    case .query: .action(.editQuery)
    case .markRead: nil
    case .label: .action(.editLabels)
    case .labelAll: .action(.labelAll)
    case .theme: .action(.chooseTheme)
    case .pipe: .action(.pipe)
    case .save: .action(.save)
    case .add: .action(.addSource)
    case .help: .action(.showHelp)
    case .quit, .q: .action(.quit)
    }
  }

  /// - Throws: a sentence.
  fileprivate func command(with argument: String) throws(ArgumentFault) -> Command {
    switch self {
    case .open:
      guard let number = Int(argument), number > 0 else {
        throw ArgumentFault(Wording.noNumber(argument))
      }
      return .open(link: number)
    case .sort:
      let typed = argument.lowercased()
      let found = QuerySort.allCases.filter { $0.rawValue.hasPrefix(typed) }
      guard let sort = QuerySort(rawValue: typed) ?? (found.count == 1 ? found[0] : nil) else {
        throw ArgumentFault(Wording.noSort(argument))
      }
      return .sort(sort)
    case .view: return .view(argument)
    case .topic: return .topic(argument)
    case .find: return .find(argument)
    case .query: return .query(try Self.checked(argument))
    case .markRead: return .markRead(try Self.checked(argument))
    case .label, .labelAll:
      guard let line = LabelLine(argument) else { throw ArgumentFault(Wording.noLabel) }
      return self == .label ? .label(line) : .labelAll(line)
    case .theme: return .theme(argument)
    case .pipe: return .pipe(argument)
    case .save: return .save(argument)
    case .add: return .add(argument)
    case .help: return .help(argument)
    case .quit, .q: throw ArgumentFault(Wording.nothingMore(rawValue))
    }
  }

  private static func checked(_ query: String) throws(ArgumentFault) -> String {
    do throws(QueryMistake) {
      _ = try QueryParser.parse(query, now: Instant(milliseconds: 0))
      return query
    } catch {
      throw ArgumentFault(error.description, from: max(error.column - 1, 0))
    }
  }
}

/// What is wrong with what follows a name.
private struct ArgumentFault: Error {
  let message: String
  /// Where in the argument, in characters.
  let start: Int

  init(_ message: String, from start: Int = 0) {
    self.message = message
    self.start = start
  }
}

extension Command {
  /// What a line asks for; `nil` for a blank one.
  /// - Parameter own: the names of the person's own commands, which go before others.
  static func parse(_ line: String, own: [String]) throws(CommandMistake) -> Command? {
    let start = line.prefix { $0.isWhitespace || $0 == ":" }.count
    let rest = line.dropFirst(start)
    let name = rest.prefix { !$0.isWhitespace }
    guard !name.isEmpty else { return nil }
    let blanks = rest.dropFirst(name.count).prefix(while: \.isWhitespace).count
    var argument = String(rest.dropFirst(name.count + blanks))
    while argument.last?.isWhitespace == true { argument.removeLast() }
    let nameRange = start..<start + name.count
    let full: String
    do throws(ArgumentFault) {
      full = try Self.name(String(name), own: own)
    } catch {
      throw CommandMistake(word: nameRange, message: error.message)
    }
    let argumentStart = nameRange.upperBound + blanks
    let argumentRange = argumentStart..<argumentStart + argument.count
    func nothingMore(_ command: Command) throws(CommandMistake) -> Command {
      guard argument.isEmpty else {
        throw CommandMistake(word: argumentRange, message: Wording.nothingMore(full))
      }
      return command
    }
    if own.contains(full) { return try nothingMore(.own(full)) }
    guard let word = CommandWord(rawValue: full) else {
      return try Action(rawValue: full).map { action throws(CommandMistake) in
        try nothingMore(.action(action))
      }
    }
    if argument.isEmpty {
      guard let command = word.alone else {
        throw CommandMistake(word: nameRange, message: Wording.needsArgument(word))
      }
      return command
    }
    do throws(ArgumentFault) {
      return try word.command(with: argument)
    } catch {
      let from = min(argumentRange.lowerBound + error.start, argumentRange.upperBound - 1)
      throw CommandMistake(word: from..<argumentRange.upperBound, message: error.message)
    }
  }

  /// The whole name, of which the beginning is enough where no other begins so.
  private static func name(_ typed: String, own: [String]) throws(ArgumentFault) -> String {
    let names = names(own: own)
    if names.contains(typed) { return typed }
    let lowered = typed.lowercased()
    if names.contains(lowered) { return lowered }
    let found = names.filter { $0.hasPrefix(lowered) }
    if found.count == 1 { return found[0] }
    if found.count > 1 { throw ArgumentFault(Wording.severalCommands(typed, found)) }
    throw ArgumentFault(Wording.noCommand(typed, meant: nearest(to: lowered, in: names)))
  }

  /// Every name that a line can begin with; the person's own first.
  static func names(own: [String]) -> [String] {
    var seen = Set<String>()
    return
      (own + CommandWord.allCases.filter { $0 != .q }.map(\.rawValue) + Action.allCases.map(\.id)
      + [CommandWord.q.rawValue]).filter { seen.insert($0).inserted }
  }

  /// What the beginning of a line says, with what it does.
  static func help(for line: String, own: [OwnCommand]) -> String? {
    let rest = line.drop { $0.isWhitespace || $0 == ":" }
    let typed = String(rest.prefix { !$0.isWhitespace })
    guard !typed.isEmpty, let name = try? name(typed, own: own.map(\.name)) else { return nil }
    if let command = own.first(where: { $0.name == name }) {
      return "\(name)  \(command.explanation)"
    }
    if let word = CommandWord(rawValue: name) {
      let parts = [name, word.help.argument].filter { !$0.isEmpty }.joined(separator: " ")
      let orders =
        word == .sort ? ": " + QuerySort.allCases.map(\.rawValue).joined(separator: " ") : ""
      return "\(parts)  \(word.help.text)\(orders)"
    }
    return Action(rawValue: name).map { "\($0.id)  \($0.facts.help)" }
  }

  /// The name that was most likely meant: at most two letters are other.
  private static func nearest(to typed: String, in names: [String]) -> String? {
    guard typed.count <= 40 else { return nil }
    let letters = Array(typed)
    var best: (name: String, distance: Int)?
    for name in names where abs(name.count - letters.count) < 3 {
      let distance = distance(letters, Array(name))
      if distance < best?.distance ?? (letters.count < 4 ? 2 : 3) { best = (name, distance) }
    }
    return best?.name ?? names.first { name in name.split(separator: "-").contains { $0 == typed } }
  }

  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var row = Array(0...other.count)
    for (i, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, second) in other.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (letter == second ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[other.count]
  }
}

/// A command of the person's own: a name, and if they like a key, for a list of commands or a program.
public struct OwnCommand: Hashable, Sendable {
  public var name: String
  public var key: KeySequence?
  /// What it does, in the person's words.
  public var help: String?
  public var deed: Deed

  public enum Deed: Hashable, Sendable {
    /// Lines as after ":".
    case lines([String])
    case program(OwnProgram)
  }

  public init(name: String, key: KeySequence? = nil, help: String? = nil, deed: Deed) {
    self.name = name
    self.key = key
    self.help = help
    self.deed = deed
  }

  /// Why a line cannot be done; `nil` where it can.
  /// - Parameter own: the names of the person's own commands.
  public static func mistake(in line: String, own: [String]) -> String? {
    do throws(CommandMistake) {
      return try Command.parse(line, own: own) == nil ? Wording.emptyLine : nil
    } catch {
      return error.message
    }
  }

  /// Whether a name is one of Martlet's own.
  public static func isTaken(_ name: String) -> Bool {
    Command.names(own: []).contains(name.lowercased())
  }

  /// One line for help and hints.
  public var explanation: String {
    if let help { return help }
    switch deed {
    case .lines(let lines): return lines.joined(separator: "; ")
    case .program(let program): return program.words.joined(separator: " ")
    }
  }
}

/// A program and how it runs. No shell sees any of it.
public struct OwnProgram: Hashable, Sendable {
  /// The program and its arguments, in which `{url}` and the like stand for what an article has.
  public var words: [String]
  public var mode: Mode
  /// What of the article stands on its standard input; `nil` for nothing.
  public var input: PipeForm?
  /// Whether it runs once for every article that is listed.
  public var isForEach: Bool

  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// By itself; it lives on when the window is closed.
    case detached
    /// It has the terminal until it ends.
    case terminal
    /// What it prints is shown over the panes.
    case show
  }

  public init(
    words: [String], mode: Mode = .detached, input: PipeForm? = nil, isForEach: Bool = false
  ) {
    self.words = words
    self.mode = mode
    self.input = input
    self.isForEach = isForEach
  }
}
