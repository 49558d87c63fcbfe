import Articles
import Testing

@testable import Storage

struct StateFileTests {
  private let texts = StateTexts()

  private func rewritten(_ text: String) throws(StateFault) -> String { try texts.merged(text) }

  private let example = """
    {
      "format": "martlet-state",
      "version": 1,
      "articles": {
        "https://example.org/a": {"read":"2026-11-23T10:00:00.123Z"},
        "https://example.org/b": {"read":"2026-11-20T08:15:00.000Z","starred":"2026-11-21T07:00:02.500Z","unread":"2026-11-21T07:00:00.000Z"}
      }
    }

    """

  @Test func theExampleIsWrittenByteForByte() throws {
    #expect(try rewritten(example) == example)
  }

  @Test func marksAreWrittenSortedOneAddressALine() throws {
    let marks = [
      Mark(address("https://example.org/b"), .starred, at: instant(2500)),
      Mark(address("https://example.org/b"), .read, at: instant(0)),
      Mark(address("https://example.org/B"), .unread, at: instant(1)),
    ]
    #expect(
      try texts.written(marks) == """
        {
          "format": "martlet-state",
          "version": 1,
          "articles": {
            "https://example.org/B": {"unread":"2023-11-14T22:13:20.001Z"},
            "https://example.org/b": {"read":"2023-11-14T22:13:20.000Z","starred":"2023-11-14T22:13:22.500Z"}
          }
        }

        """)
  }

  @Test func noMarksAreAFileToo() throws {
    let empty =
      "{\n  \"format\": \"martlet-state\",\n  \"version\": 1,\n  \"articles\": {\n  }\n}\n"
    #expect(try texts.written([]) == empty)
    #expect(try rewritten("") == empty)
    #expect(try rewritten(" \n") == empty)
    #expect(try rewritten("{}") == empty)
    #expect(try rewritten(empty) == empty)
  }

  @Test func anyLayoutOrderAndOffsetIsRead() throws {
    let text = """
      {"articles":{"https:\\/\\/example.org\\/b":{"unread":"2026-11-21T08:00:00+01:00",
      "read" : "2026-11-20T08:15:00Z", "starred":"2026-11-21T07:00:02.5Z"},
      "https://example.org/a":{"read":"2026-11-23T10:00:00.1239Z"}},"version":1,
      "format":"martlet-state"}
      """
    #expect(try rewritten(text) == example)
  }

  @Test func whatIsUnknownIsKept() throws {
    let text = """
      {
        "format": "martlet-state",
        "version": 1,
        "device": {"a":[1.50,null],"b":"é/"},
        "articles": {
          "https://example.org/a": {"label:x":"2026-11-23T10:00:00.000Z","note":{"text":"kept"},"read":7},
          "https://example.org/b": ["of a later version"],
          "martlet:item/00": {}
        }
      }

      """
    #expect(try rewritten(text) == text)
  }

  @Test(arguments: [
    "{", "[]", "nonsense", "{\"format\":\"martlet-state\",\"version\":1,\"articles\":[]}",
    "{\"format\":\"martlet-state\"} x", "\u{0}\u{0}\u{0}",
  ])
  func damageIsSeen(text: String) {
    do throws(StateFault) {
      _ = try texts.file(text)
      Issue.record("\(text) was read")
    } catch {
      guard case .damaged = error else {
        Issue.record("\(text): \(error)")
        return
      }
    }
  }

  @Test func everyTruncationIsSeen() {
    let bytes = Array(example.utf8)
    for count in 1..<bytes.count - 2 {
      #expect(throws: StateFault.self) { try texts.file(Array(bytes[..<count])) }
    }
  }

  /// Whatever stands in the file, reading it gives marks or a fault, and what is written then can
  /// be read and stays as it is.
  @Test(arguments: 0..<40) func damageNeverTraps(seed: Int) {
    var bytes = Array(example.utf8)
    for step in 0..<200 {
      let random = (seed &* 7919 &+ step &* 104_729) & 0x7FFF_FFFF
      bytes[random % bytes.count] =
        [0x22, 0x7B, 0x7D, 0x5C, 0x2C, 0x3A, 0x75, 0x00, 0xED][random % 9]
      if random.isMultiple(of: 5) { bytes = Array(example.utf8) }
      guard let file = try? texts.file(bytes), let once = try? texts.written(StateMerge([file]))
      else { continue }
      #expect((try? rewritten(once)) == once)
    }
  }

  @Test func invalidUTF8IsDamage() {
    let bytes = Array("{\"format\":\"martlet-state\",\"x\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    #expect(throws: StateFault.damaged(offset: 30)) { try texts.file(bytes) }
  }

  @Test(arguments: [
    "{\"name\":\"package\"}", "{\"format\":\"other\"}", "{\"articles\":{\"a\":{}}}",
  ])
  func otherJSONIsForeign(text: String) {
    #expect(throws: StateFault.foreign) { try texts.file(text) }
  }

  @Test(arguments: ["2", "1.5", "\"1\"", "null"])
  func anotherVersionIsNewer(version: String) throws {
    let text = "{\"format\":\"martlet-state\",\"version\":\(version),\"articles\":[]}"
    #expect(try texts.file(text).newerVersion == version)
  }

  @Test func anAddressThatStandsTwiceIsMerged() throws {
    let text = """
      {"format":"martlet-state","version":1,"articles":{
      "https://example.org/a":{"read":"2026-11-20T00:00:00Z"},
      "https://example.org/a":{"read":"2026-11-19T00:00:00Z","read":"2026-11-18T00:00:00Z",
      "starred":"2026-11-18T00:00:00Z"}}}
      """
    #expect(
      try rewritten(text).contains(
        "\"https://example.org/a\": {\"read\":\"2026-11-20T00:00:00.000Z\","
          + "\"starred\":\"2026-11-18T00:00:00.000Z\"}\n"))
  }
}
