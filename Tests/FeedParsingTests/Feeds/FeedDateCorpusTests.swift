import Articles
import Foundation
import TestSupport
import Testing

@testable import FeedParsing

/// Dates from fuzzing, and seeded mutations of good ones.
@Suite struct FeedDateCorpusTests {
  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/date")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    for file in files {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test(arguments: 0..<4)
  func mutated(seed: UInt64) {
    let dates = [
      "Thu, 19 Nov 2026 18:30:00 +0130", "2026-11-19T18:30:00.5+01:00",
      "12:05 AM, November 19, 2026", "jeu, 19 déc. 2026 24:00:00 EST", "20261119T183000-2359",
    ]
    let signs = Array("0123456789:-+ ,./TZn(年".unicodeScalars)
    var random = SplitMix(seed: seed)
    var read = 0
    for _ in 0..<3000 {
      var text = Array(dates[random.next(below: dates.count)].unicodeScalars)
      for _ in 0...random.next(below: 4) {
        let place = random.next(below: text.count)
        switch random.next(below: 3) {
        case 0: text[place] = signs[random.next(below: signs.count)]
        case 1: text.insert(signs[random.next(below: signs.count)], at: place)
        default: if text.count > 1 { text.remove(at: place) }
        }
      }
      if check(String(String.UnicodeScalarView(text))) { read += 1 }
    }
    #expect(read > 300)
  }

  /// Whether it is a date; then one that is read as itself, and the short way of reading agrees with
  /// the long one.
  @discardableResult
  private func check(_ text: String) -> Bool {
    var cleaned = TextCleaning.clean(text)
    if let short = cleaned.withUTF8(MailDate.parse), !hasDigitInWeekday(cleaned) {
      var long = DateReader(DateScanner.parts(of: cleaned))
      #expect(long.instant() == short, "\(text.debugDescription)")
    }
    guard let date = FeedDate.parse(text) else { return false }
    #expect(FeedDate.parse(date.iso8601) == date, "\(text.debugDescription)")
    return true
  }

  /// The short way does not look at the name of the day, so it is right about "T4u, 19 Nov 2026".
  private func hasDigitInWeekday(_ text: String) -> Bool {
    let name = text.prefix { $0 != "," }
    return name.count < text.count && name.contains { $0.isNumber }
  }
}
