import BenchmarkSupport

/// Writes RSS feeds with items of about 2 KB: the same for the same seed and number.
struct FeedGenerator {
  let seed: UInt64
  var kind = Kind.rich

  enum Kind: CaseIterable {
    /// An author, a category, a summary, and content with nine relative links.
    case rich
    /// Title, link, guid, date, and a description without links.
    case plain
  }

  func feed(_ number: Int, items: Int) -> [UInt8] {
    var random = SplitMix(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
    var text = head(number)
    text.reserveCapacity(items * 2100)
    for item in 0..<items { add(item, of: number, to: &text, &random) }
    text += Self.tail
    return text
  }

  /// Writes a feed of at least so many bytes in pieces.
  /// - Returns: its length and its number of items.
  func write(bytes: Int, piece: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> (Int, Int) {
    var random = SplitMix(seed: seed)
    var text = head(0)
    var written = 0
    var items = 0
    while written + text.count < bytes {
      add(items, of: 0, to: &text, &random)
      items += 1
      guard text.count > 1 << 16 else { continue }
      try piece(text)
      written += text.count
      text.removeAll(keepingCapacity: true)
    }
    text += Self.tail
    try piece(text)
    return (written + text.count, items)
  }

  private static let tail = Array("</channel></rss>\n".utf8)

  private func head(_ number: Int) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
      xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel>
      <title>Feed \(number)</title>
      <link>https://site\(number).example/</link>
      <description>Generated &amp; seeded</description>
      <language>en</language>

      """.utf8)
  }

  private func add(
    _ item: Int, of feed: Int, to text: inout [UInt8], _ random: inout SplitMix
  ) {
    let title = Self.sentence(4 + random.below(6), &random)
    let address =
      "https://site\(feed).example/2026/\(item)/"
      + title.split(separator: " ").joined(separator: "-")
    let end = text.count + 2000
    let date =
      "\(10 + item % 18) \(Self.months[item / 18 % 12]) 2026 "
      + "\(10 + item % 13):\(10 + item % 47):\(10 + item % 49) GMT"
    text +=
      """
      <item>
      <title>\(Vocabulary.capitalized(title))\(random.pick(Vocabulary.entities))</title>
      <link>\(address)</link>
      <guid isPermaLink="true">\(address)</guid>
      <pubDate>\(date)</pubDate>

      """.utf8
    switch kind {
    case .rich: addRich(to: &text, end: end, &random)
    case .plain: addPlain(to: &text, end: end, &random)
    }
    text += "</item>\n".utf8
  }

  private func addPlain(to text: inout [UInt8], end: Int, _ random: inout SplitMix) {
    text += "<description>".utf8
    while text.count < end - 100 {
      text += "&lt;p&gt;\(Self.sentence(30, &random)).&lt;/p&gt;\n".utf8
    }
    text += "</description>\n".utf8
  }

  private func addRich(to text: inout [UInt8], end: Int, _ random: inout SplitMix) {
    text +=
      """
      <dc:creator>\(random.pick(Vocabulary.names))</dc:creator>
      <category>\(random.pick(Vocabulary.topics))</category>
      <description>\(Self.sentence(30, &random)) &lt;b&gt;more&lt;/b&gt;</description>
      <content:encoded><![CDATA[
      """.utf8
    while text.count < end - 40 {
      text +=
        """
        <p>\(Self.sentence(20, &random)) <a href="/\(random.pick(Vocabulary.words))">\
        \(random.pick(Vocabulary.words))</a> &amp; <em>\(Self.sentence(5, &random))</em>.</p>

        """.utf8
    }
    text += "]]></content:encoded>\n".utf8
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func sentence(_ length: Int, _ random: inout SplitMix) -> String {
    var text = ""
    for position in 0..<length {
      if position > 0 { text += " " }
      text += random.pick(position % 3 == 1 ? Vocabulary.links : Vocabulary.words)
    }
    return text
  }
}
