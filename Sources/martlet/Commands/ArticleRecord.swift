import Articles
import FeedParsing
import Storage

/// An article as the fields that `--json` prints: the names of the article files, absent left out.
enum ArticleRecord {
  /// What the parser understood of a file.
  static func fields(of article: Article) -> [FieldValue.Field] {
    var record = Record()
    record.add(article.isNamed ? "name" : "title", article.title)
    record.add("excerpt", article.excerpt)
    record.add("publishedDateTime", article.published?.iso8601)
    record.add(article.links)
    record.add("category", article.category)
    record.add("type", article.type)
    record.add("quality", article.quality)
    record.add("heat", article.heat)
    record.add("published", article.isPublished)
    record.add("removed", article.isRemoved)
    record.add("deleted", article.isDeleted)
    record.add("provider", article.provider.map(provider))
    record.add("topics", article.topics)
    record.add("tags", article.tags)
    record.add("levels", article.levels)
    record.add("hashtags", article.hashtags)
    record.add("images", maps: article.images.map(image))
    record.add("related", maps: article.related.map(related))
    record.add("price", article.price)
    record.add("length", article.length)
    record.add("ratings", article.ratings.map(ratings))
    record.add("actions", maps: article.actions.map(action))
    record.add("items", article.items)
    record.add("featuredContent", article.featuredContent)
    // Opaque: how much there is of it is all that is ever shown.
    record.add("secured", article.secured?.utf8.count)
    return record.fields.joined(with: article.unknown)
  }

  /// What the library and the marks know beside the file.
  /// - Parameter locations: of the sources of this run, to name those that the article is from.
  static func fields(
    of detail: ArticleDetail, locations: [SourceID: String]
  ) -> [FieldValue.Field] {
    var record = Record()
    record.add("address", detail.row.address.text)
    record.add("aliases", detail.aliases.map(\.text))
    record.add("read", detail.row.flags.contains(.read))
    record.add("starred", detail.row.flags.contains(.starred))
    if detail.row.flags.contains(.played) { record.add("played", true) }
    if detail.row.flags.contains(.downloaded) { record.add("downloaded", true) }
    record.add("labels", detail.row.labels.map(\.name))
    record.add("sources", detail.row.sources.compactMap { locations[$0] })
    record.add("files", detail.files)
    record.add("sameAddress", maps: detail.sameAddress.map(row))
    record.add("warnings", maps: detail.warnings.map(warning))
    return fields(of: detail.article) + record.fields
  }

  /// A row of a list with what its file says; only what the row knows if the file has just gone.
  static func fields(
    of row: ArticleRow, files: [String], archived: Article?, locations: [SourceID: String]
  ) -> [FieldValue.Field] {
    var article = archived ?? Article(title: row.title)
    var warnings: [Problem] = []
    let parsed = archived != nil ? nil : files.first.flatMap { try? ArticleFileSource.parse($0) }
    if case .article(let found, _, let problems)? = parsed {
      article = found
      warnings = problems
    }
    let aliases = article.links.addresses.filter { $0 != row.address }
    return fields(
      of: ArticleDetail(
        row: row, article: article, files: files, aliases: aliases, warnings: warnings),
      locations: locations)
  }

  static func locations(of sources: [Source]) -> [SourceID: String] {
    Dictionary(sources.map { ($0.id, $0.location) }, uniquingKeysWith: { first, _ in first })
  }

  private static func row(_ row: ArticleRow) -> [FieldValue.Field] {
    var record = Record()
    record.add("address", row.address.text)
    record.add("title", row.title)
    record.add("provider", row.provider.isEmpty ? nil : row.provider)
    record.add("publishedDateTime", row.published?.iso8601)
    record.add("read", row.flags.contains(.read))
    return record.fields
  }

  static func warning(_ problem: Problem) -> [FieldValue.Field] {
    var record = Record()
    record.add("line", problem.line)
    record.add("message", problem.message)
    return record.fields
  }

