public import Articles

/// Reads Markdown (CommonMark, and of GitHub's dialect tables and bare addresses) into a document.
///
/// Markdown is turned into HTML first, which is what it is defined by: tags in it, links and white
/// space then go the one way of ``HTMLReader``.
public enum MarkdownReader {
  /// Never fails: every text is Markdown. Takes time linear in its length.
  ///
  /// - Parameter base: as for ``HTMLReader/read(_:base:)``.
  public static func read(_ markdown: String, base: String?) -> Document {
    var blocks = MarkdownBlocks(TerminalSequence.removed(from: Array(markdown.utf8)))
    var walk = HTMLWalk(blocks.html(), base: base)
    return walk.document()
  }
}
