import Articles
import FeedParsing
import ReaderCore

extension Document {
  /// An article with what belongs to it, as one text: title, who made it and when, address, excerpt,
  /// body, and the lists of what is related and offered.
  init(printing detail: ArticleDetail, _ fullText: FullText?) {
    let article = detail.article
    self.init()
    addHead(
      article.title,
      [article.provider?.displayName ?? detail.row.provider]
        + (article.provider?.authors ?? []).filter { $0 != article.provider?.name },
      article.published, detail.row.address)
    if fullText == nil, let excerpt = article.excerpt { add(.paragraph, excerpt) }
    append(fullText?.body ?? detail.body)
    addList("Related", detail.related.map { ($0.article.title, $0.key?.address.text) })
    addList("Links", article.actions.map { ($0.title ?? $0.type ?? $0.url, $0.url) })
  }

  /// The same of a related article that the library lacks.
  init(printing entry: RelatedEntry, _ fullText: FullText?) {
    let article = entry.article
    self.init()
    addHead(
      article.title,
      [article.provider?.displayName ?? fullText?.siteName ?? ""]
        + (article.provider?.authors ?? []), article.published, entry.key?.address)
    if let fullText {
      append(fullText.body)
    } else if let excerpt = article.excerpt {
      add(.paragraph, excerpt)
    }
  }

  private mutating func addHead(
    _ title: String, _ makers: [String], _ published: Instant?, _ address: Address?
  ) {
    add(.heading(1), title)
    let facts = (makers + [published?.iso8601Date ?? ""])
      .filter { !$0.isEmpty }
    if !facts.isEmpty { add(.paragraph, facts.joined(separator: " \u{B7} ")) }
    if let address, !address.isOwn { add(.paragraph, address.text, to: address.text) }
  }

  private mutating func add(
    _ kind: Kind, _ text: String, to url: String? = nil, listDepth: Int = 0
  ) {
    guard !text.isEmpty else { return }
    blocks.append(
      Block(kind, listDepth: listDepth, spans: [Span(text, link: url.map { number($0, text) })]))
  }

  private mutating func number(_ url: String, _ title: String) -> Int {
    links.append(Link(url: url, title: title))
    return links.count - 1
  }

  private mutating func append(_ body: Document) {
    let first = links.count
    links += body.links
    for var block in body.blocks {
      for place in block.spans.indices {
        block.spans[place].link = block.spans[place].link.map { $0 + first }
      }
      blocks.append(block)
    }
  }

  private mutating func addList(_ title: String, _ entries: [(text: String, url: String?)]) {
    guard !entries.isEmpty else { return }
    add(.heading(2), title)
    for (place, entry) in entries.enumerated() {
      add(.listItem(marker: "\(place + 1)."), entry.text, to: entry.url, listDepth: 1)
    }
  }
}
