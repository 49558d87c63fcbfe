import Articles

// Fields of several values. One value stands for a list of it. Entries that cannot be read are kept
// in `unknown` under the name of the field; null entries are absent.

extension ArticleMapper {
  /// A list of texts, cleaned.
  mutating func texts(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> [String] {
    entries(field, &unknown) { mapper, entry throws(UnreadableEntry) in
      guard mapper.values.kind(of: entry).isScalar else {
        throw .init(FieldWording.notAListOfTexts(field: mapper.values.text(of: field.name)))
      }
      return TextCleaning.clean(mapper.values.text(of: entry))
    }.filter { !$0.isEmpty }
  }

  /// As ``texts(_:_:)``; words with commas between them are a list, too.
  mutating func words(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> [String] {
    let texts = texts(field, &unknown)
    guard values.kind(of: field.value).isScalar, let text = texts.first else { return texts }
    return text.split(separator: ",").map { TextCleaning.clean(String($0), decodings: 0) }
      .filter { !$0.isEmpty }
  }

  /// A list of names, or of maps that have one. A map that has more is kept as well.
  mutating func names(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> [String] {
    var fuller: [FieldValue] = []
    let names = entries(field, &unknown) { mapper, entry throws(UnreadableEntry) in
      var text = entry
      if mapper.values.kind(of: entry) == .map {
        let fields = Array(mapper.values.fields(of: entry))
        guard let name = fields.first(where: { mapper.name(of: $0) == .name }) else {
          throw .init(FieldWording.missing("name", in: mapper.values.text(of: field.name)))
        }
        if fields.count > 1 { fuller.append(mapper.values.fieldValue(of: entry)) }
        text = name.value
      }
      guard mapper.values.kind(of: text).isScalar else {
        throw .init(FieldWording.notAListOfTexts(field: mapper.values.text(of: field.name)))
      }
      return TextCleaning.clean(mapper.values.text(of: text))
    }.filter { !$0.isEmpty }
    if !fuller.isEmpty {
      unknown.append(.init(name: values.text(of: field.name), value: .list(fuller)))
    }
    return names
  }

  mutating func images(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> [ImageReference] {
    entries(field, &unknown) { mapper, entry throws(UnreadableEntry) in
      if mapper.values.kind(of: entry).isScalar {
        return ImageReference(url: mapper.values.text(of: entry))
      }
      var image = ImageReference(url: "")
      try mapper.readMap(entry, of: field) { mapper, field, name in
        switch name {
        case .url: image.url = mapper.text(field, &image.unknown) ?? ""
        case .width: image.width = mapper.integer(field, &image.unknown)
        case .height: image.height = mapper.integer(field, &image.unknown)
        case .title: image.title = mapper.clean(field, &image.unknown)
        case .attribution: image.attribution = mapper.clean(field, &image.unknown)
        case .isCached: image.isCached = mapper.boolean(field, &image.unknown)
        default: mapper.keep(field, in: &image.unknown)
        }
      }
      guard !image.url.isEmpty else {
        throw .init(FieldWording.missing("url", in: mapper.values.text(of: field.name)))
      }
      return image
    }
  }

  mutating func actions(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> [ArticleAction] {
    entries(field, &unknown) { mapper, entry throws(UnreadableEntry) in
      var action = ArticleAction(url: "")
      try mapper.readMap(entry, of: field) { mapper, field, name in
        switch name {
        case .url: action.url = mapper.text(field, &action.unknown) ?? ""
        case .type: action.type = mapper.clean(field, &action.unknown)
        case .title: action.title = mapper.clean(field, &action.unknown)
        case .attribution: action.attribution = mapper.clean(field, &action.unknown)
        default: mapper.keep(field, in: &action.unknown)
        }
      }
      guard !action.url.isEmpty else {
        throw .init(FieldWording.missing("url", in: mapper.values.text(of: field.name)))
      }
      return action
    }
  }

  mutating func related(
    _ field: FrontMatter.Field, _ unknown: inout Unknown
  ) -> [RelatedArticle] {
    entries(field, &unknown) { mapper, entry throws(UnreadableEntry) in
      var related = RelatedArticle(title: "")
      try mapper.readMap(entry, of: field) { mapper, field, name in
        mapper.read(field, name, into: &related)
      }
      if related.title.isEmpty {
        guard let address = related.links.addresses.first else {
          throw .init(FieldWording.missing("title", in: mapper.values.text(of: field.name)))
        }
        related.title = address.text
      }
      return related
    }
  }

  private static let addressing: [FieldName] = [
    .title, .webUrl, .originalUrl, .ampWebUrl, .cdnAmpWebUrl,
  ]

  private mutating func read(
    _ field: FrontMatter.Field, _ name: FieldName?, into related: inout RelatedArticle
  ) {
    guard !relatedAsAddresses || name.map(Self.addressing.contains) ?? false else { return }
    switch name {
    case .title: related.title = title(field, &related.unknown) ?? ""
    case .excerpt: related.excerpt = excerpt(field, &related.unknown)
    case .publishedDateTime: related.published = date(field, &related.unknown)
    case .webUrl: related.links.webURL = text(field, &related.unknown)
    case .originalUrl: related.links.originalURL = text(field, &related.unknown)
    case .ampWebUrl: related.links.ampWebURL = text(field, &related.unknown)
    case .cdnAmpWebUrl: related.links.cdnAmpWebURL = text(field, &related.unknown)
    case .type: related.type = clean(field, &related.unknown)
    case .provider: related.provider = provider(field, &related.unknown)
    case .quality: related.quality = integer(field, &related.unknown)
    case .heat: related.heat = integer(field, &related.unknown)
    case .images: related.images = images(field, &related.unknown)
    default: keep(field, in: &related.unknown)
    }
  }
}

// Fields that hold a map, and what lists of maps share.

extension ArticleMapper {
  /// Why an entry of a list is not what the list holds.
  struct UnreadableEntry: Error {
    let message: String

    init(_ message: String) {
      self.message = message
    }
  }

  mutating func provider(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Provider? {
    if values.kind(of: field.value).isScalar {
      return clean(field, &unknown).map { Provider(name: $0) }
    }
    var provider = Provider()
    do throws(UnreadableEntry) {
      try readMap(field.value, of: field) { mapper, field, name in
        switch name {
        case .name: provider.name = mapper.clean(field, &provider.unknown)
        case .domain: provider.domain = mapper.clean(field, &provider.unknown)
        case .images: provider.images = mapper.images(field, &provider.unknown)
        case .authors: provider.authors = mapper.names(field, &provider.unknown)
        case .publishers: provider.publishers = mapper.names(field, &provider.unknown)
        default: mapper.keep(field, in: &provider.unknown)
        }
      }
    } catch {
      refuse(field, error.message, keptIn: &unknown)
      return nil
    }
    return provider
  }

  /// Ratings have no fields of their own for what is unknown: it is kept under `ratings`.
  mutating func ratings(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Article.Ratings? {
    var ratings = Article.Ratings()
    var rest: Unknown = []
    do throws(UnreadableEntry) {
      try readMap(field.value, of: field) { mapper, field, name in
        switch name {
        case .count: ratings.count = mapper.integer(field, &rest)
        case .average: ratings.average = mapper.number(field, &rest)
        default: mapper.keep(field, in: &rest)
        }
      }
    } catch {
      refuse(field, error.message, keptIn: &unknown)
      return nil
    }
    if !rest.isEmpty {
      unknown.append(.init(name: values.text(of: field.name), value: .map(rest)))
    }
    return ratings.count == nil && ratings.average == nil ? nil : ratings
  }

  /// Reads each entry of a list. Entries that `read` refuses are kept in `unknown`.
  mutating func entries<Entry>(
    _ field: FrontMatter.Field, _ unknown: inout Unknown,
    _ read: (inout ArticleMapper, Int) throws(UnreadableEntry) -> Entry
  ) -> [Entry] {
    guard values.kind(of: field.value) == .list else {
      do throws(UnreadableEntry) {
        return [try read(&self, field.value)]
      } catch {
        refuse(field, error.message, keptIn: &unknown)
        return []
      }
    }
    var result: [Entry] = []
    var refused: [FieldValue] = []
    result.reserveCapacity(Int(values.nodes[field.value].count))
    for entry in values.children(of: field.value) where !values.isNull(entry) {
      do throws(UnreadableEntry) {
        result.append(try read(&self, entry))
      } catch {
        warnings.append(Problem(line: values.line(of: entry), message: error.message))
        refused.append(values.fieldValue(of: entry))
      }
    }
    if !refused.isEmpty {
      unknown.append(.init(name: values.text(of: field.name), value: .list(refused)))
    }
    return result
  }

  /// Gives each field of a map to `read`; null fields are left out.
  mutating func readMap(
    _ node: Int, of field: FrontMatter.Field,
    _ read: (inout ArticleMapper, FrontMatter.Field, FieldName?) -> Void
  ) throws(UnreadableEntry) {
    guard values.kind(of: node) == .map else {
      throw UnreadableEntry(FieldWording.notAMap(field: values.text(of: field.name)))
    }
    for field in values.fields(of: node) where !values.isNull(field.value) {
      read(&self, field, name(of: field))
    }
  }
}
