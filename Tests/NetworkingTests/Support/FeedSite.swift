import FlyingFox
import FlyingSocks
import Foundation
import TestSupport

/// A web site with feeds, as a real server gives them: with validators, and 304 for what is known.
final class FeedSite: Sendable {
  struct Feed: Sendable {
    var body: String
    /// `nil`: the server knows no validators.
    var etag: String?
    var headers: [String: String] = [:]
  }

  let url: String
  private let feeds = Shared<[String: Feed]>([:])
  private let seen = Shared<[(path: String, isConditional: Bool, status: Int)]>([])
  private let task: Task<Void, any Error>

  init() async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0))
    let feeds = feeds
    let seen = seen
    await server.appendRoute("GET *") { request in
      let response = Self.answer(request, feeds.current[request.path])
      let isConditional = request.headers[.init("If-None-Match")] != nil
      seen.change { $0.append((request.path, isConditional, response.statusCode.code)) }
      return response
    }
    task = Task { try await server.run() }
    try await server.waitUntilListening(timeout: 60)
    guard case .ip4(_, let port) = await server.listeningAddress else { throw TimedOut() }
    url = "http://127.0.0.1:\(port)"
  }

  deinit { task.cancel() }

  private static func answer(_ request: HTTPRequest, _ feed: Feed?) -> HTTPResponse {
    guard let feed else { return HTTPResponse(statusCode: .notFound) }
    var headers = HTTPHeaders()
    for (name, value) in feed.headers { headers[.init(name)] = value }
    headers[.init("ETag")] = feed.etag
    if feed.etag != nil, request.headers[.init("If-None-Match")] == feed.etag {
      return HTTPResponse(statusCode: .notModified, headers: headers)
    }
    return HTTPResponse(statusCode: .ok, headers: headers, body: Data(feed.body.utf8))
  }

  subscript(path: String) -> Feed? {
    get { feeds.current[path] }
    set { feeds.change { $0[path] = newValue } }
  }

  /// What was asked for since the last time.
  func takeRequests() -> [(path: String, isConditional: Bool, status: Int)] {
    seen.change { seen in
      defer { seen = [] }
      return seen
    }
  }
}
