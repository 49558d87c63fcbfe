import Articles
import TUI

/// Lays out what is known of an article for a width. Every block that is being laid out holds it.
final class PageBuilder: Sendable {
  let columns: Int
  let charset: Charset
  let theme: Theme
  let clock: LocalClock
  /// Whether lines of code that are too long go on below, for who cannot move them sideways.
  let wrapsCode: Bool
  /// Those that are here, by their addresses.
  let pictures: [String: Picture]
  /// What is here of files, by their addresses.
  let downloads: [String: DownloadMark]

  init(
    columns: Int, charset: Charset, theme: Theme, clock: LocalClock, wrapsCode: Bool = false,
    pictures: [String: Picture] = [:], downloads: [String: DownloadMark] = [:]
  ) {
    self.columns = columns
    self.charset = charset
    self.theme = theme
    self.clock = clock
    self.wrapsCode = wrapsCode
    self.pictures = pictures
    self.downloads = downloads
  }

  /// The beginning of a page, and what is still to be laid out of it.
  /// - Parameters:
  ///   - detail: `nil` while it is on its way, and for articles the library does not have.
  ///   - failure: why there will be no detail.
  ///   - fullText: what stands in place of the article's own text.
  func page(
    for subject: Subject, detail: ArticleDetail?, failure: String? = nil, fullText: FullText? = nil
  ) -> Page {
    var page = Page(subject: subject, columns: columns)
    switch subject {
    case .article(let row):
      if let detail {
        lay(detail, fullText, in: &page)
      } else {
        layHead(
          of: row.title, from: [row.provider], facts: facts(row.published),
          address: row.address, in: &page)
        if let failure { add(StyledText(failure, style: theme[.warning]), to: &page) }
      }
    case .related(let entry): lay(entry, fullText, in: &page)
    }
    return page
  }

  /// A page that stands for itself.
  func page(of fullText: FullText, at url: String?) -> Page {
    let article = RelatedArticle(title: fullText.title ?? url ?? "")
    var page = Page(subject: .related(RelatedEntry(article: article)), columns: columns)
    layHead(
      of: article.title, from: [fullText.siteName ?? "", fullText.byline ?? ""],
      facts: facts(fullText.published), address: url.flatMap { Address(canonicalizing: $0) },
      in: &page)
    lay(fullText.body, in: &page)
    return page
  }

  private func lay(_ detail: ArticleDetail, _ fullText: FullText?, in page: inout Page) {
    var detail = detail
    if let fullText {
      detail.body = fullText.body
      detail.article.excerpt = nil
    }
    let article = detail.article
    let links = PageLinks(detail)
    layHead(
      of: article.title, from: [detail.row.provider] + authors(of: article),
      facts: facts(of: article, detail.body), address: detail.row.address, in: &page)
    if !detail.warnings.isEmpty {
      add(
        StyledText(Wording.warnings(detail.warnings.count), style: theme[.warning]), to: &page)
    }
    if fullText != nil { add(StyledText(Wording.wholeText, style: theme[.meta]), to: &page) }
    page.lead = lead(of: article, beside: links.all)
    if let lead = page.lead { add(pictureAt: lead, to: &page) }
    if let excerpt = article.excerpt {
      addParagraph(excerpt, detail.body.blocks.isEmpty ? .text : .emphasized, to: &page)
    }
    let here = detail.sameAddress
    // What stands below for a better reason is no second time there.
    let told = detail.story.map(\.row).filter { row in
      row.id != detail.row.id && !here.contains { $0.id == row.id }
    }
    page.related = detail.related
    page.links = links.all
    let parts: [PageWork.Part] =
      [
        .body(detail.body),
        .section(Wording.related, count: detail.related.count), .related(detail.related),
        .section(Wording.sameStory, count: told.count), .rows(told),
        .section(Wording.items, count: detail.items.count), .rows(detail.items),
        .section(Wording.pointedAtBy, count: detail.pointedAtBy.count), .rows(detail.pointedAtBy),
        .section(Wording.sameAddress, count: here.count), .rows(here),
        .section(Wording.links, count: links.all.count), .links(links.all),
      ] + parts(of: detail.similar ?? [])
    page.begin(PageWork(parts, firstLink: links.firstNumber, self))
  }

