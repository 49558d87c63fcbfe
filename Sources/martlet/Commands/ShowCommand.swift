import ArgumentParser
import Articles
import FeedParsing
import ReaderCore
import Storage
import TUI

/// `martlet show ADDRESS`: one article as text or JSON.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print an article and its related articles. Does not mark it.")

  @Flag(help: "Print one JSON object with every field.")
  var json = false

  @Flag(help: "Print it laid out as text, as without any of these.")
  var text = false

  @Flag(help: "Print Markdown.")
  var markdown = false

  @Flag(help: "Print clean HTML with absolute addresses.")
  var html = false

  @Option(
    help: ArgumentHelp(
      "The width of the text; else that of the terminal up to 88, or 80.", valueName: "columns"))
  var width: Int?

  @Argument(help: "The article's address, or another address of it.")
  var address: String

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard [json, text, markdown, html].count(where: { $0 }) <= 1 else {
      throw ValidationError(Wording.oneForm)
    }
    if let width {
      guard (10...1000).contains(width) else { throw ValidationError(Wording.widthRange) }
      guard !json, !markdown, !html else { throw ValidationError(Wording.widthOfText) }
    }
  }

  func run() throws {
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    try workspace.bringUpToDate()
    guard let key = Address(key: address) ?? Address(canonicalizing: address) else {
      throw CommandFailure(.wrongUsage, Wording.notAnAddress(Output.clean(address)))
    }
    guard let id = try workspace.view.article(at: key), let detail = try workspace.view.detail(id)
    else { throw CommandFailure(.nothingMatched, Wording.noArticle(key.text)) }
    let page = workspace.fullTexts.page(of: detail.row.address)
    if json {
      var fields = JSONFields()
      fields.add("fullText", page?.text)
      Output.json(
        ArticleJSON.fields(of: detail, locations: ArticleJSON.locations(of: workspace.sources))
          + fields.all)
    } else if markdown {
      Output.text(Output.safe(MarkdownWriter.write(Document(printing: detail, page?.fullText))))
    } else if html {
      Output.text(Output.safe(HTMLWriter.write(Document(printing: detail, page?.fullText))))
    } else {
      let text = detailText(
        detail, fullText: page?.fullText, columns: width ?? Output.columns,
        clock: LocalClock.system, now: SystemClock.now, charset: Output.charset)
      Output.text(text)
    }
  }
}
