import Articles

/// The whole texts that were fetched last, and which of them stand in place of what a feed or file says.
struct FullTexts: Sendable {
  static let capacity = 8

  private var texts: [(address: Address, text: FullText)] = []
  private var shown: Set<Address> = []
  private var awaited: Set<Address> = []
  /// Where the page could not be had, or the person does without: not asked for again unasked.
  private var settled: Set<Address> = []

  /// What stands in place of an article's own text.
  subscript(address: Address) -> FullText? {
    shown.contains(address) ? texts.last { $0.address == address }?.text : nil
  }

  func isAwaited(_ address: Address) -> Bool { awaited.contains(address) }

  var isFetching: Bool { !awaited.isEmpty }

  func isShown(_ address: Address) -> Bool { self[address] != nil }

  /// Whether nothing is known of it and nothing was asked for.
  func isUnknown(_ address: Address) -> Bool {
    !awaited.contains(address) && !settled.contains(address) && self[address] == nil
  }

  /// Shows what is here already; says no if it has to be asked for.
  mutating func show(_ address: Address) -> Bool {
    guard texts.contains(where: { $0.address == address }) else { return false }
    shown.insert(address)
    return true
  }

  mutating func hide(_ address: Address) {
    shown.remove(address)
    settled.insert(address)
  }

  mutating func await(_ address: Address) {
    awaited.insert(address)
  }

  mutating func insert(_ text: FullText, for address: Address) {
    awaited.remove(address)
    texts.removeAll { $0.address == address }
    texts.append((address, text))
    if texts.count > Self.capacity { texts.removeFirst() }
    shown.insert(address)
  }

  mutating func stopFetching() {
    settled.formUnion(awaited)
    awaited = []
  }

  mutating func fail(_ address: Address) {
    awaited.remove(address)
    settled.insert(address)
  }
}

extension Model {
  /// `x` and `X`: the whole text in place of the article's own, and back.
  ///
  /// On a related article that is selected it goes there first; in the list it opens the article.
  mutating func showFullText(anew: Bool) -> [Effect] {
    var effects: [Effect] = []
    if let next = selectedTarget.flatMap({ subject(of: $0.kind) }), link(of: next) != nil {
      trail.follow(next)
      effects += markOpened(next)
    } else if !isReading {
      effects += openSelected(focusing: false)
    }
    guard let subject = trail.current?.subject, let address = subject.address else {
      say(Wording.noAddress)
      return effects
    }
    if fullTexts.isAwaited(address) {
      say(Wording.stillFetchingPage)
    } else if !anew, fullTexts.isShown(address) {
      fullTexts.hide(address)
      turnPage()
      say(Wording.ownText(key: key(of: .showFullText)))
    } else if !anew, fullTexts.show(address) {
      turnPage()
    } else {
      say(Wording.fetchingPage)
      effects += fetchFullText(of: subject, address, anew: anew, isAsked: true)
    }
    return effects
  }

  /// With `full_text: always`: what was opened is shown whole, unless the person does without.
  mutating func fetchFullTextUnasked() -> [Effect] {
    guard let stop = trail.current, stop.isOpened, wish(for: stop.subject) == .always,
      let address = stop.subject.address, link(of: stop.subject) != nil,
      fullTexts.isUnknown(address), currentDetail != nil || stop.subject.articleID == nil
    else { return [] }
    return fullTexts.show(address)
      ? [] : fetchFullText(of: stop.subject, address, anew: false, isAsked: false)
  }

  private func wish(for subject: Subject) -> FullTextWish {
    guard case .article(let row) = subject else { return configuration.fullText }
    // Which was read later than the row, mostly.
    return configuration.fullTextWish(for: details[row.id]?.row ?? row)
  }

  private mutating func fetchFullText(
    of subject: Subject, _ address: Address, anew: Bool, isAsked: Bool
  ) -> [Effect] {
    fullTexts.await(address)
    return [
      .loadFullText(
        address, url: pageAddress(of: subject) ?? address.text, anew: anew,
        mayBePrivate: isAsked && isFromFile(subject))
    ]
  }

  /// Only files name related articles; what a feed brings is an item.
  private func isFromFile(_ subject: Subject) -> Bool {
    switch subject {
    case .article(let row): details[row.id].map { $0.item == nil } ?? false
    case .related: true
    }
  }

  /// The page itself before what stands for it.
  private func pageAddress(of subject: Subject) -> String? {
    let links: ArticleLinks
    switch subject {
    case .article(let row):
      guard let detail = details[row.id] else { return nil }
      links = detail.article.links
    case .related(let entry): links = entry.article.links
    }
    return [links.webURL, links.originalURL, links.ampWebURL, links.cdnAmpWebURL]
      .compactMap(\.self).first { Address(canonicalizing: $0) != nil }
  }

  mutating func take(_ text: FullText, for address: Address) {
    fullTexts.insert(text, for: address)
    guard trail.current?.subject.address == address else { return }
    if message?.text == Wording.fetchingPage { message = nil }
    turnPage()
  }

  mutating func failFullText(_ address: Address, _ reason: String) {
    fullTexts.fail(address)
    if trail.current?.subject.address == address { fail(Wording.noFullText(reason)) }
  }

  /// Nothing comes of the pages that are asked for now.
  mutating func stopFetchingFullTexts() -> [Effect] {
    guard fullTexts.isFetching else { return [] }
    fullTexts.stopFetching()
    say(Wording.pageStopped)
    return [.stopFullTexts]
  }

  /// The page is laid out anew, from its beginning.
  private mutating func turnPage() {
    page = nil
    trail.current?.scroll = 0
    trail.current?.target = nil
  }
}
