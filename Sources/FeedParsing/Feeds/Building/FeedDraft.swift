import Articles

/// A feed or an item while its elements come in.
struct FeedDraft {
  /// As it is handed out: an item is moved from here when it ends, not copied field by field.
  var result = FeedItem()
  var summary: [UInt8] = []
  var summaryKind = TextKind.html
  var summaryBase: String?
  var content: [UInt8] = []
  var contentKind = TextKind.html
  var contentBase: String?
  var authors: [FeedAuthor] = []
  /// The languages that its texts are marked with.
  var textLanguage: String?

  /// The file that an item is whose page is not known: a sound or a film rather than its picture.
  var addressOfFile: String? {
    let file = result.enclosures.first { !($0.type?.hasPrefix("image/") ?? false) }
    return (file ?? result.enclosures.first)?.url
  }

  /// Changes it where it stands.
  mutating func apply(_ change: (inout FeedDraft) -> Void) { change(&self) }

  private var ranks = SIMD16<UInt8>(repeating: 0)

  enum Slot: Int {
    case title, summary, content, id, link, author, published, updated, language, comments
    case textLanguage, image
  }

  /// Whether a value of that rank is to replace what is there.
  mutating func accepts(_ slot: Slot, rank: UInt8) -> Bool {
    guard rank > ranks[slot.rawValue] else { return false }
    ranks[slot.rawValue] = rank
    return true
  }

  /// As `accepts`, but of several with the same rank the last counts: feeds append corrections.
  mutating func acceptsLast(_ slot: Slot, rank: UInt8) -> Bool {
    guard rank >= ranks[slot.rawValue] else { return false }
    ranks[slot.rawValue] = rank
    return true
  }

  /// The summary turns out to be the text of which another is the summary.
  mutating func makeSummaryContent() {
    swap(&summary, &content)
    (contentKind, contentBase) = (summaryKind, summaryBase)
    ranks[Slot.content.rawValue] = ranks[Slot.summary.rawValue]
    ranks[Slot.summary.rawValue] = 0
  }

  func rank(of slot: Slot) -> UInt8 { ranks[slot.rawValue] }

  /// Of the elements that name an author all count; those that only hint at one where there is none.
  mutating func addAuthor(_ author: FeedAuthor, rank: UInt8) {
    let known = ranks[Slot.author.rawValue]
    if rank > known {
      ranks[Slot.author.rawValue] = rank
      if known < Self.namingRank || rank == FeedPerson.atomRank { authors = [] }
    } else if rank < known, rank < Self.namingRank || known == FeedPerson.atomRank {
      return
    }
    Self.add(author, to: &authors)
  }

  private static let namingRank: UInt8 = 5

  /// A person who is there already only gets the addresses that are new.
  static func add(_ author: FeedAuthor, to authors: inout [FeedAuthor]) {
    guard authors.count < 500 else { return }
    guard !authors.isEmpty else { return authors.append(author) }
    let known = authors.firstIndex {
      $0.shown == author.shown
        || $0.email != nil && $0.email == author.email
          && ($0.name == nil || author.name == nil)
    }
    guard let known else { return authors.append(author) }
    authors[known].name = authors[known].name ?? author.name
    authors[known].email = authors[known].email ?? author.email
    authors[known].url = authors[known].url ?? author.url
  }

  /// The authors that items take over from their feed: none where they are many or long, since a
  /// small document would become a large one.
  static func inherited(_ authors: [FeedAuthor]) -> [FeedAuthor] {
    guard authors.count <= 10 else { return [] }
    let size = authors.reduce(0) { size, author in
      [author.name, author.email, author.url].reduce(size) { $0 + ($1?.utf8.count ?? 0) }
    }
    return size <= 1000 ? authors : []
  }

  /// Lists have bounds; what is there already is not added.
  static func add(_ text: String, to list: inout [String]) {
    if list.count < 500, !list.contains(text) { list.append(text) }
  }

  /// What a picture or a file shows.
  mutating func describe(_ medium: (url: String, isImage: Bool), as text: String) {
    if medium.isImage {
      if result.imageTexts.count < 500, result.imageTexts[medium.url] == nil {
        result.imageTexts[medium.url] = text
      }
    } else if let place = result.enclosures.firstIndex(where: { $0.url == medium.url }) {
      result.enclosures[place].title = result.enclosures[place].title ?? text
    }
  }

  mutating func add(_ companion: FeedCompanion) {
    guard result.companions.count < 50,
      !result.companions.contains(where: { $0.url == companion.url })
    else { return }
    result.companions.append(companion)
  }

  mutating func add(_ enclosure: FeedEnclosure) {
    guard result.enclosures.count < 500 else { return }
    if let known = result.enclosures.firstIndex(where: { $0.url == enclosure.url }) {
      let other = result.enclosures[known]
      result.enclosures[known].type = other.type ?? enclosure.type
      result.enclosures[known].length = other.length ?? enclosure.length
      result.enclosures[known].title = other.title ?? enclosure.title
    } else {
      result.enclosures.append(enclosure)
    }
  }
}

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

  var title: String? { channel.result.title }

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
