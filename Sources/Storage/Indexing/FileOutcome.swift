import Articles
import FeedParsing

/// What reading one file came to.
enum FileOutcome: Sendable {
  case article(ArticleRecord)
  case skipped(NotAnArticle)
  /// Meant to be an article and broken, or not to be read.
  case problem(Problem)

  /// How it stands in the library. Numbers are never given a second meaning.
  var code: Int64 {
    switch self {
    case .article: FileOutcome.codeOfArticle
    case .problem: 1
    case .skipped(let reason): FileOutcome.code(of: reason)
    }
  }

  static let codeOfArticle: Int64 = 0

  static func reason(_ code: Int64) -> NotAnArticle? {
    NotAnArticle.allCases.first { FileOutcome.code(of: $0) == code }
  }

  private static func code(of reason: NotAnArticle) -> Int64 {
    switch reason {
    case .empty: 2
    case .notText: 3
    case .noFrontMatter: 4
    case .notAMap: 5
    case .taxonomy: 6
    case .noTitle: 7
    case .notAFile: 8
    case .otherFrontMatter: 9
    }
  }
}
