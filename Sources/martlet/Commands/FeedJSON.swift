import Articles
import FeedParsing

/// What the parser understood of a feed, as the fields that `inspect` prints; absent left out.
enum FeedJSON {
  /// - Parameter now: what lies more than a day after it is told.
  static func fields(
    of document: FeedDocument, items: [FeedItem], now: Instant
  ) -> [FieldValue.Field] {
    var fields = JSONFields()
    switch document.kind {
    case .feed(let found):
      fields.add("kind", "feed")
      fields.add("format", found.format.rawValue)
      fields.add("feed", .map(feed(found)))
      fields.add("items", .list(items.map { .map(item($0)) }))
    case .outline(let outline):
      fields.add("kind", "opml")
      var title = JSONFields()
      title.add("title", outline.title)
      fields.add("opml", .map(title.all))
      fields.add("feeds", .list(outline.feeds.map { .map(subscription($0)) }))
      if !outline.leftOut.isEmpty {
        fields.add("leftOut", .list(outline.leftOut.map { .map(leftOut($0)) }))
      }
    case .page(let page):
      fields.add("kind", "html")
      fields.add("title", page.title)
      fields.add("feeds", .list(page.links.map { .map(link($0)) }))
    case .unknown:
      fields.add("kind", "unknown")
    }
    fields.add("encoding", document.encoding)
    let tomorrow = now.advanced(byMilliseconds: 86_400_000)
    let future = items.lazy.compactMap(\.published).filter { $0 > tomorrow }.prefix(5)
    let warnings = document.warnings + future.map { Problem(message: Wording.future($0)) }
    fields.add("warnings", .list(warnings.map { .map(ArticleJSON.warning($0)) }))
    return fields.all
  }

  private static func feed(_ feed: Feed) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("title", feed.title)
    fields.add("link", feed.link)
    fields.add("description", feed.description)
    fields.add("language", feed.language)
    fields.add("updated", feed.updated?.iso8601)
    fields.add("icon", feed.icon)
    fields.add("authors", feed.authors)
    fields.add("categories", feed.categories)
    fields.add("self", feed.selfLink)
    fields.add("hubs", feed.hubs)
    fields.add("next", feed.nextPage)
    fields.add("moved_to", feed.newAddress)
    fields.add("ttl_minutes", feed.schedule.minutesToLive)
    fields.add("update_minutes", feed.schedule.updateMinutes)
    fields.add("skip_hours", integers: feed.schedule.skippedHours)
    fields.add("skip_days", integers: feed.schedule.skippedDays)
    return fields.all
  }

  private static func item(_ item: FeedItem) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("id", item.id)
    let title = item.shownTitle
    fields.add("title", title ?? item.shownAddress)
    if item.title == nil, (title ?? item.shownAddress) != nil {
      fields.add("title_from", title == nil ? "address" : "text")
    }
    fields.add("link", item.link)
    fields.add("summary_html", item.summaryHTML)
    fields.add("content_html", item.contentHTML)
    fields.add("authors", item.authors)
    fields.add("author_details", maps: item.authorDetails.map(author))
    fields.add("published", item.published?.iso8601)
    fields.add("updated", item.updated?.iso8601)
    fields.add("enclosures", maps: item.enclosures.map(enclosure))
    fields.add("companions", maps: item.companions.map(companion))
    fields.add("duration", item.duration)
    fields.add("categories", item.categories)
    fields.add("category_terms", maps: item.categoryTerms.map(category))
    fields.add("language", item.language)
    fields.add("comments", item.comments)
    fields.add("images", item.images)
    fields.add(
      "image_texts",
      maps: item.images.compactMap { image in item.imageTexts[image].map { picture(image, $0) } })
    fields.add("in_reply_to", item.inReplyTo)
    fields.add("external_link", item.externalLink)
    return fields.all
  }

  private static func enclosure(_ enclosure: FeedEnclosure) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("url", enclosure.url)
    fields.add("type", enclosure.type)
    fields.add("length", enclosure.length)
    fields.add("title", enclosure.title)
    return fields.all
  }

  private static func companion(_ companion: FeedCompanion) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("kind", companion.kind.rawValue)
    fields.add("url", companion.url)
    fields.add("type", companion.type)
    return fields.all
  }

  private static func author(_ author: FeedAuthor) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("name", author.name)
    fields.add("email", author.email)
    fields.add("url", author.url)
    return fields.all
  }

  private static func category(_ category: FeedCategory) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("term", category.term)
    fields.add("label", category.label)
    return fields.all
  }

  private static func picture(_ url: String, _ text: String) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("url", url)
    fields.add("text", text)
    return fields.all
  }

  private static func subscription(_ feed: OutlineFeed) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("url", feed.url)
    fields.add("title", feed.title)
    fields.add("site", feed.site)
    if !feed.categories.isEmpty {
      fields.add(
        "categories", .list(feed.categories.map { .list($0.map(FieldValue.string)) }))
    }
    return fields.all
  }

  private static func leftOut(_ outline: OutlineLeftOut) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("address", outline.address)
    fields.add("reason", Wording.leftOut(outline))
    return fields.all
  }

  private static func link(_ link: FeedDiscovery.Link) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("url", link.url)
    fields.add("title", link.title)
    fields.add("type", link.type)
    return fields.all
  }
}

extension JSONFields {
  fileprivate mutating func add(_ name: String, integers: Set<Int>) {
    if !integers.isEmpty { add(name, .list(integers.sorted().map(FieldValue.integer))) }
  }
}
