import Articles
import TUI

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
      timers.similar != detail.row.id
    else { return [] }
    timers.similar = detail.row.id
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
