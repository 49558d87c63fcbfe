import Articles

/// Makes an article of the fields of a file.
///
/// What a field cannot be is kept in `unknown`, with a warning that names its line: nothing of a file
/// is lost. Null is the same as absent.
struct ArticleMapper {
  let values: FrontMatter
  var warnings: [Problem]
  /// Whether all but titles and addresses of related articles is passed over.
  let relatedAsAddresses: Bool

  typealias Unknown = [FieldValue.Field]

  init(_ values: FrontMatter, warnings: [Problem] = [], relatedAsAddresses: Bool = false) {
    self.values = values
    self.warnings = warnings
    self.relatedAsAddresses = relatedAsAddresses
  }

  /// The article, or why there is none.
  mutating func article() throws(SkipReason) -> Article {
    var article = Article(title: "")
    var nameField: FrontMatter.Field?
    for field in values.fields(of: 0) {
      let name = name(of: field)
      if values.isNull(field.value) {
        if name == nil {
          keep(field, in: &article.unknown)
        }
        continue
      }
      switch name {
      case .taxonomy: throw .taxonomy
      case .name: nameField = field
      case let name?:
        read(field, name, into: &article)
      case nil:
        keep(field, in: &article.unknown)
      }
    }
    if let nameField {
      takeName(nameField, into: &article)
    }
    takeTwins(into: &article)
    guard !article.title.isEmpty else { throw .noTitle }
    return article
  }

  /// What generators of sites call the fields that an article lacks, the preferred ones first. The
  /// twins stay among the unknown fields, and what cannot be read there is no fault.
  ///
  /// Addresses have no twins here: they would change keys that marks are written under.
  private mutating func takeTwins(into article: inout Article) {
    guard article.title.isEmpty || article.published == nil || article.excerpt == nil else {
      return
    }
    let known = warnings
    defer { warnings = known }
    var ignored: Unknown = []
    var twins: [String: FrontMatter.Field] = [:]
    for field in values.fields(of: 0)
    where name(of: field) == nil && values.kind(of: field.value).isScalar {
      let name = values.text(of: field.name).lowercased()
      if Self.twins.contains(name), twins[name] == nil { twins[name] = field }
    }
    guard !twins.isEmpty else { return }
    if article.title.isEmpty, let field = twins["title"] {
      takeTitle(field, title(field, &ignored), into: &article)
    }
    for name in ["date", "pubdate", "created"] where article.published == nil {
      if let field = twins[name] { article.published = date(field, &ignored) }
    }
    for name in ["description", "summary"] where article.excerpt == nil {
      if let field = twins[name] { article.excerpt = excerpt(field, &ignored) }
    }
  }

  private static let twins: Set<String> = [
    "title", "date", "pubdate", "created", "description", "summary",
  ]

  /// A `name` is a title where there is none, for what has a type; else just another field.
  private mutating func takeName(_ field: FrontMatter.Field, into article: inout Article) {
    if article.title.isEmpty, article.type != nil, let name = title(field, &article.unknown) {
      takeTitle(field, name, into: &article)
      article.isNamed = true
    } else if !article.title.isEmpty {
      keep(field, in: &article.unknown)
    }
  }

  /// Keys that were made of titles before markup was taken out of them stay what they were.
  private func takeTitle(
    _ field: FrontMatter.Field, _ title: String?, into article: inout Article
  ) {
    article.title = title ?? ""
    // Without signs of markup both are the same.
    guard let title,
      values.withText(
        of: field.value,
        { text in
          text.count > MarkupRule.longestLine
            || text.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
        })
    else { return }
    let keyTitle = TextCleaning.clean(values.text(of: field.value))
    article.keyTitle = keyTitle == title ? nil : keyTitle
  }

  private mutating func read(
    _ field: FrontMatter.Field, _ name: FieldName, into article: inout Article
  ) {
    switch name {
    case .title: takeTitle(field, title(field, &article.unknown), into: &article)
    case .excerpt: article.excerpt = excerpt(field, &article.unknown)
    case .publishedDateTime: article.published = date(field, &article.unknown)
    case .webUrl: article.links.webURL = text(field, &article.unknown)
    case .originalUrl: article.links.originalURL = text(field, &article.unknown)
    case .ampWebUrl: article.links.ampWebURL = text(field, &article.unknown)
    case .cdnAmpWebUrl: article.links.cdnAmpWebURL = text(field, &article.unknown)
    case .category: article.category = clean(field, &article.unknown)
    case .type: article.type = clean(field, &article.unknown)
    case .quality: article.quality = integer(field, &article.unknown)
    case .heat: article.heat = integer(field, &article.unknown)
    case .published: article.isPublished = boolean(field, &article.unknown)
    case .removed: article.isRemoved = boolean(field, &article.unknown)
    case .deleted: article.isDeleted = boolean(field, &article.unknown)
    case .provider: article.provider = provider(field, &article.unknown)
    case .topics: article.topics = texts(field, &article.unknown)
    case .tags: article.tags = words(field, &article.unknown)
    case .levels: article.levels = texts(field, &article.unknown)
    case .hashtags: article.hashtags = words(field, &article.unknown)
    case .images: article.images = images(field, &article.unknown)
    case .related: article.related = related(field, &article.unknown)
    case .price: article.price = values.fieldValue(of: field.value)
    case .length: article.length = clean(field, &article.unknown)
    case .ratings: article.ratings = ratings(field, &article.unknown)
    case .actions: article.actions = actions(field, &article.unknown)
    case .items: article.items = texts(field, &article.unknown)
    case .featuredContent: article.featuredContent = text(field, &article.unknown)
    case .secured: article.secured = text(field, &article.unknown)
    default: keep(field, in: &article.unknown)
    }
  }

  /// What the field is, if this program gives it a meaning.
  func name(of field: FrontMatter.Field) -> FieldName? {
    values.withText(of: field.name) { FieldName($0) }
  }
}
