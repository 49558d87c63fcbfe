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
  mutating func article() throws(NotAnArticle) -> Article {
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

// Fields of one value. Each is `nil` where the field cannot be read; it is then kept in `unknown`.

extension ArticleMapper {
  func keep(_ field: FrontMatter.Field, in unknown: inout Unknown) {
    unknown.append(
      .init(name: values.text(of: field.name), value: values.fieldValue(of: field.value)))
  }

  mutating func refuse(
    _ field: FrontMatter.Field, _ message: String, keptIn unknown: inout Unknown
  ) {
    warnings.append(Problem(line: values.line(of: field.value), message: message))
    keep(field, in: &unknown)
  }

  /// The text as written; an empty one is absent.
  mutating func text(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> String? {
    guard values.kind(of: field.value).isScalar else {
      refuse(field, FieldWording.notText(field: values.text(of: field.name)), keptIn: &unknown)
      return nil
    }
    let text = values.text(of: field.value)
    return text.isEmpty ? nil : text
  }

  mutating func clean(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> String? {
    guard let text = text(field, &unknown) else { return nil }
    let clean = TextCleaning.clean(text)
    return clean.isEmpty ? nil : clean
  }

  /// A line of text in which markup may stand; of one that is too long the beginning.
  mutating func title(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> String? {
    guard let text = text(field, &unknown) else { return nil }
    let line = MarkupRule.line(ofField: text)
    if line.isCut {
      let message = FieldWording.cut(field: values.text(of: field.name))
      warnings.append(Problem(line: values.line(of: field.value), message: message))
    }
    return line.text.isEmpty ? nil : line.text
  }

  /// The text of news, mostly all there is of it; none where it says nothing.
  mutating func excerpt(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> String? {
    guard let text = text(field, &unknown) else { return nil }
    let excerpt = MarkupRule.line(ofField: text, limit: FrontMatterBounds.bytes).text
    return Self.saysNothing(excerpt) ? nil : excerpt
  }

  /// Sites fill excerpts that they lack: with one word (`NA`, the language, `Placeholder.`) or sign.
  /// In writing without blanks one word may be a sentence, if it has more than three characters.
  private static func saysNothing(_ excerpt: String) -> Bool {
    guard !excerpt.utf8.contains(0x20),
      !excerpt.utf8.contains(UInt8(ascii: "/")) || excerpt.utf8.count < 5
    else { return false }
    var count = 0
    var hasBlanklessWriting = false
    for scalar in excerpt.unicodeScalars {
      count += 1
      guard count <= 40 else { return false }
      switch scalar.value {
      case 0x0E00...0x0EFF, 0x0F00...0x109F, 0x1780...0x17FF, 0x2E80...0xD7FF, 0xF900...0xFAFF,
        0xFF00...0xFFEF, 0x1B000...0x1B2FF, 0x20000...0x3FFFF:
        hasBlanklessWriting = true
      default: break
      }
    }
    return !hasBlanklessWriting || count <= 3
  }

  mutating func date(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Instant? {
    guard let text = text(field, &unknown) else { return nil }
    // After that whatever feeds may write: names of months, seconds since 1970.
    if let instant = Instant(iso8601: text) ?? FeedDate.parse(text) {
      return instant
    }
    refuse(field, FieldWording.notADate(text), keptIn: &unknown)
    return nil
  }

  mutating func integer(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Int? {
    if values.kind(of: field.value).isScalar, let integer = values.integer(of: field.value) {
      return integer
    }
    if let text = text(field, &unknown) {
      let message = FieldWording.notAWholeNumber(text, field: values.text(of: field.name))
      refuse(field, message, keptIn: &unknown)
    }
    return nil
  }

  mutating func number(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Double? {
    guard let text = text(field, &unknown) else { return nil }
    if let number = values.number(of: field.value) {
      return number
    }
    let message = FieldWording.notANumber(text, field: values.text(of: field.name))
    refuse(field, message, keptIn: &unknown)
    return nil
  }

  mutating func boolean(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Bool? {
    guard let text = text(field, &unknown) else { return nil }
    if let boolean = values.boolean(of: field.value) {
      return boolean
    }
    let message = FieldWording.notABoolean(text, field: values.text(of: field.name))
    refuse(field, message, keptIn: &unknown)
    return nil
  }
}

/// The names of the fields that this program understands, in an article and in what it holds.
enum FieldName: String, CaseIterable {
  case title, excerpt, publishedDateTime, webUrl, originalUrl, ampWebUrl, cdnAmpWebUrl
  case category, type, quality, heat, published, removed, deleted, provider
  case topics, tags, levels, hashtags, images, related, price, length, ratings, actions, items
  case featuredContent, secured, name, taxonomy
  case url, width, height, attribution, isCached
  case domain, authors, publishers
  case count, average

  init?(_ text: UnsafeRawBufferPointer) {
    let key = FieldName.key(text)
    for (place, other) in FieldName.keys.enumerated() where other == key {
      let (field, name) = FieldName.names[place]
      let isSame = name.count == text.count && name.elementsEqual(text)
      if isSame {
        self = field
        return
      }
    }
    return nil
  }

  /// The length and the first letters: few names share them, and words are compared at once.
  private static func key(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var key = UInt64(truncatingIfNeeded: text.count)
    for byte in text.prefix(7) { key = key << 8 | UInt64(byte) }
    return key
  }

  private static let names = allCases.map { ($0, Array($0.rawValue.utf8)) }
  private static let keys = names.map { name in name.1.withUnsafeBytes(key) }
}
