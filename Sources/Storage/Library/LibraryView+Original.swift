public import Articles
import FeedParsing
import Glibc

/// What an article is read from, as it is there.
public enum OriginalArticle: Sendable {
  /// The bytes of its file.
  case file([UInt8])
  /// An item of a feed, and its text in HTML.
  case item(Article, html: String)
}

extension LibraryView {
  /// The path of the file that an article of this view is read from now; `nil` where it comes from a
  /// feed, or the path is no text.
  public func originalFile(_ id: ArticleID) throws(StorageError) -> String? {
    let origins = try library.read {
      try ArticleOrigins($0, of: self).origins(of: id.rawValue)
    }
    for origin in origins {
      switch origin {
      case .item: return nil
      case .file(let path):
        guard OpenFile(path, O_RDONLY) != nil else { continue }
        return String(validating: path.bytes, as: UTF8.self)
      }
    }
    return nil
  }

  /// What an article of this view is read from now; `nil` where it is gone or cannot be read.
  public func original(_ id: ArticleID) throws(StorageError) -> OriginalArticle? {
    let origins = try library.read {
      try ArticleOrigins($0, of: self).origins(of: id.rawValue)
    }
    for origin in origins {
      switch origin {
      case .item(let item):
        return .item(item.article, html: FeedItem.html(of: item.item.text))
      case .file(let path):
        if let bytes = OpenFile(path, O_RDONLY)?.bytes(limit: ArticleText.limit) {
          return .file(bytes)
        }
      }
    }
    return nil
  }
}
