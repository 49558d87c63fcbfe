import ArgumentParser
import Articles
import FeedParsing
import Foundation
import Glibc
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
      throw CommandFailure(.wrongUsage, Wording.savedFeedsOnly)
    }
    let environment = ProcessInfo.processInfo.environment
    let paths = Paths(environment: environment)
    let probe = FeedProbe(
      try Workspace.settings(paths, environment), try Workspace.feedSettings(paths, environment),
      environment: environment)
    let found = probe.read(address, trust: .user)
    guard let document = found.document else {
      throw CommandFailure(.failed, "\(Output.clean(file)): \(found.complaint)")
    }
    try show(document, found.items)
  }

  private func show(_ document: FeedDocument, _ items: [FeedItem]) throws {
    Output.json(FeedJSON.fields(of: document, items: items, now: SystemClock.now))
    switch document.kind {
    case .feed, .outline: break
    case .page, .unknown: throw ExitStatus.failed.code
    }
  }

  private func show(_ article: ArticleFile) throws {
    var fields = JSONFields()
    fields.add("kind", "article")
    fields.add("format", "article-file")
    var items: [FieldValue] = []
    var warnings: [Problem] = []
    var isBroken = false
    switch article {
    case .article(let article, _, let found):
      items = [.map(ArticleJSON.fields(of: article))]
      warnings = found
    case .skipped(let reason):
      warnings = [Problem(message: reason.sentence)]
      isBroken = true
    case .broken(let problem):
      warnings = [problem.problem]
      isBroken = true
    }
    fields.add("items", .list(items))
    fields.add("warnings", .list(warnings.map { .map(ArticleJSON.warning($0)) }))
    Output.json(fields.all)
    if isBroken { throw ExitStatus.failed.code }
  }

  private func read<Value>(_ body: () throws(Errno) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw CommandFailure(.failed, "\(Output.clean(file)): \(error.message)")
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

/// Reads a saved feed for a command, piece by piece; it may be compressed.
enum FeedFileSource {
  private static let pieceLength = 1 << 16
  /// What comes out of a compressed file.
  private static let limit = 1 << 30

  /// - Throws: the system's error number.
  static func parse(
    _ path: String, address: String?, contentType: String?
  ) throws(Errno) -> (document: FeedDocument, items: [FeedItem]) {
    // Opening a pipe must not wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Errno(errno) }
    defer { close(descriptor) }
    var parser = FeedParser(address: address, contentType: contentType)
    var items: [FeedItem] = []
    let decoding = ContentDecoding(announced: "", limit: limit) { bytes in
      parser.parse(bytes) { items.append($0) }
      return .more
    }
    var flow = ContentDecoding.Flow.goesOn
    var piece = [UInt8](repeating: 0, count: pieceLength)
    while flow == .goesOn {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, pieceLength) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Errno(errno) }
      guard count > 0 else { break }
      flow = piece.withUnsafeBytes {
        decoding.decode(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
    }
    if flow == .goesOn { flow = decoding.finish() }
    var document = parser.finish { items.append($0) }
    if flow == .broken || flow == .goesOn && !decoding.isComplete {
      document.warnings.append(Problem(message: Wording.compressionBroken))
    } else if flow == .tooLarge {
      document.warnings.append(Problem(message: FetchFailure.tooLarge(limit: limit).message))
    }
    return (document, items)
  }
}

/// Reads one article file for a command.
enum ArticleFileSource {
  /// More than front matter and the words of any article; a file may still be larger.
  private static let limit = FrontMatterBounds.bytes + (1 << 16)

  /// - Throws: the system's error number.
  static func parse(_ path: String) throws(Errno) -> ArticleFile {
    // Opening a pipe must not wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Errno(errno) }
    defer { close(descriptor) }
    // What has no size, or grows meanwhile, is read as far as this goes.
    var facts = stat()
    let size = fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    let limit = min(Self.limit, max(size + 1, 1 << 16))
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
    defer { bytes.deallocate() }
    var count = 0
    while count < limit {
      let step = read(descriptor, bytes.baseAddress! + count, limit - count)
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw Errno(errno) }
      guard step > 0 else { break }
      count += step
    }
    return ArticleFileParser.parse(
      UnsafeRawBufferPointer(rebasing: bytes[..<count]), isTruncated: count == Self.limit)
  }
}
