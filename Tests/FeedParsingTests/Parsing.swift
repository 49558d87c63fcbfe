import Articles
import Testing

@testable import FeedParsing

// What the tests of article files share.

func parse(_ text: String) -> ArticleFile {
  parse(Array(text.utf8))
}

func parse(_ bytes: [UInt8], isTruncated: Bool = false) -> ArticleFile {
  bytes.withUnsafeBytes { ArticleFileParser.parse($0, isTruncated: isTruncated) }
}

/// The article in a file whose front matter is `fields`.
func article(
  _ fields: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> (article: Article, warnings: [Problem]) {
  guard case .article(let article, _, let warnings) = parse("---\n\(fields)\n---\n") else {
    Issue.record("no article: \(parse("---\n\(fields)\n---\n"))", sourceLocation: sourceLocation)
    throw NoArticle()
  }
  return (article, warnings)
}

struct NoArticle: Error {}

/// What the two readers make of the same bytes, and whether the fast one took them.
func readersAgree(on bytes: [UInt8]) -> (agree: Bool, isFast: Bool) {
  bytes.withUnsafeBytes { bytes in
    guard let fast = FastFrontMatterReader.read(bytes, firstLine: 2) else { return (true, false) }
    let full = try? YamsFrontMatterReader.read(
      FrontMatterRepair.repair(bytes).text, firstLine: 2)
    return (fast == full, true)
  }
}
