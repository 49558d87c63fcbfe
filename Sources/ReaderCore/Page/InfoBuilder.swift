import Articles
import TUI

/// Lays out everything known about an article: a name and a value a line.
struct InfoBuilder {
  let columns: Int
  let charset: Charset
  let theme: Theme
  let clock: LocalClock

  /// - Parameter link: the one that is selected in its text.
  func page(
    for subject: Subject, detail: ArticleDetail?, state: MarkBook.State, link: Document.Link? = nil
  ) -> Page {
    var page = Page(subject: subject, columns: columns)
    add("title", subject.title, to: &page)
    add("address", subject.address?.text, to: &page)
    let links: ArticleLinks? =
      switch subject {
      case .article: detail?.article.links
      case .related(let entry): entry.article.links
      }
    if let address = subject.address, let written = links?.written(address), written != address.text
    {
      add("as written", written, to: &page)
    }
    if let link {
      let url = Address.openable(link.url, keepingTracking: false) ?? link.url
      add("selected link", url, to: &page)
      if url != link.url { add("as written", link.url, to: &page) }
      add("media type", link.mediaType, to: &page)
    }
    switch subject {
    case .article(let row):
      add(state, to: &page)
      if let detail {
        add(detail, to: &page)
      } else {
        add("provider", row.provider, to: &page)
        add("published", row.published.map(time), to: &page)
      }
    case .related(let entry):
      add(state, to: &page)
      add(entry.article, to: &page)
    }
    return page
  }

  private func add(_ state: MarkBook.State, to page: inout Page) {
    add("read", state.flags.contains(.read) ? "yes" : "no", to: &page)
    add("starred", state.flags.contains(.starred) ? "yes" : "no", to: &page)
    addList("labels", state.labels.map(\.name), to: &page)
    add("last marked", state.lastMarked.map(time), to: &page)
  }

  private func add(_ detail: ArticleDetail, to page: inout Page) {
    let article = detail.article
    add("front page", detail.front.map(Wording.sum), to: &page)
    if !detail.story.isEmpty {
      add("story", Wording.total(detail.story.count), to: &page)
      for member in detail.story {
        addList(
          member.row.id == detail.row.id ? "this one" : "joined",
          [
            member.row.id == detail.row.id ? nil : member.row.title, member.row.provider,
            Wording.joined(member.reason, to: member.other),
          ].compactMap(\.self), to: &page)
      }
    }
    for alias in detail.aliases { add("alias", alias.text, to: &page) }
    if let item = detail.item { add(item, to: &page) }
    for (place, file) in detail.files.enumerated().dropFirst(detail.item == nil ? 0 : 1) {
      add(place == 0 ? "file" : "also in", file, to: &page)
    }
    for warning in detail.warnings {
      add("warning", Wording.warning(warning), .warning, to: &page)
    }
    add("excerpt", article.excerpt, to: &page)
    for similar in detail.similar ?? [] {
      add(
        "similar",
        [similar.row.title, similar.row.provider, Wording.shares(similar.words)]
          .filter { !$0.isEmpty }.joined(separator: Wording.dot(charset)), to: &page)
    }
    if let item = detail.item {
      add("link", article.links.webURL, to: &page)
      addMore(of: item, to: &page)
    } else {
      add("published on", article.published.map(time), to: &page)
      add(article.links, to: &page)
    }
    add("category", article.category, to: &page)
    add("type", article.type, to: &page)
    add("quality", article.quality.map(String.init), to: &page)
    add("heat", article.heat.map(String.init), to: &page)
    add("published", article.isPublished.map(String.init), to: &page)
    add("removed", article.isRemoved.map(String.init), to: &page)
    add("deleted", article.isDeleted.map(String.init), to: &page)
    add(article.provider, to: &page)
    addList(detail.item == nil ? "topics" : "categories", article.topics, to: &page)
    addList("tags", article.tags, to: &page)
    addList("levels", article.levels, to: &page)
    addList("hashtags", article.hashtags, to: &page)
    add("length", article.length, to: &page)
    if let price = article.price { add("price", price, to: &page) }
    add("ratings", article.ratings.map(Wording.ratings), to: &page)
    // What comes with an item of a feed is told by its own names.
    for action in article.actions where detail.item == nil {
      addList("action", [action.type, action.title, action.url].compactMap(\.self), to: &page)
    }
    for image in article.images { add(image, to: &page) }
    addList("items", article.items, to: &page)
    add("related", "\(detail.related.count)", to: &page)
    add("pointed at by", "\(detail.pointedAtBy.count)", to: &page)
    for row in detail.sameAddress {
      addList("same address", [row.title, row.provider].filter { !$0.isEmpty }, to: &page)
    }
    add("featured content", article.featuredContent, to: &page)
    add("secured", article.secured.map { Wording.securedLength($0.utf8.count) }, to: &page)
    for field in article.unknown { add(field.name, field.value, to: &page) }
  }

