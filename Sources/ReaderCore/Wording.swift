import Articles
import TUI

/// Every sentence the window says, made in one place.
enum Wording {
  static let program = "Martlet"

  // MARK: Views and sections

  static func title(of group: SidebarGroup) -> String {
    switch group {
    case .saved: "Saved"
    case .labels: "Labels"
    case .tags: "Tags"
    case .topics: "Topics"
    case .providers: "Providers"
    case .sources: "Sources"
    }
  }

  static let yourViews = "Your views"

  static func showView(_ name: String) -> String { "Show \(name)" }

  static let chooseSidebarOrder = "Sidebar"
  static let allFolded = "groups folded"
  static let allUnfolded = "groups unfolded"
  static let noGroup = "these views have no group to fold"
  static let openHint = "open"
  static let noSuchLine = "No such name."

  static func name(of order: SidebarStyle.Order) -> String {
    switch order {
    case .given: "usual"
    case .count: "count"
    case .name: "name"
    }
  }

  static func help(of order: SidebarStyle.Order) -> String {
    switch order {
    case .given: "as your files have them, the largest topics first"
    case .count: "most unread first"
    case .name: "by name"
    }
  }

  static let unnamed = "(without a name)"
  static let related = "Related"
  static let items = "In this collection"
  static let pointedAtBy = "Pointed at by"
  static let sameAddress = "Also in the library on this address"
  /// Found by the program, and said to be.
  static func leftOff(_ key: String?) -> String {
    "here you left off" + (key.map { "; \($0) goes to the beginning" } ?? "")
  }
  static let similar = "Similar in the library, by shared words"
  static func shares(_ words: [String]) -> String {
    words.isEmpty ? "" : "shares " + words.prefix(3).joined(separator: ", ")
  }
  static func readingTime(minutes: Int) -> String { "\(grouped(minutes)) min to read" }
  static let links = "Links"

  /// A view in words; `title` is what the sidebar calls it.
  static func view(_ scope: ListScope, title: String?) -> String {
    if scope == .frontPage { return frontPage }
    let whole = list(scope.kept, title: title)
    if scope.query.isEmpty { return whole }
    return scope.kept == .all ? scope.query.description : "\(whole): \(scope.query.description)"
  }

  private static func list(_ list: ListScope.Kept, title: String?) -> String {
    switch list {
    case .all: "All articles"
    case .unread: "Unread"
    case .starred: "Starred"
    case .muted: "Muted"
    case .label(let name): "Label \(name)"
    case .tag(let name): "Tag \(name)"
    case .topic(let name): "Topic \(name)"
    case .provider(let name): name
    case .source: title ?? "Source"
    }
  }

  // MARK: The front page

  static let frontPage = "Front page"
  static let done = "done"
  static func frontPageDone(_ count: Int) -> String {
    "that is the front page: all \(grouped(count)) read"
  }

  /// "place 3: 57 = freshness 31 (9h) + quality 9 - repetition 12 (1 above)".
  static func sum(_ entry: FrontPage.Entry) -> String {
    let parts = entry.parts.enumerated().map { index, points in
      let sign = points.points < 0 ? (index == 0 ? "-" : "- ") : index == 0 ? "" : "+ "
      let reason = reason(points.part, entry).map { " (\($0))" } ?? ""
      return "\(sign)\(points.part.rawValue) \(abs(points.points))\(reason)"
    }
    let sum = parts.isEmpty ? "nothing" : parts.joined(separator: " ")
    return "place \(entry.place): \(entry.sum) = \(sum)"
  }

  private static func reason(_ part: FrontPage.Part, _ entry: FrontPage.Entry) -> String? {
    switch part {
    case .freshness: "\(entry.age / 3_600_000)h old"
    case .heat, .quality, .topics: nil
    case .rarity:
      entry.perDay < 1
        ? "one in \(Int((1 / entry.perDay).rounded())) days"
        : "\(Int(entry.perDay.rounded())) a day"
    case .story: entry.others == 1 ? "1 other" : "\(entry.others) others"
    case .repetition: "\(entry.shownBefore) of the provider above"
    }
  }

  // MARK: Stories

  static let sameStory = "The same story"
  static let noStory = "this row is one article alone"
  static func storiesAreOff(_ key: String?) -> String {
    "stories have no rows of their own now" + (key.map { "; \($0) folds them" } ?? "")
  }
  static func storiesFolded(_ isOn: Bool) -> String {
    isOn ? "one row a story" : "one row an article"
  }
  static func joined(_ reason: StoryReason, to other: String?) -> String {
    let why =
      switch reason {
      case .address: "the same address"
      case .title: "a title of the same words"
      case .text: "much the same words"
      case .related: "one names the other as related"
      }
    return why + (other.map { " as \u{201C}\($0)\u{201D}" } ?? "")
  }

  static func total(_ count: Int) -> String { counted(count, "article") }
  static func unread(_ count: Int) -> String { "\(grouped(count)) unread" }

