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

extension Model {
  /// `d`: the selected file of the article, else its first.
  mutating func download() -> [Effect] {
    guard let subject, let id = subject.articleID, let file = chosenFile(forPlaying: false) else {
      return []
    }
    // Whether the file is there still, a look at the disk tells.
    if case .whole? = downloads[file.url] {
    } else {
      say(Wording.downloadAsked(configuration.bindings.keys(for: .stopRefresh).first?.name))
    }
    return [.download(url: file.url, of: id, mayBePrivate: details[id]?.item == nil)]
  }

  /// `P`: the selected file, else the first that is heard or seen.
  mutating func play() -> [Effect] {
    guard let subject, let file = chosenFile(forPlaying: true), let type = file.playedType else {
      return []
    }
    say(Wording.opening(file.url))
    let marks = markRead == .manual ? [] : mark(subject, .read)
    return marks + [.open(url: file.url, address: subject.address, type: type)]
  }

  func refusalOfFile(forPlaying: Bool) -> String? {
    guard let subject else { return Wording.noArticle }
    guard let id = subject.articleID else { return Wording.notInLibrary }
    guard details[id] != nil else { return details.reason(id) ?? Wording.stillLoading }
    return chosenFile(forPlaying: forPlaying) == nil
      ? forPlaying ? Wording.nothingToPlay : Wording.nothingToDownload : nil
  }

  private func chosenFile(forPlaying: Bool) -> ItemFacts.Enclosure? {
    guard let detail = subject?.articleID.flatMap({ details[$0] }) else { return nil }
    let files = detail.attachments.filter { !forPlaying || $0.playedType != nil }
    if case .link(let link) = selectedTarget?.kind {
      return files.first { $0.url == link.url } ?? files.first
    }
    return files.first
  }

  /// A file may have been taken away since: an article that is opened says what is here.
  func lookAtFiles(of subject: Subject) -> [Effect] {
    guard let id = subject.articleID, let address = subject.address,
      case .whole? = downloads[address]
    else { return [] }
    return [.lookAtFiles(of: id)]
  }

  mutating func take(_ status: DownloadStatus?) { downloads.status = status }

  /// What is here of a file; the page that shows it says so.
  mutating func take(_ mark: DownloadMark?, of url: String, in article: Address) {
    guard downloads[url] != mark else { return }
    downloads.set(mark, of: url, in: article)
    if trail.current?.subject.address == article { page?.isOutdated = true }
  }
}
