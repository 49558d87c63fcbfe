import Articles

/// A name of an element as it stands in a document, known by its number.
struct XMLName {
  let id: Int32
  let namespace: XMLNamespace
  let element: FeedElement
}

/// The names that a document has used so far, each with a number.
///
/// Bounded: what comes after some thousand different names is known by its hash alone and means
/// nothing to a feed.
struct XMLNames {
  private struct Entry {
    /// Where its bytes stand.
    let start: Int
    let count: Int
    let hash: UInt64
    let prefix: Int32
    let element: FeedElement
  }

  private var entries: [Entry] = []
  /// Of all names, one after the other.
  private var bytes: [UInt8] = []
  private var slots = [Int32](repeating: -1, count: slotCount)
  private var prefixes: [(name: [UInt8], namespace: XMLNamespace)] = []

  private static let slotCount = 8192
  private static let limit = 4096
  private static let mostSteps = 100
  private static let prefixLimit = 256

  /// The number of a name; negative beyond the bound.
  mutating func id(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (Self.slotCount - 1)
    var steps = 0
    while slots[slot] >= 0 {
      let id = slots[slot]
      if entries[Int(id)].hash == hash, isNamed(id, name) { return id }
      slot = (slot + 1) & (Self.slotCount - 1)
      steps += 1
      // Names that were chosen to meet in one slot cost no more than this.
      if steps == Self.mostSteps { return Self.unknown(hash) }
    }
    let colon = name.firstIndex(of: UInt8(ascii: ":"))
    let element = FeedElement(named: name[(colon.map { $0 + 1 } ?? 0)...])
    // Names that mean something have room of their own.
    let limit = element == .other ? Self.limit : Self.limit + Self.slotCount / 4
    guard entries.count < limit, name.count <= 256 else { return Self.unknown(hash) }
    let id = Int32(entries.count)
    slots[slot] = id
    let prefix = prefix(of: UnsafeBufferPointer(rebasing: name[..<(colon ?? 0)]))
    entries.append(
      Entry(
        start: bytes.count, count: name.count, hash: hash, prefix: prefix, element: element))
    bytes.append(contentsOf: name)
    return id
  }

  private static func unknown(_ hash: UInt64) -> Int32 {
    -1 - Int32(truncatingIfNeeded: hash & 0x3FFF_FFFF)
  }

  /// Whether a number is surely that of a name.
  func isNamed(_ id: Int32, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard id >= 0 else { return false }
    let entry = entries[Int(id)]
    guard entry.count == name.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for offset in 0..<name.count where bytes[entry.start + offset] != name[offset] {
        return false
      }
      return true
    }
  }

  /// What a name means where it stands.
  func resolved(_ id: Int32) -> XMLName {
    guard id >= 0 else { return XMLName(id: id, namespace: .other, element: .other) }
    let entry = entries[Int(id)]
    let namespace = entry.prefix < 0 ? .other : prefixes[Int(entry.prefix)].namespace
    return XMLName(id: id, namespace: namespace, element: entry.element)
  }

  // MARK: Prefixes

  /// Binds a prefix and says what it meant before; `nil` beyond the bound.
  mutating func bind(
    prefix name: UnsafeBufferPointer<UInt8>, to namespace: XMLNamespace
  ) -> (prefix: Int32, was: XMLNamespace)? {
    let prefix = prefix(of: name)
    guard prefix >= 0 else { return nil }
    let old = prefixes[Int(prefix)].namespace
    prefixes[Int(prefix)].namespace = namespace
    return (prefix, old)
  }

  mutating func rebind(_ prefix: Int32, to namespace: XMLNamespace) {
    prefixes[Int(prefix)].namespace = namespace
  }

  private mutating func prefix(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
    if let known = prefixes.firstIndex(where: { $0.name.elementsEqual(name) }) {
      return Int32(known)
    }
    guard prefixes.count < Self.prefixLimit else { return -1 }
    prefixes.append((Array(name), XMLNamespace(conventionalPrefix: name)))
    return Int32(prefixes.count - 1)
  }
}

