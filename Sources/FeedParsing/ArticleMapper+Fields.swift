import Articles

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

  /// Sites fill excerpts that they lack with words that say nothing.
  mutating func excerpt(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> String? {
    switch clean(field, &unknown) {
    case "NA", "na", "English", "Placeholder.": nil
    case let excerpt: excerpt
    }
  }

  mutating func date(_ field: FrontMatter.Field, _ unknown: inout Unknown) -> Instant? {
    guard let text = text(field, &unknown) else { return nil }
    if let instant = Instant(iso8601: text) {
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
