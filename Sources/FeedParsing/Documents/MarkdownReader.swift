public import Articles
import CMarkdown

/// Reads Markdown (CommonMark, and of GitHub's dialect tables, struck text, tasks, alerts,
/// footnotes and bare addresses) into a document.
///
/// md4c turns it into HTML, which is what it is defined by: tags in it, links and white space then
/// go the one way of ``HTMLReader``.
public enum MarkdownReader {
  /// Never fails: every text is Markdown. Takes time linear in its length: what would cost md4c more
  /// is shown as it is written.
  ///
  /// - Parameter base: as for ``HTMLReader/read(_:base:)``.
  public static func read(_ markdown: String, base: String?) -> Document {
    let source = MarkdownSource(markdown)
    var walk = HTMLWalk(
      html(of: source) ?? plain(source.text), base: base, noteNumbers: source.noteNumbers)
    return walk.document()
  }

  static func html(of source: MarkdownSource) -> [UInt8]? {
    guard !source.isCostly else { return nil }
    var flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS
    if !source.hasCostlyAddresses {
      flags |= MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS
      flags |= MD_FLAG_PERMISSIVEEMAILAUTOLINKS
    }
    var html: [UInt8] = []
    html.reserveCapacity(source.text.count + source.text.count / 4)
    // Of the array itself: "&html" as an argument would be that of its bytes.
    let result = withUnsafeMutablePointer(to: &html) { html in
      source.text.withUnsafeBytes { text in
        md_html(
          text.baseAddress?.assumingMemoryBound(to: CChar.self), MD_SIZE(text.count),
          { piece, count, html in
            html?.assumingMemoryBound(to: [UInt8].self).pointee.append(
              contentsOf: UnsafeRawBufferPointer(start: piece, count: Int(count)))
          }, html, UInt32(flags), 0)
      }
    }
    guard result == 0 else { return nil }
    return escapesTildes(in: source.text) ? withTildes(html) : html
  }

  /// md4c 0.4 escapes a tilde in an address, which is then another one than its author and every mark have.
  /// Where nobody has written "%7E" all that stand there are its own.
  private static func escapesTildes(in text: [UInt8]) -> Bool {
    text.contains(UInt8(ascii: "~")) && !holdsEscapedTilde(text)
  }

  private static func holdsEscapedTilde(_ text: [UInt8]) -> Bool {
    text.indices.dropLast(2).contains { isEscapedTilde(text, at: $0) }
  }

  private static func isEscapedTilde(_ text: [UInt8], at place: Int) -> Bool {
    text[place] == UInt8(ascii: "%") && text[place + 1] == UInt8(ascii: "7")
      && text[place + 2] | 0x20 == UInt8(ascii: "e")
  }

  private static func withTildes(_ html: [UInt8]) -> [UInt8] {
    guard holdsEscapedTilde(html) else { return html }
    var result: [UInt8] = []
    result.reserveCapacity(html.count)
    var place = 0
    while place < html.count {
      let isTilde = place + 2 < html.count && isEscapedTilde(html, at: place)
      result.append(isTilde ? UInt8(ascii: "~") : html[place])
      place += isTilde ? 3 : 1
    }
    return result
  }

  /// The text with its lines as they are.
  static func plain(_ text: [UInt8]) -> [UInt8] {
    var html = Array("<pre class=\"plain\">".utf8)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): html += "&amp;".utf8
      case UInt8(ascii: "<"): html += "&lt;".utf8
      default: html.append(byte)
      }
    }
    return html
  }
}
