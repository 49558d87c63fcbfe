import Articles
import FeedParsing

/// What the parser understood of a feed, as the fields that `inspect` prints; absent left out.
enum FeedRecord {
  /// - Parameter now: what lies more than a day after it is told.
  static func fields(
    of document: FeedDocument, items: [FeedItem], now: Instant
  ) -> [FieldValue.Field] {
    var record = Record()
    switch document.kind {
    case .feed(let found):
      record.add("kind", "feed")
      record.add("format", found.format.rawValue)
      record.add("feed", .map(feed(found)))
      record.add("items", .list(items.map { .map(item($0)) }))
    case .outline(let outline):
      record.add("kind", "opml")
      var title = Record()
      title.add("title", outline.title)
      record.add("opml", .map(title.fields))
      record.add("feeds", .list(outline.feeds.map { .map(subscription($0)) }))
      if !outline.leftOut.isEmpty {
        record.add("leftOut", .list(outline.leftOut.map { .map(leftOut($0)) }))
      }
    case .page(let page):
      record.add("kind", "html")
      record.add("title", page.title)
      record.add("feeds", .list(page.links.map { .map(link($0)) }))
    case .unknown:
      record.add("kind", "unknown")
    }
    record.add("encoding", document.encoding)
    let tomorrow = now.advanced(byMilliseconds: 86_400_000)
    let future = items.lazy.compactMap(\.published).filter { $0 > tomorrow }.prefix(5)
    let warnings = document.warnings + future.map { Problem(message: Wording.future($0)) }
    record.add("warnings", .list(warnings.map { .map(ArticleRecord.warning($0)) }))
    return record.fields
  }

  private static func feed(_ feed: Feed) -> [FieldValue.Field] {
    var record = Record()
    record.add("title", feed.title)
    record.add("link", feed.link)
    record.add("description", feed.description)
    record.add("language", feed.language)
    record.add("updated", feed.updated?.iso8601)
    record.add("icon", feed.icon)
    record.add("authors", feed.authors)
    record.add("categories", feed.categories)
    record.add("self", feed.selfLink)
    record.add("hubs", feed.hubs)
    record.add("next", feed.nextPage)
    record.add("moved_to", feed.newAddress)
    record.add("ttl_minutes", feed.schedule.minutesToLive)
    record.add("update_minutes", feed.schedule.updateMinutes)
    record.add("skip_hours", integers: feed.schedule.skippedHours)
    record.add("skip_days", integers: feed.schedule.skippedDays)
    return record.fields
  }

  private static func item(_ item: FeedItem) -> [FieldValue.Field] {
    var record = Record()
    record.add("id", item.id)
    let title = item.shownTitle
    record.add("title", title ?? item.shownAddress)
    if item.title == nil, (title ?? item.shownAddress) != nil {
      record.add("title_from", title == nil ? "address" : "text")
    }
    record.add("link", item.link)
    record.add("summary_html", item.summaryHTML)
    record.add("content_html", item.contentHTML)
    record.add("authors", item.authors)
    record.add("author_details", maps: item.authorDetails.map(author))
    record.add("published", item.published?.iso8601)
    record.add("updated", item.updated?.iso8601)
    record.add("enclosures", maps: item.enclosures.map(enclosure))
    record.add("companions", maps: item.companions.map(companion))
    record.add("duration", item.duration)
    record.add("categories", item.categories)
    record.add("category_terms", maps: item.categoryTerms.map(category))
    record.add("language", item.language)
    record.add("comments", item.comments)
    record.add("images", item.images)
    record.add(
      "image_texts",
      maps: item.images.compactMap { image in item.imageTexts[image].map { picture(image, $0) } })
    record.add("in_reply_to", item.inReplyTo)
    record.add("external_link", item.externalLink)
    return record.fields
  }

  private static func enclosure(_ enclosure: FeedEnclosure) -> [FieldValue.Field] {
    var record = Record()
    record.add("url", enclosure.url)
    record.add("type", enclosure.type)
    record.add("length", enclosure.length)
    record.add("title", enclosure.title)
    return record.fields
  }

  private static func companion(_ companion: FeedCompanion) -> [FieldValue.Field] {
    var record = Record()
    record.add("kind", companion.kind.rawValue)
    record.add("url", companion.url)
    record.add("type", companion.type)
    return record.fields
  }

  private static func author(_ author: FeedAuthor) -> [FieldValue.Field] {
    var record = Record()
    record.add("name", author.name)
    record.add("email", author.email)
    record.add("url", author.url)
    return record.fields
  }

  private static func category(_ category: FeedCategory) -> [FieldValue.Field] {
    var record = Record()
    record.add("term", category.term)
    record.add("label", category.label)
    return record.fields
  }

  private static func picture(_ url: String, _ text: String) -> [FieldValue.Field] {
    var record = Record()
    record.add("url", url)
    record.add("text", text)
    return record.fields
  }

  private static func subscription(_ feed: OutlineFeed) -> [FieldValue.Field] {
    var record = Record()
    record.add("url", feed.url)
    record.add("title", feed.title)
    record.add("site", feed.site)
    if !feed.categories.isEmpty {
      record.add(
        "categories", .list(feed.categories.map { .list($0.map(FieldValue.string)) }))
    }
    return record.fields
  }

  private static func leftOut(_ outline: OutlineLeftOut) -> [FieldValue.Field] {
    var record = Record()
    record.add("address", outline.address)
    record.add("reason", Wording.leftOut(outline))
    return record.fields
  }

  private static func link(_ link: FeedDiscovery.Link) -> [FieldValue.Field] {
    var record = Record()
    record.add("url", link.url)
    record.add("title", link.title)
    record.add("type", link.type)
    return record.fields
  }
}

extension Record {
  fileprivate mutating func add(_ name: String, integers: Set<Int>) {
    if !integers.isEmpty { add(name, .list(integers.sorted().map(FieldValue.integer))) }
  }
}
