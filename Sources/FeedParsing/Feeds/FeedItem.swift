public import Articles

/// An item of a feed, as far as the feed tells it.
public struct FeedItem: Hashable, Sendable {
  /// What the feed calls it: `guid`, `id`, `rdf:about`. One too long to keep is shortened and ends in
  /// its hash.
  public var id: String?
  /// One line of plain text.
  public var title: String?
  /// Absolute; never of a scheme that a reader should not open.
  public var link: String?
  /// HTML without scripts, its addresses absolute where they can be.
  public var summaryHTML: String?
  /// As the summary.
  public var contentHTML: String?
  /// Names, or e-mail addresses of those without.
  public var authors: [String] = []
  /// Of these, the ones of whom an address is known.
  public var authorDetails: [FeedAuthor] = []
  public var published: Instant?
  public var updated: Instant?
  public var enclosures: [FeedEnclosure] = []
  /// What helps to hear or see the files: their chapters and what is said in them.
  public var companions: [FeedCompanion] = []
  /// How long it is heard or seen, in seconds.
  public var duration: Int?
  /// Absolute addresses.
  public var images: [String] = []
  /// What they show, by their addresses.
  public var imageTexts: [String: String] = [:]
  /// As they are shown.
  public var categories: [String] = []
  /// Of these, the ones that the feed calls otherwise than it shows them.
  public var categoryTerms: [FeedCategory] = []
  public var language: String?
  /// The page with its comments.
  public var comments: String?
  /// The address or id of what it answers.
  public var inReplyTo: String?
  /// The page that it is about, where `link` is the feed's own.
  public var externalLink: String?

  public init() {}
}

/// A file that comes with an item.
public struct FeedEnclosure: Hashable, Sendable {
  /// Absolute.
  public var url: String
  public var type: String?
  /// Bytes.
  public var length: Int?
  /// What it shows or is called.
  public var title: String?

  /// - Parameter length: those who do not know it write 0, which is kept as nothing.
  public init(url: String, type: String? = nil, length: Int? = nil, title: String? = nil) {
    self.url = url
    self.type = type
    self.length = length.flatMap { $0 > 0 ? $0 : nil }
    self.title = title
  }
}

/// A file about a file that comes with an item (Podcasting 2.0).
public struct FeedCompanion: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case chapters, transcript
  }

  public var kind: Kind
  /// Absolute.
  public var url: String
  public var type: String?

  public init(_ kind: Kind, url: String, type: String? = nil) {
    self.kind = kind
    self.url = url
    self.type = type
  }
}

/// A person who has written something.
public struct FeedAuthor: Hashable, Sendable {
  public var name: String?
  public var email: String?
  public var url: String?

  public init(name: String? = nil, email: String? = nil, url: String? = nil) {
    self.name = name
    self.email = email
    self.url = url
  }

  /// The name, or an address of who has none.
  public var shown: String? { name ?? email ?? url }

  var hasAddress: Bool { email != nil || url != nil }
}

/// A category with two names.
public struct FeedCategory: Hashable, Sendable {
  /// For programs.
  public var term: String
  /// For people.
  public var label: String

  public init(term: String, label: String) {
    self.term = term
    self.label = label
  }
}

/// The item as a person reads it.
extension FeedItem {
  /// The content, or the summary of an item that has no content.
  public var text: String { contentHTML ?? summaryHTML ?? "" }

  /// Reads a text of an item. Where no block and no line break of HTML stands in it, its own lines,
  /// indents and columns count, as in a mail.
  ///
  /// - Parameters:
  ///   - limit: how many bytes of it are read at most.
  ///   - enough: how many characters of the beginning are wanted, if not all.
  public static func read(
    _ text: String, limit: Int, base: String?, enough: Int = .max
  ) -> Document {
    let text =
      text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    return enough == .max
      ? HTMLReader.read(html(of: text), base: base)
      : HTMLReader.read(html(of: text), base: base, enough: enough)
  }

