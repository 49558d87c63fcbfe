import ArgumentParser
import Articles
import FeedParsing
import Foundation
import Glibc
import Networking
import ReaderCore
import TUI

/// `martlet fulltext FILE|ADDRESS`: the article of a web page.
struct FullTextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fulltext",
    abstract: "Print the article of a web page, without what stands around it.",
    discussion: """
      An address is fetched; nothing of it is kept. What feeds.yaml says of content and remove holds \
      here, too; the two options go before it.
      """)

  @Flag(help: "Print one JSON object with title, byline, date, site, language, image, html, text.")
  var json = false

  @Flag(help: "Print clean HTML with absolute addresses.")
  var html = false

  @Flag(help: "Print Markdown.")
  var markdown = false

  @Option(help: ArgumentHelp("Where the saved page comes from.", valueName: "address"))
  var url: String?

  @Option(help: ArgumentHelp("What the server called the saved page.", valueName: "type"))
  var contentType: String?

  @Option(
    help: ArgumentHelp("Where the article stands, as \".story\".", valueName: "selector"))
  var content: [String] = []

  @Option(help: ArgumentHelp("What does not belong to it.", valueName: "selector"))
  var remove: [String] = []

  private var address: String? { url?.orNothing }
  private var type: String? { contentType?.orNothing }

  @Argument(
    help: ArgumentHelp(
      "A saved page, \"-\" for one on standard input, or the address of a page.",
      valueName: "file"))
  var file: String

  func validate() throws {
    guard [json, html, markdown].count(where: { $0 }) <= 1 else {
      throw ValidationError(Wording.oneForm)
    }
    for text in content + remove where PageSelector(text) == nil {
      throw ValidationError(Wording.noSelector(text))
    }
  }

  func run() throws {
    let (article, address, lack) =
      FeedLocation.isWeb(file) ? try fetched() : (try saved(), address, nil)
    if json {
      Output.json(fields(article))
    } else if html {
      Output.line(article.html)
    } else if markdown {
      Output.text(MarkdownWriter.write(article.fullText(at: address).body))
    } else {
      let text = detailText(
        article.fullText(at: address), at: address, columns: 80, clock: LocalClock.system,
        now: SystemClock.now, charset: Output.charset)
      Output.text(text)
    }
    if let lack { throw CommandFailure(.failed, "\(Output.clean(file)): \(lack)") }
  }

  private func fetched() throws -> (PageArticle, at: String?, lack: String?) {
    guard self.address == nil, type == nil else {
      throw CommandFailure(.wrongUsage, Wording.savedPagesOnly)
    }
    let environment = ProcessInfo.processInfo.environment
    let paths = Paths(environment: environment)
    var pages = PageFetcher(
      try Workspace.settings(paths, environment), try feedSettings(), environment: environment)
    pages.override = selectors
    switch pages.fetch(file, trust: .user) {
    case .article(let article, let address, let lack): return (article, address, lack)
    case .failed(let reason), .unreached(let reason):
      throw CommandFailure(.failed, "\(Output.clean(file)): \(reason)")
    }
  }

  private func saved() throws -> PageArticle {
    let bytes: [UInt8]
    do {
      bytes = try read()
    } catch {
      throw CommandFailure(.failed, "\(Output.clean(file)): \(error.message)")
    }
    let known = try self.address.flatMap { try feedSettings().selectors(for: $0) }
    let article = bytes.withUnsafeBytes {
      PageArticle(
        page: $0, address: self.address, contentType: type,
        selectors: selectors ?? known ?? PageSelectors())
    }
    if let obstacle = article.obstacle {
      throw CommandFailure(.failed, "\(Output.clean(file)): \(Wording.pageWithoutText(obstacle))")
    }
    return article
  }

  private func feedSettings() throws -> FeedSettings {
    let environment = ProcessInfo.processInfo.environment
    return try Workspace.feedSettings(Paths(environment: environment), environment)
  }

  /// Those of the command line.
  private var selectors: PageSelectors? {
    let selectors = PageSelectors(content: PageSelector(content), removed: PageSelector(remove))
    return selectors.isEmpty ? nil : selectors
  }

  /// More than is read of any page is not looked at.
  private static let limit = 16 << 20

  private func read() throws(Errno) -> [UInt8] {
    // Opening a pipe must not wait for its writer.
    let descriptor = file == "-" ? dup(0) : open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Errno(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < Self.limit {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Errno(errno) }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  private func fields(_ article: PageArticle) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("title", article.title)
    fields.add("byline", article.byline)
    fields.add("publishedDateTime", article.published?.iso8601)
    fields.add("siteName", article.siteName)
    fields.add("language", article.language)
    fields.add("image", article.image)
    fields.add("html", article.html)
    fields.add("text", article.text)
    return fields.all
  }
}
