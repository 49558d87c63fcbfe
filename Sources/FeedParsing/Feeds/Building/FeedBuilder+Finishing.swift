extension FeedBuilder {
  /// Makes an item of what was read of it.
  mutating func finishItem() {
    guard let draft = item.take() else { return }
    var result = FeedItem()
    result.id = draft.id
    result.title = draft.title
    result.link = draft.link ?? draft.enclosures.first?.url
    let page = draft.link.flatMap { FeedLink.isOfWeb($0) ? $0 : nil } ?? site ?? address
    result.summaryHTML = html(
      draft.summary, draft.summaryKind, base: draft.summaryBase ?? page)
    result.contentHTML = html(
      draft.content, draft.contentKind, base: draft.contentBase ?? page)
    let isInherited =
      draft.authors.isEmpty
      && (format?.isAtom ?? false || channel.rank(of: .author) == FeedPerson.atomRank)
    let authors = isInherited ? FeedDraft.inherited(channel.authors) : draft.authors
    result.authors = authors.compactMap(\.shown)
    result.authorDetails = authors.filter(\.hasAddress)
    result.published = draft.published
    result.updated = draft.updated
    result.enclosures = draft.enclosures
    result.images = draft.images
    result.imageTexts = draft.imageTexts
    result.categories = draft.categories
    result.categoryTerms = draft.categoryTerms
    let isMarked = draft.rank(of: .textLanguage) > 0
    result.language =
      draft.language ?? (isMarked ? draft.textLanguage : scopes.last?.language)
    result.comments = draft.comments
    result.inReplyTo = draft.inReplyTo
    result.externalLink = draft.externalLink == draft.link ? nil : draft.externalLink
    items.append(result)
  }

  /// All bodies of most feeds have the same base.
  private mutating func html(_ bytes: [UInt8], _ kind: TextKind, base: String?) -> String? {
    if links.address != base { links.move(to: base) }
    return FieldText.html(bytes, kind, links: &links, &found)
  }

  /// The feed as far as it is known.
  mutating func finished() -> Feed? {
    guard let format else { return nil }
    var result = feed
    result.format = format
    result.title = channel.title
    result.link = channel.link
    var late: [FeedNote] = []
    result.description = FieldText.line(channel.summary, channel.summaryKind, &late)
    for note in late { notes.add(note, line: nil) }
    result.language = channel.language ?? channel.textLanguage
    result.updated = channel.updated ?? channel.published
    result.authors = channel.authors.compactMap(\.shown)
    result.categories = channel.categories
    result.icon = channel.images.first
    if let updatePeriod {
      result.schedule.updateMinutes = updatePeriod / max(updateFrequency, 1)
    }
    return result
  }
}
