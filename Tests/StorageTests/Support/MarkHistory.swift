import Articles
import TestSupport

@testable import Storage

/// Generated state files, with everything that a hostile or a later program may write into them.
struct MarkHistory {
  var random: SplitMix

  private static let names = [
    "read", "unread", "starred", "unstarred", "label:x", "unlabel:x", "note", "é",
  ]
  private static let values = [
    "1", "-0.5e+3", "\"text\"", "\"2026-13-45T00:00:00Z\"", "{\"b\":1,\"a\":[2,{}]}", "[2,1]",
    "null", "true", "\"\\ud83d\\u0041\"", "\"10000-01-01T00:00:00.000Z\"",
  ]
  /// Some twice, once with escapes.
  private static let addresses = [
    "https://example.org/a", "https:\\/\\/example.org\\/a", "https://example.org/b",
    "https://example.org/\\u0062", "https://example.org/%C3%A9", "martlet:item/00", "é", "e\\u0301",
    "\\ud83d", "https://example.org/\\\"", "", "https://example.org/c?x=1&y=2",
  ]

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
  }

  mutating func file() -> String {
    var members = ["\"format\":\"martlet-state\"", "\"version\":1"]
    for name in ["x", "é", "later"] where random.next(below: 4) == 0 {
      members.append("\"\(name)\":\(value())")
    }
    var articles: [String] = []
    for address in Self.addresses {
      for _ in 0..<random.next(below: 3) { articles.append("\"\(address)\": \(marks())") }
    }
    articles.shuffle(using: &random)
    members.append("\"articles\":{\(articles.joined(separator: ",\n"))}")
    members.shuffle(using: &random)
    return "{\(members.joined(separator: ", "))}\n"
  }

  private mutating func marks() -> String {
    if random.next(below: 10) == 0 { return value() }
    var marks: [String] = []
    for name in Self.names where random.next(below: 2) == 0 {
      for _ in 0...random.next(below: 8) / 7 {
        marks.append("\"\(name)\":\(random.next(below: 4) == 0 ? value() : instant())")
      }
    }
    marks.shuffle(using: &random)
    return "{\(marks.joined(separator: ", "))}"
  }

  private mutating func value() -> String { Self.values[random.next(below: Self.values.count)] }

  /// Few different ones, so that they meet; in several forms.
  private mutating func instant() -> String {
    let texts = [
      "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z", "2026-11-20T00:00:00.5Z",
      "2026-11-20T01:00:00.5+01:00", "2026-11-20T00:00:00.4999Z",
    ]
    let choice = random.next(below: texts.count + 8)
    return choice < texts.count
      ? "\"\(texts[choice])\"" : "\"2026-11-20T00:00:1\(choice - texts.count)Z\""
  }
}
