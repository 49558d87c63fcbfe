import Articles

extension Model {
  /// `o` and `O`: the selected link, else the article.
  mutating func openInBrowser(keepsUnread: Bool) -> [Effect] {
    if let target = selectedTarget, !target.isOfNote {
      return open(target, keepsUnread: keepsUnread)
    }
    guard let subject, let url = link(of: subject) else { return [] }
    return openInBrowser(subject, url, keepsUnread: keepsUnread)
  }

  /// `1` to `9`, `0` and `#`.
  mutating func openLink(_ number: Int) -> [Effect] {
    guard let page, page.numbered.indices.contains(number - 1) else { return [] }
    return open(page.targets[page.numbered[number - 1]], keepsUnread: false)
  }

  private mutating func open(_ target: Page.Target, keepsUnread: Bool) -> [Effect] {
    if case .link(let link) = target.kind {
      say(Wording.opening(link.url))
      return [.open(url: link.url, address: nil)]
    }
    guard let subject = subject(of: target), let url = link(of: subject) else {
      say(Wording.noAddress)
      return []
    }
    return openInBrowser(subject, url, keepsUnread: keepsUnread)
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
      return [.copy(withTitle ? Wording.citation(title, link.url) : link.url)]
    }
    let chosen = selectedTarget.flatMap(subject(of:)) ?? subject
    guard let chosen, let url = link(of: chosen) else { return [] }
    return [.copy(withTitle ? Wording.citation(chosen.title, url) : url)]
  }

  /// What a browser can open; `nil` for an article without an address.
  func link(of subject: Subject) -> String? {
    guard let text = subject.address?.text, !text.hasPrefix("martlet:") else { return nil }
    return text
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
