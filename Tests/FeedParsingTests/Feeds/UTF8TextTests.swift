import Articles
import Testing

@testable import FeedParsing

/// Bytes that are UTF-8, nearly UTF-8 or not at all, at every place of a text.
struct UTF8TextTests {
  private static let sequences: [[UInt8]] = [
    [0x00], [0x0A], [0x7F], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x80],
    [0xC2, 0x93], [0xC2, 0xA0], [0xC3, 0xA9], [0xC3, 0x28], [0xDF, 0xBF], [0xE0, 0x9F, 0xBF],
    [0xE0, 0xA0, 0x80], [0xE2, 0x82, 0xAC], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBD], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x90, 0xA6],
    [0xF0, 0x9F, 0x90], [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80],
    [0xFF], [0x0D], [0x0D, 0x0A], [0x1B, 0x5B, 0x33, 0x31, 0x6D], [0x1B, 0x63],
    [0x1B, 0x5D, 0x30, 0x3B, 0x78, 0x07], [0x1B, 0x50, 0x78, 0x1B, 0x5C], [0x1B, 0x28, 0x42],
  ]

  @Test(arguments: sequences)
  func textIsWhatTheStandardLibraryMakesOfIt(_ sequence: [UInt8]) {
    for before in 0..<40 {
      for after in [0, 1, 7, 8, 33] {
        let bytes = text(before, sequence, after)
        #expect(UTF8Text.string(bytes) == String(decoding: bytes, as: UTF8.self))
        #expect(
          UTF8Text.string(bytes + sequence) == String(decoding: bytes + sequence, as: UTF8.self))
      }
    }
  }

  /// However the bytes come in and wherever they stand, the same clean text comes out.
  @Test(arguments: sequences)
  func cleaningDoesNotDependOnThePlaceOrThePieces(_ sequence: [UInt8]) {
    let alone = Array(cleaned([text(1, sequence, 1)]).dropFirst().dropLast())
    for before in 1..<70 {
      let bytes = text(before, sequence, 35)
      let expected = text(before, alone, 35)
      #expect(cleaned([bytes]) == expected)
      for cut in before...before + sequence.count {
        #expect(cleaned([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
      }
    }
  }

  /// A sequence that does not end goes, its text stays, also where the end of a piece cut it.
  @Test func sequencesWithoutAnEndKeepTheirText() {
    let text = Array("\u{1B}]0;no end é".utf8)
    for cut in 0...text.count {
      #expect(cleaned([Array(text[..<cut]), Array(text[cut...])]) == Array("no end é".utf8))
    }
  }

  private func text(_ before: Int, _ sequence: [UInt8], _ after: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "b"), count: before) + sequence
      + [UInt8](repeating: UInt8(ascii: "a"), count: after)
  }

  private func cleaned(_ pieces: [[UInt8]]) -> [UInt8] {
    var cleaner = UTF8Cleaner()
    cleaner.readsStrayBytes = true
    var result: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      let done = piece.withUnsafeBytes {
        cleaner.clean($0, isLast: index == pieces.count - 1, into: &result)
      }
      #expect(done == piece.count)
    }
    #expect(String(validating: result, as: UTF8.self) != nil)
    #expect(!result.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
    return result
  }
}
