import Articles
import FeedParsing

/// Every sentence that the program itself says, beside those of the targets below.
enum Wording {
  static let outputNotWritten = "standard output could not be written. Make room, or name another."
  static let articleIsGone = "this article is no longer in the library"
  static let noOpener =
    "there is no program to open it with. Set BROWSER to one, or install xdg-utils."

  static func noOpenerProgram(_ program: String) -> String {
    "there is no program \"\(program)\", which openers in config.yaml names for it. Install it, or "
      + "name another one there."
  }

  static let countOrJSON = "--count prints a number, --json objects: give one of them"
  static let addressesOrQuery = "name addresses, or ask with --query: one of them"
  static let marksEverything =
    "the query asks for nothing in particular; write is:unread for all that is unread"
  static let opmlIsWhole = "opml prints all feeds: it takes no query, no --to and no --source"

  static func enteringWords(_ count: Int, of all: Int) -> String {
    "entering words: \(count) of \(all) articles"
  }

  static let noLabel =
    "a label has a name: words of any script, 64 characters at most, no control characters"

  static func marked(_ count: Int, _ name: MarkName) -> String {
    let articles = "\(count) \(count == 1 ? "article" : "articles")"
    guard let (label, isGiven) = name.label else { return "\(articles) marked \(name)" }
    return isGiven ? "\(articles) labelled \(label)" : "label \(label) taken from \(articles)"
  }

  static func written(_ count: Int, to folder: String) -> String {
    "\(count) \(count == 1 ? "article" : "articles") written to \(folder)"
  }

  static func notReadable(_ title: String) -> String {
    "\(title): its file can no longer be read, and is left out. martlet check names what is wrong."
  }

  static func notWritten(_ folder: String, _ reason: String) -> String {
    "\(folder): cannot be written (\(reason)). Name another folder with --to."
  }

  static func counted(_ articles: Int, unread: Int, starred: Int) -> String {
    "\(articles) \(articles == 1 ? "article" : "articles"), \(unread) unread, \(starred) starred"
  }

  static let byProvider = "By provider"
  static let byTopic = "By topic"
  static let byLabel = "By label"
  static let bySource = "By source"
  static let byDay = "By day"
  static let byHour = "By hour"

  static func andOthers(_ count: Int) -> String { "and \(count) more" }

  static let noAddress = "this is not an address"

  static let withoutWatches =
    "inotify has no watches left: marks made elsewhere are looked for once a second"

  static func looking(at folder: String, _ fileSystem: String) -> String {
    "network file system (\(fileSystem)): marks are looked for once a second in \(folder)"
  }

  static func schemeNotAllowed(_ scheme: String) -> String {
    "addresses that begin with \(scheme): are not opened, only http, https, gemini and mailto"
  }

  static func ended(_ program: String, status: Int32) -> String {
    status > 128
      ? "\(program) was ended by signal \(status - 128)"
      : "\(program) ended with status \(status)"
  }

  static func nothingToRead(sourcesFile: String) -> String {
    """
    there is nothing to read yet. Name a folder of articles: martlet FOLDER, \
    or write folders into \(sourcesFile), one a line.
    """
  }

  static func noSuchSource(_ path: String) -> String {
    path.contains("://")
      ? "\(path): this is no address of a feed. Write it as https://example.org/feed.xml."
      : "\(path): there is no such folder or file."
  }

  static func withoutLibrary(_ reason: String) -> String {
    reason + " The index of this run is kept in memory."
  }

  static func notUTF8(_ path: String) -> String {
    "\(path): this file cannot be read as UTF-8 text. Save it as UTF-8."
  }

  /// Said after the window is closed.
  static func stateNotWritten(_ reason: String) -> String {
    reason + " The marks that the journal holds are kept for the next time."
  }

  /// What was marked and is lost, so that it can be done again.
  static func marksGone(_ marks: [Mark]) -> [String] {
    guard !marks.isEmpty else { return [] }
    let most = 50
    let lines = marks.prefix(most).map { "  \($0.name) \($0.address.text)" }
    let head = marks.count == 1 ? "One mark is lost:" : "\(marks.count) marks are lost:"
    return [head] + lines + (marks.count > most ? ["  ..."] : [])
  }

  static func noArticle(_ address: String) -> String {
    "\(address): there is no such article in these sources."
  }

  static func notAnAddress(_ text: String) -> String {
    "\"\(text)\" is not an address. Write it as https://example.org/page."
  }

