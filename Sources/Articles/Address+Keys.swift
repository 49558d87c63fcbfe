extension Address {
  /// The scheme of keys made here, for articles that have no address of their own.
  static let ownScheme = "martlet"

  /// Whether it is a key made here, and nothing that could be opened.
  public var isOwn: Bool { text.utf8.starts(with: "martlet:".utf8) }

  /// The key of an article file that gives no address: `martlet:file/` and a SHA-256 over type,
  /// domain and title. Where the file lies is no part of it.
  public init(fileWithType type: String, domain: String, title: String) {
    let name = [type, domain, title].joined(separator: "\0")
    self.init(canonical: Address.ownScheme + ":file/" + SHA256.hexDigest(of: name.utf8))
  }

  /// The key of an article file that shares type, domain and title with another one that was there
  /// first, and says something else: the same with the text.
  public init(fileWithType type: String, domain: String, title: String, text: [String]) {
    let name = ([type, domain, title] + text).joined(separator: "\0")
    self.init(canonical: Address.ownScheme + ":file/" + SHA256.hexDigest(of: name.utf8))
  }

  /// What the articles have in common whose texts differ from that of the article with this key; no
  /// key of anything.
  public init(othersThan key: Address) {
    self.init(canonical: key.text + "/others")
  }

  /// The key of an item of a feed that has no address of its own: `martlet:item/` and a SHA-256 over
  /// what tells it apart from all others, the random id of its feed first.
  public init(itemOf parts: [String]) {
    let name = parts.joined(separator: "\0")
    self.init(canonical: Address.ownScheme + ":item/" + SHA256.hexDigest(of: name.utf8))
  }

  /// Reads a key as a state file or a library holds it: `martlet:` keys as they are, anything else
  /// made canonical. `nil` for what is neither.
  public init?(key: String) {
    let prefix = Address.ownScheme + ":"
    guard key.utf8.starts(with: prefix.utf8) else {
      self.init(canonicalizing: key)
      return
    }
    guard key.utf8.count > prefix.utf8.count, key.utf8.count <= Address.longest,
      key.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    self.init(canonical: key)
  }
}
