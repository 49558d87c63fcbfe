import Testing

@testable import TUI

@Suite struct KeyNameTests {
  @Test(arguments: [
    (Key.character("j"), "j"), (.character("G"), "G"), (.character(" "), "Space"),
    (.character("é"), "é"), (.character("漢"), "漢"), (.character("|"), "|"),
    (.control("d"), "Ctrl-D"), (.control(" "), "Ctrl-Space"), (.control("]"), "Ctrl-]"),
    (.alt("x"), "Alt-x"), (.alt("X"), "Alt-X"), (.alt(" "), "Alt-Space"), (.alt("-"), "Alt--"),
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"),
    (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.enter, "Enter"), (.escape, "Esc"),
    (.tab, "Tab"), (.backTab, "Shift-Tab"), (.backspace, "Backspace"), (.delete, "Del"),
    (.insert, "Ins"), (.function(1), "F1"), (.function(12), "F12"), (.function(63), "F63"),
  ])
  func namesRoundTrip(key: Key, name: String) {
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test func everyASCIIKeyRoundTrips() {
    for value in UInt8(0x20)..<0x7F {
      let character = Character(Unicode.Scalar(value))
      for key in [Key.character(character), .alt(character)] {
        #expect(Key(name: key.name) == key)
      }
    }
    for character in "abcdefghijklmnopqrstuvwxyz" {
      #expect(Key(name: Key.control(character).name) == .control(character))
    }
  }

  @Test func longNamesAreReadInAnyCase() {
    #expect(Key(name: "ctrl-d") == .control("d"))
    #expect(Key(name: "PGDN") == .pageDown)
    #expect(Key(name: "space") == .character(" "))
    #expect(Key(name: "f5") == .function(5))
    #expect(Key(name: "ALT-x") == .alt("x"))
  }

  @Test(arguments: [
    "", " ", "jj", "Ctrl-", "Ctrl-1", "Ctrl-é", "Alt-", "Alt-ab", "F0", "F64", "F05", "F", "\t",
    "\u{1B}", "\u{301}", "\u{200B}", "Ctrl-Alt-x", "F99999999999999999999",
  ])
  func nonsenseIsNoKey(name: String) {
    #expect(name == "F" || Key(name: name) == nil)
    #expect(name != "F" || Key(name: name) == .character("F"))
  }
}
