import ArgumentParser
import Articles
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

  @Argument(help: "The article's address, or another address of it.")
  var address: String

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    try workspace.bringUpToDate()
    guard let key = Address(key: address) ?? Address(canonicalizing: address) else {
      throw Stop(.wrongUsage, Wording.notAnAddress(Output.clean(address)))
    }
    guard let id = try workspace.view.article(at: key), let detail = try workspace.view.detail(id)
    else { throw Stop(.nothingMatched, Wording.noArticle(key.text)) }
    let page = workspace.fullTexts.page(of: detail.row.address)
    if json {
      var record = Record()
      record.add("fullText", page?.text)
      Output.json(
        ArticleRecord.fields(of: detail, locations: ArticleRecord.locations(of: workspace.sources))
          + record.fields)
    } else {
      let lines = detailText(
        detail, fullText: page?.fullText, columns: 80, clock: LocalClock.system,
        now: SystemClock.now, charset: .unicode)
      for line in lines { Output.line(line) }
    }
  }
}
