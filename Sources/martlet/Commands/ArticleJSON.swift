import Articles
import FeedParsing
import Storage

/// An article as the fields that `--json` prints: the names of the article files, absent left out.
enum ArticleJSON {
  /// What the parser understood of a file.
  static func fields(of article: Article) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add(article.isNamed ? "name" : "title", article.title)
    fields.add("excerpt", article.excerpt)
    fields.add("publishedDateTime", article.published?.iso8601)
    fields.add(article.links)
    fields.add("category", article.category)
    fields.add("type", article.type)
    fields.add("quality", article.quality)
    fields.add("heat", article.heat)
    fields.add("published", article.isPublished)
    fields.add("removed", article.isRemoved)
    fields.add("deleted", article.isDeleted)
    fields.add("provider", article.provider.map(provider))
    fields.add("topics", article.topics)
    fields.add("tags", article.tags)
    fields.add("levels", article.levels)
    fields.add("hashtags", article.hashtags)
    fields.add("images", maps: article.images.map(image))
    fields.add("related", maps: article.related.map(related))
    fields.add("price", article.price)
    fields.add("length", article.length)
    fields.add("ratings", article.ratings.map(ratings))
    fields.add("actions", maps: article.actions.map(action))
    fields.add("items", article.items)
    fields.add("featuredContent", article.featuredContent)
    // Opaque: how much there is of it is all that is ever shown.
    fields.add("secured", article.secured?.utf8.count)
    return fields.all.joined(with: article.unknown)
  }

  /// What the library and the marks know beside the file.
  /// - Parameter locations: of the sources of this run, to name those that the article is from.
  static func fields(
    of detail: ArticleDetail, locations: [SourceID: String]
  ) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("address", detail.row.address.text)
    fields.add("aliases", detail.aliases.map(\.text))
    fields.add("read", detail.row.flags.contains(.read))
    fields.add("starred", detail.row.flags.contains(.starred))
    if detail.row.flags.contains(.played) { fields.add("played", true) }
    if detail.row.flags.contains(.downloaded) { fields.add("downloaded", true) }
    fields.add("labels", detail.row.labels.map(\.name))
    fields.add("sources", detail.row.sources.compactMap { locations[$0] })
    fields.add("files", detail.files)
    fields.add("sameAddress", maps: detail.sameAddress.map(row))
    fields.add("warnings", maps: detail.warnings.map(warning))
    return Self.fields(of: detail.article) + fields.all
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
    var fields = JSONFields()
    fields.add("address", row.address.text)
    fields.add("title", row.title)
    fields.add("provider", row.provider.isEmpty ? nil : row.provider)
    fields.add("publishedDateTime", row.published?.iso8601)
    fields.add("read", row.flags.contains(.read))
    return fields.all
  }

  static func warning(_ problem: Problem) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("line", problem.line)
    fields.add("message", problem.message)
    return fields.all
  }

  private static func provider(_ provider: Provider) -> FieldValue {
    var fields = JSONFields()
    fields.add("name", provider.name)
    fields.add("domain", provider.domain)
    fields.add("images", maps: provider.images.map(image))
    fields.add("authors", maps: provider.authors.map(named))
    fields.add("publishers", maps: provider.publishers.map(named))
    return .map(fields.all.joined(with: provider.unknown))
  }

  private static func named(_ name: String) -> [FieldValue.Field] {
    [FieldValue.Field(name: "name", value: .string(name))]
  }

  private static func image(_ image: ImageReference) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("url", image.url)
    fields.add("width", image.width)
    fields.add("height", image.height)
    fields.add("title", image.title)
    fields.add("attribution", image.attribution)
    fields.add("isCached", image.isCached)
    return fields.all.joined(with: image.unknown)
  }

  private static func related(_ related: RelatedArticle) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("title", related.title)
    fields.add("excerpt", related.excerpt)
    fields.add("publishedDateTime", related.published?.iso8601)
    fields.add(related.links)
    fields.add("type", related.type)
    fields.add("provider", related.provider.map(provider))
    fields.add("quality", related.quality)
    fields.add("heat", related.heat)
    fields.add("images", maps: related.images.map(image))
    return fields.all.joined(with: related.unknown)
  }

  private static func action(_ action: ArticleAction) -> [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("url", action.url)
    fields.add("type", action.type)
    fields.add("title", action.title)
    fields.add("attribution", action.attribution)
    return fields.all.joined(with: action.unknown)
  }

  private static func ratings(_ ratings: Article.Ratings) -> FieldValue {
    var fields = JSONFields()
    fields.add("count", ratings.count)
    fields.add("average", ratings.average.map(FieldValue.number))
    return .map(fields.all)
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
struct JSONFields {
  private(set) var all: [FieldValue.Field] = []

  mutating func add(_ name: String, _ value: FieldValue?) {
    if let value { all.append(FieldValue.Field(name: name, value: value)) }
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
