extension FeedBuilder {
  /// Makes an item of what was read of it.
  mutating func finishItem() {
    guard var draft = item.take() else { return }
    let page = draft.result.link.flatMap { LinkResolver.isOfWeb($0) ? $0 : nil } ?? site ?? address
    draft.result.link = draft.result.link ?? draft.addressOfFile
    draft.result.summaryHTML = html(
      draft.summary, draft.summaryKind, base: draft.summaryBase ?? page)
    draft.result.contentHTML = html(
      draft.content, draft.contentKind, base: draft.contentBase ?? page)
    spare.take(&draft.summary)
    spare.take(&draft.content)
    let isInherited =
      draft.authors.isEmpty
      && (format?.isAtom ?? false || channel.rank(of: .author) == FeedPerson.atomRank)
    let authors = isInherited ? FeedDraft.inherited(channel.authors) : draft.authors
    if !authors.isEmpty {
      draft.result.authors = authors.compactMap(\.shown)
      if authors.contains(where: \.hasAddress) {
        draft.result.authorDetails = authors.filter(\.hasAddress)
      }
    }
    if draft.result.language == nil {
      let isMarked = draft.rank(of: .textLanguage) > 0
      draft.result.language = isMarked ? draft.textLanguage : scopes.last?.language
    }
    if let external = draft.result.externalLink, external == draft.result.link {
      draft.result.externalLink = nil
    }
    var finished = FeedItem()
    swap(&finished, &draft.result)
    items.append(consume finished)
  }

  /// All bodies of most feeds have the same base.
  private mutating func html(_ bytes: [UInt8], _ kind: TextKind, base: String?) -> String? {
    if bytes.isEmpty { return nil }
    if links.address != base { links.move(to: base) }
    return FieldText.html(bytes, kind, links: &links, &found)
  }

  /// The feed as far as it is known.
  mutating func finished() -> Feed? {
    guard let format else { return nil }
    var result = feed
    result.format = format
    result.title = channel.result.title
    result.link = channel.result.link
    var late: [FeedNote] = []
    result.description = FieldText.line(channel.summary, channel.summaryKind, &late)
    for note in late { notes.add(note, line: nil) }
    result.language = channel.result.language ?? channel.textLanguage
    result.updated = channel.result.updated ?? channel.result.published
    result.authors = channel.authors.compactMap(\.shown)
    result.categories = channel.result.categories
    result.icon = channel.result.images.first
    if let updatePeriod {
      result.schedule.updateMinutes = updatePeriod / max(updateFrequency, 1)
    }
    return result
  }
}

/// Emptied buffers that are filled again: the texts of one item are about as long as those of the last.
struct SpareBuffers {
  private var buffers: [[UInt8]] = []

  private static let longest = 1 << 18
  private static let most = 4

  mutating func take(_ buffer: inout [UInt8]) {
    guard buffer.capacity > 0, buffer.capacity <= Self.longest, buffers.count < Self.most
    else { return }
    buffer.removeAll(keepingCapacity: true)
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    buffers.append(taken)
  }

  mutating func give() -> [UInt8] { buffers.popLast() ?? [] }
}
