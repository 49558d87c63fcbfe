import Articles

/// Makes a feed and its items of the parts of a JSON feed (jsonfeed.org, versions 1 and 1.1).
struct JSONFeedBuilder {
  private(set) var feed: Feed?
  private(set) var notes = FeedNotes()
  private let address: String?
  /// RSS, if the document is that in JSON.
  private(set) var rss: FieldValue?
  /// Of the first fields, for who asks what the document is.
  private(set) var names: [String] = []
  private var hasItems = false
  private var fields = Feed(format: .json10)
  private var authors: [FeedAuthor] = []
  private var base: String? {
    fields.link.flatMap { $0.hasPrefix("http") ? $0 : nil } ?? address
  }

  init(address: String?) {
    self.address = address
  }

  /// The item that a part is, if it is one.
  mutating func take(_ part: JSONFeedSplitter.Part) -> FeedItem? {
    switch part {
    case .field(let name, let value):
      keep(name, value)
      return nil
    case .item(let value):
      guard case .map(let fields) = value else { return nil }
      hasItems = true
      return item(JSONFields(fields))
    }
  }

  mutating func note(_ note: FeedNote) { notes.add(note, line: nil) }

  var title: String? { fields.title }

  /// `nil` for JSON that is no feed.
  func finished() -> Feed? { feed == nil && !hasItems ? nil : fields }

  private mutating func keep(_ name: String, _ value: FieldValue) {
    let text = JSONFields.text(value)
    if names.count < 5 { names.append(name) }
    switch name {
    case "rss":
      if case .map = value { rss = value }
    case "version":
      guard let text else { return }
      fields.format = text.contains("1.1") ? .json11 : .json10
      if text.contains("jsonfeed.org") { feed = fields }
    case "title": fields.title = line(text)
    case "description": fields.description = line(text)
    case "home_page_url":
      fields.link = resolved(text)
    case "feed_url": fields.selfLink = resolved(text)
    case "next_url": fields.nextPage = resolved(text)
    case "icon": fields.icon = resolved(text) ?? fields.icon
    case "favicon": fields.icon = fields.icon ?? resolved(text)
    case "language": fields.language = text.flatMap(FeedBuilder.language)
    case "author", "authors":
      for author in people(value) { FeedDraft.add(author, to: &authors) }
      fields.authors = authors.compactMap(\.shown)
    case "items": hasItems = true
    case "hubs":
      for hub in JSONFields.maps(value) {
        if let url = resolved(hub.text("url")) { FeedDraft.add(url, to: &fields.hubs) }
      }
    default: break
    }
  }

  private mutating func item(_ fields: JSONFields) -> FeedItem {
    var item = FeedItem()
    item.id = fields.text("id").map(FeedBuilder.identifier).flatMap { $0.isEmpty ? nil : $0 }
    item.title = line(fields.text("title"))
    let external = resolved(fields.text("external_url"))
    item.link =
      resolved(fields.text("url")) ?? external
      ?? item.id.flatMap { FeedLink.permanent($0, base: nil) }
    item.externalLink = external == item.link ? nil : external
    item.summaryHTML = fields.text("summary").flatMap { body($0, .plain, of: item) }
    item.contentHTML =
      fields.text("content_html").flatMap { body($0, .html, of: item) }
      ?? fields.text("content_text").flatMap { body($0, .plain, of: item) }
    var authors = people(fields["authors"] ?? fields["author"] ?? .null)
    if authors.isEmpty { authors = FeedDraft.inherited(self.authors) }
    item.authors = authors.compactMap(\.shown)
    item.authorDetails = authors.filter(\.hasAddress)
    item.published = date(fields.text("date_published"))
    item.updated = date(fields.text("date_modified"))
    item.language = fields.text("language").flatMap(FeedBuilder.language)
    for name in ["image", "banner_image"] {
      if let image = resolved(fields.text(name)) { FeedDraft.add(image, to: &item.images) }
    }
    for tag in JSONFields.texts(fields["tags"] ?? .null).map({ TextCleaning.clean($0) })
    where !tag.isEmpty {
      FeedDraft.add(tag, to: &item.categories)
    }
    for attachment in JSONFields.maps(fields["attachments"] ?? .null).prefix(500) {
      guard let url = resolved(attachment.text("url")) else { continue }
      item.enclosures.append(
        FeedEnclosure(
          url: url, type: line(attachment.text("mime_type"))?.lowercased(),
          length: attachment.integer("size_in_bytes"), title: line(attachment.text("title"))))
      let seconds = attachment.integer("duration_in_seconds").flatMap { $0 > 0 ? $0 : nil }
      item.duration = item.duration ?? seconds
    }
    return item
  }

  private mutating func date(_ text: String?) -> Instant? {
    guard let text, !text.isEmpty else { return nil }
    guard let reading = FeedDate.read(text) else {
      note(.unreadableDate(text))
      return nil
    }
    if let zone = reading.unknownZone { note(.unknownZone(zone)) }
    return reading.instant
  }

  private mutating func resolved(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    let link = FeedLink.resolve(text, base: base)
    if link == nil { note(.refusedLink(text)) }
    return link
  }

  /// One line; JSON knows no references, but many generators leave them in.
  private mutating func line(_ text: String?) -> String? {
    guard let text else { return nil }
    let line = MarkupRule.line(plain: text, decodings: 1)
    if line.isCut { note(.lineTooLong) }
    return line.text.isEmpty ? nil : line.text
  }

  private mutating func body(_ text: String, _ kind: TextKind, of item: FeedItem) -> String? {
    var bytes = Array(text.utf8)
    if kind == .plain { FieldText.trimLines(&bytes) } else { FieldText.trim(&bytes) }
    var links = LinkBase(item.link ?? base)
    var found: [FeedNote] = []
    let html = FieldText.html(bytes, kind, links: &links, &found)
    for found in found { note(found) }
    return html
  }

  private mutating func people(_ value: FieldValue) -> [FeedAuthor] {
    var result: [FeedAuthor] = []
    // Some write only names.
    let names: [FieldValue] = if case .list(let values) = value { values } else { [value] }
    for case .string(let name) in names.prefix(100) {
      if let author = line(name).flatMap(PersonText.author) {
        FeedDraft.add(author, to: &result)
      }
    }
    for fields in JSONFields.maps(value).prefix(100) {
      let url = line(fields.text("url"))
      let mailbox = url.flatMap { $0.hasPrefix("mailto:") ? String($0.dropFirst(7)) : nil }
      let author = FeedAuthor(
        name: line(fields.text("name")), email: mailbox, url: mailbox == nil ? url : nil)
      if author.shown != nil { FeedDraft.add(author, to: &result) }
    }
    return result
  }
}
