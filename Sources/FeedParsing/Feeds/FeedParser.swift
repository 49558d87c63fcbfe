import Articles

/// Reads a feed of any dialect, or a list of subscriptions, as it comes in.
///
/// Never fails: what is broken is put right and noted. Memory is bounded by the largest item. No
/// file is opened, no address fetched, no entity from outside read. For every item the closure is
/// called as soon as it is complete; what the feed says of itself is known at the end, and its title
/// mostly sooner.
public struct FeedParser {
  private let address: String?
  private let contentType: String?
  private var head: [UInt8] = []
  private var decoder: TextDecoder?
  /// Decoded and not yet read.
  private var text: [UInt8] = []
  private var dialect = Dialect.undecided
  private var xml: XMLTokenizer<FeedBuilder>
  private var splitter = JSONFeedSplitter()
  private var json: JSONFeedBuilder
  /// The rest of a long tag is looked at again only when there is a good deal more of it.
  private var nextLook = 0
  /// Its first characters, to tell what a document is that is no feed.
  private var start: [UInt8] = []
  /// A web page, for its feeds.
  private var page: [UInt8] = []

  private enum Dialect { case undecided, xml, json, page }

  private static let headLength = 1024
  private static let sliceLength = 1 << 16
  private static let pageLimit = 1 << 20

  /// - Parameters:
  ///   - address: where the document comes from; relative addresses are resolved against it.
  ///   - contentType: what the server called it.
  public init(address: String? = nil, contentType: String? = nil) {
    self.address = address
    self.contentType = contentType
    xml = XMLTokenizer(handler: FeedBuilder(address: address))
    json = JSONFeedBuilder(address: address)
  }

  /// Reads a whole document.
  public static func parse(
    _ bytes: UnsafeRawBufferPointer, address: String? = nil, contentType: String? = nil
  ) -> (document: FeedDocument, items: [FeedItem]) {
    var parser = FeedParser(address: address, contentType: contentType)
    var items: [FeedItem] = []
    parser.parse(bytes) { items.append($0) }
    let document = parser.finish { items.append($0) }
    return (document, items)
  }

  /// Reads the next bytes, as many as there are.
  public mutating func parse(_ bytes: UnsafeRawBufferPointer, _ item: (FeedItem) -> Void) {
    guard decoder == nil else { return read(bytes, isLast: false, item) }
    head.append(contentsOf: bytes)
    if head.count >= Self.headLength { begin(isLast: false, item) }
  }

  /// What the feed calls itself, as far as it is read: in most it stands before the items.
  public var title: String? {
    switch dialect {
    case .xml: xml.handler.title
    case .json: json.title
    case .page, .undecided: nil
    }
  }

  /// Ends the document and says what it was.
  public mutating func finish(_ item: (FeedItem) -> Void) -> FeedDocument {
    if decoder == nil {
      begin(isLast: true, item)
    } else {
      read(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, item)
    }
    let encoding = decoder?.name ?? "utf-8"
    var notes = FeedNotes()
    for note in decoder?.notes ?? [] { notes.add(note, line: nil) }
    let kind: FeedDocument.Kind
    switch dialect {
    case .json:
      splitter.finish { part in if let found = json.take(part) { item(found) } }
      if !splitter.isComplete { json.note(.truncated) }
      if splitter.isTooLong { json.note(.textTooLong) }
      if let rss = json.rss { return finishedRSS(rss, encoding, notes, item) }
      kind = json.finished().map { .feed($0) } ?? .unknown
      if kind == .unknown { json.note(.notAFeed(.json(json.names))) }
      return FeedDocument(
        kind: kind, encoding: encoding, warnings: notes.problems + json.notes.problems,
        notAFeed: kind == .unknown ? .json(json.names) : nil)
    case .xml:
      xml.finish()
      giveItems(item)
      if let outline = xml.handler.outline {
        kind = .outline(outline.finished())
      } else if xml.handler.format == nil, xml.handler.hasPageElements {
        return finishedPage(encoding, notes)
      } else {
        kind = xml.handler.finished().map { .feed($0) } ?? .unknown
      }
    case .page:
      return finishedPage(encoding, notes)
    case .undecided:
      kind = .unknown
    }
    var notAFeed: NotAFeed?
    if kind == .unknown {
      notAFeed = NotAFeed(listIn: start)
      if notAFeed == nil, start.first == UInt8(ascii: "<") {
        notAFeed = NotAFeed(root: xml.handler.rootName, start: start)
      }
      if let notAFeed { notes.add(.notAFeed(notAFeed), line: nil) }
    }
    return FeedDocument(
      kind: kind, encoding: encoding, warnings: notes.problems + xml.handler.notes.problems,
      notAFeed: notAFeed)
  }

  /// RSS that came as JSON: it was collected whole, and is read as what it is.
  private func finishedRSS(
    _ rss: FieldValue, _ encoding: String, _ notes: FeedNotes, _ item: (FeedItem) -> Void
  ) -> FeedDocument {
    var reader = XMLTokenizer(handler: FeedBuilder(address: address))
    RSSInJSON.xml(rss).withUnsafeBufferPointer { _ = reader.parse($0, isLast: true) }
    reader.finish()
    for found in reader.handler.items { item(found) }
    return FeedDocument(
      kind: reader.handler.finished().map { .feed($0) } ?? .unknown, encoding: encoding,
      warnings: notes.problems + json.notes.problems + reader.handler.notes.problems)
  }

