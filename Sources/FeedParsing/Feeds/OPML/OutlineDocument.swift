/// A list of subscriptions (OPML).
public struct OutlineDocument: Hashable, Sendable {
  public var title: String?
  /// In their order; a feed that stands in several folders is here once.
  public var feeds: [OutlineFeed] = []
  /// Outlines that carry an address of which no feed can be had.
  public var leftOut: [OutlineLeftOut] = []

  public init() {}
}

/// An outline that names something which is no feed to subscribe to.
public struct OutlineLeftOut: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Another list, which is not fetched.
    case list
    /// A program or a query of newsboat.
    case program
    /// Neither absolute nor the name of a site.
    case noAddress
    /// A scheme that feeds are not read by.
    case scheme(String)
  }

  public var title: String?
  /// As it is written.
  public var address: String
  public var reason: Reason

  public init(title: String? = nil, address: String, reason: Reason) {
    self.title = title
    self.address = address
    self.reason = reason
  }
}

/// A feed of a list of subscriptions.
public struct OutlineFeed: Hashable, Sendable {
  /// Absolute; that of the page where the list gives no address of the feed itself.
  public var url: String
  public var title: String?
  /// The page that the feed belongs to.
  public var site: String?
  /// Paths of folders, outermost first.
  public var categories: [[String]]

  public init(url: String, title: String? = nil, site: String? = nil, categories: [[String]] = []) {
    self.url = url
    self.title = title
    self.site = site
    self.categories = categories
  }
}

/// Makes a list of subscriptions of the elements of an OPML document.
struct OutlineBuilder {
  private var document = OutlineDocument()
  private var positions: [String: Int] = [:]
  private var open: [OpenElement] = []
  private var title: [UInt8]?

  private static let limit = 200_000

  private struct OpenElement {
    /// The name of a folder.
    var folder: String?
    /// What it is if no feed stands in it.
    var page: OutlineFeed?
    /// The feeds before it.
    var count: Int
  }

  var wantsText: Bool { title != nil }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if title?.count ?? 0 < 8192 { title?.append(contentsOf: bytes) }
  }

  mutating func start(_ name: XMLName, _ tag: XMLTag) {
    open.append(OpenElement(count: document.feeds.count))
    switch name.element {
    case .title where document.title == nil: title = []
    case .outline: outline(tag)
    default: break
    }
  }

  mutating func end() {
    if let ended = open.popLast(), let page = ended.page, ended.count == document.feeds.count {
      add(page)
    }
    if let text = title {
      document.title = FieldText.plainLine(text)
      title = nil
    }
  }

  func finished() -> OutlineDocument { document }

  private mutating func outline(_ tag: XMLTag) {
    let shown = Self.line(tag.value("title")) ?? Self.line(tag.value("text"))
    guard let (written, isPage) = Self.written(tag) else {
      open[open.count - 1].folder = shown
      return
    }
    var feed = OutlineFeed(
      url: "", title: shown,
      site: tag.value("htmlurl").flatMap { FeedLink.resolve($0, base: nil) },
      categories: Self.paths(tag.value("category")))
    let path = open.compactMap(\.folder)
    if !path.isEmpty {
      feed.categories.removeAll { $0 == path }
      feed.categories.insert(path, at: 0)
    }
    if isPage { open[open.count - 1].folder = shown }
    do throws(Refusal) {
      feed.url = try Self.address(written, type: tag.value("type") ?? "")
      if isPage { open[open.count - 1].page = feed } else { add(feed) }
    } catch {
      guard document.leftOut.count < Self.limit else { return }
      document.leftOut.append(
        OutlineLeftOut(title: shown, address: written, reason: error.reason))
    }
  }

  private mutating func add(_ feed: OutlineFeed) {
    if let known = positions[feed.url] {
      for category in feed.categories where !document.feeds[known].categories.contains(category) {
        document.feeds[known].categories.append(category)
      }
    } else if document.feeds.count < Self.limit {
      positions[feed.url] = document.feeds.count
      document.feeds.append(feed)
    }
  }

  /// The address that an outline carries: of its feed, else of what it leads to, else of its page.
  private static func written(_ tag: XMLTag) -> (address: String, isPage: Bool)? {
    func text(_ name: StaticString) -> String? {
      tag.value(name).map(TextCleaning.clean).flatMap { $0.isEmpty ? nil : $0 }
    }
    if let address = text("xmlurl") ?? text("url") { return (address, false) }
    return text("htmlurl").map { ($0, true) }
  }

  private struct Refusal: Error {
    let reason: OutlineLeftOut.Reason
  }

  private static func address(_ text: String, type: String) throws(Refusal) -> String {
    let bare = FeedLink.withoutFeedScheme(text)
    if ["include", "source"].contains(type.lowercased())
      || bare.lowercased().prefix(while: { $0 != "?" && $0 != "#" }).hasSuffix(".opml")
    {
      throw Refusal(reason: .list)
    }
    if ["|", "exec:", "filter:", "query:"].contains(where: { bare.hasPrefix($0) }) {
      throw Refusal(reason: .program)
    }
    let address: String
    switch FeedLink.scheme(of: bare) {
    case "http", "https": address = bare
    // A dot makes it a host with its port.
    case let scheme? where !scheme.contains("."): throw Refusal(reason: .scheme(scheme))
    default:
      let name = bare.hasPrefix("//") ? bare.dropFirst(2) : bare[...]
      guard beginsWithHost(name) else { throw Refusal(reason: .noAddress) }
      address = "https://" + name
    }
    guard let resolved = FeedLink.resolve(address, base: nil) else {
      throw Refusal(reason: .noAddress)
    }
    return resolved
  }

  /// Whether a text begins with a name that has a dot, as those of sites do.
  private static func beginsWithHost(_ text: Substring) -> Bool {
    let host = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".")
      && !host.contains { $0 == " " || $0 == "|" || $0 == "~" || $0 == "@" }
  }

  /// "/News/Local,/Birds" as paths.
  private static func paths(_ text: String?) -> [[String]] {
    (text ?? "").split(separator: ",").prefix(50).compactMap { path in
      let names = path.split(separator: "/").map { TextCleaning.clean(String($0)) }
        .filter { !$0.isEmpty }
      return names.isEmpty ? nil : names
    }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func line(_ text: String?) -> String? {
    text.flatMap { FieldText.plainLine(Array($0.utf8)) }
  }
}
