/// The feeds of a web page.
public struct FeedDiscovery: Hashable, Sendable {
  /// A feed that a page names.
  public struct Link: Hashable, Sendable {
    /// Absolute.
    public var url: String
    public var title: String?
    /// The media type, in lower case.
    public var type: String?

    public init(url: String, title: String? = nil, type: String? = nil) {
      self.url = url
      self.title = title
      self.type = type
    }
  }

  /// The title of the page.
  public var title: String?
  /// Those that the page declares (`link rel=alternate`), in its order; then those that it only links
  /// to and whose address looks like a feed's.
  public var links: [Link] = []

  /// Where a site may have a feed that its page does not name: absolute addresses, likeliest first.
  public static func likelyAddresses(of page: String) -> [String] {
    let links = LinkResolver(base: page)
    return commonPaths.compactMap { links.resolve($0) }.reduce(into: []) { result, address in
      if !result.contains(address) { result.append(address) }
    }
  }

  /// - Parameters:
  ///   - html: the page, or its beginning.
  ///   - address: where it was fetched from.
  public init(html: String, address: String?) {
    var html = html
    html.withUTF8 { read($0, address) }
  }

  private static let commonPaths = [
    "feed", "/feed", "/feed/", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml",
    "/feeds/posts/default", "/feed.json",
  ]
  private static let limit = 100

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ address: String?) {
    var scanner = MarkupScanner()
    var base = address
    var titleStart: Int?
    var mentioned: [Link] = []
    while let piece = scanner.next(in: bytes) {
      let element = HTMLElement(named: bytes[piece.name])
      switch (piece.kind, element) {
      case (.start, .title): titleStart = titleStart ?? piece.range.upperBound
      case (.end, .title):
        guard title == nil, let start = titleStart, start <= piece.range.lowerBound else { break }
        title = FieldText.plainLine(Array(bytes[start..<piece.range.lowerBound]))
      case (.start, .base):
        base =
          attribute("href", piece, bytes).flatMap { FeedLink.resolve($0, base: address) } ?? base
      case (.start, .link):
        if let link = declared(piece, bytes, base) { add(link) }
      case (.start, .a):
        guard mentioned.count < Self.limit, let href = attribute("href", piece, bytes),
          Self.looksLikeFeed(href), let url = FeedLink.resolve(href, base: base)
        else { break }
        mentioned.append(Link(url: url))
      default: break
      }
    }
    for link in mentioned { add(link) }
  }

  private mutating func add(_ link: Link) {
    if links.count < Self.limit, !links.contains(where: { $0.url == link.url }) {
      links.append(link)
    }
  }

  private func declared(
    _ piece: MarkupScanner.Piece, _ bytes: UnsafeBufferPointer<UInt8>, _ base: String?
  ) -> Link? {
    let relations = attribute("rel", piece, bytes)?.lowercased().split(separator: " ") ?? []
    let type = attribute("type", piece, bytes).map { TextCleaning.clean($0).lowercased() }
    let isFeed = type.map { type in Self.types.contains { type.hasPrefix($0) } } ?? false
    guard relations.contains("feed") || relations.contains("alternate") && isFeed,
      let href = attribute("href", piece, bytes), let url = FeedLink.resolve(href, base: base)
    else { return nil }
    let title = attribute("title", piece, bytes).flatMap {
      FieldText.plainLine(Array($0.utf8), decodings: 0)
    }
    return Link(url: url, title: title, type: type)
  }

  private static let types = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "application/json", "application/xml", "text/xml", "application/x.atom+xml",
    "application/x-atom+xml", "text/rss+xml",
  ]

  private static func looksLikeFeed(_ href: String) -> Bool {
    let path = href.lowercased().prefix { $0 != "?" && $0 != "#" }
    let name = path.split(separator: "/").last ?? ""
    return ["rss", "feed", "atom", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json"]
      .contains(name) || name.hasSuffix(".rss") || name.hasSuffix(".rdf") || name.hasSuffix(".atom")
  }

  private func attribute(
    _ name: StaticString, _ piece: MarkupScanner.Piece, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> String? {
    MarkupAttributes(of: piece, in: bytes).first {
      MarkupScanner.isNamed($0.name, name, in: bytes)
    }.map { found in
      let raw = UnsafeBufferPointer(rebasing: bytes[found.value])
      return String(decoding: CharacterReferences.decode(raw) ?? Array(raw), as: UTF8.self)
    }
  }
}
