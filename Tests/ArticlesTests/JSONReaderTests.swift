import Articles
import Testing

struct JSONReaderTests {
  /// Every length up to some blocks, and one byte that may end the run at every place.
  @Test func runsEndWhereverTheirEndStands() {
    for count in 0..<70 {
      let plain = [UInt8](repeating: UInt8(ascii: "a"), count: count)
      #expect(endOfRun(plain, passesControls: false) == count)
      for place in 0..<count {
        for odd: UInt8 in [0x00, 0x0A, 0x1F, 0x20, 0x22, 0x5C, 0x7F, 0x80, 0xA2, 0xFF] {
          var bytes = plain
          bytes[place] = odd
          let endsAny = odd == 0x22 || odd == 0x5C
          #expect(endOfRun(bytes, passesControls: true) == (endsAny ? place : count))
          #expect(endOfRun(bytes, passesControls: false) == (endsAny || odd < 0x20 ? place : count))
        }
      }
    }
  }

  @Test func textsAndNumbersAreReadAndOthersPassed() throws {
    var reader = JSONReader(
      Array(#"["é\u00e9\ud83d\ude00\ud83d.", 12, -3, 1.5, "7", true, {}]"#.utf8))
    var found: [String] = []
    try reader.eachElement { (reader) throws(JSONFault) in
      var ahead = reader
      found.append(try reader.text() ?? "-")
      found.append(try ahead.integer().map(String.init) ?? "-")
    }
    try reader.finish()
    #expect(found.prefix(6) == ["éé😀\u{FFFD}.", "-", "-", "12", "-", "-3"])
    #expect(found.dropFirst(6) == ["-", "-", "7", "-", "-", "-", "-", "-"])
  }

  /// What others get wrong costs what stands there and nothing before it.
  @Test(arguments: [
    ("[1,,2,]", "1 2"), ("[1 2", "1 2"), ("[\"a\nb\"", "a\nb"), ("[\"a\\qb\"]", "aqb"),
    ("[\"no end", "no end"), ("[\"no end\\", "no end"), ("[\"\\u12", "\u{FFFD}12"),
    ("[1,:,2]", "1"),
    ("[1}", "1"), ("[1,[2,3", "1 [2,3"), ("[{\"a\":1,\"b\" 2}, 5]", "{\"a\":1,\"b\"  2"), ("[", ""),
  ])
  func lenientReadersForgive(text: String, expected: String) throws {
    var reader = JSONReader(Array(text.utf8), isLenient: true)
    var found: [String] = []
    try reader.eachElement { (reader) throws(JSONFault) in
      if try reader.peek() == UInt8(ascii: "\"") {
        found.append(try reader.text() ?? "-")
      } else {
        found.append(String(decoding: reader.written(try reader.value()), as: UTF8.self))
      }
    }
    #expect(found.joined(separator: " ") == expected)
  }

  private func endOfRun(_ bytes: [UInt8], passesControls: Bool) -> Int {
    bytes.withUnsafeBufferPointer {
      JSONReader.endOfRun(from: 0, to: $0.count, in: $0, passesControls: passesControls)
    }
  }
}
