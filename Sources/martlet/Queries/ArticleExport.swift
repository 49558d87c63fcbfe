import Articles
import FeedParsing
import Foundation
import Storage

/// Writes articles as files that read back to the same articles.
///
/// An article of a file is that file; an item of a feed becomes one. A file's name is made of the title
/// and of the address, so that a second export writes the same files and no article takes another's.
struct ArticleExport {
  let folder: URL

  /// - Returns: whether the article could still be read.
  func write(_ original: OriginalArticle, of row: ArticleRow) throws {
    try Data(Self.bytes(of: original)).write(
      to: folder.appendingPathComponent(Self.name(row.title, row.address)), options: .atomic)
  }

  /// What the file of an article holds.
  static func bytes(of original: OriginalArticle) -> [UInt8] {
    switch original {
    case .file(let found): found
    case .item(let article, let html): Array(text(of: article, html: html).utf8)
    }
  }

  static func name(_ title: String, _ address: Address) -> String {
    var name = ""
    for scalar in title.lowercased().unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord {
        name.unicodeScalars.append(scalar)
      } else if !name.isEmpty, name.last != "-" {
        name += "-"
      }
      if name.utf8.count > 60 { break }
    }
    if name.last == "-" { name.removeLast() }
    let hash = SHA256.hexDigest(of: Array(address.text.utf8)).prefix(8)
    return (name.isEmpty ? "" : name + "-") + hash + ".md"
  }

  // MARK: Items of feeds

  /// An item as a file: front matter, and its text in HTML.
  static func text(of article: Article, html: String) -> String {
    // A reader takes markup out of texts. Where that would change one, it is written as markup.
    for isEscaped in [false, true] {
      let text = text(of: fields(of: article, isEscaped: isEscaped), html: html)
      var bytes = text
      let isSame = bytes.withUTF8 { bytes in
        if case .article(let read, _, _) = ArticleFileParser.parse(UnsafeRawBufferPointer(bytes)) {
          read.title == article.title && read.excerpt == article.excerpt
            && read.provider == article.provider && read.topics == article.topics
            && read.actions == article.actions
        } else {
          false
        }
      }
      if isSame { return text }
    }
    return text(of: fields(of: article, isEscaped: true), html: html)
  }

  private static func fields(of article: Article, isEscaped: Bool) -> [FieldValue.Field] {
    let fields = ArticleRecord.fields(of: article)
    return isEscaped
      ? fields.map { .init(name: $0.name, value: escaped($0.value, in: $0.name)) } : fields
  }

  private static func escaped(_ value: FieldValue, in name: String) -> FieldValue {
    switch value {
    case .string(let text) where !name.lowercased().hasSuffix("url"):
      .string(
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(
          of: "<", with: "&lt;"))
    case .list(let values): .list(values.map { escaped($0, in: name) })
    case .map(let fields):
      .map(fields.map { .init(name: $0.name, value: escaped($0.value, in: $0.name)) })
    default: value
    }
  }

  private static func text(of fields: [FieldValue.Field], html: String) -> String {
    var text = "---\n"
    for field in fields { write(field, indent: "", to: &text) }
    text += "---\n"
    // The tag says that it is HTML, whatever else its text looks like.
    if !html.isEmpty { text += "<body>\n\(html)\n</body>\n" }
    return text
  }

  /// Block style; texts in quotes, as JSON writes them, which YAML reads the same.
  private static func write(_ field: FieldValue.Field, indent: String, to text: inout String) {
    text += indent + key(field.name) + ":"
    switch field.value {
    case .map(let fields) where !fields.isEmpty:
      text += "\n"
      for field in fields { write(field, indent: indent + "  ", to: &text) }
    case .list(let values) where !values.isEmpty:
      text += "\n"
      for value in values {
        if case .map(let fields) = value, !fields.isEmpty {
          var entry = ""
          for field in fields { write(field, indent: indent + "    ", to: &entry) }
          text += indent + "  - " + entry.dropFirst(indent.count + 4)
        } else {
          text += indent + "  - " + value.json + "\n"
        }
      }
    default: text += " " + field.value.json + "\n"
    }
  }

  private static func key(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      }
    return isPlain ? name : FieldValue.string(name).json
  }
}
