import Articles
import Testing

@testable import FeedParsing

struct FeedItemJSONTests {
  private func text(_ item: FeedItem) -> String { String(decoding: item.json, as: UTF8.self) }

  @Test func whatIsAbsentIsLeftOut() {
    #expect(text(FeedItem()) == "{}")
    #expect(FeedItem(json: Array("{}".utf8)) == FeedItem())
  }

  @Test func everyFieldComesBack() {
    var item = FeedItem()
    item.id = "tag:example.org,2026:1"
    item.title = "A title"
    item.link = "https://example.org/1"
    item.summaryHTML = "<p>\"Short\"</p>"
    item.contentHTML = "<p>Long\n\ttext \\ with 漢字 and é</p>"
    item.authors = ["Ada", "Grace"]
    item.published = Instant(milliseconds: 1_700_000_000_000)
    item.updated = Instant(milliseconds: 1_700_000_100_000)
    item.enclosures = [
      FeedEnclosure(url: "https://example.org/1.mp3", type: "audio/mpeg", length: 12),
      FeedEnclosure(url: "https://example.org/1.ogg"),
    ]
    item.images = ["https://example.org/1.png"]
    item.categories = ["a", "b"]
    item.language = "en"
    item.comments = "https://example.org/1#comments"
    item.inReplyTo = "https://example.org/0"
    item.externalLink = "https://example.com/"
    #expect(FeedItem(json: item.json) == item)
    #expect(
      text(item).hasSuffix(
        #""enclosures":[{"url":"https://example.org/1.mp3","type":"audio/mpeg","length":12},"#
          + #"{"url":"https://example.org/1.ogg"}],"images":["https://example.org/1.png"],"#
          + #""categories":["a","b"],"language":"en","comments":"https://example.org/1#comments","#
          + #""in_reply_to":"https://example.org/0","external_link":"https://example.com/"}"#))
  }

  @Test func noControlCharacterStaysRaw() throws {
    let controls = Array(0..<0x20) + Array(0x7F...0x9F)
    let marks =
      [0x61C, 0x200E, 0x200F] + Array(0x2028...0x202E) + Array(0x2066...0x2069) + [0xFEFF]
    for code in controls + marks {
      let scalar = try #require(Unicode.Scalar(UInt32(code)))
      var item = FeedItem()
      item.title = "a\(scalar)b\(scalar)"
      #expect(!text(item).unicodeScalars.contains(scalar))
      #expect(FeedItem(json: item.json)?.title == item.title)
    }
  }

  /// Eight bytes are looked at together; what stands beside a character must not hide it.
  @Test func whereACharacterStandsMakesNoDifference() {
    let signs = ["\"", "\\", "\n", "\u{1}", "\u{7F}", "\u{80}", "é", "漢", "\u{202E}", "\u{1F600}"]
    for length in 0..<18 {
      for sign in signs {
        for other in ["a", " ", "!", "#", "]", "~", "é", "\""] {
          var item = FeedItem()
          item.title =
            String(repeating: other, count: length) + sign + String(repeating: "~", count: 9)
          #expect(FeedItem(json: item.json)?.title == item.title)
          #expect(item.json.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        }
      }
    }
  }

  @Test func everythingElseStaysAsItIs() {
    var item = FeedItem()
    for code in stride(from: UInt32(0xA0), to: 0x1_1000, by: 7) {
      guard let scalar = Unicode.Scalar(code) else { continue }
      item.title = "\(scalar)"
      #expect(FeedItem(json: item.json)?.title?.unicodeScalars.first == scalar)
    }
  }

  @Test(arguments: ["", "[]", "{", #"{"title":1,"authors":"x","enclosures":[{"type":"a"},3]}"#])
  func whatIsNoItemGivesNoFields(json: String) {
    let item = FeedItem(json: Array(json.utf8))
    #expect(item == nil || item == FeedItem())
  }

  /// A row that a fault of the disk has changed is no item, or one of texts.
  @Test func everyCutAndEveryWrongByteIsSurvived() {
    var item = FeedItem()
    item.title = "a\"\u{202E}é😀\\"
    item.enclosures = [FeedEnclosure(url: "u", type: "t", length: 1)]
    item.imageTexts = ["i": "x"]
    item.images = ["i"]
    let json = item.json
    for end in json.indices { #expect(FeedItem(json: Array(json[..<end])) == nil) }
    for index in json.indices {
      for byte in [UInt8(0), 0x22, 0x5C, 0x5B, 0x7B, 0xFF] {
        var broken = json
        broken[index] = byte
        _ = FeedItem(json: broken)
      }
    }
    #expect(FeedItem(json: json + json) == nil)
    #expect(FeedItem(json: Array(repeating: UInt8(ascii: "["), count: 100_000)) == nil)
  }

  @Test func otherFormsOfTheSameAreRead() {
    let json =
      " { \"title\" : \"\\ud83d\\ude00\\/\\u00E9\" ,\n\"more\":[1.5,{\"a\":null}], \"authors\":[] } "
    #expect(FeedItem(json: Array(json.utf8))?.title == "😀/é")
  }
}