  /// Where it is from, and what makes it this item.
  private func add(_ item: ItemFacts, to page: inout Page) {
    addList("feed", [item.feedTitle, item.feedAddress].compactMap(\.self), to: &page)
    add("guid", item.guid, to: &page)
    add("published on", item.published.map(time), to: &page)
    add("updated", item.updated.map(time), to: &page)
    add("first seen", time(item.firstSeen), to: &page)
  }

  private func addMore(of item: ItemFacts, to page: inout Page) {
    for file in item.enclosures {
      let size = file.length.map(Wording.bytes)
      addList("enclosure", [file.type, size, file.url].compactMap(\.self), to: &page)
    }
    add("comments", item.comments, to: &page)
    add("about", item.externalLink, to: &page)
    add("in reply to", item.inReplyTo, to: &page)
    add("language", item.language, to: &page)
  }

  private func add(_ article: RelatedArticle, to page: inout Page) {
    add("excerpt", article.excerpt, to: &page)
    add("published on", article.published.map(time), to: &page)
    add(article.links, to: &page)
    add("type", article.type, to: &page)
    add("quality", article.quality.map(String.init), to: &page)
    add("heat", article.heat.map(String.init), to: &page)
    add(article.provider, to: &page)
    for image in article.images { add(image, to: &page) }
    for field in article.unknown { add(field.name, field.value, to: &page) }
  }

  private func add(_ links: ArticleLinks, to page: inout Page) {
    add("webUrl", links.webURL, to: &page)
    add("originalUrl", links.originalURL, to: &page)
    add("ampWebUrl", links.ampWebURL, to: &page)
    add("cdnAmpWebUrl", links.cdnAmpWebURL, to: &page)
  }

  private func add(_ provider: Provider?, to page: inout Page) {
    guard let provider else { return }
    add("provider", provider.name, to: &page)
    add("domain", provider.domain, to: &page)
    addList("authors", provider.authors, to: &page)
    addList("publishers", provider.publishers, to: &page)
    for field in provider.unknown { add("provider." + field.name, field.value, to: &page) }
  }

  private func add(_ image: ImageReference, to page: inout Page) {
    let size = image.width.flatMap { width in image.height.map { "\(width)x\($0)" } }
    addList("image", [image.title, size, image.url].compactMap(\.self), to: &page)
  }

  private func add(_ name: String, _ value: FieldValue, to page: inout Page) {
    for (name, text) in value.flattened(under: name) { add(name, text, to: &page) }
  }

  private func addList(_ name: String, _ values: [String], to page: inout Page) {
    add(name, values.isEmpty ? nil : values.joined(separator: Wording.dot(charset)), to: &page)
  }

  private func add(
    _ name: String, _ value: String?, _ role: Role = .text, to page: inout Page
  ) {
    guard let value, !value.isEmpty else { return }
    let sheet = FactSheet(columns: columns, charset: charset, theme: theme)
    for line in sheet.lines(name, value, role) { page.add(line.text) }
  }

  private func time(_ instant: Instant) -> String { Age.full(instant, clock: clock) }
}

/// Lays out how sources fare.
struct FaultsBuilder {
  let sheet: FactSheet
  let clock: LocalClock
  let now: Instant

  /// Of more, the last line says how many are left out.
  private static let mostLines = 20_000

  /// - Parameter areFaultsOnly: leaves out the sources with which all is well.
  func lines(_ reports: [SourceReport], areFaultsOnly: Bool) -> [Page.Line] {
    let shown = areFaultsOnly ? reports.filter(\.isFaulty) : reports
    guard !shown.isEmpty else { return text(Wording.allIsWell, .text) }
    var lines: [Page.Line] = []
    if areFaultsOnly, reports.count > 1 {
      lines += text(Wording.faulty(shown.count, of: reports.count), .meta)
    }
    for (place, report) in shown.enumerated() {
      guard lines.count < Self.mostLines else {
        return lines + text(Wording.moreSources(shown.count - place), .warning)
      }
      if !lines.isEmpty { lines.append(Page.Line(text: StyledText())) }
      lines += text(report.title.isEmpty ? Wording.unnamed : report.title, .articleTitle)
      lines += sheet.lines(report.kind.rawValue, report.location)
      lines += report.kind == .feed ? facts(ofFeed: report) : facts(ofFolder: report)
    }
    return lines
  }

