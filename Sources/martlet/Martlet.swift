import ArgumentParser
import Glibc
import Storage

/// `martlet [SOURCE…]` opens the window; the subcommands answer from the shell.
@main
struct Martlet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Read folders of articles and follow their related articles in the terminal.",
    usage: """
      martlet [--state <file>] [<source> ...]
      martlet <subcommand>
      """,
    discussion: """
      Without a source the folders in the sources file are read. In the window press ? for every key.
      """,
    version: "martlet 0.1.0",
    subcommands: [
      ReadCommand.self, ListCommand.self, ShowCommand.self, MarkCommand.self, OpenCommand.self,
      CheckCommand.self, InspectCommand.self, KeysCommand.self,
    ],
    defaultSubcommand: ReadCommand.self)

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let stop as Stop {
      Output.error(stop.message)
      Glibc.exit(stop.status.rawValue)
    } catch let error as StorageError {
      Output.error(error.message)
      Glibc.exit(ExitStatus.failed.rawValue)
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      // What the argument parser says: help and version, or what is wrong with the arguments.
      let text = fullMessage(for: error)
      guard exitCode(for: error) != .success else { return Output.line(text) }
      Output.plainError(text)
      Glibc.exit(ExitStatus.wrongUsage.rawValue)
    }
  }
}
