import Testing

@testable import Networking

@Suite struct ContentDecodingTests {
  private static let text =
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>"
    + (0..<400).map { "<item><title>Headline number \($0)</title></item>" }.joined()
    + "</channel></rss>"

  private struct Result: Equatable {
    var text: String
    var flow = ContentDecoding.Flow.goesOn
    var isComplete = true
  }

  /// What comes out when the bytes come in pieces of a size.
  private func decode(
    _ bytes: [UInt8], _ announced: String = "", pieces: Int = 1000, limit: Int = 1 << 20
  ) -> Result {
    var output: [UInt8] = []
    let decoding = ContentDecoding(announced: announced, limit: limit) {
      output.append(contentsOf: $0)
      return .more
    }
    var flow = ContentDecoding.Flow.goesOn
    for start in stride(from: 0, to: bytes.count, by: pieces) where flow == .goesOn {
      flow = bytes[start...].prefix(pieces).withUnsafeBytes { decoding.decode($0) }
    }
    if flow == .goesOn { flow = decoding.finish() }
    return Result(
      text: String(decoding: output, as: UTF8.self), flow: flow, isComplete: decoding.isComplete)
  }

  @Test(arguments: [1, 2, 3, 7, 1000, 1 << 20])
  func whatIsAnnouncedIsUndoneHoweverItIsCut(_ pieces: Int) {
    let whole = Result(text: Self.text)
    #expect(decode(Array(Self.text.utf8), pieces: pieces) == whole)
    #expect(decode(Compressing.gzip(Self.text), "gzip", pieces: pieces) == whole)
    #expect(decode(Compressing.gzip(Self.text), " X-GZip ", pieces: pieces) == whole)
    #expect(decode(Compressing.deflate(Self.text), "deflate", pieces: pieces) == whole)
    #expect(decode(Compressing.rawDeflate(Self.text), "deflate", pieces: pieces) == whole)
    #expect(decode(Compressing.zstandard(Self.text), "zstd", pieces: pieces) == whole)
    let twice = Compressing.gzip(Compressing.zstandard(Self.text))
    #expect(decode(twice, "zstd, gzip", pieces: pieces) == whole)
  }

  @Test(arguments: [
    "aws-chunked", "utf-8", "", "UTF-8, aws-chunked", "none", "binary", ",,", "identity",
  ])
  func aCodingThatNobodyKnowsIsNone(_ announced: String) {
    #expect(decode(Array(Self.text.utf8), announced) == Result(text: Self.text))
    #expect(decode(Compressing.gzip(Self.text), announced) == Result(text: Self.text))
    let among = announced.isEmpty ? "gzip" : "gzip, " + announced
    #expect(decode(Compressing.gzip(Self.text), among) == Result(text: Self.text))
  }

  @Test func theBytesDecideAndNotTheName() {
    let whole = Result(text: Self.text)
    #expect(decode(Compressing.gzip(Self.text)) == whole)
    #expect(decode(Compressing.zstandard(Self.text)) == whole)
    #expect(decode(Compressing.gzip(Self.text), "deflate") == whole)
    #expect(decode(Compressing.gzip(Self.text), "br") == whole)
    #expect(decode(Compressing.deflate(Self.text), "gzip") == whole)
    #expect(decode(Compressing.gzip(Self.text), "gzip, gzip") == whole)
    #expect(decode(Compressing.gzip(Compressing.gzip(Self.text)), "gzip") == whole)
    for name in ["gzip", "deflate", "br", "zstd", "br, gzip"] {
      for start in ["", "\n ", "\u{FEFF}"] {
        #expect(decode(Array((start + Self.text).utf8), name).text == start + Self.text)
      }
      #expect(decode(Array("{}".utf8), name) == Result(text: "{}"))
      #expect(decode([], name) == Result(text: ""))
    }
  }

  @Test func aFileOfGzipMayHaveMembersAndWhatFollowsThemIsLeftOut() {
    let parts = Compressing.gzip("one, ") + Compressing.gzip("") + Compressing.gzip("two")
    for pieces in [1, 5, 1000] {
      #expect(decode(parts, "gzip", pieces: pieces) == Result(text: "one, two"))
      for junk in [
        [0], [UInt8](repeating: 0, count: 600), Array("junk".utf8), [0x1F], [0x1F, 0x8B, 7],
      ] {
        let result = decode(parts + junk, "gzip", pieces: pieces)
        #expect(result == Result(text: "one, two"), "\(junk.prefix(4)) in \(pieces)")
      }
    }
    #expect(decode(Compressing.deflate("all") + [1, 2, 3], "deflate") == Result(text: "all"))
    #expect(decode(Compressing.rawDeflate("all") + [1, 2, 3], "deflate") == Result(text: "all"))
    #expect(decode(Compressing.zstandard("all") + [1, 2, 3, 4], "zstd") == Result(text: "all"))
  }

  @Test func aSumThatIsWrongTakesNothingBack() {
    var bytes = Compressing.gzip(Self.text)
    bytes[bytes.count - 6] ^= 1
    #expect(decode(bytes, "gzip") == Result(text: Self.text))
  }

  @Test func whatComesBeforeAnEndIsThere() {
    let bytes = Compressing.gzip(Self.text)
    for count in [20, bytes.count / 2, bytes.count - 9, bytes.count - 1] {
      let result = decode(Array(bytes.prefix(count)), "gzip")
      #expect(result.flow == .goesOn)
      #expect(!result.isComplete)
      #expect(Self.text.hasPrefix(result.text))
      #expect(count < bytes.count / 2 || result.text.count > 200)
    }
    var broken = bytes
    for index in bytes.count / 2..<bytes.count / 2 + 8 { broken[index] = 0xFF }
    let result = decode(broken, "gzip", pieces: 16)
    #expect(result.flow == .broken || !result.isComplete)
    #expect(result.text.hasPrefix(Self.text.prefix(200)))
  }

  @Test func bombsAreDefused() {
    let bomb = Bombs.zeros(chunks: 6000)
    #expect(decode(bomb, limit: 100_000).flow == .tooLarge)
    // What is inside counts as well as what comes out.
    #expect(decode(Compressing.gzip(bomb), limit: 100_000).flow == .tooLarge)
    #expect(decode(Bombs.brotliZeros, "br", limit: 100_000).flow == .tooLarge)
    #expect(decode(bomb, "gzip, gzip, gzip, gzip, gzip").flow == .broken)
    var deep = Compressing.gzip("core")
    for _ in 0..<6 { deep = Compressing.gzip(deep) }
    #expect(decode(deep).text.contains("core") == false)
  }

  @Test(arguments: [1, 50, 1 << 20]) func whoIsBusyGetsTheSameLater(_ pieces: Int) {
    let text = String(repeating: Self.text, count: 30)
    for bytes in [Compressing.gzip(Compressing.gzip(text)), Array(text.utf8)] {
      var output: [UInt8] = []
      let decoding = ContentDecoding(announced: "gzip", limit: 1 << 24) {
        output.append(contentsOf: $0)
        return .later
      }
      var waits = 0
      func settle(_ flow: ContentDecoding.Flow) {
        var flow = flow
        while flow == .waits {
          waits += 1
          flow = decoding.resume()
        }
        #expect(flow == .goesOn)
      }
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        settle(bytes[start...].prefix(pieces).withUnsafeBytes { decoding.decode($0) })
      }
      settle(decoding.finish())
      #expect(decoding.isComplete)
      #expect(waits > 0)
      #expect(String(decoding: output, as: UTF8.self) == text)
    }
  }
}
