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
    guard case .feed(let feed) = found.kind else { throw NotAFeed() }
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

  @Test func cutCharactersAreReplaced() throws {
    #expect(try title([0xB4], declared: "gb2312").title == "\u{FFFD}")
    #expect(try title([0xE5, 0xA4], declared: "utf-8").title == "å¤")
  }
}
