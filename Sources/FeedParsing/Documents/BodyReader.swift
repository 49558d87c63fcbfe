public import Articles

/// Reads the body of an article, which may be HTML or Markdown, whatever its file is called.
public enum BodyReader {
  /// Never fails. What lies beyond 16 MB is not read.
  ///
  /// - Parameter base: the address of the article, against which links are resolved.
  public static func read(_ body: String, base: String?) -> Document {
    let body = readable(body)
    return isHTML(body) ? HTMLReader.read(body, base: base) : MarkdownReader.read(body, base: base)
  }

  /// As much of it as is read.
  static func readable(_ body: String) -> String {
    body.utf8.count <= largest ? body : String(decoding: body.utf8.prefix(largest), as: UTF8.self)
  }

  /// A body is HTML if it says so, or if more of its start is tags than signs of Markdown.
  static func isHTML(_ body: String) -> Bool {
    let start = Array(body.utf8.prefix(sampleSize))
    var tokenizer = HTMLTokenizer(start)
    var tags = 0
    var marks = 0
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): marks += MarkdownSigns.count(in: start[range])
      case .end(let element): tags += element == .other ? 0 : 1
      case .start(let tag):
        if tag.element == .html || tag.element == .body { return true }
        tags += tag.element == .other ? 0 : 1
      }
    }
    return tags > marks
  }

  private static let largest = 16 << 20
  private static let sampleSize = 64 << 10
}
