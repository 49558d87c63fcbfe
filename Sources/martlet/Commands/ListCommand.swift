import ArgumentParser
import Articles
import ReaderCore
import Storage

/// `martlet list`: one article a line.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List articles, newest first.",
    discussion: """
      Without a query all of them. The words of a query are joined by blanks; one that begins with a \
      dash stands after --.

      One article a line, separated by tabs: flags (N unread, * starred, - neither), date, provider, \
      title, address. With --stories one line a story: its best article, and how many others tell it \
      as a sixth field.
      """)

  @OptionGroup var query: QueryArgument

  @Flag(help: "Only unread articles.")
  var unread = false

  @Flag(help: "Only starred articles.")
  var starred = false

  @Option(
    help: ArgumentHelp(
      "Only articles of sources that the sources file puts under this tag.", valueName: "tag"))
  var tag: String?

  @Flag(help: "Print one JSON object a line, with every field.")
  var json = false

  @Flag(help: "Print only how many there are.")
  var count = false

  @Flag(help: "One line for all articles that tell the same story.")
  var stories = false

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard !(count && json) else { throw ValidationError(Wording.countOrJSON) }
  }

  func run() throws {
    let query = try query.query()
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    // Stories are found with the words.
    let isComplete = try workspace.bringUpToDate(
      entersWords: stories || query?.asksForWords == true)
    var view = workspace.view
    // The front page is one of stories; all else is one of articles, unless it is asked for.
    let isFront = query?.sort == .front && workspace.settings.foldsStories
    view.foldsStories = stories || isFront
    var scope = try scope(in: view.tags)
    if let query { scope = .query(narrowed(query), in: tag == nil ? .all : scope) }
    var found = 0
    if view.foldsStories {
      found = try listStories(scope, in: view, of: workspace)
    } else if count {
      found = try number(of: scope, in: view)
      Output.line("\(found)")
    } else if json {
      let locations = ArticleJSON.locations(of: workspace.sources)
      let (unread, starred) = (unread, starred)
      try view.eachArticle(scope) { row, files, archived in
        Self.isWanted(row, unread: unread, starred: starred)
          ? JSONWriter.object(
            ArticleJSON.fields(of: row, files: files, archived: archived, locations: locations))
          : nil
      } _: { json in
        found += 1
        Output.json(json)
      }
    } else {
      let (unread, starred, clock) = (unread, starred, LocalClock.system)
      try view.eachRow(scope) { row in
        guard Self.isWanted(row, unread: unread, starred: starred) else { return }
        found += 1
        Output.line(of: Self.fields(row, clock))
      }
    }
    if !isComplete { throw ExitStatus.someSourcesFailed.code }
    if found == 0 { throw ExitStatus.nothingMatched.code }
  }

  /// - Returns: how many stories there are, or articles in them where none were asked for.
  private func listStories(
    _ scope: ListScope, in view: LibraryView, of workspace: Workspace
  ) throws -> Int {
    var scope = scope
    // What is asked by flags is asked before anything is folded.
    if scope.query.isEmpty, unread || starred {
      scope = .query(narrowed(ArticleQuery()), in: tag == nil ? .all : scope)
    }
    var found = 0
    let locations = ArticleJSON.locations(of: workspace.sources)
    let clock = LocalClock.system
    try view.eachStory(scope) { row, others in
      found += stories ? 1 : 1 + others.count
      if json {
        let detail = try view.detail(row.id)
        let fields = detail.map { ArticleJSON.fields(of: $0, locations: locations) } ?? []
        var story = JSONFields()
        story.add("story", others.map(\.address.text))
        Output.json(fields + story.all)
      } else if !count {
        Output.line(of: Self.fields(row, clock) + (others.isEmpty ? [] : ["+\(others.count)"]))
      }
    }
    if count { Output.line("\(found)") }
    return found
  }

  /// A query counts what it limits after everything else that is asked.
  private func narrowed(_ query: ArticleQuery) -> ArticleQuery {
    var query = query
    let flags =
      (unread ? [QueryCondition.state(.unread)] : [])
      + (starred ? [QueryCondition.state(.starred)] : [])
    if !flags.isEmpty { query.condition = .all([query.condition] + flags) }
    return query
  }

  private static func isWanted(_ row: ArticleRow, unread: Bool, starred: Bool) -> Bool {
    (!unread || !row.flags.contains(.read)) && (!starred || row.flags.contains(.starred))
  }

  /// Out of the counts that the library keeps, unless several conditions meet.
  private func number(of scope: ListScope, in view: LibraryView) throws -> Int {
    guard starred && (unread || tag != nil) else {
      let count = try view.count(scope)
      return unread ? count.unread : count.total
    }
    var number = 0
    try view.eachRow(scope) {
      number += Self.isWanted($0, unread: unread, starred: starred) ? 1 : 0
    }
    return number
  }

  private func scope(in tags: [SourceTag]) throws -> ListScope {
    guard let tag else { return starred ? .starred : unread ? .unread : .all }
    guard tags.contains(where: { $0.name == tag }) else {
      throw CommandFailure(
        .nothingMatched, Wording.noSuchTag(Output.clean(tag), of: tags.map(\.name)))
    }
    return .tag(tag)
  }

  /// Mark, the person's date, provider, title and address.
  static func fields(_ row: ArticleRow, _ clock: LocalClock) -> [String] {
    let isRead = row.flags.contains(.read)
    return [
      row.flags.contains(.starred) ? (isRead ? "*" : "N*") : isRead ? "-" : "N",
      row.published.map {
        $0.advanced(byMilliseconds: Int64(clock.offset(at: $0)) * 1000).iso8601Date
      } ?? "-",
      row.provider.isEmpty ? "-" : Output.clean(row.provider),
      Output.clean(row.title),
      Output.clean(row.address.text),
    ]
  }
}
