import Articles
import TUI

/// Lays out what is known of an article for a width.
struct PageBuilder {
  let columns: Int
  let charset: Charset
  let theme: Theme
  let clock: LocalClock

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
    lay(fullText.body, firstNumber: 1, in: &page)
    add(fullText.body.links, firstNumber: 1, to: &page)
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
      facts: facts(of: article), address: detail.row.address, in: &page)
    if !detail.warnings.isEmpty {
      add(
        StyledText(Wording.warnings(detail.warnings.count), style: theme[.warning]), to: &page)
    }
    if fullText != nil { add(StyledText(Wording.wholeText, style: theme[.meta]), to: &page) }
    if let excerpt = article.excerpt {
      addParagraph(excerpt, detail.body.blocks.isEmpty ? .text : .emphasized, to: &page)
    }
    lay(detail.body, firstNumber: links.firstNumber, in: &page)

    addSection(Wording.related, of: detail.related.count, to: &page)
    for (place, entry) in detail.related.enumerated() {
      addEntry(
        .related(entry), number: place + 1, title: entry.article.title,
        facts: entryFacts(of: entry), to: &page)
    }
    addRows(
      detail.story.map(\.row).filter { $0.id != detail.row.id }, under: Wording.sameStory,
      to: &page)
    addRows(detail.items, under: Wording.items, to: &page)
    addRows(detail.pointedAtBy, under: Wording.pointedAtBy, to: &page)
    add(links.all, firstNumber: links.firstNumber, to: &page)
  }

  private func add(_ links: [Document.Link], firstNumber: Int, to page: inout Page) {
    addSection(Wording.links, of: links.count, to: &page)
    for (place, link) in links.enumerated() {
      addLink(link, number: firstNumber + place, to: &page)
    }
    page.numbered = page.targets.indices.filter { page.targets[$0].number != nil }
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
      lay(fullText.body, firstNumber: 1, in: &page)
      return add(fullText.body.links, firstNumber: 1, to: &page)
    }
    if let excerpt = article.excerpt { addParagraph(excerpt, .text, to: &page) }
    addBlank(to: &page)
    add(StyledText(Wording.notInLibrary, style: theme[.meta]), to: &page)
  }

  private func layHead(
    of title: String, from makers: [String], facts: [String], address: Address?,
    in page: inout Page
  ) {
    page.lines.append(
      Page.Line(
        text: StyledText(joined(makers), style: theme[.provider]), kind: .kicker))
    add(StyledText(title, style: theme[.articleTitle]), to: &page)
    let known = joined(facts)
    if !known.isEmpty { add(StyledText(known, style: theme[.meta]), to: &page) }
    if let address, !address.text.hasPrefix("martlet:") {
      page.lines.append(Page.Line(text: StyledText(address.text, style: theme[.link])))
    }
  }

  // MARK: Facts

  private func authors(of article: Article) -> [String] {
    (article.provider?.authors ?? []).filter { $0 != article.provider?.name }
  }

  private func facts(_ published: Instant?) -> [String] {
    published.map { [Age.full($0, clock: clock)] } ?? []
  }

  private func facts(of article: Article) -> [String] {
    var result = facts(article.published)
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
    for line in text.wrapped(to: width, charset: charset) {
      page.lines.append(Page.Line(text: line, kind: kind, target: target))
      kind = more ?? kind
    }
  }

  func addBlank(to page: inout Page) {
    if page.lines.last?.text.isEmpty == false {
      page.lines.append(Page.Line(text: StyledText()))
    }
  }

  private func addParagraph(_ text: String, _ role: Role, to page: inout Page) {
    addBlank(to: &page)
    add(StyledText(text, style: theme[role]), to: &page)
  }

  private func addSection(_ title: String, of count: Int, to page: inout Page) {
    guard count > 0 else { return }
    addBlank(to: &page)
    var text = StyledText(title, style: theme[.heading])
    text.append("  \(Wording.grouped(count))", theme[.count])
    add(text, to: &page)
  }

  private func addRows(_ rows: [ArticleRow], under title: String, to page: inout Page) {
    addSection(title, of: rows.count, to: &page)
    for row in rows {
      addEntry(
        .article(row), number: nil, title: row.title,
        facts: [row.provider] + quality(row.quality), to: &page)
    }
  }

  private func addEntry(
    _ kind: Page.Target.Kind, number: Int?, title: String, facts: [String], to page: inout Page
  ) {
    let place = page.targets.count
    let start = page.lines.count
    add(
      StyledText(title, style: theme[.text]), indent: Page.entryIndent, kind: .entry,
      more: .entryMore, target: place, to: &page)
    page.lines.append(
      Page.Line(
        text: StyledText(joined(facts), style: theme[.meta]), kind: .entryFacts, target: place))
    page.targets.append(
      Page.Target(kind: kind, number: number, lines: start..<page.lines.count))
  }

  private func addLink(_ link: Document.Link, number: Int, to page: inout Page) {
    let place = page.targets.count
    var text = StyledText()
    if !link.title.isEmpty, link.title != link.url { text.append(link.title + "  ", theme[.text]) }
    text.append(link.url, theme[.meta])
    page.lines.append(Page.Line(text: text, kind: .entry, target: place))
    page.targets.append(
      Page.Target(
        kind: .link(link), number: number, lines: (page.lines.count - 1)..<page.lines.count))
  }
}
