import Articles
import FeedParsing
import TUI

/// The text of the detail pane, wrapped for one width, and what can be chosen in it: as far as it is laid
/// out.
struct Page: Sendable {
  let subject: Subject
  let columns: Int
  private(set) var lines: [Line] = []
  /// In the order of the lines.
  var targets: [Target] = []
  /// The lines at which blocks and entries begin.
  var starts: [Int] = []
  /// Where the pieces of long blocks begin.
  var anchors: [Anchor] = []
  /// What stands above the first line and is not laid out, of a page that begins where the person reads.
  var skipped = Place(block: 0, part: 0)
  /// Of such a page, the same one from its top as far as that is laid out; else none.
  var whole: [Page] = []
  /// What the numbers stand for: related articles first, then links.
  var related: [RelatedEntry] = []
  var links: [Document.Link] = [] { didSet { pictures = Self.pictures(of: links) } }
  /// The addresses of the pictures among the links, as many as are shown: looked up once, as each key asks.
  private(set) var pictures: [String] = []
  /// The address of the picture above the text.
  var lead: String?
  /// Whether it is to be laid out anew, at the same place of the text.
  var isOutdated = false
  /// What is still to be laid out.
  var work: PageWork?

  init(subject: Subject, columns: Int) {
    self.subject = subject
    self.columns = columns
  }

  struct Line: Sendable {
    var text: StyledText
    var kind: Kind
    /// In four bytes: a long page has a hundred thousand lines.
    private var place: Int32

    /// The place in `targets` of what the line belongs to.
    var target: Int? { place < 0 ? nil : Int(place) }

    init(text: StyledText, kind: Kind = .text, target: Int? = nil) {
      self.text = text
      self.kind = kind
      place = target.flatMap { Int32(exactly: $0) } ?? -1
    }
  }

  /// What is drawn beside the text of a line at the time: marks and ages change under it.
  enum Kind: Hashable, Sendable {
    case text
    /// Code, which may be wider than the pane; `lead` columns before it stay when it is moved.
    case code(lead: Int)
    /// One row of a picture of pixels; few lines are, and it is large.
    indirect case picture(PixelImage, number: UInt8, row: Int)
    /// The line over the title: the article's own marks stand before it.
    case kicker
    /// The first line of something to choose: its number and mark stand before it.
    case entry
    case entryMore
    /// Provider, age, quality of an entry: the age is put in when drawn.
    case entryFacts
    /// What an entry says of itself.
    case entryText
  }

  struct Target: Sendable {
    let kind: Kind
    /// As shown; `nil` for articles that point here and items of a collection.
    let number: Int?
    /// Empty as long as it is not laid out.
    var lines: Range<Int>

    enum Kind: Sendable {
      /// The sign of a footnote, which leads to it.
      case sign(note: Int)
      /// A footnote, which leads back to its sign.
      case note(Int)
      // Links are many and these are large: a target has the size of its largest kind.
      indirect case related(RelatedEntry)
      indirect case article(ArticleRow)
      case link(Document.Link)
    }

    var published: Instant? {
      switch kind {
      case .related(let entry): entry.article.published
      case .article(let row): row.published
      case .link, .sign, .note: nil
      }
    }

    /// Whether it leads to another place of the page.
    var isOfNote: Bool {
      switch kind {
      case .sign, .note: true
      case .related, .article, .link: false
      }
    }
  }

  /// Columns before the text of an entry: three of number, a blank, the mark, a blank.
  static let entryIndent = 6

  func isVisible(target: Int, from top: Int, rows: Int) -> Bool {
    targets.indices.contains(target) && targets[target].lines.overlaps(top..<(top + max(rows, 1)))
  }

  /// Whether a target is a footnote that begins on a line.
  func isNote(_ target: Int, on line: Int) -> Bool {
    guard targets.indices.contains(target), case .note = targets[target].kind else { return false }
    return targets[target].lines.contains(line)
  }

  private static let mostPictures = 24

  private static func pictures(of links: [Document.Link]) -> [String] {
    // By their places: to copy a hundred thousand links takes longer than a key may.
    let places = links.indices.lazy.filter { links[$0].kind == .image && links[$0].isShown }
    return places.prefix(mostPictures).map { links[$0].url }
  }

  /// For what is laid out without being shown.
  static var empty: Page {
    Page(subject: .related(RelatedEntry(article: RelatedArticle(title: ""))), columns: 1)
  }

