public import Articles
import TUI

/// Letters for everything on the screen of the detail pane that can be chosen, and what is typed of them.
struct LinkHints: Hashable, Sendable {
  private let hints: [(label: String, target: Int)]
  private(set) var typed = ""

  /// On the keys under the fingers first.
  private static let letters = Array("asdfghjklweruiovncmptyxqzb").map(String.init)

  /// - Parameter targets: places on the page, in the order of the text.
  init(_ targets: [Int]) {
    let letters = Self.letters
    let isShort = targets.count <= letters.count
    hints = targets.prefix(letters.count * letters.count).enumerated().map { place, target in
      let label =
        isShort
        ? letters[place] : letters[place / letters.count] + letters[place % letters.count]
      return (label, target)
    }
  }

  /// What may still be meant: the letters that are left to type.
  var shown: [(label: String, target: Int)] {
    hints.filter { $0.label.hasPrefix(typed) }.map {
      (String($0.label.dropFirst(typed.count)), $0.target)
    }
  }

  /// - Returns: the target that is meant now, if it is one alone.
  mutating func type(_ letter: Character) -> Int? {
    let longer = typed + letter.lowercased()
    let left = hints.filter { $0.label.hasPrefix(longer) }
    guard let first = left.first else { return nil }
    typed = longer
    return left.count == 1 && first.label == longer ? first.target : nil
  }

  mutating func erase() { _ = typed.popLast() }

  static func == (a: LinkHints, b: LinkHints) -> Bool {
    a.typed == b.typed && a.hints.map(\.target) == b.hints.map(\.target)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(typed)
    hasher.combine(hints.map(\.target))
  }
}

extension Model {
  // MARK: Hints

  mutating func showHints() {
    guard let stop = trail.current, let page else { return }
    let window = stop.scroll..<(stop.scroll + layout.text.rows)
    let targets = page.targets.indices.filter { page.targets[$0].lines.overlaps(window) }
    overlay = .hints(LinkHints(targets))
  }

  var hasLinksOnScreen: Bool {
    guard let stop = trail.current, let page else { return false }
    let window = stop.scroll..<(stop.scroll + layout.text.rows)
    return page.targets.contains { $0.lines.overlaps(window) }
  }

  mutating func pressInHints(_ hints: LinkHints, _ key: Key) -> [Effect] {
    var hints = hints
    switch key {
    case .backspace where !hints.typed.isEmpty: hints.erase()
    case .control("l"): return [.redraw]
    case .character(let letter) where letter.isLetter:
      if let target = hints.type(letter) {
        overlay = nil
        trail.current?.target = target
        return open()
      }
    default:
      overlay = nil
      return []
    }
    overlay = .hints(hints)
    return []
  }

  // MARK: Similar articles

  /// For an article without related ones that somebody reads.
  mutating func findSimilar() -> [Effect] {
    guard isReading, let detail = currentDetail, detail.similar == nil, detail.related.isEmpty,
      alarms.similar != detail.row.id
    else { return [] }
    alarms.similar = detail.row.id
    let beginning = detail.article.excerpt ?? detail.body.beginning(bytes: 400)
    return [.findSimilar(detail.row, text: detail.row.title + "\n" + beginning)]
  }

  mutating func take(similar: [SimilarArticle], to id: ArticleID) {
    details.add(similar: similar, to: id)
    guard !similar.isEmpty, trail.current?.subject.articleID == id, page?.subject.articleID == id,
      let layout = pageBuilder
    else { return }
    // Below everything else: what the person reads stays where it is.
    page?.append(layout.parts(of: similar), layout)
    page?.extend(bytes: PageWork.slice)
  }

  // MARK: Following

  /// Enter on a link: inside, where the library or what was fetched of pages has it; else in the browser.
  mutating func follow(_ link: Document.Link) -> [Effect] {
    guard link.kind == .page, Address(canonicalizing: link.url) != nil else {
      return openOutside(link)
    }
    following = link
    var article = RelatedArticle(title: link.title.isEmpty ? link.url : link.title)
    article.links.webURL = link.url
    return [.lookUp(article, url: link.url)]
  }

  /// What is here of the link that the person follows.
  mutating func take(lookedUp url: String, _ finding: LinkFinding) -> [Effect] {
    guard let link = following, link.url == url else { return [] }
    following = nil
    switch finding {
    case .article(let row) where isReading: return follow(.article(row))
    case .fullText(let entry) where isReading:
      let effects = follow(.related(entry))
      guard let address = entry.key?.address else { return effects }
      return effects
        + [.loadFullText(address, url: url, anew: false, mayBePrivate: false)]
    case .article, .fullText: return []
    case .nothing: return openOutside(link)
    }
  }

  private mutating func follow(_ subject: Subject) -> [Effect] {
    trail.follow(subject)
    return markOpened(subject)
  }

  // MARK: Wide code

  /// Moves what is wider than the pane sideways.
  mutating func moveSideways(by step: Int) {
    guard var stop = trail.current else { return }
    let most = max(widestCode - 1, 0) / Self.sidewaysStep * Self.sidewaysStep
    stop.sideways = min(max(stop.sideways + step * Self.sidewaysStep, 0), most)
    trail.current = stop
  }

  /// Whether there is code to be moved: then the keys of the borders are its.
  var movesCode: Bool {
    focus == .detail && (widestCode > 0 || (trail.current?.sideways ?? 0) > 0)
  }

  private static let sidewaysStep = 16

  /// By how many columns the widest code on the screen is too wide, or would be.
  var widestCode: Int {
    guard let stop = trail.current, let page else { return 0 }
    let top = min(stop.scroll, page.lines.count)
    var widest = 0
    for line in page.lines[top...].prefix(layout.text.rows) {
      guard case .code(let lead) = line.kind else { continue }
      let columns = line.text.columns(charset: charset)
      if columns > layout.text.columns { widest = max(widest, columns - lead) }
    }
    return widest
  }
}

/// What is here of the page that a link leads to.
public enum LinkFinding: Hashable, Sendable {
  case article(ArticleRow)
  /// What was fetched of it earlier.
  case fullText(RelatedEntry)
  case nothing
}

/// A stop of the trail, as it is found again.
public enum TrailStop: Hashable, Sendable {
  case article(ArticleRow)
  /// The library does not have it.
  case related(RelatedEntry)
}