  /// - Parameter besides: files that hold an article which another one supplies.
  static func checked(
    files: Int, articles: Int, besides: Int, skipped: Int, problems: Int, warnings: Int
  ) -> String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    let others =
      besides == 0 ? "" : " and \(besides) more \(besides == 1 ? "file" : "files") of these"
    let noted = warnings == 0 ? "" : ", " + counted(warnings, "warning")
    return counted(files, "file") + ": " + counted(articles, "article") + others
      + ", \(skipped) skipped, " + counted(problems, "problem") + noted
  }

  static func sharedArticle(_ address: Address, suppliedBy path: String) -> String {
    address.isOwn
      ? "has no address and says the same as \(path), which is shown."
      : "has the same address as \(path), which is newer and shown: \(address.text)"
  }

  static func sourceFault(_ fault: SourceFault) -> String {
    switch fault {
    case .openQuote: "a double quote is never closed. Close it, or write \\\"."
    case .notUTF8: "this line is not UTF-8 text. Save the file as UTF-8."
    case .noLocation(let text):
      "\"\(Output.clean(text))\" is neither the full path of a folder nor the address of a feed. "
        + "Write /home/you/news or https://example.org/feed.xml."
    }
  }

  /// For the line at the foot of the window; `nil` if all is well.
  static func brokenLines(_ lines: [SourcesFile.BrokenLine]) -> String? {
    guard let first = lines.first else { return nil }
    return lines.count == 1
      ? Output.clean(first.message)
      : "\(Output.clean(first.place)) and \(lines.count == 2 ? "1 more line" : "\(lines.count - 1) more lines") "
        + "cannot be read; e tells why"
  }

  static func kept(_ reason: SourceLine.Reason) -> String {
    switch reason {
    case .program: "names a program. It is kept and never run."
    case .query: "is a query of newsboat. It is kept and does nothing here."
    case .scheme(let scheme):
      "addresses that begin with \(scheme): are not read. The line is kept."
    }
  }

  static let hidingTag = "tags that begin with ! are kept and hide nothing here."

  /// The title of an exported list.
  static let subscriptions = "Subscriptions of Martlet"

  static func notExported(_ folders: Int) -> String {
    "\(folders == 1 ? "1 folder is" : "\(folders) folders are") no feed and left out"
  }

  static func notExported(ownFeeds feeds: Int) -> String {
    feeds == 1
      ? "1 feed is a file of this machine and left out"
      : "\(feeds) feeds are files of this machine and left out"
  }

  static func noSuchLine(_ source: String, in file: String) -> String {
    "\(source): there is no such source in \(file). martlet sources lists them."
  }

  static func noSuchTag(_ tag: String, of tags: [String]) -> String {
    let known = Output.clean(tags.joined(separator: ", "))
    return "no source has the tag \"\(tag)\". "
      + (tags.isEmpty
        ? "Write it behind the source's address in the sources file." : "There are: \(known).")
  }

  static func removed(_ source: String) -> String {
    "removed \(source). Its marks stay, and articles with a star or a label."
  }

  static let noNewsboatQuery =
    "is no query of newsboat. Write \"query:Name:condition\", all of it in quotes."

  static func notAView(_ name: String, _ reason: String) -> String {
    "\(name) becomes no view: \(reason)"
  }

  static func nameTwice(_ name: String) -> String {
    "there are two queries \(name). Give this one another name."
  }

  static func otherView(_ name: String, _ query: String, imported: String) -> String {
    "the view \(name) stays as it is: \(query). Here it would be \(imported)"
  }

  static func viewsImported(_ count: Int, known: Int, into file: String) -> String {
    "\(count) \(count == 1 ? "view" : "views") added to \(file)"
      + (known > 0 ? ", \(known) there already" : "")
  }

  static func imported(added: Int, known: Int, into file: String) -> String {
    "\(added) added to \(file), \(known) there already"
  }

  static func notImported(_ location: String) -> String {
    "\(location): is no address of a feed on the web, and left out"
  }

  static func leftOut(_ outline: OutlineLeftOut) -> String {
    let reason =
      switch outline.reason {
      case .list: "is another list and not fetched. Save it and import it"
      case .program: "names a program or a query, and is left out"
      case .noAddress: "is no address of the web, and left out"
      case .scheme(let scheme): "addresses that begin with \(scheme): are not read; it is left out"
      }
    return (outline.title.map { "\($0): " } ?? "") + "\(outline.address): \(reason)"
  }

  static func marksImported(_ count: Int) -> String {
    "\(count == 1 ? "1 mark" : "\(count) marks") merged"
  }

  static func notReadable(_ path: String, _ reason: String) -> String {
    "\(path): cannot be read (\(reason)). Check that it is there and its permissions."
  }

  static func noListOfFeeds(_ path: String) -> String {
    "\(path): is no OPML file, no urls file of newsboat and no state file of Martlet."
  }

  static func purged(_ count: Int, isTrial: Bool) -> String {
    let articles = count == 1 ? "1 article" : "\(count) articles"
    return isTrial ? "\(articles) would be deleted" : "\(articles) deleted"
  }

  static func noAge(_ text: String) -> String {
    "\(text): is no age. Write a number of days, such as 90d."
  }

  static func noFeedToPurge(_ source: String) -> String {
    "\(source): is no feed. Only what feeds have brought is ever deleted; martlet sources lists them."
  }

  static let cacheFromInput =
    "a cache of newsboat cannot be read from standard input. Name the file."

  static func withoutAddress(_ count: Int) -> String {
    count == 1
      ? "1 read article has no address, and is left out"
      : "\(count) read articles have no address, and are left out"
  }

  // MARK: Settings of feeds

  static let feedSettingsForm =
    "write the address of a feed with a colon, and below it, further in, \"name: value\" a line."

  static func noFeedSettingsAddress(_ text: String) -> String {
    "\"\(Output.clean(text))\" is no address of feeds. Write it as https://example.org/feeds/."
  }

  static func noYAML(_ problem: String?) -> String {
    "this is not YAML" + (problem.map { ": \($0)." } ?? ".")
  }

  /// - Parameter line: where it stands for the first time.
  static func writtenTwice(_ name: String, first line: Int? = nil) -> String {
    let place = line.map { ", the first time in line \($0)" } ?? ""
    return "\"\(Output.clean(name))\" stands there twice\(place). Take one away."
  }

  static func openSecrets(_ path: String) -> String {
    "\(path): holds what others should not know, and can be read by them. Say: chmod 600 \(path)"
  }

  // MARK: Feeds

  static let savedFeedsOnly =
    "--url and --content-type are for a saved feed. Leave them out for an address."
  static let compressionBroken =
    "The compressed file is damaged or ends too early. What could be read is here."
  static let feedCutShort = "The answer ended too early. Later may help."
  static func future(_ date: Instant) -> String {
    "\(date.iso8601) is yet to come. Lists sort the item by the time when it was fetched."
  }

  static let noFeed = "This is no feed. Look for the feed's address on the site."
  static let listInsteadOfFeed = "This is a list of feeds (OPML). Take it over with martlet import."
  static let pageWithoutFeed =
    "This is a web page, and no feed of it could be found. Look for the feed's address on the site."

  static func pageInsteadOfFeed(_ page: FeedDiscovery) -> String {
    guard let first = page.links.first else { return pageWithoutFeed }
    return "This is a web page instead of a feed. It offers \(first.url): add that."
  }

  static func knownSource(_ source: String, in file: String) -> String {
    "\(source) is in \(file) already"
  }

  static func added(_ source: String, articles: Int) -> String {
    "added \(source): \(articles == 1 ? "1 article" : "\(articles) articles")"
  }

  static func severalFeeds(_ count: Int) -> String {
    "this page offers \(count) feeds. Add one of them: martlet add ADDRESS"
  }

  static func whichFeed(_ count: Int) -> String {
    "Which one? 1 to \(count), nothing for none: "
  }

  static let nothingAdded = "nothing was added."

  static func refreshed(_ progress: RefreshProgress) -> String {
    let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
    let feeds = progress.total == 1 ? "1 feed" : "\(progress.total) feeds"
    return "\(feeds): \(progress.added) new, \(progress.changed) changed\(failed)"
  }

  /// The line of progress on a terminal, in plain ASCII.
  static func refreshing(_ progress: RefreshProgress) -> String {
    let width = 30
    let filled = progress.total > 0 ? progress.done * width / progress.total : 0
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
    return "[\(bar)] \(progress.done)/\(progress.total)\(failed)"
  }

  /// - Parameter instant: `nil` for never.
  static func nextAttempt(_ instant: Instant?) -> String {
    guard let instant else { return "It is not asked again by itself." }
    return "Next attempt \(time(instant))."
  }
  static let neverFetched = "Not fetched yet."
  static let neverRead = "Not read yet."

  static func fetched(_ instant: Instant) -> String { "Fetched \(time(instant))." }

  static func unknownSource(_ source: String) -> String {
    "\(source): there is no such source. martlet sources lists them."
  }

  /// Day and time by the clock on the wall, to the minute.
  private static func time(_ instant: Instant) -> String {
    let offset = SystemClock.utcOffset(atSeconds: instant.milliseconds / 1000)
    let text = instant.advanced(byMilliseconds: Int64(offset) * 1000).iso8601.prefix(16)
    return String(text.replacing("T", with: " "))
  }

  static func keyOfView(_ reason: String, at place: String) -> String {
    "\(place): \(reason) The view has no key until then."
  }
}
