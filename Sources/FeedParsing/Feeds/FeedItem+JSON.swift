import Articles
import Foundation

/// The item as one JSON object with the names that `martlet inspect` prints: the form in which the
/// library keeps it. What is absent is left out.
extension FeedItem {
  public var json: [UInt8] {
    let text = (contentHTML?.utf8.count ?? 0) + (summaryHTML?.utf8.count ?? 0)
    var json = CompactJSON(reservingCapacity: text + text / 16 + 512)
    json.add("id", id)
    json.add("title", title)
    json.add("link", link)
    json.add("summary_html", summaryHTML)
    json.add("content_html", contentHTML)
    json.add("authors", authors)
    json.add("author_details", objects: authorDetails) { json, author in
      json.add("name", author.name)
      json.add("email", author.email)
      json.add("url", author.url)
    }
    json.add("published", published?.iso8601)
    json.add("updated", updated?.iso8601)
    json.add("enclosures", objects: enclosures) { json, enclosure in
      json.add("url", enclosure.url)
      json.add("type", enclosure.type)
      json.add("length", enclosure.length)
      json.add("title", enclosure.title)
    }
    json.add("images", images)
    if !imageTexts.isEmpty {
      // The texts alone, so that no item is copied for those that have none.
      let texts = imageTexts
      json.add("image_texts", objects: images.filter { texts[$0] != nil }) { json, image in
        json.add("url", image)
        json.add("text", texts[image])
      }
    }
    json.add("categories", categories)
    json.add("category_terms", objects: categoryTerms) { json, category in
      json.add("term", category.term)
      json.add("label", category.label)
    }
    json.add("language", language)
    json.add("comments", comments)
    json.add("in_reply_to", inReplyTo)
    json.add("external_link", externalLink)
    json.finish()
    return json.bytes
  }

  /// Reads what ``json`` has written; `nil` for what is no JSON object.
  public init?(json: [UInt8]) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    else { return nil }
    self.init()
    func text(_ name: String) -> String? { object[name] as? String }
    func texts(_ name: String) -> [String] { object[name] as? [String] ?? [] }
    id = text("id")
    title = text("title")
    link = text("link")
    summaryHTML = text("summary_html")
    contentHTML = text("content_html")
    authors = texts("authors")
    published = text("published").flatMap { Instant(iso8601: $0) }
    updated = text("updated").flatMap { Instant(iso8601: $0) }
    func objects(_ name: String) -> [[String: Any]] { object[name] as? [[String: Any]] ?? [] }
    enclosures = objects("enclosures").compactMap { fields in
      (fields["url"] as? String).map {
        FeedEnclosure(
          url: $0, type: fields["type"] as? String, length: fields["length"] as? Int,
          title: fields["title"] as? String)
      }
    }
    authorDetails = objects("author_details").map { fields in
      FeedAuthor(
        name: fields["name"] as? String, email: fields["email"] as? String,
        url: fields["url"] as? String)
    }
    for fields in objects("image_texts") {
      if let url = fields["url"] as? String { imageTexts[url] = fields["text"] as? String }
    }
    categoryTerms = objects("category_terms").compactMap { fields in
      guard let term = fields["term"] as? String, let label = fields["label"] as? String
      else { return nil }
      return FeedCategory(term: term, label: label)
    }
    images = texts("images")
    categories = texts("categories")
    language = text("language")
    comments = text("comments")
    inReplyTo = text("in_reply_to")
    externalLink = text("external_link")
  }
}
