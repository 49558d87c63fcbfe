import Articles

/// A feed or an item while its elements come in.
struct FeedDraft {
  var title: String?
  var summary: [UInt8] = []
  var summaryKind = TextKind.html
  var summaryBase: String?
  var content: [UInt8] = []
  var contentKind = TextKind.html
  var contentBase: String?
  var id: String?
  var isPermanentLink = false
  var link: String?
  var authors: [String] = []
  var published: Instant?
  var updated: Instant?
  var enclosures: [FeedEnclosure] = []
  var images: [String] = []
  var categories: [String] = []
  var language: String?
  var comments: String?
  var inReplyTo: String?
  var externalLink: String?
  /// The languages that its texts are marked with.
  var textLanguage: String?

  /// Changes it where it stands.
  mutating func apply(_ change: (inout FeedDraft) -> Void) { change(&self) }

  private var ranks = SIMD16<UInt8>(repeating: 0)

  enum Slot: Int {
    case title, summary, content, id, link, author, published, updated, language, comments
    case textLanguage, image
  }

  /// Whether a value of that rank is to replace what is there.
  mutating func accepts(_ slot: Slot, rank: UInt8) -> Bool {
    guard rank > ranks[slot.rawValue] else { return false }
    ranks[slot.rawValue] = rank
    return true
  }

  /// As `accepts`, but of several with the same rank the last counts: feeds append corrections.
  mutating func acceptsLast(_ slot: Slot, rank: UInt8) -> Bool {
    guard rank >= ranks[slot.rawValue] else { return false }
    ranks[slot.rawValue] = rank
    return true
  }

  func rank(of slot: Slot) -> UInt8 { ranks[slot.rawValue] }

  mutating func addAuthor(_ name: String, rank: UInt8) {
    if rank > ranks[Slot.author.rawValue] {
      ranks[Slot.author.rawValue] = rank
      authors = []
    } else if rank < ranks[Slot.author.rawValue] {
      return
    }
    Self.add(name, to: &authors)
  }

  /// The authors that items take over from their feed: none where they are many or long, since a
  /// small document would become a large one.
  static func inherited(_ authors: [String]) -> [String] {
    guard authors.count <= 10 else { return [] }
    return authors.reduce(0) { $0 + $1.utf8.count } <= 1000 ? authors : []
  }

  /// Lists have bounds; what is there already is not added.
  static func add(_ text: String, to list: inout [String]) {
    if list.count < 500, !list.contains(text) { list.append(text) }
  }

  mutating func add(_ enclosure: FeedEnclosure) {
    guard enclosures.count < 500 else { return }
    if let known = enclosures.firstIndex(where: { $0.url == enclosure.url }) {
      enclosures[known].type = enclosures[known].type ?? enclosure.type
      enclosures[known].length = enclosures[known].length ?? enclosure.length
    } else {
      enclosures.append(enclosure)
    }
  }
}
