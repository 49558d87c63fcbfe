import TUI
import Testing

@testable import NcursesTerminal

@Suite struct KeyDecoderTests {
  @Test(arguments: [
    (UInt32(0), Key.control(" ")), (1, .control("a")), (3, .control("c")), (26, .control("z")),
    (0x1C, .control("\\")), (0x1D, .control("]")), (0x1E, .control("^")), (0x1F, .control("_")),
    (8, .backspace), (9, .tab), (10, .enter), (13, .enter), (27, .escape), (127, .backspace),
    (32, .character(" ")), (0x6A, .character("j")), (0xE9, .character("é")),
    (0x1F600, .character("😀")),
  ])
  func decodesCharacters(scalar: UInt32, key: Key) {
    #expect(KeyDecoder.key(scalar: scalar) == key)
  }

  @Test(arguments: [UInt32(0x80), 0x9F, 0xD800, 0x11_0000, .max])
  func refusesWhatIsNoCharacter(scalar: UInt32) {
    #expect(KeyDecoder.key(scalar: scalar) == nil)
  }

  @Test func everyKeyHasAName() {
    for scalar in UInt32(0)..<0x80 {
      let key = KeyDecoder.key(scalar: scalar)
      #expect(key.flatMap { Key(name: $0.name) } == key)
    }
  }
}
