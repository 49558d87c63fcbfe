import Articles

/// A little library in memory, answering what a reader asks for.
struct TestLibrary {
  static let now = Instant(year: 2026, month: 11, day: 23, hour: 12, minute: 0, second: 0)

  var details: [ArticleDetail] = []
  var tags: [SourceTag] = []
  /// Whether there are rules.
  var isMuting = false
  /// Places of articles that tell the same story, the best first.
  var stories: [[Int]] = []

  /// Articles named by their titles: addresses `https://example.org/1`, … , an hour apart.
  init(titles: [String]) {
    for (place, title) in titles.enumerated() { add(title, place) }
  }

  @discardableResult
  mutating func add(
    _ title: String, _ place: Int? = nil, provider: String = "Example Times",
    topics: [String] = ["News"], flags: MarkFlags = [], published: Instant? = nil
  ) -> Int {
    let place = place ?? details.count
    let link = "https://example.org/\(place + 1)"
    var article = Article(title: title)
    article.links.webURL = link
    article.excerpt = "What \(title) is about."
    article.published =
      published ?? Self.now.advanced(byMilliseconds: -Int64(place + 1) * 3_600_000)
    article.provider = Provider(name: provider)
    article.topics = topics
    article.type = "article"
    let row = ArticleRow(
      id: ArticleID(Int64(place + 1)), address: Address(canonicalizing: link)!, title: title,
      provider: provider, published: article.published, topics: topics, sources: [SourceID(1)],
      flags: flags)
    details.append(
      ArticleDetail(row: row, article: article, files: ["/articles/\(place + 1).md"]))
    return details.count - 1
  }

  /// Lets one article name another, or an article that the library does not have.
  mutating func relate(_ place: Int, to other: Int) {
    let detail = details[other]
    var article = RelatedArticle(title: detail.article.title)
    article.links = detail.article.links
    article.published = detail.article.published
    article.provider = detail.article.provider
    article.quality = 40 + other
    details[place].related.append(
      RelatedEntry(article: article, place: .library(detail.row)))
    details[other].pointedAtBy.append(details[place].row)
    details[place].row.relatedCount += 1
  }

  mutating func relate(_ place: Int, outside title: String, _ link: String?) {
    var article = RelatedArticle(title: title)
    article.links.webURL = link
    article.excerpt = "Elsewhere: \(title)."
    article.published = Self.now.advanced(byMilliseconds: -30 * 86_400_000)
    article.provider = Provider(name: "Far Away Post")
    article.quality = 19
    details[place].related.append(
      RelatedEntry(
        article: article,
        place: link.flatMap(Address.init(canonicalizing:)).map {
          .elsewhere(KeyMarks(address: $0))
        } ?? .nowhere))
    details[place].row.relatedCount += 1
  }

  /// Lets two articles have an address in common.
  mutating func share(_ place: Int, with other: Int) {
    details[place].sameAddress.append(details[other].row)
    details[other].sameAddress.append(details[place].row)
  }

  func rows(of scope: ListScope) -> [ArticleRow] {
    let query = scope.query
    if !query.isEmpty {
      let found = rows(of: ListScope(scope.kept)).filter { Self.fits($0, query.condition) }
      if query.sort == .front {
        let page = FrontPage(
          found.compactMap { row in
            row.published.map {
              FrontPage.Candidate(
                id: row.id, published: $0, provider: row.provider, quality: row.quality,
                heat: row.heat, topics: row.topics)
            }
          }, now: Self.now)
        return page.entries.compactMap { entry in found.first { $0.id == entry.id } }
      }
      return query.sort == .title ? found.sorted { $0.title < $1.title } : found
    }
    return details.map(\.row).filter { row in
      if row.isMuted != (scope == .muted) { return false }
      return switch scope.kept {
      case .all: true
      case .unread: !row.flags.contains(.read)
      case .starred: row.flags.contains(.starred)
      case .muted: true
      case .label(let name): row.labels.contains { $0.name == name }
      case .tag(let name):
        tags.first { $0.name == name }?.sources.contains(where: row.sources.contains) ?? false
      case .topic(let name): row.topics.contains(name)
      case .provider(let name): row.provider == name
      case .source(let id): row.sources.contains(id)
      }
    }
  }

  /// As far as titles and marks go.
  private static func fits(_ row: ArticleRow, _ condition: QueryCondition) -> Bool {
    switch condition {
    case .all(let conditions): conditions.allSatisfy { fits(row, $0) }
    case .any(let conditions): conditions.contains { fits(row, $0) }
    case .not(let condition): !fits(row, condition)
    case .text(let match), .field(.title, let match):
      row.title.lowercased().contains(match.text.lowercased())
    case .field(.topic, let match): row.topics.contains(match.text)
    case .state(.unread): !row.flags.contains(.read)
    case .state(.starred): row.flags.contains(.starred)
    default: false
    }
  }

  func listing(of scope: ListScope) -> Listing {
    let rows = rows(of: scope)
    var listing = Listing()
    var folds: [(place: Int, others: [ArticleRow])] = []
    for row in rows {
      let story = stories.first { $0.contains(Int(row.id.rawValue) - 1) } ?? []
      let members = story.compactMap { place in
        rows.first { $0.id == details[place].row.id && !$0.flags.contains(.split) }
      }
      if members.count > 1, members.contains(row) {
        guard members[0] == row else { continue }
        folds.append((listing.ids.count, Array(members.dropFirst())))
      }
      listing.ids.append(row.id)
      listing.flags.append(row.flags)
    }
    for fold in folds {
      listing.folded += fold.others.map(\.id)
      listing.foldedFlags += fold.others.map(\.flags)
      listing.folds.append(Listing.Fold(place: fold.place, end: listing.folded.count))
    }
    return listing
  }

  /// Whether its source is a feed that could not be fetched.
  var isFailing = false

  var sidebar: Sidebar {
    var source = entry(.source(SourceID(1)), "articles")
    source.isFailing = isFailing
    return Sidebar(
      views: [
        entry(.all, "All articles"), entry(.unread, "Unread"), entry(.starred, "Starred"),
      ] + (isMuting ? [entry(.muted, "Muted")] : []),
      labels: names { $0.labels.map(\.name) }.map { entry(.label($0), $0) },
      tags: tags.map { entry(.tag($0.name), $0.name) },
      topics: names(\.topics).map { entry(.topic($0), $0) },
      providers: names { [$0.provider] }.map { entry(.provider($0), $0) },
      sources: [source])
  }

  private func entry(_ scope: ListScope, _ title: String) -> Sidebar.Entry {
    let rows = rows(of: scope)
    return Sidebar.Entry(
      scope: scope, title: title,
      unread: rows.count { !$0.flags.contains(.read) }, total: rows.count)
  }

  private func names(_ names: (ArticleRow) -> [String]) -> [String] {
    Set(details.flatMap { names($0.row) }).sorted()
  }
}
