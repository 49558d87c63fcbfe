import ArgumentParser
import Articles
import FeedParsing
import Foundation
import Networking

/// `martlet inspect FILE|URL`: what the parsers understood.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what the parser understood of a file or an address, as JSON.",
    discussion: "An address is fetched; nothing of it is kept.")

  @Argument(
    help: ArgumentHelp(
      "An article file, a saved feed or a list of feeds, or the address of a feed.",
      valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Where the saved feed comes from.", valueName: "address"))
  var url: String?

  @Option(help: ArgumentHelp("What the server called the saved feed.", valueName: "type"))
  var contentType: String?

  private var address: String? { url?.orNothing }
  private var type: String? { contentType?.orNothing }

  func run() throws {
    let location = SourceArgument.location(file)
    if FeedLocation.isFeed(location) { return try fetch(location) }
    var article: ArticleFile?
    if address == nil, type == nil {
      article = try read { () throws(Errno) in try ArticleFileSource.parse(file) }
    }
    if let article, article.hasFrontMatter { return try show(article) }
    let found = try read { () throws(Errno) in
      try FeedFileSource.parse(file, address: address, contentType: type)
    }
    if let article, case .unknown = found.document.kind, found.document.notAFeed == nil {
      return try show(article)
    }
    try show(found.document, found.items)
  }

  private func fetch(_ address: String) throws {
    guard self.address == nil, type == nil else {
      throw Stop(.wrongUsage, Wording.savedFeedsOnly)
    }
    let environment = ProcessInfo.processInfo.environment
    let paths = Paths(environment: environment)
    let probe = FeedProbe(
      try Workspace.settings(paths, environment), try Workspace.feedSettings(paths, environment),
      environment: environment)
    let found = probe.read(address, trust: .user)
    guard let document = found.document else {
      throw Stop(.failed, "\(Output.clean(file)): \(found.complaint)")
    }
    try show(document, found.items)
  }

  private func show(_ document: FeedDocument, _ items: [FeedItem]) throws {
    Output.json(FeedRecord.fields(of: document, items: items, now: SystemClock.now))
    switch document.kind {
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

extension String {
  /// The value of an option; one that is blank is not given, as where a script has nothing to say.
  var orNothing: String? { allSatisfy(\.isWhitespace) ? nil : self }
}

extension ArticleFile {
  /// Whether it is, or was meant to be, an article file.
  fileprivate var hasFrontMatter: Bool {
    switch self {
    case .article: true
    case .skipped(let reason):
      switch reason {
      case .empty, .notText, .noFrontMatter, .notAFile: false
      case .otherFrontMatter, .notAMap, .taxonomy, .noTitle: true
      }
    case .broken(let problem): problem != .notUTF8
    }
  }
}
