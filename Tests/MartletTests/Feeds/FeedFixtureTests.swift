import Articles
import FeedParsing
import Foundation
import Testing

@testable import martlet

/// Documents of every dialect and sin, and beside each what `inspect` prints of it.
///
/// `RECORD_FEEDS=1` writes what is printed now; read the difference before it is kept.
@Suite struct FeedFixtureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static let documents: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { !$0.hasSuffix(".json") }.sorted()
  }()

  /// Nothing in the documents lies after it.
  private static let now = Instant(year: 2100, month: 1, day: 1)
  private static let address = "https://saved.example/feeds/feed.xml"

  @Test func everyDialectHasADocument() throws {
    let formats: [FeedFormat] = [
      .rss090, .rss091, .rss10, .rss20, .atom03, .atom10, .json10, .json11, .cdf,
    ]
    var found: Set<FeedFormat> = []
    for name in Self.documents {
      if case .feed(let feed) = try Self.read(name).document.kind { found.insert(feed.format) }
    }
    #expect(found.isSuperset(of: formats))
  }

  @Test(arguments: documents)
  func isUnderstood(name: String) throws {
    let found = try Self.read(name)
    let fields = FeedJSON.fields(of: found.document, items: found.items, now: Self.now)
    let printed = String(decoding: JSONWriter.object(fields), as: UTF8.self)
    let twin = Self.folder.appending(path: name + ".json")
    if ProcessInfo.processInfo.environment["RECORD_FEEDS"] != nil {
      try Data((Self.laidOut(printed) + "\n").utf8).write(to: twin)
    }
    let expected = try String(contentsOf: twin, encoding: .utf8)
    #expect(Self.laidOut(printed) + "\n" == expected, "\(name)")
  }

  private static func read(_ name: String) throws -> (document: FeedDocument, items: [FeedItem]) {
    let data = try Data(contentsOf: folder.appending(path: name))
    return data.withUnsafeBytes { FeedParser.parse($0, address: address) }
  }

  /// A field a line, so that a difference can be read.
  private static func laidOut(_ json: String) -> String {
    json.replacing(",\"", with: ",\n\"").replacing("{\"", with: "{\n\"")
  }
}
