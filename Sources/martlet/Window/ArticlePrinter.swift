import Articles
import FeedParsing
import ReaderCore
import Storage
import TUI

/// An article as something outside gets it: as bytes on a standard input, or in pieces as arguments.
struct ArticlePrinter: Sendable {
  let workspace: Workspace
  let charset: Charset

  /// - Returns: `nil` where nothing of it is there any more.
  func bytes(of article: PrintedArticle, _ form: PipeForm) throws(StorageError) -> [UInt8]? {
    if form == .address { return article.url.map { Array(($0 + "\n").utf8) } }
    let detail = try detail(of: article)
    switch form {
    case .address: return nil
    case .json: return detail.map(json)
    case .text: return text(of: article, detail)
    case .markdown:
      let document =
        detail.map { Document(printing: $0, article.fullText) }
        ?? article.related.map { Document(printing: $0, article.fullText) }
      return document.map { Array(Output.safe(MarkdownWriter.write($0)).utf8) }
    case .original:
      if article.fullText != nil,
        let address = detail?.row.address ?? article.related?.key?.address,
        let page = workspace.fullTexts.page(of: address)
      {
        return Array(page.html.utf8)
      }
      guard let id = article.id, let original = try workspace.view.original(id) else { return nil }
      switch original {
      case .file(let bytes): return bytes
      case .item(_, let html): return Array(html.utf8)
      }
    }
  }

  /// One line, as `martlet list --json` prints it.
  func json(_ detail: ArticleDetail) -> [UInt8] {
    let locations = ArticleJSON.locations(of: workspace.sources)
    return JSONWriter.object(ArticleJSON.fields(of: detail, locations: locations)) + [0x0A]
  }

  private func detail(of article: PrintedArticle) throws(StorageError) -> ArticleDetail? {
    guard let id = article.id else { return nil }
    return try workspace.view.detail(id)
  }

  private func text(of article: PrintedArticle, _ detail: ArticleDetail?) -> [UInt8]? {
    let now = SystemClock.now
    return detail.map {
      detailText(
        $0, fullText: article.fullText, columns: article.columns, clock: .system, now: now,
        charset: charset)
    }
      ?? article.related.map {
        detailText(
          $0, fullText: article.fullText, columns: article.columns, clock: .system, now: now,
          charset: charset)
      }
  }

  /// The words of a program with what the article has in their places.
  /// - Throws: why that cannot be.
  func arguments(
    _ words: [String], for article: PrintedArticle
  ) throws(ProgramWords.Refusal) -> [String] {
    let detail: ArticleDetail?
    do throws(StorageError) {
      detail = try self.detail(of: article)
    } catch {
      throw ProgramWords.Refusal(message: error.message)
    }
    guard detail != nil || article.related != nil else {
      throw ProgramWords.Refusal(message: Wording.articleIsGone)
    }
    let url = article.url ?? detail?.row.address.text ?? ""
    if url.isEmpty, ArgumentPattern.uses(.url, in: words) {
      throw ProgramWords.Refusal(message: Wording.hasNoAddress)
    }
    // An item of a feed has the address of that.
    let file = detail.flatMap { $0.item == nil ? $0.files.first : nil } ?? ""
    if file.isEmpty, ArgumentPattern.uses(.file, in: words) {
      throw ProgramWords.Refusal(message: Wording.hasNoFile)
    }
    return ArgumentPattern.filled(words) { name in
      guard let field = ArgumentPattern.Field(rawValue: name) else { return "" }
      switch field {
      case .url: return url
      case .file: return file
      case .text: return text(of: article, detail).map { String(decoding: $0, as: UTF8.self) } ?? ""
      default: return self.value(of: field, article, detail)
      }
    }
  }

  private func value(
    of field: ArgumentPattern.Field, _ article: PrintedArticle, _ detail: ArticleDetail?
  ) -> String {
    let related = article.related?.article
    let provider = detail?.article.provider ?? related?.provider
    switch field {
    case .title: return detail?.row.title ?? related?.title ?? ""
    case .provider: return detail?.row.provider ?? provider?.name ?? ""
    case .author: return (provider?.authors ?? []).joined(separator: ", ")
    case .date: return (detail?.row.published ?? related?.published)?.iso8601 ?? ""
    case .excerpt: return detail?.article.excerpt ?? related?.excerpt ?? ""
    case .address: return detail?.row.address.text ?? article.related?.key?.address.text ?? ""
    case .topics: return (detail?.row.topics ?? []).joined(separator: ", ")
    case .labels: return (detail?.row.labels ?? []).map(\.name).joined(separator: ", ")
    case .feed:
      guard let id = detail?.row.sources.first else { return "" }
      return workspace.sources.first { $0.id == id }?.place.written ?? ""
    case .url, .file, .text: return ""
    }
  }
}

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
