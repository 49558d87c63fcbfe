import Articles

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
