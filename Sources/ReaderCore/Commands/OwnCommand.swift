import TUI

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