  private func lay(_ body: Document, in page: inout Page) {
    page.links = body.links
    let parts: [PageWork.Part] = [
      .body(body), .section(Wording.links, count: body.links.count), .links(body.links),
    ]
    page.begin(PageWork(parts, firstLink: 1, self))
  }

  private func lay(_ entry: RelatedEntry, _ fullText: FullText?, in page: inout Page) {
    let article = entry.article
    let authors = article.provider?.authors ?? []
    layHead(
      of: article.title,
      from: [article.provider?.displayName ?? fullText?.siteName ?? ""]
        + (authors.isEmpty ? [fullText?.byline ?? ""] : authors),
      facts: facts(article.published ?? fullText?.published) + [article.type ?? ""]
        + quality(article.quality),
      address: entry.key?.address, in: &page)
    if let fullText {
      add(StyledText(Wording.wholeText, style: theme[.meta]), to: &page)
      return lay(fullText.body, in: &page)
    }
    if let excerpt = article.excerpt { addParagraph(excerpt, .text, to: &page) }
    addBlank(to: &page)
    add(StyledText(Wording.notInLibrary, style: theme[.meta]), to: &page)
  }

  private func layHead(
    of title: String, from makers: [String], facts: [String], address: Address?,
    in page: inout Page
  ) {
    page.add(StyledText(joined(makers), style: theme[.provider]), kind: .kicker)
    add(StyledText(title, style: theme[.articleTitle]), to: &page)
    let known = joined(facts)
    if !known.isEmpty { add(StyledText(known, style: theme[.meta]), to: &page) }
    if let address, !address.text.hasPrefix("martlet:") {
      page.add(StyledText(address.text, style: theme[.link]))
    }
  }

  // MARK: Pictures

  /// The picture above the text, unless the text shows it itself.
  private func lead(of article: Article, beside links: [Document.Link]) -> String? {
    guard let url = article.images.first?.url, url.hasPrefix("http"),
      !links.contains(where: { $0.kind == .image && $0.url == url })
    else { return nil }
    return url
  }

  /// Below a block what pictures there are in it.
  func addPictures(of block: Document.Block, _ links: [Document.Link], to page: inout Page) {
    guard !pictures.isEmpty else { return }
    var last: Int?
    for link in block.spans.lazy.compactMap(\.link) where link != last {
      last = link
      guard links.indices.contains(link), links[link].kind == .image else { continue }
      add(pictureAt: links[link].url, to: &page)
    }
  }

  private func add(pictureAt url: String, to page: inout Page) {
    guard let picture = pictures[url], picture.columns <= columns else { return }
    addBlank(to: &page)
    if let image = picture.image {
      for row in 0..<image.rows {
        page.add(StyledText(" "), kind: .picture(image, number: picture.number, row: row))
      }
    }
    for line in picture.lines { page.add(line) }
  }

  // MARK: Facts

  private func authors(of article: Article) -> [String] {
    (article.provider?.authors ?? []).filter { $0 != article.provider?.name }
  }

  private func facts(_ published: Instant?) -> [String] {
    published.map { [Age.full($0, clock: clock)] } ?? []
  }

  private func facts(of article: Article, _ body: Document) -> [String] {
    var result = facts(article.published)
    // A glance tells how long short ones are.
    let minutes = body.readingMinutes
    if minutes > 1 { result.append(Wording.readingTime(minutes: minutes)) }
    if let type = article.type { result.append(type) }
    if let length = article.length { result.append(Wording.length(length)) }
    if let price = article.price?.shortText { result.append(Wording.price(price)) }
    if let ratings = article.ratings { result.append(Wording.ratings(ratings)) }
    result += quality(article.quality)
    result += article.topics
    return result
  }

  private func quality(_ value: Int?) -> [String] {
    value.map { [Wording.quality($0)] } ?? []
  }

  private func entryFacts(of entry: RelatedEntry) -> [String] {
    let article = entry.article
    return [article.provider?.displayName ?? ""] + quality(article.quality)
      + (entry.row == nil ? [] : [Wording.inLibrary])
  }

