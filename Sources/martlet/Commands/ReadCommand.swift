import ArgumentParser
import Foundation
import Glibc
import ReaderCore

/// `martlet [SOURCE…]`: the window. Its name is needed only for a folder that is called like a command.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Open the window. This is what martlet does without a command.")

  @Argument(
    help: ArgumentHelp(
      "A folder of article files, one such file, or the address of a feed.", valueName: "source"))
  var sources: [String] = []

  @OptionGroup var state: StateOption

  func run() throws {
    let firstRun = sources.isEmpty ? FirstRun.offer(ProcessInfo.processInfo.environment) : nil
    let workspace = try Workspace.open(
      sources: sources, state: state, startsEmpty: isatty(0) == 1 && isatty(1) == 1)
    let status = try ReaderWindow.open(workspace, firstRun: firstRun)
    if status != 0 { throw ExitCode(status) }
  }
}
