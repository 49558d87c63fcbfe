import ArgumentParser
import Articles
import FeedParsing

/// `martlet inspect FILE`: what the parser understood.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what the parser understood of a file, as JSON.")

  @Argument(help: ArgumentHelp("An article file.", valueName: "file"))
  var file: String

  func run() throws {
    var record = Record()
    record.add("kind", "article")
    record.add("format", "article-file")
    var items: [FieldValue] = []
    var warnings: [Problem] = []
    var isBroken = false
    switch try parsed() {
    case .article(let article, _, let found):
      items = [.map(ArticleRecord.fields(of: article))]
      warnings = found
    case .skipped(let reason):
      warnings = [Problem(message: reason.sentence)]
      isBroken = true
    case .broken(let problem):
      warnings = [problem.problem]
      isBroken = true
    }
    record.add("items", .list(items))
    record.add("warnings", .list(warnings.map { .map(ArticleRecord.warning($0)) }))
    Output.json(record.fields)
    if isBroken { throw ExitStatus.failed.code }
  }

  private func parsed() throws -> ArticleFile {
    do {
      return try ArticleFileSource.parse(file)
    } catch {
      throw Stop(.failed, "\(Output.clean(file)): \(error.message)")
    }
  }
}
