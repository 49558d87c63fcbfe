public import Articles

/// Reads HTML, whole pages or pieces, into a document.
public enum HTMLReader {
  /// Never fails: what is broken is read as browsers would, or as text.
  ///
  /// - Parameter base: the address of the page, against which links are resolved. Links that have
  ///   no absolute address, and those of schemes that are not opened, stay as text.
  public static func read(_ html: String, base: String?) -> Document {
    let bytes = TerminalSequence.removed(from: Array(html.utf8))
    var walk = HTMLWalk(bytes, base: base)
    let document = walk.document()
    guard document.blocks.isEmpty, walk.hasSkippedSilent else { return document }
    // A page that is silent as a whole has nothing else to be read.
    var whole = HTMLWalk(bytes, base: base, readsSilent: true)
    return whole.document()
  }

  /// The beginning of what ``read(_:base:)`` gives: at least so many characters of it, if it has them.
  static func read(_ html: String, base: String?, enough: Int) -> Document {
    var walk = HTMLWalk(TerminalSequence.removed(from: Array(html.utf8)), base: base)
    let document = walk.document(enough: enough)
    // What follows an image may take its words, and a page that is silent as a whole is read after all.
    let isOpen =
      document.blocks.isEmpty || document.links.contains { $0.kind == .image }
      || document.blocks.contains { $0.spans.contains { $0.text == DocumentBuilder.image } }
    return isOpen ? read(html, base: base) : document
  }

  /// The players and pages that a piece of HTML embeds, in order.
  public static func mediaSources(in featuredContent: String) -> [Document.Link] {
    read(featuredContent, base: nil).links.filter(\.kind.isPlayer)
  }
}
