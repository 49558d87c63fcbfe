import ArgumentParser
import Articles
import Foundation
import Storage

/// `martlet check PATH…`: what is wrong in these files.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in these files and folders, by file and line.")

  @Flag(help: "Print one JSON object a line: path, line, message.")
  var json = false

  @Argument(help: ArgumentHelp("A folder of article files, or one such file.", valueName: "path"))
  var paths: [String]

  func run() throws {
    for path in paths where !FileManager.default.fileExists(atPath: path) {
      throw Stop(.wrongUsage, Wording.noSuchSource(path))
    }
    let library = try Library.inMemory()
    let sources = try library.attach(
      paths.map { SourceSpec(location: Paths.absolute($0), isTemporary: true) },
      now: SystemClock.now)
    let summary = try Indexer(library: library).index(sources)
    let view = library.view(sources: sources.map(\.id), state: StateID(0))
    let report = try view.problems()
    for problem in report.problems { print(problem) }
    let skipped = report.skipped.map(\.count).reduce(0, +)
    Output.error(
      Wording.checked(
        files: summary.filesSeen, articles: summary.added, skipped: skipped,
        problems: report.problems.count))
    for reason in report.skipped { Output.error("skipped \(reason.count): \(reason.reason)") }
    if !report.problems.isEmpty { throw ExitStatus.failed.code }
  }

  private func print(_ problem: FileProblem) {
    if json {
      var record = Record()
      record.add("path", problem.path)
      record.add("line", problem.line)
      record.add("message", problem.message)
      Output.json(record.fields)
    } else {
      let line = problem.line.map { ":\($0)" } ?? ""
      Output.line(Output.clean("\(problem.path)\(line): \(problem.message)"))
    }
  }
}
