import ArgumentParser
import Articles
import FeedParsing

/// `martlet inspect FILE`: what the parsers understood.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what the parser understood of a file, as JSON.")

  @Argument(
    help: ArgumentHelp("An article file, a saved feed or a list of feeds.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Where the saved feed comes from.", valueName: "address"))
  var url: String?

  @Option(help: ArgumentHelp("What the server called the saved feed.", valueName: "type"))
  var contentType: String?

  func run() throws {
    var article: ArticleFile?
    if url == nil, contentType == nil {
      article = try read { () throws(Errno) in try ArticleFileSource.parse(file) }
    }
    if let article, article.hasFrontMatter { return try show(article) }
    let found = try read { () throws(Errno) in
      try FeedFileSource.parse(file, address: url, contentType: contentType)
    }
    if let article, case .unknown = found.document.kind { return try show(article) }
    Output.json(FeedRecord.fields(of: found.document, items: found.items))
    switch found.document.kind {
    case .feed, .outline: break
    case .page, .unknown: throw ExitStatus.failed.code
    }
  }

  private func show(_ article: ArticleFile) throws {
    var record = Record()
    record.add("kind", "article")
    record.add("format", "article-file")
    var items: [FieldValue] = []
    var warnings: [Problem] = []
    var isBroken = false
    switch article {
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

  private func read<Value>(_ body: () throws(Errno) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw Stop(.failed, "\(Output.clean(file)): \(error.message)")
    }
  }
}

extension ArticleFile {
  /// Whether it is, or was meant to be, an article file.
  fileprivate var hasFrontMatter: Bool {
    switch self {
    case .article: true
    case .skipped(let reason):
      switch reason {
      case .empty, .notText, .noFrontMatter, .notAFile: false
      case .notAMap, .taxonomy, .noTitle: true
      }
    case .broken(let problem): problem != .notUTF8
    }
  }
}
