import Articles

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
    json.add("companions", objects: companions) { json, companion in
      json.add("kind", companion.kind.rawValue)
      json.add("url", companion.url)
      json.add("type", companion.type)
    }
    json.add("duration", duration)
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

  /// Reads what ``json`` has written; `nil` for what is no JSON object. A value that is not what its
  /// name wants counts as absent.
  ///
  /// - Parameter needsContent: whether the content is read, of an item that has all the rest; it is the
  ///   most of all that is stored, and empty otherwise.
  public init?(json: [UInt8], needsContent: (FeedItem) -> Bool = { _ in true }) {
    self.init()
    let isObject = json.withUnsafeBufferPointer { bytes in
      var reader = StoredJSONReader(bytes)
      var content: StoredJSONReader?
      let isObject = reader.readObject { name, reader in
        if name == "content_html" {
          content = reader
          reader.skipValue()
        } else {
          read(name, from: &reader)
        }
      }
      if needsContent(self) { contentHTML = content?.readText() } else { contentHTML = "" }
      return isObject && reader.isAtEnd
    }
    guard isObject else { return nil }
  }

  private mutating func read(_ name: String, from reader: inout StoredJSONReader) {
    switch name {
    case "id": id = reader.readText()
    case "title": title = reader.readText()
    case "link": link = reader.readText()
    case "summary_html": summaryHTML = reader.readText()
    case "authors": authors = reader.readTexts()
    case "author_details":
      authorDetails = reader.readObjects { author in
        FeedAuthor(name: author["name"], email: author["email"], url: author["url"])
      }
    case "published": published = reader.readText().flatMap { Instant(iso8601: $0) }
    case "updated": updated = reader.readText().flatMap { Instant(iso8601: $0) }
    case "enclosures":
      enclosures = reader.readObjects { enclosure in
        enclosure["url"].map {
          FeedEnclosure(
            url: $0, type: enclosure["type"], length: enclosure.integer("length"),
            title: enclosure["title"])
        }
      }
    case "companions":
      companions = reader.readObjects { companion in
        guard let kind = companion["kind"].flatMap(FeedCompanion.Kind.init(rawValue:)),
          let url = companion["url"]
        else { return nil }
        return FeedCompanion(kind, url: url, type: companion["type"])
      }
    case "duration": duration = reader.readInteger()
    case "images": images = reader.readTexts()
    case "image_texts":
      let texts = reader.readObjects { image in image["url"].map { ($0, image["text"]) } }
      for (url, text) in texts { imageTexts[url] = text }
    case "categories": categories = reader.readTexts()
    case "category_terms":
      categoryTerms = reader.readObjects { category in
        guard let term = category["term"], let label = category["label"] else { return nil }
        return FeedCategory(term: term, label: label)
      }
    case "language": language = reader.readText()
    case "comments": comments = reader.readText()
    case "in_reply_to": inReplyTo = reader.readText()
    case "external_link": externalLink = reader.readText()
    default: reader.skipValue()
    }
  }
}