  /// A text of an item as HTML that reads the same.
  public static func html(of text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      hasLines(bytes) && !MarkupRule.holdsLayout(bytes)
    }
    // The line break after the tag is HTML's own: the first line keeps its indent.
    return isPlain ? "<pre class=\"plain\">\n" + text + "</pre>" : text
  }

  private static func hasLines(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var wasBlank = false
    for byte in bytes {
      if byte == 0x0A || byte == 0x0D || byte == 0x09 || wasBlank && byte == 0x20 { return true }
      wasBlank = byte == 0x20
    }
    return false
  }

  /// Whether a few letters tell the summary from the beginning of the content, as they mostly do where
  /// it is not that.
  public var hasSummaryOfItsOwn: Bool {
    guard let summary = summaryHTML.flatMap(Self.firstLetters),
      let content = contentHTML.flatMap(Self.firstLetters)
    else { return false }
    return !zip(summary, content).allSatisfy(==)
  }

  /// The letters that a text begins with when it is read, eight at most, where they can be told at a
  /// glance: `nil` where anything but blanks and simple tags stands before them.
  static func firstLetters(of html: String) -> [UInt8]? {
    var html = html
    return html.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case 0x20, 0x09, 0x0A, 0x0D: index += 1
        case UInt8(ascii: "<"):
          let name = bytes[(index + 1)...].prefix(8).prefix { $0 != UInt8(ascii: ">") }
          guard simpleTags.contains(where: { $0.utf8.elementsEqual(name) }) else { return nil }
          index += name.count + 2
        default:
          let letters = bytes[index...].prefix(8).prefix { byte in
            byte.isASCIIAlphanumeric
          }
          return letters.isEmpty ? nil : Array(letters)
        }
      }
      return nil
    }
  }

  /// What neither hides a text nor puts anything before it.
  private static let simpleTags = [
    "p", "div", "span", "b", "strong", "i", "em", "br", "br/", "br /", "h1", "h2", "h3", "h4",
    "section", "article",
  ]

  /// The title that every list shows: the item's own, else the first line of its text, else what a
  /// picture or a film shows; an address only where there are no words. `nil` where there is nothing.
  public var shownTitle: String? {
    if let title, !title.isEmpty { return title }
    let document = Self.read(text, limit: 1 << 16, base: link)
    let lines = document.lines
    if let line = lines.first(where: { $0.contains(where: \.isLetter) && !Self.isAddress($0) }) {
      return Self.clipped(line, 160)
    }
    let pictures = document.links.lazy.filter { $0.kind != .page && $0.title != "image" }
    let shown =
      pictures.map(\.title).first { !$0.isEmpty } ?? images.lazy.compactMap { imageTexts[$0] }.first
      ?? enclosures.lazy.compactMap(\.title).first
    return (shown ?? lines.first).map { Self.clipped($0, 160) }
  }

  /// What a list shows where nothing else is known of the item; `nil` where it has no address either.
  public var shownAddress: String? { link ?? enclosures.first?.url ?? images.first }

  /// The text without the line that is the title already.
  /// - Parameter enough: how many characters of its beginning are wanted, if not all.
  public func body(limit: Int, enough: Int = .max) -> Document {
    let hasTitle = !(title?.isEmpty ?? true)
    var document = Self.read(text, limit: limit, base: link, enough: hasTitle ? enough : .max)
    if !hasTitle, let shownTitle { document.dropFirstLine(shownTitle) }
    return document
  }

  private static func isAddress(_ line: String) -> Bool {
    LinkResolver.isOfWeb(line) && !line.contains(" ")
  }

  /// At most so many bytes, no character cut in two.
  public static func clipped(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
    while end > text.startIndex, end.samePosition(in: text) == nil {
      end = text.utf8.index(before: end)
    }
    return text[..<end] + "…"
  }
}

extension Document {
  /// The first lines of its text, pictures left out.
  fileprivate var lines: [String] {
    var result: [String] = []
    for block in blocks.prefix(20) where block.kind != .rule {
      let words = block.spans.lazy.filter { span in
        span.link.map { links[$0].kind == .page } ?? true
      }
      for line in words.map(\.text).joined().split(whereSeparator: \.isNewline).prefix(20) {
        let line = TextCleaning.clean(String(line), decodings: 0)
        if !line.isEmpty { result.append(line) }
      }
    }
    return result
  }

  fileprivate mutating func dropFirstLine(_ line: String) {
    guard let block = blocks.first, block.kind != .rule, !block.kind.isTable else { return }
    let text = block.spans.map(\.text).joined()
    let end = text.firstIndex(where: \.isNewline) ?? text.endIndex
    guard TextCleaning.clean(String(text[..<end]), decodings: 0) == line else { return }
    guard end < text.endIndex else {
      blocks.removeFirst()
      return
    }
    var excess = text.unicodeScalars.distance(
      from: text.startIndex, to: text.index(after: end))
    while excess > 0, let span = blocks[0].spans.first {
      let count = span.text.unicodeScalars.count
      if count > excess {
        blocks[0].spans[0].text = String(span.text.unicodeScalars.dropFirst(excess))
      } else {
        blocks[0].spans.removeFirst()
      }
      excess -= min(count, excess)
    }
    let first = blocks[0].spans.first?.text.drop(while: \.isNewline)
    if let first { blocks[0].spans[0].text = String(first) }
    if blocks[0].spans.allSatisfy({ $0.text.isEmpty }) { blocks.removeFirst() }
  }
}
