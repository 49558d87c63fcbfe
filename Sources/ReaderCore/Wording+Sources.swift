import Articles

/// Sources: reloading and adding them, and what went wrong with them.
extension Wording {
  // MARK: Reloading

  static let stillFetching = "Fetching the feeds\u{2026}"
  static let stopping = "stopping"
  static let notRefreshing = "nothing is being reloaded or fetched"

  static func noSource(_ key: String?) -> String {
    "no source here" + (key.map { "; \($0) reloads all" } ?? "")
  }

  static func alreadyRefreshing(_ status: RefreshStatus, key: String?) -> String {
    "still reloading " + progress(status) + (key.map { "; \($0) stops it" } ?? "")
  }

  /// "37/1000 · 3 failed", for the status line.
  static func refreshing(_ status: RefreshStatus, dot: String) -> String {
    progress(status) + (status.failed > 0 ? dot + "\(grouped(status.failed)) failed" : "")
  }

  private static func progress(_ status: RefreshStatus) -> String {
    status.total > 0 ? "\(status.done)/\(status.total)" : "feeds"
  }

  /// "3 feeds failed · e tells why".
  static func failed(_ count: Int, of total: Int, key: String?) -> String {
    (count > 1 && count == total ? "all " : "") + "\(counted(count, "feed")) failed"
      + (key.map { " \u{B7} \($0) tells why" } ?? "")
  }

  /// What came of a reload that the person asked for.
  static func refreshed(
    _ status: RefreshStatus, _ target: RefreshTarget, key: String?
  ) -> String {
    if case .sources(let sources) = target, sources.count == 1, status.added == 0,
      let reason = status.reason
    {
      return reason
    }
    let isVain = status.failed == status.total && status.failed > 0
    var parts = isVain ? [] : [status.added == 0 ? nothingNew : waiting(status.added)]
    if status.isStopped { parts.insert("stopped at \(progress(status))", at: 0) }
    if status.failed > 0 {
      parts.append(failed(status.failed, of: status.total, key: key))
    }
    return parts.joined(separator: " \u{B7} ")
  }

  static func problems(_ count: Int, key: String?) -> String {
    "\(counted(count, "file")) could not be read"
      + (key.map { " \u{B7} \($0) tells \(count == 1 ? "which" : "which they are")" } ?? "")
  }

  /// Beside a feed that could not be fetched.
  static let failing = "!"

  // MARK: Adding

  static let addTitle = "Add a source"
  static let addPrompt = "The path of a folder, or the address of a feed or of a web page:"
  static let searching = "Looking what is there\u{2026}"
  static let adding = "Adding it\u{2026}"
  static let folder = "A folder of article files"
  static let addHint = "add"
  static let findHint = "look"

  static func offers(_ count: Int) -> String { "This page has \(counted(count, "feed")):" }

  static func added(_ title: String, articles: Int?) -> String {
    "added \(title)" + (articles.map { ": \(total($0))" } ?? "")
  }

  /// The screen of a person who has nothing to read yet.
  static func firstRun(_ key: String?) -> String {
    "Nothing to read yet."
      + (key.map { " Press \($0) and name a folder of articles, a feed or a web page." } ?? "")
      + " A list of feeds from another reader comes with martlet import FILE."
  }

  // MARK: What went wrong

  static func faulty(_ count: Int, of total: Int) -> String {
    "\(grouped(count)) of \(counted(total, "source")) with a problem"
  }

  static let allIsWell = "Nothing went wrong with any source."
  static let none = "none"
  static let never = "never"
  static let askedNoMore = "never by itself; r asks once more, martlet remove takes it away"
  static let atNextRefresh = "with the next look for what is due"

  static func moved(to address: String) -> String {
    "\(address), which is asked instead. Write that into your sources."
  }

  static func inARow(_ count: Int) -> String { "\(grouped(count)) in a row" }

  /// "24 Nov 2026, 01:20 (in 12 min)".
  static func attempt(_ time: String, inMinutes minutes: Int64) -> String {
    switch minutes {
    case ..<120: "\(time) (in \(minutes) min)"
    case ..<2880: "\(time) (in \(minutes / 60) h)"
    default: time
    }
  }
}

/// What is said of the files and pictures that articles come with.
extension Wording {
  static func downloadAsked(_ key: String?) -> String {
    "downloading" + (key.map { "; \($0) stops" } ?? "")
  }
  static let nothingToDownload = "there is no file to download with this article"
  static let nothingToPlay = "there is nothing to hear or see with this article"

  static let picturesOn = "pictures are shown"
  static let picturesOff = "no pictures"
  static let noPictures =
    "no pictures here: they want colours, UTF-8 and images: blocks in the settings"

  /// "42%", or "12 MB" where the server does not say how long it is.
  static func share(_ have: Int, of total: Int?) -> String {
    total.map { "\(have * 100 / max($0, 1))%" } ?? ByteSize(have).description
  }

  /// How long it runs, and how large it is, as far as that is known: "42 min", "38 MB".
  static func facts(_ medium: Medium) -> [String] {
    [medium.seconds.map(runningTime), medium.bytes.flatMap(size)].compactMap(\.self)
  }

  /// "1 min", "1 h 05".
  private static func runningTime(_ seconds: Int) -> String {
    guard seconds >= 60 else { return "\(seconds) s" }
    // Half a minute more or less is nothing to choose by.
    let minutes = (seconds + 30) / 60
    let rest = minutes % 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest)"
  }

  /// `nil` for what is too small to be true.
  private static func size(_ bytes: Int) -> String? {
    bytes < 10 << 10 ? nil : ByteSize(bytes).description
  }

  /// For the status line.
  static func downloading(_ status: DownloadStatus, arrow: String) -> String {
    arrow + share(status.have, of: status.total)
      + (status.waiting > 0 ? " +\(status.waiting)" : "")
  }

  /// Beside a link.
  static func downloaded(_ mark: DownloadMark) -> String {
    switch mark {
    case .partly(let have, let total): "partly downloaded: \(share(have, of: total))"
    case .whole: "downloaded"
    }
  }
}