  static func waiting(_ count: Int) -> String { "\(grouped(count)) new" }

  // MARK: Status

  static func indexing(_ status: IndexStatus) -> String {
    status.filesSeen == 0
      ? "looking for files"
      : "indexing \(grouped(status.filesRead)) of \(grouped(status.filesSeen))"
  }

  static let tooSmall = "The window is too small."
  static let loading = "Loading\u{2026}"
  /// - Parameter key: of an action, where it has one.
  static func empty(
    _ scope: ListScope, isFailing: Bool, key: (Action) -> String?
  ) -> String {
    func text(_ fact: String, _ action: Action, _ use: String) -> String {
      fact + (key(action).map { " \($0) \(use)." } ?? "")
    }
    guard scope.query.isEmpty else { return "Nothing found. Fewer words find more." }
    return switch scope.kept {
    case .unread: text("Nothing unread.", .nextPane, "goes to the other views")
    case .starred: text("Nothing starred.", .toggleStar, "stars an article")
    case .muted: "Nothing is hidden by your rules."
    case .all: text("No articles in these sources.", .showFaults, "says what went wrong")
    case .label: text("Nothing has this label.", .editLabels, "labels an article")
    case .source where isFailing: text("Nothing here.", .showFaults, "says what went wrong")
    case .tag, .topic, .provider, .source: "Nothing here."
    }
  }

  static func textsWaiting(_ count: Int) -> String {
    "Nothing found yet; the words of \(counted(count, "article")) are still being read."
  }
  static func indexingTexts(_ count: Int) -> String { "\(grouped(count)) to search" }

  static let stillReading = "Reading the folders\u{2026}"
  static let gone = "(no longer in the library)"
  static let nothingNew = "nothing new"
  static let lookingForNew = "looking for what is new"
  static let now = "now"
  static let helpPrompt = "Search: "
  static let helpTitle = "Keys"
  static let searchHint = "search"
  static let scrollHint = "scroll"
  static let backHint = "back"
  static let promptCancel = "cancel"
  static let nothingFound = "No action matches."

  static func trail(_ place: Int, of count: Int) -> String { "trail \(place)/\(count)" }

  static func listingUnavailable(_ reason: String) -> String {
    "The list could not be read: \(reason)"
  }

  // MARK: Searching

  static let findPrompt = "/"
  static let savePrompt = "Save as: "
  static let pipeHint = "pipe"
  static let pagerHint = "to your pager"
  static func nothingToSaveOf(_ key: String?) -> String {
    "nothing of this article can be read any more" + (key.map { ": reload with \($0)" } ?? "")
  }

  static func pipePrompt(_ form: PipeForm) -> String { "Pipe \(name(of: form)) to: " }

  /// What of the article comes next.
  static func formHint(_ form: PipeForm) -> String { "\(name(of: form)), or another form" }

  private static func name(of form: PipeForm) -> String {
    switch form {
    case .text: "text"
    case .markdown: "Markdown"
    case .original: "the original"
    case .json: "JSON"
    case .address: "the address"
    }
  }

  static func articleSaved(_ path: String) -> String { "saved: \(path)" }
  static let queryPrompt = "Query: "
  static let namePrompt = "Save as: "
  static let nothingToSave = "type a query first"
  static let saveHint = "save"
  static let chooseView = "View"
  static let chooseTopic = "Topic"
  static let chooseSort = "Order"
  static let noTopics = "no topics in these sources"
  static let chooseHint = "choose"
  static let moveHint = "move"
  static let narrowHint = "narrow"
  static let letterHint = "choose the link"
  static let completeHint = "complete"
  static let noSuchName = "Nothing of that name: Backspace takes letters back."
  static let notInText = "not in this article"
  static let matchesFromTop = "from the top"
  static let matchesFromEnd = "from the end"
  static let keepHint = "keep"
  static let nextMatchHint = "next match"
  static let earlierHint = "earlier"

  static func replaces(_ view: SavedView) -> String {
    "\(view.name) is a view already (\(view.query)): Enter again puts this in its place"
  }

  static func viewSaved(_ name: String) -> String { "saved: \(name)" }

  static func brokenView(_ name: String, _ reason: String) -> String {
    "The view \(name) is no query: \(reason)"
  }

  static func sorted(_ sort: QuerySort) -> String { sort.help }

  /// A view as a query says it; empty for all articles.
  static func query(of scope: ListScope, title: String?) -> String {
    func field(_ field: QueryField, _ name: String) -> String {
      "\(field.rawValue):\(QueryCompletion.quoted(name))"
    }
    let list =
      switch scope.kept {
      case .all: ""
      case .unread: "is:unread"
      case .starred: "is:starred"
      case .muted: "is:muted"
      case .label(let name): field(.label, name)
      case .tag(let name): field(.tag, name)
      case .topic(let name): field(.topic, name)
      case .provider(let name): field(.provider, name)
      case .source: title.map { field(.source, $0) } ?? ""
      }
    return [list, scope.query.description].filter { !$0.isEmpty }.joined(separator: " ")
  }

