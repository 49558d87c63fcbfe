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
    guard let name = FieldName.names.first(where: { $0.matches(text) }) else { return nil }
    self = name.field
  }

  /// The name's bytes, found by length and first letters.
  private struct Spelling {
    let field: FieldName
    let bytes: [UInt8]

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
      bytes.count == text.count && bytes.elementsEqual(text)
    }
  }

  private static let names = allCases.map { Spelling(field: $0, bytes: Array($0.rawValue.utf8)) }
}
