import ArgumentParser
import Articles
import Storage

/// `martlet mark read|unread|starred|unstarred|label=NAME|unlabel=NAME ADDRESS…|-|--query QUERY`.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark articles read, unread, starred or unstarred; give and take labels.",
    discussion: """
      label=NAME gives a label of your own, unlabel=NAME takes it away; a name may have blanks, and \
      case does not count.

      An address need not be that of an article in the library: its mark is kept.
      """)

  enum Name: ExpressibleByArgument {
    case flag(MarkName)
    /// `nil` for a name that no label can have.
    case label(Label?, isGiven: Bool)

    private static let flags = [MarkName.read, .unread, .starred, .unstarred]
    private static let (given, taken) = ("label=", "unlabel=")

    static let allValueStrings = flags.map(\.text) + [given + "NAME", taken + "NAME"]

    init?(argument: String) {
      if let flag = Self.flags.first(where: { $0.text == argument }) {
        self = .flag(flag)
      } else if argument.hasPrefix(Self.given) {
        self = .label(Label(argument.dropFirst(Self.given.count)), isGiven: true)
      } else if argument.hasPrefix(Self.taken) {
        self = .label(Label(argument.dropFirst(Self.taken.count)), isGiven: false)
      } else {
        return nil
      }
    }

    /// A label is spelled as those that are there already.
    func mark(in marks: MarkStore) throws -> MarkName {
      switch self {
      case .flag(let name): return name
      case .label(let label?, let isGiven):
        let label = marks.spelled(label)
        return isGiven ? .label(label) : .unlabel(label)
      case .label(nil, _): throw CommandFailure(.wrongUsage, Wording.noLabel)
      }
    }

    /// Whether it holds for an article.
    func holds(_ row: ArticleRow) -> Bool {
      switch self {
      case .flag(let name): row.flags.holds(name)
      case .label(let label, let isGiven): label.map(row.labels.contains) == isGiven
      }
    }
  }

  @Argument(
    help: "What holds for the articles now.",
    completion: .list(["read", "unread", "starred", "unstarred", "label=", "unlabel="]))
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
    if case .label(nil, _) = name { throw ValidationError(Wording.noLabel) }
  }

  func run() throws {
    if let query {
      let asked = try QueryArgument.query(query)
      // All is asked for by an empty text; that signs alone would find all, nobody means.
      guard
        query.isEmpty || asked.condition != .everything || asked.limit != nil
          || asked.sort == .front
      else { throw CommandFailure(.wrongUsage, Wording.marksEverything) }
      return try mark(asked)
    }
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
    try workspace.mark(known, name.mark(in: workspace.marks))
    if wrong { throw ExitStatus.wrongUsage.code }
  }

  private func mark(_ query: ArticleQuery) throws {
    let workspace = try Workspace.open(
      sources: place.sources, state: place.state, patience: Workspace.patienceOfMarks)
    let isComplete = try workspace.bringUpToDate(for: query)
    var addresses: [Address] = []
    var found = 0
    func take(_ row: ArticleRow) {
      found += 1
      if !name.holds(row) { addresses.append(row.address) }
    }
    if query.sort == .front, workspace.settings.foldsStories {
      // As the window does with what it shows.
      var view = workspace.view
      view.foldsStories = true
      try view.eachStory(.query(query, in: .all)) { row, others in ([row] + others).forEach(take) }
    } else {
      try workspace.view.eachRow(.query(query, in: .all), take)
    }
    let mark = try name.mark(in: workspace.marks)
    try workspace.mark(addresses, mark)
    if found > 0 { Output.line(Output.clean(Wording.marked(addresses.count, mark))) }
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
