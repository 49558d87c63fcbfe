import Testing

@testable import TUI

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("👩‍👩‍👧‍👦", 2), ("👍🏽", 2), ("❤️", 1),
    ("🇩🇪", 2), ("1️⃣", 1), ("a\tb\n", 4), ("\u{1B}[0m", 3), ("\u{200B}\u{FEFF}", 0), ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{378}", 1), ("ｶﾅ", 2), ("£", 1),
  ])
  func countsWhatIsDrawn(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test(arguments: [("…", 3), ("漢字", 2), ("é", 1), ("→", 2), ("e\u{301}", 1), ("€", 3)])
  func countsTheASCIISpelling(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text, charset: .ascii) == columns)
  }

  @Test func widthOfAScalarIsThatOfItAlone() {
    for value in UInt32(0)..<0x20000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let columns = DisplayWidth.columns(of: "a" + String(Character(scalar))) - 1
      #expect(DisplayWidth.width(of: scalar) == columns, "\(value)")
    }
  }

  @Test func tableIsSortedAndWhole() {
    let starts = ScalarTable.starts
    #expect(starts.first.map { $0 >> 4 } == 0)
    for (a, b) in zip(starts, starts.dropFirst()) {
      #expect(a >> 4 < b >> 4)
      #expect(a & 0xF != b & 0xF)
    }
    #expect(starts.allSatisfy { ScalarClass(rawValue: UInt8($0 & 0xF)) != nil })
  }
}
