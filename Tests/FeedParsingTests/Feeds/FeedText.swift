import FeedParsing
import Testing

/// Reads a feed written in a test.
func read(
  _ text: String, address: String? = "https://site.example/feed", contentType: String? = nil
) -> (document: FeedDocument, items: [FeedItem]) {
  read(Array(text.utf8), address: address, contentType: contentType)
}

func read(
  _ bytes: [UInt8], address: String? = "https://site.example/feed", contentType: String? = nil
) -> (document: FeedDocument, items: [FeedItem]) {
  bytes.withUnsafeBytes { FeedParser.parse($0, address: address, contentType: contentType) }
}

/// The feed of a document that is one.
func feed(_ text: String) throws -> Feed {
  guard case .feed(let feed) = read(text).document.kind else { throw NoFeed() }
  return feed
}

/// The first item of an RSS feed with these elements in it.
func item(_ elements: String, root: String = "<rss version=\"2.0\">") throws -> FeedItem {
  try #require(read(root + "<channel><item>" + elements + "</item></channel></rss>").items.first)
}

/// The first entry of an Atom feed with these elements in it.
func entry(_ elements: String, feed attributes: String = "") throws -> FeedItem {
  let text =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" \(attributes)><entry>\(elements)</entry></feed>"
  return try #require(read(text).items.first)
}

struct NoFeed: Error {}
