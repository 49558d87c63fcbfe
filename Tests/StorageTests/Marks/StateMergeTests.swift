import Articles
import TestSupport
import Testing

@testable import Storage

struct StateMergeTests {
  private func history(_ random: inout SplitMix) -> StateFile {
    let names = ["read", "unread", "starred", "label:x", "note"]
    let values = ["1", "\"text\"", "{\"a\":1}", "[2,1]", "null"]
    var articles: [String] = []
    for address in ["a", "b", "c", "martlet:x", "é"] where Bool.random(using: &random) {
      if Int.random(in: 0..<8, using: &random) == 0 {
        articles.append("\"\(address)\":\(values.randomElement(using: &random)!)")
        continue
      }
      let marks = names.filter { _ in Bool.random(using: &random) }.map { name in
        let second = Int.random(in: 10..<16, using: &random)
        return Int.random(in: 0..<4, using: &random) == 0
          ? "\"\(name)\":\(values.randomElement(using: &random)!)"
          : "\"\(name)\":\"2026-11-20T00:00:\(second)Z\""
      }
      articles.append("\"\(address)\":{\(marks.shuffled(using: &random).joined(separator: ","))}")
    }
    articles.shuffle(using: &random)
    let extra = Bool.random(using: &random) ? ",\"x\":\(values.randomElement(using: &random)!)" : ""
    let text =
      "{\"format\":\"martlet-state\",\"version\":1\(extra),"
      + "\"articles\":{\(articles.joined(separator: ","))}}"
    return (try? StateFile(Array(text.utf8))) ?? StateFile()
  }

  private func merged(_ files: StateFile...) -> StateFile {
    var bytes: [UInt8] = []
    StateMerge(files).write { bytes += $0 }
    return (try? StateFile(bytes)) ?? StateFile()
  }

  private func text(_ file: StateFile) -> String {
    var bytes: [UInt8] = []
    StateMerge([file]).write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func mergingIsCommutativeAssociativeAndIdempotent(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let (a, b, c) = (history(&random), history(&random), history(&random))
    #expect(text(merged(a, b)) == text(merged(b, a)))
    #expect(text(merged(merged(a, b), c)) == text(merged(a, merged(b, c))))
    #expect(text(merged(a, b, c)) == text(merged(merged(c, a), b)))
    #expect(text(merged(a, a)) == text(a))
    #expect(text(merged(merged(a, b), a)) == text(merged(a, b)))
  }

  @Test func theLaterInstantOfEveryNameStays() {
    let one = StateFile([
      Mark(address("https://a.example/"), .read, at: instant(1)),
      Mark(address("https://a.example/"), .starred, at: instant(9)),
    ])
    let two = StateFile([
      Mark(address("https://a.example/"), .read, at: instant(2)),
      Mark(address("https://a.example/"), .starred, at: instant(3)),
      Mark(address("https://b.example/"), .read, at: instant(3)),
    ])
    let expected = StateFile([
      Mark(address("https://a.example/"), .read, at: instant(2)),
      Mark(address("https://a.example/"), .starred, at: instant(9)),
      Mark(address("https://b.example/"), .read, at: instant(3)),
    ])
    #expect(text(merged(one, two)) == text(expected))
  }

  @Test func aLargeFileComesInPartsAndWhole() throws {
    let file = StateFile(
      (0..<5000).map { Mark(address("https://example.org/\($0)"), .read, at: instant(Int64($0))) })
    var parts = 0
    var bytes: [UInt8] = []
    StateMerge([file]).write {
      parts += 1
      bytes += $0
    }
    #expect(parts > 3)
    #expect(try StateFile(bytes).entries.count == 5000)
  }
}
