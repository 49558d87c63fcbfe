import Articles

/// What a page says of itself: in its head, and in data for machines (JSON-LD of schema.org).
struct PageFacts {
  var title: String?
  var byline: String?
  var siteName: String?
  var published: String?
  var image: String?
  var language: String?
  /// The text of the article, where it stands in the data.
  var body: String?

  /// Whether the author is to be looked for in the page: what is signed there may be a part of it.
  private(set) var wantsByline = true

  private var metas: [String: String] = [:]

  init(_ tree: PageTree, links: LinkResolver) {
    readMetas(tree)
    let scripts = tree.data.prefix(32)
    let article = scripts.lazy.compactMap { Self.article(in: tree.page[$0], Self.isArticle) }.first
    readTitle(article, tree)
    let data =
      article ?? scripts.lazy.compactMap { Self.article(in: tree.page[$0], Self.isRecipe) }.first
    let author = first("article:author").flatMap { LinkResolver.isOfWeb($0) ? nil : $0 }
    byline =
      data.flatMap { Self.names($0["author"]) }
      ?? first(
        "dc:creator", "dcterm:creator", "dcterms:creator", "author", "parsely-author",
        "citation_author")
      ?? author
    wantsByline = byline == nil && !(article.map { Self.hasType("LiveBlogPosting", $0) } ?? false)
    siteName =
      data.flatMap { Self.name($0["publisher"]) } ?? first("og:site_name")
    published =
      data?.text("datePublished") ?? first("article:published_time", "parsely-pub-date")
      ?? first(
        "datepublished", "dc:date", "dcterms:created", "dc:date:issued", "date", "pubdate",
        "dcterms:date",
        "dcterms:issued", "dc:date:created", "citation_publication_date", "citation_date")
      ?? ShownDate.of(tree)
    let image =
      first("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
      ?? data.flatMap { Self.address($0["image"]) } ?? first("thumbnail", "image")
    self.image = image.flatMap(links.resolve)
    language =
      tree.value("lang", of: PageTree.html) ?? tree.value("lang", of: PageTree.body)
      ?? first("content-language") ?? first("og:locale")?.replacing("_", with: "-")
    body = data?.text("articleBody")
    for link in tree.links where self.image == nil && tree.value("rel", in: link) == "image_src" {
      self.image = tree.value("href", in: link).flatMap(links.resolve)
    }
  }

  // MARK: Head

  private mutating func readMetas(_ tree: PageTree) {
    for tag in tree.metas.prefix(1000) {
      guard let content = tree.value("content", in: tag), !content.isEmpty else { continue }
      for attribute in ["property", "name", "itemprop", "http-equiv"] as [StaticString] {
        guard let names = tree.value(attribute, in: tag) else { continue }
        for name in names.lowercased().split(whereSeparator: \.isWhitespace).prefix(8) {
          // What is not a property was written by some who mean an editor.
          if attribute.utf8CodeUnitCount == 4, name == "article:author" { continue }
          let key = String(name).replacing(".", with: ":")
          // Papers name each author by itself, the last name first.
          if key == "citation_author", let others = metas[key] {
            if others.utf8.count < 2000 { metas[key] = others + "; " + content }
          } else {
            metas[key] = content
          }
        }
        break
      }
    }
  }

  private func first(_ names: String...) -> String? {
    for name in names {
      if let value = metas[name].map(TextCleaning.clean), !value.isEmpty { return value }
    }
    return nil
  }

  // MARK: Title

  private mutating func readTitle(_ data: JSONFields?, _ tree: PageTree) {
    let shown = ShownTitle.of(tree)
    title =
      data.flatMap { Self.title($0, shown) }
      ?? first(
        "dc:title", "dcterm:title", "og:title", "weibo:article:title", "weibo:webpage:title",
        "title",
        "twitter:title", "parsely-title", "citation_title") ?? (shown.isEmpty ? nil : shown)
  }

  /// The one of its two names that is more like what the page shows.
  private static func title(_ data: JSONFields, _ shown: String) -> String? {
    let name = data.text("name").map(TextCleaning.clean)
    let headline = data.text("headline").map(TextCleaning.clean)
    guard let name, let headline, name != headline else { return nonempty(name ?? headline) }
    let isHeadline =
      TextLikeness.of(headline, shown) > 0.75 && TextLikeness.of(name, shown) <= 0.75
    return nonempty(isHeadline ? headline : name)
  }

  private static func nonempty(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: Data

  private static func article(
    in script: Slice<UnsafeBufferPointer<UInt8>>, _ isMeant: (JSONFields) -> Bool
  ) -> JSONFields? {
    guard script.count < 1 << 20, let start = script.firstIndex(where: { $0 == 0x7B || $0 == 0x5B })
    else { return nil }
    // Some hide it from old browsers.
    var bytes = UnsafeBufferPointer(rebasing: script[start...])
    if bytes.starts(with: "[CDATA[".utf8) { bytes = UnsafeBufferPointer(rebasing: bytes[7...]) }
    guard let value = FieldValue(lenientJSON: Array(bytes)) else { return nil }
    let maps = JSONFields.maps(value)
    return maps.first(where: isMeant)
      ?? maps.lazy.flatMap { JSONFields.maps($0["@graph"] ?? .null) }.first(where: isMeant)
  }

  private static func types(_ fields: JSONFields) -> [String] {
    guard let type = fields["@type"] else { return [] }
    return JSONFields.text(type).map { [$0] } ?? JSONFields.texts(type)
  }

  private static func hasType(_ type: String, _ fields: JSONFields) -> Bool {
    types(fields).contains(type)
  }

  private static func isArticle(_ fields: JSONFields) -> Bool {
    types(fields).contains { $0.hasSuffix("Article") || otherTypes.contains($0) }
  }

  /// A recipe stands in an article: what is said of its author and date is true of both.
  private static func isRecipe(_ fields: JSONFields) -> Bool { hasType("Recipe", fields) }

  private static let otherTypes: Set<String> = [
    "Report", "SocialMediaPosting", "BlogPosting", "LiveBlogPosting", "DiscussionForumPosting",
    "APIReference",
  ]

  private static func name(_ value: FieldValue?) -> String? {
    guard let value else { return nil }
    let name = JSONFields.maps(value).first?.text("name") ?? JSONFields.text(value)
    return nonempty(name.map(TextCleaning.clean))
  }

  private static func names(_ value: FieldValue?) -> String? {
    guard let value else { return nil }
    let names = JSONFields.maps(value).compactMap { $0.text("name") }.map(TextCleaning.clean)
      .filter { !$0.isEmpty }
    guard names.isEmpty else { return names.prefix(20).joined(separator: ", ") }
    let texts = (JSONFields.text(value).map { [$0] } ?? JSONFields.texts(value))
      .map(TextCleaning.clean).filter { !$0.isEmpty && !LinkResolver.isOfWeb($0) }
    return texts.isEmpty ? nil : texts.prefix(20).joined(separator: ", ")
  }

  private static func address(_ value: FieldValue?) -> String? {
    guard let value else { return nil }
    return JSONFields.maps(value).first?.text("url") ?? JSONFields.text(value)
      ?? JSONFields.texts(value).first
  }
}

extension PageTree {
  /// The address that a page says it has.
  var ownAddress: String? {
    let canonical = links.lazy.filter { self.value("rel", in: $0)?.lowercased() == "canonical" }
      .compactMap { self.value("href", in: $0) }
    let meta = metas.lazy.filter { self.value("property", in: $0)?.lowercased() == "og:url" }
      .compactMap { self.value("content", in: $0) }
    return [canonical.first, meta.first].compactMap(\.self)
      .first(where: LinkResolver.isOfWeb)
  }
}
