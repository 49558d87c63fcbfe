import Articles

extension Model {
  /// `o` and `O`: the selected link, else the article.
  mutating func openInBrowser(keepsUnread: Bool) -> [Effect] {
    if let target = selectedTarget, !target.isOfNote {
      return open(target.kind, keepsUnread: keepsUnread)
    }
    guard let subject, let url = outsideLink(of: subject) else { return [] }
    return openInBrowser(subject, url, keepsUnread: keepsUnread)
  }

  /// `1` to `9`, `0` and `#`.
  mutating func openLink(_ number: Int) -> [Effect] {
    guard let kind = page?.numbered(number) else { return [] }
    return open(kind, keepsUnread: false)
  }

  private mutating func open(_ kind: Page.Target.Kind, keepsUnread: Bool) -> [Effect] {
    if case .link(let link) = kind { return openOutside(link) }
    guard let subject = subject(of: kind), let url = outsideLink(of: subject) else {
      say(Wording.noAddress)
      return []
    }
    return openInBrowser(subject, url, keepsUnread: keepsUnread)
  }

  /// A link that is no article here.
  mutating func openOutside(_ link: Document.Link) -> [Effect] {
    let url = outside(link.url)
    say(Wording.opening(url))
    // What is played is remembered of the article, and may be on the disk under its own address.
    if let type = link.knownType, type.hasPrefix("audio/") || type.hasPrefix("video/") {
      return [.open(url: link.url, address: trail.current?.subject.address, type: type)]
    }
    return [.open(url: url, address: nil, type: link.knownType)]
  }

  private mutating func openInBrowser(
    _ subject: Subject, _ url: String, keepsUnread: Bool
  ) -> [Effect] {
    let marks =
      keepsUnread || markRead == .manual ? [] : mark(subject, .read)
    say(Wording.opening(url))
    return marks + [.open(url: url, address: subject.address)]
  }

  mutating func copy(withTitle: Bool) -> [Effect] {
    if let target = selectedTarget, case .link(let link) = target.kind {
      let title = link.title.isEmpty ? nil : link.title
      let url = outside(link.url)
      return [.copy(withTitle ? Wording.citation(title, url) : url)]
    }
    let chosen = selectedTarget.flatMap { subject(of: $0.kind) } ?? subject
    guard let chosen, let url = outsideLink(of: chosen) else { return [] }
    return [.copy(withTitle ? Wording.citation(chosen.title, url) : url)]
  }

  /// An address as other programs get it: without what tracks readers, unless the person keeps that.
  func outside(_ url: String) -> String {
    Address.openable(url, keepingTracking: configuration.keepsTracking) ?? url
  }

  /// What other programs get for an article: the address it is known by, or as its file or feed has it.
  func outsideLink(of subject: Subject) -> String? {
    guard let url = link(of: subject) else { return nil }
    guard configuration.keepsTracking, let address = subject.address else { return url }
    let links: ArticleLinks? =
      switch subject {
      case .article(let row): details[row.id]?.article.links
      case .related(let entry): entry.article.links
      }
    return links?.written(address).map(outside) ?? url
  }

  /// The article that an action wants more of than its row has, and that is not here yet: its files, or its
  /// address as it was written.
  func missingArticle(for action: Action) -> ArticleID? {
    let chosen: Subject?
    switch action {
    case .download, .play: chosen = subject
    case .openInBrowser, .openAndKeepUnread, .copyAddress, .copyTitleAndAddress:
      guard configuration.keepsTracking else { return nil }
      chosen = selectedTarget.map { subject(of: $0.kind) } ?? subject
    default: return nil
    }
    guard let id = chosen?.articleID, details[id] == nil, details.reason(id) == nil else {
      return nil
    }
    return id
  }

  /// What a browser can open; `nil` for an article without an address.
  func link(of subject: Subject) -> String? {
    guard let text = subject.address?.text, !text.hasPrefix("martlet:") else { return nil }
    return text
  }
}

extension Document.Link {
  /// Of a player without a type, only what it is.
  fileprivate var knownType: String? {
    switch kind {
    case .audio: mediaType ?? "audio/*"
    case .video: mediaType ?? "video/*"
    case .image: mediaType ?? "image/*"
    case .page, .media: mediaType
    }
  }
}

extension Subject {
  /// What a mark of it stands under; `nil` where it cannot be marked.
  var key: ArticleKey? {
    switch self {
    case .article(let row): row.key
    case .related(let entry): entry.key
    }
  }

  var address: Address? { key?.address }

  var title: String {
    switch self {
    case .article(let row): row.title
    case .related(let entry): entry.article.title
    }
  }
}

/// What became of ``Effect/open(url:address:)``.
public enum OpenOutcome: Hashable, Sendable {
  case opened(url: String, program: String)
  /// A terminal browser had the terminal and has given it back.
  case closed(url: String, program: String)
  case failed(url: String, reason: String)
  /// Nothing to open it with; the address is shown, and was copied if `copied`.
  case noOpener(url: String, copied: Bool)
  /// Not an address this program opens, and why.
  case refused(url: String, reason: String)
}

/// What became of ``Effect/copy(_:)``.
public enum CopyOutcome: Hashable, Sendable {
  case copied(String)
  /// Handed to the terminal, which does not say whether it took it.
  case sentToTerminal(String)
  case failed(reason: String)
}
