import Foundation
import Testing

@testable import TUI

@Suite struct LineBreakTests {
  /// Every text of Unicode's own test file; see the fixture.
  @Test func unicodesOwnTestsPass() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let fixture = try String(
      contentsOf: folder.appending(path: "Unicode/line-breaks.txt"), encoding: .utf8)
    var samples: [String] = []
    var row = 0
    var compared = 0
    for line in fixture.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ", maxSplits: 1)
      switch parts[0] {
      case "characters": samples = parts[1].split(separator: " ").map { character(String($0)) }
      case "pairs":
        for (column, digit) in parts[1].enumerated() {
          let expected = try #require(digit.hexDigitValue)
          for (place, between) in ["", " ", "\u{308}", "\u{308} "].enumerated() {
            let first = samples[row] + between
            let text = first + samples[column]
            #expect(
              breaks(in: text).contains(first.utf8.count) == (expected >> place & 1 != 0),
              "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
            compared += 1
          }
        }
        row += 1
      default:
        var text = ""
        var expected: Set<Int> = []
        var isBreak = false
        for token in tokens(of: line.dropFirst("text".count)) {
          if token == "/" {
            isBreak = true
          } else {
            if isBreak { expected.insert(text.utf8.count) }
            isBreak = false
            text += character(token)
          }
        }
        #expect(breaks(in: text) == expected, "\(line)")
        compared += 1
      }
    }
    #expect(compared > 7600)
  }

  private func tokens(of line: Substring) -> [String] {
    line.replacing("/", with: " / ").split(separator: " ").map(String.init)
  }

  private func character(_ hex: String) -> String {
    UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
  }

  private func breaks(in text: String, rules: LineBreaks.Rules = .unicode) -> Set<Int> {
    var text = text
    return text.withUTF8 { bytes in
      let breaks = LineBreaks(bytes, rules: rules)
      return Set(bytes.indices.filter { breaks[$0] != .none })
    }
  }

  /// The text with "|" where a line may end.
  private func marked(_ text: String) -> String {
    let breaks = breaks(in: text, rules: .reading)
    var result = ""
    var place = 0
    for scalar in text.unicodeScalars {
      if breaks.contains(place) { result += "|" }
      result.unicodeScalars.append(scalar)
      place += String(scalar).utf8.count
    }
    return result
  }

  @Test(arguments: [
    // Punctuation stays with its words, quotation marks on their side.
    "(a) |“quick” |(brown), |he |said.", "« Bonjour ! » |dit", "„Wort“ |und |‚eins‘",
    "wait—|what |– |no", "¿Qué |tal?",
    // Numbers, prices, dates.
    "1,000.50 |km |$5 |(5%) |−5 |€1.200,00 |2020-11-20 |10:30 |1/2", "v.5 |is |out",
    // Addresses and paths.
    "https://example.org/|a/|b?|x=1&y=2", "see |/usr/|bin |and |.NET", "and/|or |well-|known",
    // What is typed.
    "run |--all |-x |a->b !=c |C++ |foo(bar)[0] |${a} |foo--|bar",
    // East Asian punctuation.
    "他|说：|“你|好”|然|后|走|了。|「字」|吧…", "日|本|語|（に|ほ|ん|ご）ー、ッ|と", "가|나 |다.",
    // Scripts without blanks.
    "ใช้|ภา|ษา|ไท|ย|ได้|เร็ว", "ตัด|บรร|ทัด", "ก็|ดี", "ខ្ញុំ|ស្រ|ឡា|ញ់",
    "ສະ|ບາຍ|ດີ".replacing("ບາຍ", with: "ບາ|ຍ"),
    // What belongs together.
    "a\u{A0}b\u{202F}c |d\u{2060}e", "a\u{200B}|b", "soft\u{AD}|hy\u{AD}|phen", "x‑y |x‐|y",
    "🇩🇪|🇫🇷|👩‍👩‍👧|👍🏽|x", "שלום |עו״ד |צה״ל", "صفحة |1,000.50",
  ])
  func linesEndWherePeopleExpectIt(text: String) {
    #expect(marked(text.replacing("|", with: "")) == text)
  }

  private func wrap(_ text: String, _ columns: Int) -> [String] {
    StyledText(text).wrapped(to: columns).map(\.text)
  }

  @Test func aSoftHyphenIsShownWhereItEndsALine() {
    #expect(wrap("super\u{AD}cali\u{AD}fragi", 10) == ["supercali-", "fragi"])
    #expect(wrap("super\u{AD}cali\u{AD}fragi", 9) == ["super-", "califragi"])
    #expect(wrap("super\u{AD}cali", 20) == ["supercali"])
    // No room for the hyphen.
    #expect(wrap("ab\u{AD}cd", 2) == ["ab", "cd"])
  }

  @Test func breaksAreTheSameInMixedText() {
    #expect(wrap("a well-known thing", 8) == ["a well-", "known", "thing"])
    #expect(wrap("see example.org/long/path ü", 16) == ["see example.org/", "long/path ü"])
    #expect(wrap("漢 (a b) c", 5) == ["漢 (a", "b) c"])
    #expect(wrap("costs $ 5 ! Really", 11) == ["costs $ 5 !", "Really"])
    #expect(wrap("aaa bbb !", 7) == ["aaa", "bbb !"])
    #expect(wrap("aaa ббб !", 7) == ["aaa", "ббб !"])
    #expect(wrap("🇩🇪🇫🇷", 3) == ["DE", "FR"])
  }
}