  private func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: Wording.dot(charset))
  }

  // MARK: Lines

  /// Wraps and adds text.
  func add(
    _ text: StyledText, indent: Int = 0, kind: Page.Kind = .text, more: Page.Kind? = nil,
    target: Int? = nil, to page: inout Page
  ) {
    let width = max(columns - indent, 1)
    var kind = kind
    let isRight = text.isRightToLeft
    for line in text.wrapped(to: width, charset: charset) {
      let line = isRight ? line.movedToTheRight(of: width, charset) : line
      page.add(line, kind: kind, target: target)
      kind = more ?? kind
    }
  }

  func addBlank(to page: inout Page) {
    if page.lines.last?.text.isEmpty == false {
      page.add(StyledText())
    }
  }

  private func addParagraph(_ text: String, _ role: Role, to page: inout Page) {
    addBlank(to: &page)
    add(StyledText(text, style: theme[role]), to: &page)
  }

  func addSection(_ title: String, of count: Int, to page: inout Page) {
    guard count > 0 else { return }
    addBlank(to: &page)
    var text = StyledText(title, style: theme[.heading])
    text.append("  \(Wording.grouped(count))", theme[.count])
    add(text, to: &page)
  }

  func add(_ entry: RelatedEntry, number: Int, to page: inout Page) {
    addEntry(
      .related(entry), number: number, title: entry.article.title, facts: entryFacts(of: entry),
      excerpt: entry.article.excerpt, to: &page)
  }

  func parts(of similar: [SimilarArticle]) -> [PageWork.Part] {
    [.section(Wording.similar, count: similar.count), .similar(similar)]
  }

  func add(_ similar: SimilarArticle, to page: inout Page) {
    addEntry(
      .article(similar.row), number: nil, title: similar.row.title,
      facts: [similar.row.provider, Wording.shares(similar.words)], to: &page)
  }

  func add(_ row: ArticleRow, to page: inout Page) {
    addEntry(
      .article(row), number: nil, title: row.title, facts: [row.provider] + quality(row.quality),
      to: &page)
  }

  private func addEntry(
    _ kind: Page.Target.Kind, number: Int?, title: String, facts: [String],
    excerpt: String? = nil, to page: inout Page
  ) {
    let place = page.targets.count
    let start = page.lines.count
    add(
      StyledText(title, style: theme[.text]), indent: Page.entryIndent, kind: .entry,
      more: .entryMore, target: place, to: &page)
    page.add(
      StyledText(joined(facts), style: theme[.meta]), kind: .entryFacts, target: place)
    if let excerpt, columns >= Self.roomForExcerpts {
      addBeginning(of: excerpt, target: place, to: &page)
    }
    page.targets.append(
      Page.Target(kind: kind, number: number, lines: start..<page.lines.count))
  }

  /// Narrower panes have no room for what a related article says.
  private static let roomForExcerpts = 60

  private func addBeginning(of text: String, target: Int, to page: inout Page) {
    let style = theme[.meta]
    let width = columns - Page.entryIndent
    let most = 4 * 2 * width
    let start = text.utf8.count > most ? String(text.unicodeScalars.prefix(2 * width)) : text
    var lines = StyledText(start, style: style).wrapped(to: width, charset: charset)
    if lines.count > 2 || start.utf8.count < text.utf8.count {
      lines = Array(lines.prefix(2))
      var last = lines.removeLast().visible(from: 0, columns: width - 3, charset: charset).text
      last.append(Glyphs(charset).loading, style)
      lines.append(last)
    }
    for line in lines { page.add(line, kind: .entryText, target: target) }
  }

  func add(_ link: Document.Link, number: Int, to page: inout Page) {
    let place = page.targets.count
    var text = StyledText()
    if !link.title.isEmpty, link.title != link.url { text.append(link.title + "  ", theme[.text]) }
    if let mark = downloads[link.url] {
      text.append(Wording.downloaded(mark) + "  ", theme[.label])
    }
    text.append(link.url, theme[.meta])
    page.add(text, kind: .entry, target: place)
    page.targets.append(
      Page.Target(
        kind: .link(link), number: number, lines: (page.lines.count - 1)..<page.lines.count))
  }
}
