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
