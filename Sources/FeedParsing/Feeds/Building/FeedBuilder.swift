import Articles

/// Makes a feed and its items of the elements of a document, whatever the dialect: what an element
/// means is found in `FieldUse`, and how its text is read by its vocabulary.
struct FeedBuilder: XMLHandler {
  /// What the first elements say the document is.
  private(set) var format: FeedFormat?
  var feed = Feed(format: .rss20)
  var notes = FeedNotes()
  /// What was found since the reader last asked.
  var found: [FeedNote] = []
  /// Those that are complete, until they are taken.
  var items: [FeedItem] = []
  /// A list of subscriptions, if the document is one.
  var outline: OutlineBuilder?
  /// Whether the document is a web page.
  private(set) var isPage = false
  /// Of the first element that means nothing in a feed.
  private(set) var rootName: String?
  /// Whether elements of a page stood where a feed should begin: in front of one, or for a page.
  private(set) var hasPageElements = false

  var channel = FeedDraft()
  var item: FeedDraft?
  var person: FeedPerson?
  /// The picture, film or file whose description is read.
  var medium: (url: String, isImage: Bool)?
  var capture: FieldCapture?
  /// The element that is captured.
  private var captured = FeedElement.other
  /// What follows a link that is empty.
  private var strayLink: [UInt8]?
  /// Whether the identifier that is read may be an address.
  var permanence = false
  /// In minutes.
  var updatePeriod: Int?
  var updateFrequency = 1
  /// Of the open elements, innermost last.
  private var roles: [FeedRole] = []
  private var scoped: [Bool] = []
  var scopes: [FeedScope]
  /// The base of the last body.
  var links = LinkBase(nil)
  var spare = SpareBuffers()

  let address: String?

  init(address: String?) {
    self.address = address
    scopes = [FeedScope(base: nil, language: nil)]
  }

  // MARK: XMLHandler

