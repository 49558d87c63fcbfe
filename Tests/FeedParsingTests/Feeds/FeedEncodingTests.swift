import FeedParsing
import Testing

@Suite struct FeedEncodingTests {
  /// The title and the encoding of a feed whose title is these bytes.
  private func title(
    _ bytes: [UInt8], declared: String? = nil, contentType: String? = nil
  ) throws -> (title: String?, encoding: String, warnings: Int) {
    let declaration = declared.map { "<?xml version='1.0' encoding='\($0)'?>" } ?? ""
    let document = Array((declaration + "<rss><channel><title>").utf8) + bytes
    let found = read(document + Array("</title></channel></rss>".utf8), contentType: contentType)
      .document
    guard case .feed(let feed) = found.kind else { throw NoFeed() }
    return (feed.title, found.encoding, found.warnings.count)
  }

  @Test func serverCountsMoreThanTheDeclaration() throws {
    let found = try title(
      [0xCF, 0xF0], declared: "iso-8859-1", contentType: "text/xml; charset=\"windows-1251\"")
    #expect(found.title == "Пр")
    #expect(found.encoding == "windows-1251")
  }

  @Test func unknownServerEncodingIsPassedOver() throws {
    let found = try title(
      [0xCF, 0xF0], declared: "windows-1251", contentType: "text/xml; charset=none")
    #expect(found.title == "Пр")
    #expect(found.warnings == 1)
  }

  @Test func declarationHelpsWhereTheServerIsWrong() throws {
    let found = try title(
      [0xCF, 0xF0], declared: "windows-1251", contentType: "text/xml; charset=utf-8")
    #expect(found.title == "Пр")
  }

  @Test func typographicControlsAreWindows() throws {
    #expect(try title([0xC2, 0x93, 0x61, 0xC2, 0x94]).title == "“a”")
    #expect(try title([0x93, 0x61, 0x94], declared: "iso-8859-1").title == "“a”")
    #expect(try title([0x93, 0x61, 0x94, 0xC3, 0xA9]).title == "“a”é")
  }

  @Test func eastAsianEncodings() throws {
    #expect(try title([0xB4, 0xF3], declared: "gb2312").title == "大")
    #expect(try title([0xB0, 0xA1], declared: "euc-kr").title == "가")
    #expect(try title([0xA4, 0x6A], declared: "big5").title == "大")
    #expect(try title([0xA4, 0xA2], declared: "euc-jp").title == "あ")
  }

  /// A sentence, its encoding, and its bytes.
  @Test(arguments: [
    (
      "비가 다시 오고 있다 그래서 집에 있다", "euc-kr",
      "baf1b0a120b4d9bdc320bfc0b0ed20c0d6b4d920b1d7b7a1bcad20c1fdbfa120c0d6b4"
        + "d9"
    ),
    (
      "星期二又下雨了我們在家裡", "big5",
      "ac50b4c1a447a453a455ab42a446a7daadcca662ae61b8cc"
    ),
    (
      "ביום שלישי ירד שוב גשם ואנחנו נשארנו בבית וקראנו ספר ישן", "windows-1255",
      "e1e9e5ed20f9ece9f9e920e9f8e320f9e5e120e2f9ed20e5e0f0e7f0e520f0f9e0f8f0"
        + "e520e1e1e9fa20e5f7f8e0f0e520f1f4f820e9f9ef"
    ),
    (
      "วันอังคารฝนตกอีกแล้วเราอยู่บ้าน", "windows-874",
      "c7d1b9cdd1a7a4d2c3bdb9b5a1cdd5a1e1c5e9c7e0c3d2cdc2d9e8bae9d2b9"
    ),
    (
      "星期二又下雨了我们在家里", "gb18030",
      "d0c7c6dab6fed3d6cfc2d3eac1cbced2c3c7d4dabcd2c0ef"
    ),
    (
      "Во вторник снова шёл дождь, и мы остались дома", "windows-1251",
      "c2ee20e2f2eef0ede8ea20f1edeee2e020f8b8eb20e4eee6e4fc2c20e820ecfb20eef1"
        + "f2e0ebe8f1fc20e4eeece0"
    ),
  ])
  func encodingIsGuessedByItsLetters(text: String, name: String, bytes: String) throws {
    let digits = Array(bytes)
    let source = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    let found = try title(source)
    #expect(found.title == text)
    #expect(found.encoding == name)
  }

  @Test func encodingGoesByTheNameThatIsTrue() throws {
    #expect(try title([0x61], declared: "us-ascii").encoding == "us-ascii")
    #expect(try title([0xE9], declared: "us-ascii").encoding == "windows-1252")
    #expect(try title([0xE9], declared: "ISO-8859-1").encoding == "iso-8859-1")
    #expect(try title([0x93], declared: "ISO-8859-1").encoding == "windows-1252")
    #expect(try title([0xC3, 0xA9], declared: "latin1").encoding == "utf-8")
    #expect(try title([0x82, 0xA0], declared: "shift_jis").encoding == "shift_jis")
  }

  @Test func rareNamesAreKnown() throws {
    #expect(try title([0x8D], declared: "csIBM861").title == "Þ")
    #expect(try title([0xDF], declared: "x-mac-icelandic").title == "þ")
  }

  @Test func cutCharactersAreReplaced() throws {
    #expect(try title([0xB4], declared: "gb2312").title == "\u{FFFD}")
    #expect(try title([0xE5, 0xA4], declared: "utf-8").title == "å¤")
  }
}
