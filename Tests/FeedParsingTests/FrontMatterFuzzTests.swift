import Articles
import Foundation
import TestSupport
import Testing

@testable import FeedParsing

/// Mutations of the fixtures, the same in every run, and the inputs that fuzzing has found.
@Suite struct FrontMatterFuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "\n", "\r\n", "\r", " ", "  ", "    ", "\t", ":", ": ", "- ", "-", "---\n", "...\n", "\"",
      "'",
      "\\", "\\u00e9", "\\x1b", "#", " #", "&a ", "*a", "? ", "[", "]", "{", "}", ",", "|\n", ">\n",
      "!!str ", "<<: ", "~", "%", "@", "`", "a: ", "title: ", "é", "作", "\u{FEFF}", "\u{85}",
      "\u{2028}", "\u{200B}", "\u{202E}", "&#27;", "&amp;nbsp;",
    ].map { Array($0.utf8) } + [
      [0], [0x1B], [0x7F], [0xC2], [0xE2, 0x80], [0xFF], [0xED, 0xA0, 0x80],
    ]

  private func mutated(_ bytes: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let position = Int.random(in: 0...result.count, using: &generator)
      let end = min(result.count, position + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: result.removeSubrange(position..<end)
      case 1: result.insert(contentsOf: result[position..<end], at: 0)
      default:
        let piece = FrontMatterFuzzTests.pieces.randomElement(using: &generator) ?? []
        result.insert(contentsOf: piece, at: position)
      }
    }
    return result
  }

  @Test(arguments: 0..<4)
  func mutatedFixtures(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    let fixture = Array(Fixtures.all[seed].utf8)
    var fast = 0
    for _ in 0..<1_500 {
      fast += check(mutated(fixture, &generator)) ? 1 : 0
    }
    // The news file is one that the fast reader takes; a good part of its mutations still is.
    #expect(fast > 100 || seed > 0)
  }

  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Corpus/front-matter")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    for file in files {
      check(Array(try Data(contentsOf: folder.appending(path: file))))
    }
  }

  /// Whether the fast reader took the front matter.
  @discardableResult
  private func check(_ bytes: [UInt8]) -> Bool {
    if case .article(let article, let body, let warnings) = parse(bytes) {
      #expect(body.upperBound <= bytes.count)
      expectClean(article.title, in: bytes)
      expectClean(article.excerpt, in: bytes)
      expectClean(article.provider?.name, in: bytes)
      for text in article.topics + article.related.map(\.title) + warnings.map(\.message) {
        expectClean(text, in: bytes)
      }
      #expect(article.address.text.utf8.allSatisfy { 0x21...0x7E ~= $0 })
    }
    let search = bytes.withUnsafeBytes { FrontMatterRegion.find(in: $0, isTruncated: false) }
    guard case .found(let region) = search else { return false }
    let result = readersAgree(on: Array(bytes[region.content]))
    if !result.agree {
      Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
    return result.isFast
  }

  private func expectClean(_ text: String?, in bytes: [UInt8]) {
    let control = (text ?? "").unicodeScalars.first {
      $0.properties.generalCategory == .control || $0 == "\u{202E}"
    }
    if control != nil {
      Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }
}