  /// Ends a document of which no more will come: items that are not whole are left out.
  ///
  /// - Returns: what it was, if its end had come all the same.
  public mutating func breakOff(_ item: (FeedItem) -> Void) -> FeedDocument? {
    if decoder == nil { begin(isLast: false, item) }
    nextLook = 0
    consume(isLast: false, item)
    let isWhole =
      switch dialect {
      case .xml: xml.handler.format != nil && xml.isAtEnd
      case .json: splitter.isComplete
      case .page, .undecided: false
      }
    return isWhole ? finish(item) : nil
  }

  private func finishedPage(_ encoding: String, _ notes: FeedNotes) -> FeedDocument {
    var notes = notes
    notes.add(.page, line: nil)
    let found = FeedDiscovery(html: String(decoding: page, as: UTF8.self), address: address)
    let isCheck = found.links.isEmpty && NotAFeed.isRobotCheck(page, title: found.title)
    if isCheck { notes.add(.notAFeed(.robotCheck), line: nil) }
    return FeedDocument(
      kind: .page(found), encoding: encoding, warnings: notes.problems,
      notAFeed: isCheck ? .robotCheck : nil)
  }

  // MARK: Steps

  private mutating func begin(isLast: Bool, _ item: (FeedItem) -> Void) {
    let start = head
    head = []
    start.withUnsafeBytes { bytes in
      let (choice, note) = EncodingChoice.of(bytes, contentType: contentType)
      let declared = EncodingChoice.declaration(bytes).flatMap(EncodingName.canonical)
      decoder = TextDecoder(choice, note: note, fallback: declared == choice.name ? nil : declared)
      read(
        UnsafeRawBufferPointer(rebasing: bytes[min(choice.skipped, bytes.count)...]),
        isLast: isLast, item)
    }
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ item: (FeedItem) -> Void
  ) {
    var position = 0
    repeat {
      let end = min(position + Self.sliceLength, bytes.count)
      let isEnd = isLast && end == bytes.count
      decoder?.decode(
        UnsafeRawBufferPointer(rebasing: bytes[position..<end]), isLast: isEnd, into: &text)
      position = end
      consume(isLast: isEnd, item)
    } while position < bytes.count
  }

  private mutating func consume(isLast: Bool, _ item: (FeedItem) -> Void) {
    if dialect == .undecided { decide(isLast: isLast) }
    switch dialect {
    case .undecided:
      break
    case .xml:
      guard isLast || text.count >= nextLook else { return }
      let done = text.withUnsafeBufferPointer { xml.parse($0, isLast: isLast) }
      if xml.handler.isPage {
        dialect = .page
        page = Array(text.prefix(Self.pageLimit))
        text.removeAll(keepingCapacity: true)
        return
      }
      if xml.handler.format == nil, xml.handler.outline == nil {
        page += text.prefix(min(done, Self.pageLimit - page.count))
      }
      text.removeFirst(done)
      nextLook = text.count * 2
      giveItems(item)
    case .json:
      text.withUnsafeBufferPointer { bytes in
        splitter.take(bytes) { part in if let found = json.take(part) { item(found) } }
      }
      text.removeAll(keepingCapacity: true)
    case .page:
      page += text.prefix(max(0, Self.pageLimit - page.count))
      text.removeAll(keepingCapacity: true)
    }
  }

  private mutating func giveItems(_ item: (FeedItem) -> Void) {
    xml.handler.items.withUnsafeBufferPointer { items in
      for index in items.indices { item(items[index]) }
    }
    xml.handler.items.removeAll(keepingCapacity: true)
  }

  /// JSON begins with a brace, everything else with a "<", whatever stands before it.
  private mutating func decide(isLast: Bool) {
    guard let first = text.first(where: { $0 > 0x20 }) else {
      // Kept, blanks without an end would be looked through again and again.
      return text.removeAll(keepingCapacity: true)
    }
    if start.isEmpty { start = Array(text.drop { $0 <= 0x20 }.prefix(64)) }
    if first == UInt8(ascii: "{") {
      dialect = .json
    } else if text.contains(UInt8(ascii: "<")) {
      dialect = .xml
    } else {
      // Junk: nothing of it is kept.
      text.removeAll(keepingCapacity: true)
    }
  }
}

/// The repairs of one feed, each noted once.
struct FeedNotes {
  private var seen: Set<FeedNote> = []
  private(set) var problems: [Problem] = []

  private static let limit = 50

  func wants(_ note: FeedNote) -> Bool {
    problems.count < Self.limit && !seen.contains(note)
  }

  mutating func add(_ note: FeedNote, line: Int?) {
    guard wants(note) else { return }
    seen.insert(note)
    problems.append(Problem(line: line, message: note.sentence))
  }
}

/// What was put right, or left out, while a feed was read.
enum FeedNote: Hashable {
  case strayAmpersand, strayBracket, strayEndTag, unclosed, tooDeep, truncated
  case externalEntity, entitiesGrow
  case controls
  case invalidBytes(String)
  case wrongEncoding(declared: String, actual: String)
  case unknownEncoding(String)
  case guessedEncoding(String)
  case textTooLong, lineTooLong
  case escapedTwice, untypedHTML, notBase64
  case unreadableDate(String)
  case unknownZone(String)
  case refusedLink(String)
  case page
  case notAFeed(NotAFeed)
}
