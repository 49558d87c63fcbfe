import ArgumentParser
import Articles
import Storage

/// `martlet mark read|unread|starred|unstarred ADDRESS…|-`.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark articles read, unread, starred or unstarred.",
    discussion: "An address need not be that of an article in the library: its mark is kept.")

  enum Name: String, ExpressibleByArgument, CaseIterable {
    case read, unread, starred, unstarred

    var mark: MarkName { MarkName(rawValue) }
  }

  @Argument(help: "What holds for the articles now.")
  var name: Name

  @Argument(
    help: ArgumentHelp(
      "Addresses as list prints them; - reads them from standard input, one a line.",
      valueName: "address"))
  var addresses: [String]

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(
      sources: place.sources, state: place.state, needsSources: false,
      patience: Workspace.patienceOfMarks)
    _ = try? workspace.marks.indexPending { _ in }
    defer { workspace.tellNotices() }
    let texts = addresses.flatMap { $0 == "-" ? Self.standardInput() : [$0] }
    var wrong = false
    var known: [Address] = []
    for text in texts {
      guard let address = Address(key: text) ?? Address(canonicalizing: text) else {
        Output.error(Wording.notAnAddress(Output.clean(text)))
        wrong = true
        continue
      }
      known.append(address)
    }
    try workspace.record(
      workspace.marks.marks(name.mark, of: known, now: SystemClock.now))
    if wrong { throw ExitStatus.wrongUsage.code }
  }

  private static func standardInput() -> [String] {
    var lines: [String] = []
    while let line = readLine() {
      let text = line.trimmingPrefix { $0.isWhitespace }
      if !text.isEmpty { lines.append(String(text)) }
    }
    return lines
  }
}
