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
  var authors: [FeedAuthor] = []
  var published: Instant?
  var updated: Instant?
  var enclosures: [FeedEnclosure] = []
  var images: [String] = []
  /// What images show, by their addresses.
  var imageTexts: [String: String] = [:]
  var categories: [String] = []
  var categoryTerms: [FeedCategory] = []
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

  /// Of the elements that name an author all count; those that only hint at one where there is none.
  mutating func addAuthor(_ author: FeedAuthor, rank: UInt8) {
    let known = ranks[Slot.author.rawValue]
    if rank > known {
      ranks[Slot.author.rawValue] = rank
      if known < Self.namingRank || rank == FeedPerson.atomRank { authors = [] }
    } else if rank < known, rank < Self.namingRank || known == FeedPerson.atomRank {
      return
    }
    Self.add(author, to: &authors)
  }

  private static let namingRank: UInt8 = 5

  /// A person who is there already only gets the addresses that are new.
  static func add(_ author: FeedAuthor, to authors: inout [FeedAuthor]) {
    guard authors.count < 500 else { return }
    guard !authors.isEmpty else { return authors.append(author) }
    let known = authors.firstIndex {
      $0.shown == author.shown
        || $0.email != nil && $0.email == author.email
          && ($0.name == nil || author.name == nil)
    }
    guard let known else { return authors.append(author) }
    authors[known].name = authors[known].name ?? author.name
    authors[known].email = authors[known].email ?? author.email
    authors[known].url = authors[known].url ?? author.url
  }

  /// The authors that items take over from their feed: none where they are many or long, since a
  /// small document would become a large one.
  static func inherited(_ authors: [FeedAuthor]) -> [FeedAuthor] {
    guard authors.count <= 10 else { return [] }
    let size = authors.reduce(0) { size, author in
      [author.name, author.email, author.url].reduce(size) { $0 + ($1?.utf8.count ?? 0) }
    }
    return size <= 1000 ? authors : []
  }

  /// Lists have bounds; what is there already is not added.
  static func add(_ text: String, to list: inout [String]) {
    if list.count < 500, !list.contains(text) { list.append(text) }
  }

  /// What a picture or a file shows.
  mutating func describe(_ medium: (url: String, isImage: Bool), as text: String) {
    if medium.isImage {
      if imageTexts.count < 500, imageTexts[medium.url] == nil { imageTexts[medium.url] = text }
    } else if let place = enclosures.firstIndex(where: { $0.url == medium.url }) {
      enclosures[place].title = enclosures[place].title ?? text
    }
  }

  mutating func add(_ enclosure: FeedEnclosure) {
    guard enclosures.count < 500 else { return }
    if let known = enclosures.firstIndex(where: { $0.url == enclosure.url }) {
      enclosures[known].type = enclosures[known].type ?? enclosure.type
      enclosures[known].length = enclosures[known].length ?? enclosure.length
      enclosures[known].title = enclosures[known].title ?? enclosure.title
    } else {
      enclosures.append(enclosure)
    }
  }
}
