import Articles
import FeedParsing

extension ArchivedItem {
  /// The longest title and topic that a list holds, in bytes of UTF-8.
  private static let longestTitle = 1024
  private static let longestTopic = 128
  private static let mostTopics = 32

  /// The title, or the first words of the text where there is none, or an address.
  var title: String {
    if let title = item.title, !title.isEmpty { return Self.clipped(title, Self.longestTitle) }
    let words = Self.text(of: Self.read(text, limit: 1 << 16, base: nil), limit: 160)
    guard words.isEmpty else { return words }
    return item.link ?? item.enclosures.first?.url ?? Wording.untitled
  }

  var topics: [String] {
    item.categories.lazy.map { Self.clipped($0, Self.longestTopic) }.prefix(Self.mostTopics)
      .reduce(into: []) { topics, topic in
        if !topic.isEmpty, !topic.contains("\n"), !topics.contains(topic) { topics.append(topic) }
      }
  }

  /// The content, or the summary of an item that has no content.
  var body: Document { Self.read(text, limit: 16 << 20, base: item.link) }

  var article: Article {
    var article = Article(title: title)
    article.published = item.published ?? item.updated
    article.links.webURL = item.link
    article.provider = Provider(name: provider, authors: item.authors)
    article.topics = topics
    article.images = item.images.map { ImageReference(url: $0) }
    article.excerpt = excerpt
    article.actions = item.enclosures.map {
      ArticleAction(url: $0.url, type: $0.type, title: Wording.enclosure($0))
    }
    if let comments = item.comments {
      article.actions.append(ArticleAction(url: comments, title: Wording.comments))
    }
    if let external = item.externalLink, external != item.link {
      article.actions.append(ArticleAction(url: external, title: Wording.externalLink))
    }
    return article
  }

  /// The summary, unless it is only the beginning of the content.
  private var excerpt: String? {
    guard item.contentHTML != nil, let summary = item.summaryHTML else { return nil }
    let words = Self.text(of: Self.read(summary, limit: 1 << 20, base: nil), limit: 4096)
    let start = words.utf8.prefix(80)
    guard !words.isEmpty, !Self.text(of: body, limit: 4096).utf8.starts(with: start) else {
      return nil
    }
    return words
  }

  private var text: String { item.contentHTML ?? item.summaryHTML ?? "" }

  private static func read(_ html: String, limit: Int, base: String?) -> Document {
    HTMLReader.read(
      laidOut(
        html.utf8.count <= limit ? html : String(decoding: html.utf8.prefix(limit), as: UTF8.self)),
      base: base)
  }

  /// A text without markup that has paragraphs keeps its lines, as descriptions of videos need it.
  private static func laidOut(_ text: String) -> String {
    guard !text.utf8.contains(UInt8(ascii: "<")), text.contains("\n\n") else { return text }
    return text.replacing("\n", with: "<br>")
  }

  /// The first words of a document as one line.
  private static func text(of document: Document, limit: Int) -> String {
    var text = ""
    for block in document.blocks {
      for span in block.spans where text.utf8.count < limit { text += span.text }
      if text.utf8.count >= limit { break }
      text += " "
    }
    return clipped(TextCleaning.clean(text, decodings: 0), limit)
  }

  /// At most so many bytes, no character cut in two.
  private static func clipped(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
    while end > text.startIndex, end.samePosition(in: text) == nil {
      end = text.utf8.index(before: end)
    }
    return text[..<end] + "…"
  }
}
