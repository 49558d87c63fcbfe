import TUI
import Testing

@testable import NcursesTerminal

@Suite struct EscapeSequenceTests {
  /// The keys of an escape and what follows, and how much of that was not read.
  private func read(_ text: String) -> (keys: [Key], rest: Int) {
    var scalars = Array(text.unicodeScalars.map(\.value))[...]
    let keys = EscapeSequence.keys { scalars.popFirst() }
    return (keys, scalars.count)
  }

  @Test(arguments: [
    ("", [Key.escape]), ("x", [.alt("x")]), ("é", [.alt("é")]), ("\u{1B}", [.escape, .escape]),
    ("[", [.alt("[")]), ("O", [.alt("O")]), ("\r", [.escape, .enter]), ("[A", [.up]),
    ("OB", [.down]), ("[Z", [.backTab]), ("[5~", [.pageUp]), ("[1;1A", [.up]),
    ("[24~", [.function(12)]), ("OP", [.function(1)]), ("[1~", [.home]),
  ])
  func findsTheKey(text: String, keys: [Key]) {
    #expect(read(text).keys == keys)
    #expect(read(text).rest == 0)
  }

  @Test(arguments: [
    "[200~", "[1;5A", "[?1;2c", "[<0;10;20M", "]11;rgb:0000/0000/0000\u{7}",
    "]52;c;QQ==\u{1B}\\", "P1+r\u{1B}\\", "[99999999999999999999~", "[1;9;;;;;;;;;;;;;;;;;;;;A",
    "[12", "O9", "[\u{7}",
  ])
  func whatMeansNoKeyGivesNone(text: String) {
    #expect(read(text).keys == [])
    #expect(read(text).rest == 0)
  }

  @Test func readsNoFurtherThanTheSequence() {
    #expect(read("[Aj").rest == 1)
    #expect(read("[200~j").rest == 1)
    #expect(read("]0;title\u{7}j").rest == 1)
    #expect(read("]0;title\u{1B}\\j").rest == 1)
    #expect(read("OBj").rest == 1)
    #expect(read("xj").rest == 1)
  }
}
