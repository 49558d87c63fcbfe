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
    json.add("published", published?.iso8601)
    json.add("updated", updated?.iso8601)
    json.add("enclosures", objects: enclosures) { json, enclosure in
      json.add("url", enclosure.url)
      json.add("type", enclosure.type)
      json.add("length", enclosure.length)
    }
    json.add("images", images)
    json.add("categories", categories)
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
    enclosures = (object["enclosures"] as? [[String: Any]] ?? []).compactMap { fields in
      (fields["url"] as? String).map {
        FeedEnclosure(
          url: $0, type: fields["type"] as? String, length: fields["length"] as? Int)
      }
    }
    images = texts("images")
    categories = texts("categories")
    language = text("language")
    comments = text("comments")
    inReplyTo = text("in_reply_to")
    externalLink = text("external_link")
  }
}
