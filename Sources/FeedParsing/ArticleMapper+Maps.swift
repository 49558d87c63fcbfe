import Articles

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
