import Articles
import FeedParsing
import Glibc

/// An article as its file tells it now, or its feed.
struct ArticleText {
  private(set) var article: Article?
  private(set) var body = Document()
  private(set) var warnings: [Problem] = []

  /// The most that is read of a file; a longer body is cut.
  static let limit = 17 << 20

  /// Reads the first of the origins that still holds the article.
  init(origins: [ArticleOrigin], address: Address, limit: Int = ArticleText.limit) {
    for origin in origins {
      switch origin {
      case .file(let path):
        if read(path, address, limit) { return }
      case .item(let item):
        body = item.body
        article = item.article(with: body)
        return
      }
    }
  }

  private mutating func read(_ path: Path, _ address: Address, _ limit: Int) -> Bool {
    guard let file = OpenFile(path, O_RDONLY), FileFacts(of: file.descriptor)?.kind == .file,
      let bytes = file.bytes(limit: limit)
    else {
      warnings.append(Wording.unreadable(errno, file: path.display))
      return false
    }
    let isCut = bytes.count == limit
    return bytes.withUnsafeBytes { bytes in
      guard case .article(let found, let range, let problems) = ArticleFileParser.parse(bytes),
        found.address == address || found.links.addresses.contains(address)
          // What a text without an address is called changes with the text.
          || address.isOwn && found.links.addresses.isEmpty
      else {
        warnings.append(Wording.changed(file: path.display))
        return false
      }
      article = found
      body = BodyReader.read(ArticleFileParser.body(bytes, range), base: address.text)
      warnings += problems
      if isCut { warnings.append(Wording.bodyCut(file: path.display, limit: limit)) }
      return true
    }
  }
}
