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
    switch Self.file(path, address, limit) {
    case .success(let file):
      article = file.article
      body = BodyReader.read(file.body, base: address.text)
      warnings += file.problems
      return true
    case .failure(let refusal):
      warnings.append(refusal.problem)
      return false
    }
  }

  /// What an article file holds; `nil` where it holds the article no more.
  static func article(of path: Path, address: Address) -> Article? {
    if case .success(let file) = file(path, address, limit) { file.article } else { nil }
  }

  /// What an article file holds, and the words of its body; `nil` where it holds the article no more.
  static func words(of path: Path, address: Address) -> (article: Article, body: VisibleText)? {
    guard case .success(let file) = file(path, address, limit) else { return nil }
    return (file.article, VisibleText(body: file.body, base: address.text))
  }

  private struct Refusal: Error {
    let problem: Problem
  }

  private static func file(
    _ path: Path, _ address: Address, _ limit: Int
  ) -> Result<(article: Article, body: String, problems: [Problem]), Refusal> {
    guard let file = OpenFile(path, O_RDONLY), FileFacts(of: file.descriptor)?.kind == .file,
      let bytes = file.bytes(limit: limit)
    else { return .failure(Refusal(problem: Wording.unreadable(errno, file: path.display))) }
    return bytes.withUnsafeBytes { raw in
      guard case .article(let found, let range, var problems) = ArticleFileParser.parse(raw),
        found.address == address || found.links.addresses.contains(address)
          // What a text without an address is called changes with the text.
          || address.isOwn && found.links.addresses.isEmpty
      else { return .failure(Refusal(problem: Wording.changed(file: path.display))) }
      if bytes.count == limit {
        problems.append(Wording.bodyCut(file: path.display, limit: limit))
      }
      return .success((found, ArticleFileParser.body(raw, range), problems))
    }
  }
}