/// The vocabularies that feeds are written in.
enum XMLNamespace: UInt8 {
  /// No namespace, and every one that RSS and OPML were ever given.
  case core
  case atom, rdf, dc, dcterms, content, media, itunes, thread, syndication, xhtml, xml, cdf
  case wellFormedWeb, feedburner, podcast
  case other

  /// The namespace of an address; `nil` for one that is not known.
  ///
  /// Case, `https` and slashes at the end do not matter: feeds get them wrong.
  init?(address: UnsafeBufferPointer<UInt8>) {
    var key = address.map(\.asciiLowercased)
    key.removeAll { $0 <= 0x20 }
    while key.last == UInt8(ascii: "/") || key.last == UInt8(ascii: "#") { key.removeLast() }
    if key.starts(with: "https:".utf8) { key.remove(at: 4) }
    guard let namespace = Self.addresses[String(decoding: key, as: UTF8.self)] else { return nil }
    self = namespace
  }

  /// What a prefix means that nobody declared.
  init(conventionalPrefix prefix: UnsafeBufferPointer<UInt8>) {
    self = Self.prefixes[String(decoding: prefix, as: UTF8.self).lowercased()] ?? .other
  }

  private static let prefixes: [String: XMLNamespace] = [
    "": .core, "rss": .core, "atom": .atom, "atom10": .atom, "a10": .atom, "rdf": .rdf, "dc": .dc,
    "dcterms": .dcterms, "content": .content, "media": .media, "itunes": .itunes, "thr": .thread,
    "sy": .syndication, "xhtml": .xhtml, "xml": .xml, "wfw": .wellFormedWeb,
    "feedburner": .feedburner, "podcast": .podcast,
  ]

  private static let addresses: [String: XMLNamespace] = [
    "": .core,
    "http://backend.userland.com/rss": .core,
    "http://backend.userland.com/rss2": .core,
    "http://backend.userland.com/rss091": .core,
    "http://backend.userland.com/rss092": .core,
    "http://blogs.law.harvard.edu/tech/rss": .core,
    "http://cyber.law.harvard.edu/rss": .core,
    "http://www.rssboard.org/rss-specification": .core,
    "http://purl.org/net/rss1.1": .core,
    "http://purl.org/rss/1.0": .core,
    "http://my.netscape.com/rdf/simple/0.9": .core,
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": .core,
    "http://channel.netscape.com/rdf/simple/0.9": .core,
    "http://www.w3.org/2005/atom": .atom,
    "http://purl.org/atom/ns": .atom,
    "http://example.com/newformat": .atom,
    "http://example.com/necho": .atom,
    "http://purl.org/echo": .atom,
    "uri/of/echo/namespace": .atom,
    "http://purl.org/pie": .atom,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
    "http://purl.org/dc/elements/1.1": .dc,
    "http://purl.org/dc/elements/1.0": .dc,
    "http://purl.org/dc": .dc,
    "http://purl.org/dc/terms": .dcterms,
    "http://purl.org/rss/1.0/modules/content": .content,
    "http://search.yahoo.com/mrss": .media,
    "http://search.yahoo.com/search/mrss": .media,
    "http://search.yahoo.com/mrss/rss.xml": .media,
    "http://video.search.yahoo.com/mrss": .media,
    "http://tools.search.yahoo.com/mrss": .media,
    "http://www.rssboard.org/media-rss": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
    "http://www.itunes.com/dtds/podcast.dtd": .itunes,
    "http://example.com/dtds/podcast-1.0.dtd": .itunes,
    "http://purl.org/syndication/thread/1.0": .thread,
    "http://purl.org/rss/1.0/modules/syndication": .syndication,
    "http://www.w3.org/1999/xhtml": .xhtml,
    "http://www.w3.org/xml/1998/namespace": .xml,
    "http://www.microsoft.com/standards/channels.dtd": .cdf,
    "http://wellformedweb.org/commentapi": .wellFormedWeb,
    "http://rssnamespace.org/feedburner/ext/1.0": .feedburner,
    "http://podcastindex.org/namespace/1.0": .podcast,
    "http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": .podcast,
  ]
}

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