  var wantsText: Bool { capture != nil || strayLink != nil || outline?.wantsText ?? false }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if capture != nil {
      capture?.append(bytes)
    } else if strayLink != nil {
      if let count = strayLink?.count, count < 2048 { strayLink?.append(contentsOf: bytes) }
    } else {
      outline?.text(bytes)
    }
  }

  func isEnded(_ open: FeedElement, by name: XMLName) -> Bool {
    guard item != nil, name.namespace == .core || name.namespace == .atom else { return false }
    return name.element == .item ? open == .item : capture == nil && open == .entry
  }

  func wants(_ note: FeedNote) -> Bool { notes.wants(note) }

  mutating func takeNote() -> FeedNote? { found.popLast() }

  mutating func note(_ note: FeedNote, line: Int) { notes.add(note, line: line) }

  mutating func start(_ name: XMLName, _ tag: XMLTag) {
    if outline != nil {
      outline?.start(name, tag)
      return
    }
    if strayLink != nil { keepStrayLink() }
    if capture != nil, !endsUnclosed(name), !becomesParent(name) {
      capture?.begin(name, tag)
      return
    }
    let hasScope = enterScope(name, tag)
    let role = role(of: name, tag)
    roles.append(role)
    scoped.append(hasScope)
    if role == .captured { captured = name.element }
  }

  mutating func end() {
    if outline != nil {
      outline?.end()
      return
    }
    if capture?.isOutermost == false {
      capture?.end()
      return
    }
    if strayLink != nil { keepStrayLink() }
    guard let role = roles.popLast(), let hasScope = scoped.popLast() else { return }
    switch role {
    case .captured: finishCapture()
    case .person: finishPerson()
    case .item: finishItem()
    case .medium: medium = nil
    case .channel, .image, .source, .skipped, .transparent: break
    }
    if hasScope { scopes.removeLast() }
  }

  // MARK: Scopes

  /// Where the relative addresses of elements belong: `xml:base`, else for an item the site.
  var base: String? { scopes.last?.base ?? (item == nil ? nil : site) ?? address }

  /// The page of the feed, where it is one that addresses can be relative to.
  var site: String? { channel.result.link.flatMap { LinkResolver.isOfWeb($0) ? $0 : nil } }

  private mutating func enterScope(_ name: XMLName, _ tag: XMLTag) -> Bool {
    guard !tag.isEmpty, scopes.count < 300 else { return false }
    // A channel of CDF has its base without a prefix.
    let base = tag.value("xml:base") ?? (name.element == .channel ? tag.value("base") : nil)
    let language = tag.value("xml:lang")
    guard base != nil || language != nil, let outer = scopes.last else { return false }
    let resolved = base.map { LinkResolver(base: outer.base ?? address).resolve($0) ?? outer.base }
    scopes.append(
      FeedScope(
        base: resolved ?? outer.base,
        language: language == nil ? outer.language : language.flatMap(Self.language)))
    return true
  }

  /// As "en-GB"; `nil` for nothing: `xml:lang=""` takes back the language around it.
  static func language(_ text: String) -> String? {
    let text = TextCleaning.clean(text).replacing("_", with: "-")
    return text.isEmpty || text.utf8.count > 64 ? nil : text
  }

  // MARK: Roles

  private mutating func role(of name: XMLName, _ tag: XMLTag) -> FeedRole {
    if name.element == .item || name.element == .entry, isItem(name) {
      return beginItem(tag)
    }
    if isPage { return .skipped }
    if format == nil { return root(name, tag) }
    let outer = roles.last(where: { $0 != .transparent }) ?? .transparent
    switch outer {
    case .skipped, .captured: return .skipped
    case .person: return personPart(name)
    case .medium: if let role = mediumPart(name, tag) { return role }
    case .image: return imagePart(name)
    case .source: return sourcePart(name)
    case .transparent, .channel, .item: break
    }
    if name.element == .channel || name.element == .feed, item == nil { return channel(tag) }
    return member(name, tag)
  }

  private func isItem(_ name: XMLName) -> Bool {
    guard item == nil, !isPage else { return false }
    switch name.namespace {
    case .core, .atom, .cdf: return true
    case .rdf, .dc, .dcterms, .content, .media, .itunes, .thread, .syndication, .xhtml, .xml,
      .wellFormedWeb, .feedburner, .podcast, .other:
      return false
    }
  }

  /// The first element of a document says what it is.
  private mutating func root(_ name: XMLName, _ tag: XMLTag) -> FeedRole {
    switch name.element {
    case .rss:
      format = Self.rssFormat(version: tag.value("version"))
      return .transparent
    case .rdf:
      let isOld = tag.attributes.contains {
        tag.text($0.value).contains("netscape.com/rdf/simple/0.9")
      }
      format = isOld ? .rss090 : .rss10
      return .transparent
    case .feed:
      format = Self.atomFormat(tag)
      return channel(tag)
    case .channel:
      let isUpperCase = tag.localName.first == UInt8(ascii: "C")
      format = isUpperCase ? .cdf : .rss20
      return channel(tag)
    case .opml:
      outline = OutlineBuilder()
      outline?.start(name, tag)
      return .skipped
    case .html, .head, .body:
      isPage = true
      return .skipped
    default:
      let isOfPage =
        HTMLElement(named: tag.localName) != .other && (rootName == nil || hasPageElements)
      rootName = rootName ?? String(decoding: tag.localName.prefix(64), as: UTF8.self)
      if isOfPage, name.element == .other, name.namespace == .core { hasPageElements = true }
      return .transparent
    }
  }

  private static func rssFormat(version: String?) -> FeedFormat {
    switch TextCleaning.clean(version ?? "").prefix(4) {
    case "0.90": .rss090
    case "0.91": .rss091
    case "0.92": .rss092
    case "0.93": .rss093
    case "0.94": .rss094
    case "1.0": .rss10
    default: .rss20
    }
  }

  private static func atomFormat(_ tag: XMLTag) -> FeedFormat {
    if let version = tag.value("version") { return version.hasPrefix("1") ? .atom10 : .atom03 }
    let isOld = tag.attributes.contains {
      tag.bytes[$0.name].starts(with: "xmlns".utf8)
        && tag.text($0.value).contains("purl.org/atom/ns")
    }
    return isOld ? .atom03 : .atom10
  }

  private mutating func channel(_ tag: XMLTag) -> FeedRole {
    if let language = scopes.last?.language, channel.accepts(.language, rank: 3) {
      channel.result.language = language
    }
    if let href = tag.value("href") { addLink(href, rank: 4) }
    if let modified = tag.value("lastmod") { addDate(modified, FieldUse(field: .updated)) }
    return .channel
  }

  private mutating func beginItem(_ tag: XMLTag) -> FeedRole {
    format = format ?? .rss20
    item = FeedDraft()
    person = nil
    if let about = tag.value("about") { addID(about, rank: 5, isPermanentLink: true) }
    if let href = tag.value("href") { addLink(href, rank: 4) }
    if let modified = tag.value("lastmod") { addDate(modified, FieldUse(field: .updated)) }
    return .item
  }

  /// Whether the feed itself or an item is read, and not what stands around them.
  var isInChannel: Bool { roles.contains(.channel) || item != nil }

  // MARK: Captures

  mutating func begin(_ use: FieldUse, kind: TextKind) -> FeedRole {
    capture = FieldCapture(use, kind: kind, buffer: spare.give())
    return .captured
  }

  /// Ends a name or an address in which its own element begins again: it was never closed.
  private mutating func endsUnclosed(_ name: XMLName) -> Bool {
    guard name.element == captured, name.element != .other, capture?.isOutermost ?? false,
      capture?.use.field.isRichText == false
    else { return false }
    finishCapture()
    roles[roles.count - 1] = .transparent
    return true
  }

  /// Whether what was read as a text, of an author or a picture, turns out to be elements.
  private mutating func becomesParent(_ name: XMLName) -> Bool {
    guard let use = capture?.use, use.field == .author || use.field == .image,
      capture?.isOutermost ?? false
    else { return false }
    let isPerson = use.field == .author
    switch name.element {
    case .url: break
    case .name, .email, .uri, .homepage: if !isPerson { return false }
    case .title, .link, .href, .description: if isPerson { return false }
    default: return false
    }
    capture = nil
    roles[roles.count - 1] = isPerson ? .person : .image
    if isPerson { person = FeedPerson(rank: use.rank) }
    return true
  }

  private mutating func finishCapture() {
    guard var finished = capture.take() else { return }
    if finished.isTooLong { found.append(.textTooLong) }
    if finished.use.field == .link, finished.isEmpty { strayLink = [] }
    keep(&finished)
  }

  /// What writes feeds as if they were pages leaves an address behind its empty element:
  /// `<link/>https://…`.
  private mutating func keepStrayLink() {
    guard var text = strayLink else { return }
    strayLink = nil
    FieldText.trim(&text)
    if text.starts(with: "http".utf8) { addLink(UTF8Text.string(text), rank: 7) }
  }
}

/// Where an element stands in a feed.
enum FeedRole {
  /// Outside of everything, or in what has no meaning of its own.
  case transparent
  case channel
  case item
  /// A person of a feed or an item: name, address and e-mail follow as elements.
  case person
  /// A file of a foreign server that is described inside.
  case medium
  /// The picture of a feed or an item.
  case image
  /// Where an item was taken from: only its authors are read.
  case source
  /// The content of an element that is read as one value.
  case captured
  /// Nothing in here is read.
  case skipped
}

/// What an element changes for those inside: `xml:base` and `xml:lang`.
struct FeedScope {
  let base: String?
  let language: String?
}

/// A person as its elements come in.
struct FeedPerson {
  var name: String?
  var email: String?
  var address: String?
  let rank: UInt8

  /// Of one that Atom describes. In a feed of any dialect that person has written every item that
  /// names nobody (RFC 4287, 4.2.1).
  static let atomRank: UInt8 = 8

  var author: FeedAuthor { FeedAuthor(name: name, email: email, url: address) }
}
