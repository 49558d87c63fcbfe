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

  /// The beginning of a body says which it is.
  static func isHTML(_ body: String) -> Bool { BodyKind(body.utf8.prefix(sampleSize)).isHTML }

  private static let largest = 16 << 20
  private static let sampleSize = 64 << 10
}
