import Articles

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
