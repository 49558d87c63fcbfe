import ArgumentParser
import Articles
import Storage

/// `martlet mark read|unread|starred|unstarred ADDRESS…|-|--query QUERY`.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark articles read, unread, starred or unstarred.",
    discussion: "An address need not be that of an article in the library: its mark is kept.")

  enum Name: String, ExpressibleByArgument, CaseIterable {
    case read, unread, starred, unstarred

    var mark: MarkName { MarkName(rawValue) }

    /// Whether it holds for an article that has these marks.
    func holds(_ flags: MarkFlags) -> Bool {
      switch self {
      case .read: flags.contains(.read)
      case .unread: !flags.contains(.read)
      case .starred: flags.contains(.starred)
      case .unstarred: !flags.contains(.starred)
      }
    }
  }

  @Argument(help: "What holds for the articles now.")
  var name: Name

  @Argument(
    help: ArgumentHelp(
      "Addresses as list prints them; - reads them from standard input, one a line.",
      valueName: "address"))
  var addresses: [String] = []

  @Option(
    help: ArgumentHelp(
      "Mark what this query asks for, and print how many articles that were.", valueName: "query"))
  var query: String?

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard addresses.isEmpty != (query == nil) else {
      throw ValidationError(Wording.addressesOrQuery)
    }
  }

  func run() throws {
    if let query { return try mark(QueryArgument.query(query)) }
    let workspace = try Workspace.open(
      sources: place.sources, state: place.state, needsSources: false,
      patience: Workspace.patienceOfMarks)
    _ = try? workspace.marks.indexPending { _ in }
    defer { workspace.tellNotices() }
    var wrong = false
    var known: [Address] = []
    for text in addresses {
      guard text == "-" else {
        take(text, into: &known, &wrong)
        continue
      }
      while let line = readLine() {
        let address = line.trimmingPrefix { $0.isWhitespace }
        if !address.isEmpty { take(String(address), into: &known, &wrong) }
      }
    }
    try workspace.mark(known, name.mark)
    if wrong { throw ExitStatus.wrongUsage.code }
  }

  private func mark(_ query: ArticleQuery) throws {
    let workspace = try Workspace.open(
      sources: place.sources, state: place.state, patience: Workspace.patienceOfMarks)
    let isComplete = try workspace.bringUpToDate(for: query)
    var addresses: [Address] = []
    var found = 0
    try workspace.view.eachRow(.query(query, in: .all)) { row in
      found += 1
      if !name.holds(row.flags) { addresses.append(row.address) }
    }
    try workspace.mark(addresses, name.mark)
    if found > 0 { Output.line(Wording.marked(addresses.count, name.rawValue)) }
    if !isComplete { throw ExitStatus.someSourcesFailed.code }
    if found == 0 { throw ExitStatus.nothingMatched.code }
  }

  private func take(_ text: String, into known: inout [Address], _ wrong: inout Bool) {
    if let address = Address(key: text) ?? Address(canonicalizing: text) {
      known.append(address)
    } else {
      Output.error(Wording.notAnAddress(Output.clean(text)))
      wrong = true
    }
  }
}
