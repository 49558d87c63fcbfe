import Articles

/// The item as one JSON object with the names that `martlet inspect` prints: the form in which the
/// library keeps it. What is absent is left out.
extension FeedItem {
  public var json: [UInt8] {
    let text = (contentHTML?.utf8.count ?? 0) + (summaryHTML?.utf8.count ?? 0)
    var json = JSONWriter(reservingCapacity: text + text / 16 + 512)
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
  /// - Parameter needsContent: is asked, with an item that has the rest, and of its content the beginning,
  ///   whether it is to have all of that, which is the most of what is stored.
  public init?(json: [UInt8], needsContent: ((FeedItem) -> Bool)? = nil) {
    self.init()
    do throws(JSONFault) {
      var reader = JSONReader(json)
      var content: JSONString?
      try reader.eachMember { (reader, name) throws(JSONFault) in
        let name = reader.text(name)
        if name == "content_html", try reader.peek() == UInt8(ascii: "\"") {
          content = try reader.string()
        } else {
          try read(name, from: &reader)
        }
      }
      try reader.finish()
      if let needsContent {
        contentHTML = content.map { reader.text($0.beginning(atMost: 256)) }
        guard needsContent(self) else { return }
      }
      contentHTML = content.map { reader.text($0) }
    } catch {
      return nil
    }
  }

  private mutating func read(_ name: String, from reader: inout JSONReader) throws(JSONFault) {
    switch name {
    case "id": id = try reader.text()
    case "title": title = try reader.text()
    case "link": link = try reader.text()
    case "summary_html": summaryHTML = try reader.text()
    case "authors": authors = try reader.texts()
    case "author_details":
      authorDetails = try reader.objects { author in
        FeedAuthor(name: author["name"], email: author["email"], url: author["url"])
      }
    case "published": published = try reader.text().flatMap { Instant(iso8601: $0) }
    case "updated": updated = try reader.text().flatMap { Instant(iso8601: $0) }
    case "enclosures":
      enclosures = try reader.objects { enclosure in
        enclosure["url"].map {
          FeedEnclosure(
            url: $0, type: enclosure["type"], length: enclosure.integer("length"),
            title: enclosure["title"])
        }
      }
    case "companions":
      companions = try reader.objects { companion in
        guard let kind = companion["kind"].flatMap(FeedCompanion.Kind.init(rawValue:)),
          let url = companion["url"]
        else { return nil }
        return FeedCompanion(kind, url: url, type: companion["type"])
      }
    case "duration": duration = try reader.integer()
    case "images": images = try reader.texts()
    case "image_texts":
      let texts = try reader.objects { image in image["url"].map { ($0, image["text"]) } }
      for (url, text) in texts { imageTexts[url] = text }
    case "categories": categories = try reader.texts()
    case "category_terms":
      categoryTerms = try reader.objects { category in
        guard let term = category["term"], let label = category["label"] else { return nil }
        return FeedCategory(term: term, label: label)
      }
    case "language": language = try reader.text()
    case "comments": comments = try reader.text()
    case "in_reply_to": inReplyTo = try reader.text()
    case "external_link": externalLink = try reader.text()
    default: try reader.value()
    }
  }
}

extension JSONReader {
  /// Texts and whole numbers of an object.
  fileprivate struct Fields {
    var texts: [(name: String, value: String)] = []
    var integers: [(name: String, value: Int)] = []

    subscript(name: String) -> String? { texts.last { $0.name == name }?.value }

    func integer(_ name: String) -> Int? { integers.last { $0.name == name }?.value }
  }

  /// The texts of a list; none of a list that holds anything else.
  fileprivate mutating func texts() throws(JSONFault) -> [String] {
    guard try peek() == UInt8(ascii: "[") else {
      try value()
      return []
    }
    var texts: [String] = []
    var areTexts = true
    try eachElement { (reader) throws(JSONFault) in
      if let text = try reader.text() { texts.append(text) } else { areTexts = false }
    }
    return areTexts ? texts : []
  }

  /// The objects of a list; none of a list that holds anything else; those that `element` makes nothing
  /// of are left out.
  fileprivate mutating func objects<Element>(_ element: (Fields) -> Element?) throws(JSONFault)
    -> [Element]
  {
    guard try peek() == UInt8(ascii: "[") else {
      try value()
      return []
    }
    var elements: [Element] = []
    var areObjects = true
    try eachElement { (reader) throws(JSONFault) in
      guard try reader.peek() == UInt8(ascii: "{") else {
        areObjects = false
        try reader.value()
        return
      }
      var fields = Fields()
      try reader.eachMember { (reader, name) throws(JSONFault) in
        let name = reader.text(name)
        if try reader.peek() == UInt8(ascii: "\"") {
          fields.texts.append((name, reader.text(try reader.string())))
        } else if let integer = try reader.integer() {
          fields.integers.append((name, integer))
        }
      }
      if let element = element(fields) { elements.append(element) }
    }
    return areObjects ? elements : []
  }
}
