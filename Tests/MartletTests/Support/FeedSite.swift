import TestSupport

@testable import martlet

/// A site on loopback that gives feeds, pages and faults by their paths.
final class FeedSite: Sendable {
  struct Page: Sendable {
    var status = "200 OK"
    var headers: [String] = []
    var body = ""

    /// With a validator, so that it is not given twice to who has it.
    static func feed(_ body: String) -> Page {
      Page(headers: ["ETag: \"\(body.utf8.count)\""], body: body)
    }

    /// A web page with this in its head.
    static func html(_ body: String) -> Page {
      Page(
        headers: ["Content-Type: text/html"],
        body: "<!doctype html><html><head>" + body + "</head></html>")
    }

    /// Never answers.
    static let silent = Page(status: "")
  }

  private let server: RawServer
  private let pages: Locked<[String: Page]>
  private let left = Locked<[String]>([])

  init(_ pages: [String: Page], address: String = "127.0.0.1") throws {
    let shared = Locked(pages)
    self.pages = shared
    let left = left
    server = try RawServer(address: address) { exchange in
      let page = shared.withLock { $0[exchange.path] } ?? Page(status: "404 Not Found")
      if page.status.isEmpty {
        exchange.waitForEnd()
        left.withLock { $0.append(exchange.path) }
      } else if let etag = exchange.header("If-None-Match"), page.headers.contains("ETag: " + etag)
      {
        exchange.answer("304 Not Modified", page.headers, body: [])
      } else {
        exchange.answer(page.status, page.headers, body: Array(page.body.utf8))
      }
    }
  }

  deinit { server.stop() }

  var url: String { server.url }

  subscript(path: String) -> Page? {
    get { pages.withLock { $0[path] } }
    set { pages.withLock { $0[path] = newValue } }
  }

  /// The paths of silent pages that nobody waits for any more.
  var leftAlone: [String] { left.withLock { $0 } }

  /// The paths that were asked for, in order.
  var asked: [String] { server.exchanges.map(\.path) }
}

/// An RSS feed with one item a title; the first is the newest.
func rss(_ title: String, _ items: [String], site: String = "https://example.org") -> String {
  let list = items.enumerated().map { index, item in
    """
    <item><title>\(item)</title><link>\(site)/\(item)</link><guid>\(site)/\(item)</guid>\
    <pubDate>Fri, \(20 - index) Nov 2026 08:00:00 GMT</pubDate>\
    <description>About \(item).</description></item>
    """
  }
  return """
    <?xml version="1.0"?><rss version="2.0"><channel><title>\(title)</title>\
    <link>\(site)/</link><description>x</description>\(list.joined())</channel></rss>
    """
}
