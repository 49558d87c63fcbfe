/// The addresses a file gives for one article, as written there.
public struct ArticleLinks: Hashable, Sendable {
  public var webURL: String?
  public var originalURL: String?
  public var ampWebURL: String?
  public var cdnAmpWebURL: String?

  public init(
    webURL: String? = nil, originalURL: String? = nil, ampWebURL: String? = nil,
    cdnAmpWebURL: String? = nil
  ) {
    self.webURL = webURL
    self.originalURL = originalURL
    self.ampWebURL = ampWebURL
    self.cdnAmpWebURL = cdnAmpWebURL
  }

  /// As it is written here what became an address in canonical form; `nil` where it is another's.
  public func written(_ address: Address) -> String? {
    [webURL, originalURL, ampWebURL, cdnAmpWebURL].compactMap(\.self)
      .first { Address(canonicalizing: $0) == address }
  }

  /// Canonical addresses in order of preference, each once: the first is the article's, the others
  /// are its aliases. What is no address (a path of its site, an empty string) is left out.
  public var addresses: [Address] {
    var result: [Address] = []
    for link in [webURL, originalURL, ampWebURL, cdnAmpWebURL] {
      guard let link, let address = Address(canonicalizing: link), !result.contains(address)
      else { continue }
      result.append(address)
    }
    return result
  }
}