  /// What a number stands for, counted from 1.
  func numbered(_ number: Int) -> Target.Kind? {
    if related.indices.contains(number - 1) { return .related(related[number - 1]) }
    let place = number - 1 - related.count
    return links.indices.contains(place) ? .link(links[place]) : nil
  }

  var numberCount: Int { related.count + links.count }

  /// Puts more at the end.
  mutating func append(_ parts: [PageWork.Part], _ builder: PageBuilder) {
    var work = work ?? PageWork([], firstLink: 1, builder)
    work.append(parts)
    self.work = work
  }

  /// Takes what is to be laid out, and makes room for all of a long page at once: to move what there is takes
  /// longer than a key may. The system gives no memory before it is used.
  mutating func begin(_ work: PageWork) {
    self.work = work
    let expected = work.expectedCounts(columns: columns)
    guard expected.lines > 4000 else { return }
    lines.reserveCapacity(expected.lines)
    targets.reserveCapacity(expected.targets)
    starts.reserveCapacity(expected.starts)
  }

  /// Lays out more, until there are so many lines, or so many bytes of text were worked through.
  mutating func extend(toLine line: Int = .max, bytes: Int = .max) {
    guard lines.count < line, var work else { return }
    // So that there is one owner of what it holds.
    self.work = nil
    work.goOn(&self, toLine: line, bytes: bytes)
    if !work.isDone { self.work = work }
  }

  /// Forgets the lines, for who draws them once, but for the last, which the next one is laid out after. No
  /// place is that of a line then.
  /// - Returns: how many are left.
  mutating func dropLines() -> Int {
    lines.removeFirst(max(lines.count - 1, 0))
    return lines.count
  }

  /// Whether freeing it takes so long that a person may notice.
  var isLong: Bool { lines.count + targets.count + whole.reduce(0) { $0 + $1.lines.count } > 4000 }

  /// Frees some of what it has, from its end.
  /// - Returns: whether anything is left.
  mutating func dropEnd() -> Bool {
    lines.removeLast(min(4000, lines.count))
    targets.removeLast(min(4000, targets.count))
    return !(lines.isEmpty && targets.isEmpty)
  }

  /// A target whose text is still to come.
  /// - Returns: the tag that its runs have.
  mutating func addTarget(_ kind: Target.Kind, number: Int?) -> Int {
    targets.append(Target(kind: kind, number: number, lines: lines.count..<lines.count))
    return targets.count
  }

  /// Adds a line; what its tags belong to stands there from now on.
  mutating func add(_ text: StyledText, kind: Kind = .text, target: Int? = nil) {
    let place = lines.count
    for run in text.runs where run.tag > 0 && run.tag <= targets.count {
      let known = targets[run.tag - 1].lines
      targets[run.tag - 1].lines = (known.isEmpty ? place : known.lowerBound)..<place + 1
    }
    lines.append(Line(text: text, kind: kind, target: target))
  }
}

extension Document.Link {
  /// Whether it is no picture that only counts readers.
  fileprivate var isShown: Bool {
    url.hasPrefix("http") && (size.map { $0.width > 16 && $0.height > 16 } ?? true)
  }
}

/// The links of an article in the order of their numbers: those of the body, then what it offers,
/// then players. Related articles have the numbers before.
struct PageLinks {
  let firstNumber: Int
  let all: [Document.Link]

  init(_ detail: ArticleDetail) {
    firstNumber = detail.related.count + 1
    let offered = detail.article.actions.map {
      Document.Link(
        url: $0.url, title: $0.title ?? $0.type ?? "", kind: Self.kind(of: $0.type),
        mediaType: $0.type.flatMap { $0.contains("/") ? $0 : nil })
    }
    let players = detail.article.featuredContent.map(HTMLReader.mediaSources(in:)) ?? []
    // Feeds of links often say "Comments" in their text as well.
    let more = offered.filter { link in
      !detail.body.links.contains { $0.url == link.url && $0.title == link.title }
    }
    // There may be a hundred thousand of the body, which are not copied then.
    all = more.isEmpty && players.isEmpty ? detail.body.links : detail.body.links + more + players
  }

  private static func kind(of type: String?) -> Document.Link.Kind {
    guard let type = type?.lowercased() else { return .page }
    return type.hasPrefix("audio/") ? .audio : type.hasPrefix("video/") ? .video : .page
  }
}