  static let mutedAlready = "these are muted already"
  static let muteHint = "mute"
  static let workingOutRules = "working out what your rules hide\u{2026}"

  /// - Parameter found: how many articles it would hide, and how many of them are unread; `nil` while
  ///   that is not known.
  static func muting(_ found: (total: Int, unread: Int)?) -> String {
    guard let found else { return "Hide what this finds from every list but Muted?" }
    if found.total == 0 {
      return "Hide from every list what this will find later? Now it is nothing."
    }
    let unread = found.unread > 0 ? ", \(self.unread(found.unread))," : ""
    return "Hide \(total(found.total))\(unread) from every list but Muted?"
  }

  /// The same with few words.
  static func mutingShort(_ found: (total: Int, unread: Int)?) -> String {
    found.map { "Hide \(total($0.total))?" } ?? "Hide what this finds?"
  }

  static func changed(_ change: MuteChange, key: String?) -> StatusMessage {
    switch change {
    case .muted(let rule, let count):
      StatusMessage(
        text: "muted \(total(count))" + (key.map { " \u{00B7} \($0) undoes it" } ?? ""),
        detail: "in config.yaml: \(rule.name ?? rule.query)")
    case .unmuted(let rule):
      StatusMessage(
        text: "no longer muted: \(rule.name ?? rule.query)"
          + (key.map { " \u{00B7} \($0) mutes it again" } ?? ""))
    }
  }

  static func sentence(_ fault: RuleFault) -> String {
    switch fault {
    case .mistake(let mistake): mistake.description
    case .ordersOrLimits: "A rule holds for every article. Take sort: and limit: away."
    case .asksForMuted: "A rule that mutes cannot ask what is muted. Take is:muted away."
    case .empty: "A rule needs words or fields. Type what is to be hidden."
    }
  }

  /// - Parameter isAll: whether there are no more.
  static func match(_ place: Int, of count: Int, isAll: Bool) -> String {
    "match \(place)/\(grouped(count))" + (isAll ? "" : "+")
  }

  static func nothingLookedFor(_ key: String?) -> String {
    "nothing is looked for here" + (key.map { "; \($0) finds in the article" } ?? "")
  }

  // MARK: Marks

  static let marksSaved = "saved"
  static let marksWaiting = "saving\u{2026}"
  static let marksRefused = "not saved"

  static let leavingLosesMarks =
    "Marks are not saved, which is tried all the while. Leave again to go without."

  static func marksNotSaved(_ reason: String) -> String { "The mark is not saved: \(reason)" }

  // MARK: Why not

  static let noArticle = "no article here"
  static let openArticleFirst = "open the article first"
  static let noLinks = "no related article or link here"
  static let noSign = "no sign in the text leads here"
  static let firstLink = "no link above"
  static let lastLink = "no link below"
  static let trailBegins = "the trail begins here"
  static let trailEnds = "nothing further on the trail"
  static let nothingUnread = "nothing unread in this view"
  static let noUnreadBelow = "no more unread below"
  static let noUnreadAbove = "no more unread above"
  static let stillLoading = "still loading"
  static let noAddress = "this article has no address"
  static let onePaneOnly = "the window has room for one pane"
  static let leftmost = "nothing further to the left"

  static func noSuchLink(_ number: Int, of count: Int) -> String {
    "no link \(number) here; there \(count == 1 ? "is" : "are") \(count)"
  }

  // MARK: Opening and copying

  static func opening(_ url: String) -> String { "opening \(url)" }

  static func sentence(_ outcome: OpenOutcome) -> String {
    switch outcome {
    case .opened(let url, let program): "opened in \(program): \(url)"
    case .closed(_, let program): "back from \(program)"
    case .failed(let url, let reason): "not opened: \(reason): \(url)"
    case .noOpener(let url, let copied):
      (copied ? "no browser found, address copied: " : "no browser found: ") + url
    case .refused(let url, let reason): "not opened: \(reason): \(url)"
    }
  }

  static func sentence(_ outcome: CopyOutcome) -> String {
    switch outcome {
    case .copied(let text): "copied: \(text)"
    case .sentToTerminal(let text): "sent to the terminal\u{2019}s clipboard: \(text)"
    case .failed(let reason): notCopied(reason)
    }
  }

  static func notCopied(_ reason: String) -> String { "not copied: \(reason)" }

  static func citation(_ title: String?, _ url: String) -> String {
    title.map { "\($0) \u{2014} \(url)" } ?? url
  }

  static func layout(_ split: Arrangement.Split) -> String {
    switch split {
    case .columns: "panes side by side"
    case .rows: "list over article"
    case .single: "one pane at a time"
    }
  }
}