  private static func provider(_ provider: Provider) -> FieldValue {
    var record = Record()
    record.add("name", provider.name)
    record.add("domain", provider.domain)
    record.add("images", maps: provider.images.map(image))
    record.add("authors", maps: provider.authors.map(named))
    record.add("publishers", maps: provider.publishers.map(named))
    return .map(record.fields.joined(with: provider.unknown))
  }

  private static func named(_ name: String) -> [FieldValue.Field] {
    [FieldValue.Field(name: "name", value: .string(name))]
  }

  private static func image(_ image: ImageReference) -> [FieldValue.Field] {
    var record = Record()
    record.add("url", image.url)
    record.add("width", image.width)
    record.add("height", image.height)
    record.add("title", image.title)
    record.add("attribution", image.attribution)
    record.add("isCached", image.isCached)
    return record.fields.joined(with: image.unknown)
  }

  private static func related(_ related: RelatedArticle) -> [FieldValue.Field] {
    var record = Record()
    record.add("title", related.title)
    record.add("excerpt", related.excerpt)
    record.add("publishedDateTime", related.published?.iso8601)
    record.add(related.links)
    record.add("type", related.type)
    record.add("provider", related.provider.map(provider))
    record.add("quality", related.quality)
    record.add("heat", related.heat)
    record.add("images", maps: related.images.map(image))
    return record.fields.joined(with: related.unknown)
  }

  private static func action(_ action: ArticleAction) -> [FieldValue.Field] {
    var record = Record()
    record.add("url", action.url)
    record.add("type", action.type)
    record.add("title", action.title)
    record.add("attribution", action.attribution)
    return record.fields.joined(with: action.unknown)
  }

  private static func ratings(_ ratings: Article.Ratings) -> FieldValue {
    var record = Record()
    record.add("count", ratings.count)
    record.add("average", ratings.average.map(FieldValue.number))
    return .map(record.fields)
  }
}

extension [FieldValue.Field] {
  /// With the fields that were not understood. No name stands there twice: of a list, the entries that
  /// were not understood follow the others, and one that says more of a name stands in its place.
  fileprivate func joined(with unknown: [FieldValue.Field]) -> [FieldValue.Field] {
    var result = self
    for field in unknown {
      guard let index = result.firstIndex(where: { $0.name == field.name }) else {
        result.append(field)
        continue
      }
      guard case .list(var entries) = result[index].value, case .list(let others) = field.value
      else { continue }
      for other in others {
        if let place = entries.firstIndex(where: { $0.isLess(than: other) }) {
          entries[place] = other
        } else {
          entries.append(other)
        }
      }
      result[index] = .init(name: field.name, value: .list(entries))
    }
    return result
  }
}

extension FieldValue {
  /// Whether it is a name alone that the other one has, too.
  fileprivate func isLess(than other: FieldValue) -> Bool {
    guard case .map(let fields) = self, case .map(let others) = other, fields.count == 1 else {
      return false
    }
    return fields[0].name == "name" && others.contains(fields[0])
  }
}

/// Fields in the order they are added; what is absent or empty leaves no trace.
struct Record {
  private(set) var fields: [FieldValue.Field] = []

  mutating func add(_ name: String, _ value: FieldValue?) {
    if let value { fields.append(FieldValue.Field(name: name, value: value)) }
  }

  mutating func add(_ name: String, _ value: String?) {
    add(name, value.map(FieldValue.string))
  }

  mutating func add(_ name: String, _ value: Int?) {
    add(name, value.map(FieldValue.integer))
  }

  mutating func add(_ name: String, _ value: Bool?) {
    add(name, value.map(FieldValue.bool))
  }

  mutating func add(_ name: String, _ values: [String]) {
    if !values.isEmpty { add(name, .list(values.map(FieldValue.string))) }
  }

  mutating func add(_ name: String, maps: [[FieldValue.Field]]) {
    if !maps.isEmpty { add(name, .list(maps.map(FieldValue.map))) }
  }

  mutating func add(_ links: ArticleLinks) {
    add("webUrl", links.webURL)
    add("originalUrl", links.originalURL)
    add("ampWebUrl", links.ampWebURL)
    add("cdnAmpWebUrl", links.cdnAmpWebURL)
  }
}
