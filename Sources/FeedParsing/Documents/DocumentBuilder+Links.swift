import Articles

/// Addresses and names of languages, each of which has a place of its own.
struct DocumentNames {
  private var texts: [String] = []
  private var places: [String: Int] = [:]

  subscript(place: Int) -> String { texts[place] }

  func known(_ text: String) -> Int? { places[text] }

  mutating func place(of text: String) -> Int {
    if let place = places[text] { return place }
    places[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}

/// The links of the document that is being built, and what is told twice by them.
extension DocumentBuilder {
  /// Tells the size of an image that was shown.
  mutating func note(_ size: Document.Link.PixelSize, of link: Int?) {
    guard let number = link.flatMap(number(of:)), links[number].size == nil else { return }
    links[number].size = size
  }

  /// Tells the media type of what a player plays.
  mutating func note(mediaType type: String, of link: Int) {
    guard let number = number(of: link), links[number].mediaType == nil, !type.isEmpty else {
      return
    }
    links[number].mediaType = type
  }

  /// The number of a link that has shown.
  func number(of link: Int) -> Int? {
    linkNumbers.indices.contains(link) ? linkNumbers[link] : nil
  }

  mutating func number(_ link: Int, _ context: TextContext) -> Int {
    if let number = number(of: link) { return number }
    while linkNumbers.count <= link { linkNumbers.append(nil) }
    linkNumbers[link] = links.count
    links.append(Document.Link(url: names[link], title: "", kind: context.linkKind))
    return links.count - 1
  }

  /// Whether a link to this address has shown already.
  func hasNumbered(_ url: String?) -> Bool {
    url.flatMap(names.known).flatMap(number(of:)) != nil
  }

  /// A link's title is what it says where it says something for the first time; an image in a link
  /// counts only where there is nothing else.
  mutating func titleLinks() {
    var titles = [String](repeating: "", count: links.count)
    var current: Int?
    for block in blocks {
      current = nil
      for span in block.spans {
        guard let number = span.link,
          number == current || Self.isTitle(span.text, over: titles[number])
        else {
          current = nil
          continue
        }
        titles[number] = number == current ? titles[number] + span.text : span.text
        current = number
      }
    }
    for (index, title) in titles.enumerated() {
      let isBracketed = title.hasPrefix("[") && title.hasSuffix("]")
      links[index].title =
        (isBracketed ? String(title.dropFirst().dropLast()) : title).withoutHyphenation
    }
  }

  /// Leaves out images without a label that stand alone and link where text links as well.
  mutating func dropOrnaments() {
    blocks.removeAll { [links] block in
      !block.spans.isEmpty && !block.kind.isCode
        && block.spans.allSatisfy { $0.text == " " || Self.isOrnament($0, links) }
    }
  }

  private static func isOrnament(_ span: Document.Span, _ links: [Document.Link]) -> Bool {
    guard span.text == image, let link = span.link, links[link].kind == .page else { return false }
    return links[link].title != imageName
  }

  /// Leaves out what an image shows where the line below it says the same.
  mutating func tellCaptionsOnce() {
    for (place, next) in zip(blocks.indices, blocks.indices.dropFirst())
    where !blocks[place].kind.isTable && blocks[place].spans.count < 4
      && blocks[place].spans.allSatisfy({ isImageOrBlank($0) })
    {
      for number in blocks[place].spans.indices {
        var label = String(blocks[place].spans[number].text.dropFirst().dropLast())
        guard !label.isEmpty, label != Self.imageName, !blocks[next].kind.isCode,
          blocks[next].bytes < 4000
        else { continue }
        var caption = blocks[next].spans.map(\.text).joined()
        if label.withUTF8({ label in caption.withUTF8 { TextBytes.holds(label, in: $0) } }) {
          blocks[place].spans[number].text = Self.image
        }
      }
    }
  }

  private func isImageOrBlank(_ span: Document.Span) -> Bool {
    if span.text == " " { return true }
    guard let link = span.link, span.text.hasPrefix("["), span.text.hasSuffix("]") else {
      return false
    }
    return links[link].kind == .image
  }

  private static let imageName = "image"
  /// An image that does not say what it shows.
  static let image = "[\(imageName)]"

  private static func isTitle(_ text: String, over title: String) -> Bool {
    title.isEmpty || title.hasPrefix("[") && !text.hasPrefix("[")
  }
}
