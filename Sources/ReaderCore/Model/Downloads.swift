import Articles

/// How far the file is that is downloaded now.
public struct DownloadStatus: Hashable, Sendable {
  public var have: Int
  /// `nil` where the server does not say.
  public var total: Int?
  /// How many files wait for it.
  public var waiting: Int

  public init(have: Int, total: Int?, waiting: Int = 0) {
    self.have = have
    self.total = total
    self.waiting = waiting
  }
}

/// What is here of a file that an article comes with.
public enum DownloadMark: Hashable, Sendable {
  case partly(have: Int, total: Int?)
  case whole(path: String)
}

/// What of the files of articles is on this machine.
struct Downloads: Sendable {
  var status: DownloadStatus?
  private var files: [String: DownloadMark] = [:]
  private var articles: [Address: [String: DownloadMark]] = [:]

  subscript(url: String) -> DownloadMark? { files[url] }

  /// Of the files of an article what says most.
  subscript(article: Address) -> DownloadMark? {
    guard let marks = articles[article]?.values else { return nil }
    return marks.first { if case .whole = $0 { true } else { false } } ?? marks.first
  }

  /// Since this window opened; what was played before, the marks of a row say.
  private(set) var played: Set<Address> = []

  mutating func notePlayed(_ article: Address) { played.insert(article) }

  var marks: [String: DownloadMark] { files }

  mutating func set(_ mark: DownloadMark?, of url: String, in article: Address) {
    files[url] = mark
    articles[article, default: [:]][url] = mark
  }
}
