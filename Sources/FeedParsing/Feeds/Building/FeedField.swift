/// What an element of a feed or an item is kept as.
enum FeedField {
  case title, link, summary, content, id, author, category, keywords, comments, language
  case published, updated, enclosureURL, image, inReplyTo
  case timeToLive, skippedHour, skippedDay, updatePeriod, updateFrequency, newAddress, mediumText,
    duration
  case personName, personEmail, personAddress, channelImageURL

  /// Whether what stands in elements inside is no part of it.
  var isAddress: Bool {
    switch self {
    case .link, .comments, .enclosureURL, .image, .channelImageURL, .newAddress: true
    default: false
    }
  }

  /// Whether it has a text that its reader lays out.
  var isRichText: Bool { self == .title || isBody }

  var isBody: Bool { self == .summary || self == .content }
}

/// A field and how much an element is worth for it: among several the highest counts, and the first
/// of these.
struct FieldUse {
  let field: FeedField
  var rank: UInt8 = 5

  /// What an element is in a feed, or in an item; `nil` for what is not read.
  static func of(_ name: XMLName, isInItem: Bool) -> FieldUse? {
    switch name.namespace {
    case .core, .atom, .cdf: core(name.element, isAtom: name.namespace == .atom, isInItem: isInItem)
    case .dc: dublinCore(name.element)
    case .dcterms: dublinCoreTerms(name.element)
    case .content: name.element == .encoded ? FieldUse(field: .content, rank: 8) : nil
    case .media: media(name.element)
    case .itunes: itunes(name.element)
    case .thread: name.element == .inReplyTo ? FieldUse(field: .inReplyTo) : nil
    case .feedburner:
      // The page itself, where the link of the item only counts who goes there.
      isInItem && name.element == .origlink ? FieldUse(field: .link, rank: 9) : nil
    case .syndication: syndication(name.element)
    case .xhtml:
      name.element == .body || name.element == .div ? FieldUse(field: .content, rank: 6) : nil
    case .other:
      name.element == .fullText || name.element == .fulltext
        ? FieldUse(field: .content, rank: 6) : nil
    case .rdf, .xml, .wellFormedWeb, .podcast: nil
    }
  }

  private static func core(
    _ element: FeedElement, isAtom: Bool, isInItem: Bool
  ) -> FieldUse? {
    switch element {
    case .title: FieldUse(field: .title, rank: isAtom ? 6 : 7)
    case .link: FieldUse(field: .link, rank: 7)
    case .description: FieldUse(field: .summary, rank: 6)
    case .summary, .subtitle, .tagline: FieldUse(field: .summary, rank: 7)
    case .abstract: FieldUse(field: .summary, rank: 4)
    case .info: FieldUse(field: .summary, rank: 2)
    case .content, .encoded: FieldUse(field: .content, rank: 7)
    case .fullitem, .fulltext, .fullText: FieldUse(field: .content, rank: 6)
    case .body: isInItem ? FieldUse(field: .content, rank: 6) : nil
    case .guid, .id: FieldUse(field: .id, rank: 7)
    case .author, .managingeditor: FieldUse(field: .author, rank: 7)
    case .creator: FieldUse(field: .author)
    case .webmaster: isInItem ? nil : FieldUse(field: .author, rank: 2)
    case .pubdate: FieldUse(field: .published, rank: 7)
    case .published, .issued: FieldUse(field: .published, rank: 6)
    case .created: FieldUse(field: .published, rank: 4)
    case .date: FieldUse(field: .published, rank: 3)
    case .updated, .modified, .lastbuilddate: FieldUse(field: .updated, rank: 7)
    case .category: FieldUse(field: .category)
    case .keywords, .tags, .tag: FieldUse(field: .keywords)
    case .comments: FieldUse(field: .comments, rank: 7)
    case .enclosure: FieldUse(field: .enclosureURL)
    case .language: FieldUse(field: .language, rank: 7)
    case .icon: FieldUse(field: .image, rank: 8)
    case .logo: FieldUse(field: .image, rank: 6)
    case .ttl: FieldUse(field: .timeToLive)
    case .hour: FieldUse(field: .skippedHour)
    case .day: FieldUse(field: .skippedDay)
    case .newlocation, .location: FieldUse(field: .newAddress)
    default: nil
    }
  }

  private static func dublinCore(_ element: FeedElement) -> FieldUse? {
    switch element {
    case .title: FieldUse(field: .title)
    case .description: FieldUse(field: .summary, rank: 5)
    case .creator, .author: FieldUse(field: .author, rank: 6)
    case .publisher: FieldUse(field: .author, rank: 1)
    case .date: FieldUse(field: .published)
    case .subject: FieldUse(field: .category)
    case .language: FieldUse(field: .language, rank: 6)
    case .identifier: FieldUse(field: .id, rank: 2)
    default: nil
    }
  }

  private static func dublinCoreTerms(_ element: FeedElement) -> FieldUse? {
    switch element {
    case .issued: FieldUse(field: .published, rank: 5)
    case .created: FieldUse(field: .published, rank: 4)
    case .modified: FieldUse(field: .updated, rank: 5)
    case .abstract: FieldUse(field: .summary, rank: 3)
    default: dublinCore(element)
    }
  }

  private static func media(_ element: FeedElement) -> FieldUse? {
    switch element {
    case .title: FieldUse(field: .title, rank: 4)
    case .description: FieldUse(field: .summary, rank: 2)
    case .category: FieldUse(field: .category)
    case .keywords: FieldUse(field: .keywords)
    default: nil
    }
  }

  private static func itunes(_ element: FeedElement) -> FieldUse? {
    switch element {
    case .title: FieldUse(field: .title, rank: 3)
    case .summary: FieldUse(field: .summary, rank: 4)
    case .subtitle: FieldUse(field: .summary, rank: 3)
    case .author: FieldUse(field: .author, rank: 4)
    case .keywords: FieldUse(field: .keywords)
    case .category: FieldUse(field: .category)
    case .duration: FieldUse(field: .duration)
    default: nil
    }
  }

  private static func syndication(_ element: FeedElement) -> FieldUse? {
    switch element {
    case .updateperiod: FieldUse(field: .updatePeriod)
    case .updatefrequency: FieldUse(field: .updateFrequency)
    default: nil
    }
  }
}
