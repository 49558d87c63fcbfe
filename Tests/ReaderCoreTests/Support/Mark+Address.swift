@_spi(ArticleKeys) import Articles

extension Mark {
  init(_ address: Address, _ name: MarkName, at: Instant) {
    self.init(ArticleKey(address), name, at: at)
  }
}

extension ArticleRow {
  /// As the library would have it under this key.
  init(
    id: ArticleID, address: Address, title: String, provider: String = "",
    published: Instant? = nil, topics: [String] = [], sources: [SourceID] = [],
    flags: MarkFlags = []
  ) {
    self.init(
      id: id, key: ArticleKey(address), title: title, provider: provider, published: published,
      topics: topics, sources: sources, flags: flags)
  }
}

extension KeyMarks {
  init(address: Address, flags: MarkFlags = [], lastMarked: Instant? = nil) {
    self.init(key: ArticleKey(address), flags: flags, lastMarked: lastMarked)
  }
}

extension MarkChange {
  init(id: ArticleID, address: Address, flags: MarkFlags, lastMarked: Instant?) {
    self.init(id: id, key: ArticleKey(address), flags: flags, lastMarked: lastMarked)
  }
}
