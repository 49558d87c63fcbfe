import ArgumentParser
import Articles
import FeedParsing
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
      throw CommandFailure(.wrongUsage, Wording.noSuchSource(path))
    }
    let library = try Library.inMemory()
    let sources = try library.attach(
      paths.map { SourceSpec(location: Paths.absolute($0), isTemporary: true) },
      now: SystemClock.now)
    let summary = try Indexer(library: library).index(sources)
    let view = library.view(sources: sources.map(\.id), state: StateID(0))
    let report = try view.problems()
    for problem in report.problems { print(problem) }
    let warnings = try tellWarnings(view)
    let shared = try view.sharedArticles()
    for article in shared {
      for path in article.paths.dropFirst() {
        print(
          FileProblem(
            path: path,
            message: Wording.sharedArticle(article.address, suppliedBy: article.paths[0])))
      }
    }
    let skipped = report.skipped.map(\.count).reduce(0, +)
    Output.error(
      Wording.checked(
        files: summary.filesSeen, articles: try view.listing(.all).ids.count,
        besides: shared.map { $0.paths.count - 1 }.reduce(0, +), skipped: skipped,
        problems: report.problems.count, warnings: warnings))
    for reason in report.skipped { Output.error("skipped \(reason.count): \(reason.reason)") }
    if !report.problems.isEmpty { throw ExitStatus.failed.code }
  }

  /// What was put right or passed over in articles, which is no failure.
  private func tellWarnings(_ view: LibraryView) throws -> Int {
    var count = 0
    try view.eachArticle(.all) { _, files, _ in
      files.flatMap { path -> [FileProblem] in
        guard case .article(_, _, let warnings)? = try? ArticleFileSource.parse(path) else {
          return []
        }
        return warnings.map { FileProblem(path: path, line: $0.line, message: $0.message) }
      }
    } _: { warnings in
      for warning in warnings { print(warning) }
      count += warnings.count
    }
    return count
  }

  private func print(_ problem: FileProblem) {
    if json {
      var fields = JSONFields()
      fields.add("path", problem.path)
      fields.add("line", problem.line)
      fields.add("message", problem.message)
      Output.json(fields.all)
    } else {
      let line = problem.line.map { ":\($0)" } ?? ""
      Output.line(Output.clean("\(problem.path)\(line): \(problem.message)"))
    }
  }
}
