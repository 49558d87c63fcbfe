import Articles

/// The elements that feeds and outlines give a meaning, by local name in any case.
enum FeedElement: String, CaseIterable {
  // Documents
  case rss, rdf, feed, channel, item, entry, opml, html, head, body, outline, redirect
  // Texts
  case title, description, summary, subtitle, tagline, abstract, info, content, encoded, fullitem
  case div, fulltext
  case fullText = "full-text"
  // Addresses
  case link, guid, id, identifier, comments, url, uri, href, homepage, newlocation, location
  // People
  case author, contributor, creator, managingeditor, webmaster, publisher, name, email, owner
  // Times
  case pubdate, published, issued, created, modified, updated, lastbuilddate, date
  // Categories
  case category, subject, keywords, tags, tag
  // Files
  case enclosure, image, logo, icon, group, player, thumbnail, chapters, transcript, duration
  // The rest
  case language, source, textinput, ttl, hour, day, skiphours, skipdays, updateperiod
  case updatefrequency
  case inReplyTo = "in-reply-to"
  case origlink
  case other = ""

  /// By the bytes of a local name.
  init(named name: some Collection<UInt8>) {
    guard name.count <= Self.longest else {
      self = .other
      return
    }
    let lowercased = name.map(\.asciiLowercased)
    self = Self.named[String(decoding: lowercased, as: UTF8.self)] ?? .other
  }

  private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
  private static let longest = allCases.reduce(0) { max($0, $1.rawValue.utf8.count) }
}
