@_spi(ArticleKeys) import Articles

extension Mark {
  /// Under any address, as other programs write it.
  init(_ address: Address, _ name: MarkName, at: Instant) {
    self.init(ArticleKey(address), name, at: at)
  }
}

extension MarkChange {
  init(id: ArticleID, address: Address, flags: MarkFlags, lastMarked: Instant?) {
    self.init(id: id, key: ArticleKey(address), flags: flags, lastMarked: lastMarked)
  }
}