  private func facts(ofFeed report: SourceReport) -> [Page.Line] {
    var lines: [Page.Line] = []
    if let problem = report.problem {
      lines += sheet.lines("problem", problem, .warning)
    } else if report.lastSuccess != nil {
      lines += sheet.lines("problem", Wording.none)
    }
    if report.failures > 0 { lines += sheet.lines("failures", Wording.inARow(report.failures)) }
    lines += sheet.lines("last success", report.lastSuccess.map(time) ?? Wording.never)
    if let attempt = report.lastAttempt { lines += sheet.lines("last attempt", time(attempt)) }
    let next =
      report.isGone
      ? Wording.askedNoMore : report.nextAttempt.map(attempt) ?? Wording.atNextRefresh
    lines += sheet.lines("next attempt", next)
    if let moved = report.movedTo { lines += sheet.lines("moved to", Wording.moved(to: moved)) }
    return lines
  }

  private func facts(ofFolder report: SourceReport) -> [Page.Line] {
    var lines: [Page.Line] = []
    if let problem = report.problem { lines += sheet.lines("problem", problem, .warning) }
    if !report.isFaulty { lines += sheet.lines("problem", Wording.none) }
    for (place, file) in report.files.enumerated() {
      guard lines.count < Self.mostLines else {
        return lines + text(Wording.moreFiles(report.files.count - place), .warning)
      }
      let place = file.path + (file.line.map { ":\($0)" } ?? "")
      lines += text(place, .meta) + text("  " + file.message, .warning)
    }
    return lines
  }

  private func text(_ text: String, _ role: Role) -> [Page.Line] {
    StyledText(text, style: sheet.theme[role])
      .wrapped(to: sheet.columns, hangingIndent: 2, charset: sheet.charset)
      .map { Page.Line(text: $0) }
  }

  private func time(_ instant: Instant) -> String { Age.full(instant, clock: clock) }

  private func attempt(_ instant: Instant) -> String {
    let wait = instant.milliseconds.subtractingReportingOverflow(now.milliseconds)
    guard !wait.overflow, wait.partialValue > 0 else { return Wording.atNextRefresh }
    return Wording.attempt(time(instant), inMinutes: max(wait.partialValue / 30_000 + 1, 2) / 2)
  }
}

/// Lays out names and values, one a line: names stand in a column of their own where there is room,
/// else before the value.
struct FactSheet {
  let columns: Int
  let charset: Charset
  let theme: Theme

  func lines(_ name: String, _ value: String, _ role: Role = .text) -> [Page.Line] {
    let column = columns >= 50 ? 18 : 0
    let taken = DisplayWidth.columns(of: name, charset: charset)
    var text = StyledText(name, style: theme[.meta])
    text.append(String(repeating: " ", count: max(column - taken, 2)))
    text.append(value, theme[role])
    return text.wrapped(to: columns, hangingIndent: column == 0 ? 2 : column, charset: charset)
      .map { Page.Line(text: $0) }
  }
}

extension FieldValue {
  /// One line for a plain value; `nil` for lists, maps and nothing.
  var shortText: String? {
    switch self {
    case .null, .list, .map: nil
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): value
    }
  }

  /// Name and value of everything inside, deep names joined by dots, at most `limit` of them.
  func flattened(under name: String, limit: Int = 200) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    // What is still to be written, the next at the end: a deep value must not deepen the stack.
    var rest = [(name, self)]
    while let (name, value) = rest.popLast(), result.count < limit {
      switch value {
      case .list(let values):
        if values.isEmpty { result.append((name, "[]")) }
        rest += values.enumerated().reversed().map { ("\(name).\($0.offset + 1)", $0.element) }
      case .map(let fields):
        if fields.isEmpty { result.append((name, "{}")) }
        rest += fields.reversed().map { ("\(name).\($0.name)", $0.value) }
      default:
        result.append((name, value.shortText ?? "null"))
      }
    }
    return result
  }
}
