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
