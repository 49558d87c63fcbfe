import ArgumentParser
import CMemory
import Dispatch
import Glibc
import Storage

/// `martlet [SOURCE…]` opens the window; the subcommands answer from the shell.
@main
struct Martlet: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Read folders of articles and feeds, and follow related articles in the terminal.",
    usage: """
      martlet [--state <file>] [<source> ...]
      martlet <subcommand>
      """,
    discussion: """
      Without a source those in the sources file are read. In the window press ? for every key.
      """,
    version: "martlet \(Martlet.version)",
    subcommands: [
      ReadCommand.self, ListCommand.self, ShowCommand.self, MarkCommand.self, OpenCommand.self,
      AddCommand.self, RemoveCommand.self, SourcesCommand.self, RefreshCommand.self,
      WatchCommand.self, StatsCommand.self,
      ImportCommand.self, ExportCommand.self, PurgeCommand.self, CheckCommand.self,
      InspectCommand.self, FullTextCommand.self, DownloadCommand.self,
      KeysCommand.self, ConfigCommand.self,
    ],
    defaultSubcommand: ReadCommand.self)

  static func main() {
    // A list of a million articles is megabytes at once. What is freed of such a size goes back to the
    // system: the C library would otherwise keep it from the second time on.
    mallopt(M_MMAP_THRESHOLD, 256 << 10)
    sqlite_keep_no_statistics()
    PictureProcess.runIfAsked(CommandLine.arguments)
    // A file size limit must be an error that can be told, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    let status = runToEnd()
    guard Output.flush() else {
      Output.error(Wording.outputNotWritten)
      end(max(status, ExitStatus.failed.rawValue))
    }
    end(status)
  }

  /// Ends the process without what libraries want to do at its end: OpenSSL would free what the
  /// network's thread may still be using, and the program would crash after its work was done.
  private static func end(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
  }

  /// The arguments, without the options of `inspect` and `fulltext` that say nothing: a script
  /// writes `--url="$address"` also where it knows none.
  private static var arguments: [String] {
    let given = CommandLine.arguments.dropFirst()
    let options = given.prefix { $0 != "--" }
    return options.filter { $0 != "--url=" && $0 != "--content-type=" }
      + given.dropFirst(options.count)
  }

  /// Runs the command that the arguments name.
  /// - Returns: the exit status.
  private static func runToEnd() -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return ExitStatus.fine.rawValue
    } catch let failure as CommandFailure {
      Output.error(failure.message)
      return failure.status.rawValue
    } catch let error as StorageError {
      Output.error(error.message)
      return ExitStatus.failed.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      // What the argument parser says: help and version, or what is wrong with the arguments.
      let text = fullMessage(for: error)
      guard exitCode(for: error) != .success else {
        Output.line(text)
        return ExitStatus.fine.rawValue
      }
      Output.plainError(text)
      return ExitStatus.wrongUsage.rawValue
    }
  }
}

/// Options that every subcommand takes.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: .customLong("source"),
    help: ArgumentHelp(
      "Read this folder or file instead of the sources file. May be repeated.",
      valueName: "source"))
  var sources: [String] = []

  @OptionGroup var state: StateOption
}

/// Where marks are kept.
struct StateOption: ParsableArguments {
  @Option(
    name: .customLong("state"),
    help: ArgumentHelp("Keep read and starred marks in this file.", valueName: "file"))
  var file: String?
}

/// The end of a command that cannot go on: its sentence on standard error and its exit status.
struct CommandFailure: Error, CustomStringConvertible {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  var description: String { message }
}

/// Lets a command end in order when it is interrupted; a second interruption ends it at once.
final class Interrupts {
  private static let numbers = [SIGINT, SIGTERM]
  private let sources: [any DispatchSourceSignal]
  private let caught = Locked<Int32?>(nil)

  /// - Parameter handle: called on another thread.
  init(_ handle: @escaping @Sendable () -> Void) {
    let caught = caught
    sources = Self.numbers.map { number in
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler {
        let isFirst = caught.withLock { known in
          defer { known = number }
          return known == nil
        }
        guard isFirst else { _exit(128 + number) }
        handle()
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.numbers { Glibc.signal(number, SIG_DFL) }
  }

  /// The signal that came.
  var signal: Int32? { caught.withLock { $0 } }
}
