import TUI
import Testing

@testable import NcursesTerminal

@Suite struct EscapeSequenceTests {
  /// What an escape and what follows mean, and how much of that was not read.
  private func read(_ text: String, isAnswerDue: Bool = false) -> (inputs: [Input]?, rest: Int) {
    var scalars = Array(text.unicodeScalars.map(\.value))[...]
    let inputs = EscapeSequence.inputs(isAnswerDue: isAnswerDue) { scalars.popFirst() }
    return (inputs, scalars.count)
  }

  @Test(arguments: [
    ("", [Key.escape]), ("x", [.alt("x")]), ("é", [.alt("é")]), ("\u{1B}", [.escape, .escape]),
    ("[", [.alt("[")]), ("O", [.alt("O")]), ("\r", [.escape, .enter]), ("[A", [.up]),
    ("OB", [.down]), ("[Z", [.backTab]), ("[5~", [.pageUp]), ("[1;1A", [.up]),
    ("[24~", [.function(12)]), ("OP", [.function(1)]), ("[1~", [.home]),
    ("]", [.alt("]")]), ("P", [.alt("P")]),
  ])
  func findsTheKey(text: String, keys: [Key]) {
    #expect(read(text).inputs == keys.map(Input.key))
    #expect(read(text).rest == 0)
  }

  @Test(arguments: [
    "[201~", "[200;2~", "[1;5A", "[?1;2c", "[<0;10M", "[<67;1;1M", "[<0;0;1M",
    "]12;rgb:0000/0000/0000\u{7}",
    "]11;rgb:zz/0/0\u{7}", "]11;?\u{7}", "P11;#ffffff\u{7}", "[?997;3n",
    "]52;c;QQ==\u{1B}\\", "P1+r\u{1B}\\", "[99999999999999999999~", "[1;9;;;;;;;;;;;;;;;;;;;;A",
    "O9", "[\u{7}",
  ])
  func whatMeansNoKeyGivesNone(text: String) {
    #expect(read(text).inputs == [])
    #expect(read(text).rest == 0)
  }

  @Test func whatIsPastedEndsWithItsMarkAlone() {
    #expect(read("[200~").inputs == [.pasted("")])
    func text(_ pasted: String) -> (text: String, rest: Int)? {
      var text = PastedText(last: 0)
      for (place, scalar) in pasted.unicodeScalars.enumerated() where text.take(scalar.value) {
        return (text.text, pasted.unicodeScalars.count - place - 1)
      }
      return nil
    }
    #expect(text("A q\n\u{1B}[201~j")! == ("A q\n", 1))
    #expect(text("\u{1B}[200~\u{1B}\u{1B}[20\u{1B}[201~")! == ("\u{1B}[200~\u{1B}\u{1B}[20", 0))
    #expect(text("\u{1B}[201~")! == ("", 0))
    #expect(text("never ends") == nil)
    #expect(text(String(repeating: "x", count: 100_000) + "\u{1B}[201~")?.text.count == 65_536)
  }

  @Test func readsNoFurtherThanTheSequence() {
    #expect(read("[Aj").rest == 1)
    #expect(read("[200~j").rest == 1)
    #expect(read("]0;title\u{7}j").rest == 1)
    #expect(read("]0;title\u{1B}\\j").rest == 1)
    #expect(read("OBj").rest == 1)
    #expect(read("xj").rest == 1)
  }

  @Test(arguments: ["[12", "[<0;10", "[?", "]11;rgb:00", "]11;rgb:0000/0000/0000\u{1B}", "Pabc"])
  func whatHasNoEndYetGivesNothingYet(text: String) {
    #expect(read(text).inputs == nil)
  }

  @Test func anAnswerThatIsDueMayBeCutAnywhere() {
    #expect(read("]", isAnswerDue: true).inputs == nil)
    #expect(read("]", isAnswerDue: false).inputs == [.key(.alt("]"))])
  }

  @Test(arguments: [
    ("]11;rgb:0000/0000/0000\u{7}", true), ("]11;rgb:ffff/ffff/ffff\u{1B}\\", false),
    ("]11;rgb:1/2/3\u{7}", true), ("]11;rgba:ee/ee/ee/ff\u{7}", false), ("]11;#fdf6e3\u{7}", false),
    ("]11;#002b36\u{1B}\\", true), ("[?997;1n", true), ("[?997;2n", false),
  ])
  func theGroundIsUnderstood(text: String, isDark: Bool) {
    #expect(read(text).inputs == [.ground(isDark: isDark)])
  }

  @Test func focusAndMouseAreUnderstood() {
    func mouse(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int) -> [Input] {
      [.mouse(MouseEvent(kind, at: Point(column: column, row: row)))]
    }
    #expect(read("[I").inputs == [.focused(true)])
    #expect(read("[O").inputs == [.focused(false)])
    #expect(read("[<0;10;20M").inputs == mouse(.press(.left), 9, 19))
    #expect(read("[<0;10;20m").inputs == mouse(.release, 9, 19))
    #expect(read("[<2;1;1M").inputs == mouse(.press(.right), 0, 0))
    #expect(read("[<32;300;200M").inputs == mouse(.drag(.left), 299, 199))
    #expect(read("[<64;5;5M").inputs == mouse(.wheel(-1), 4, 4))
    #expect(read("[<69;5;5M").inputs == mouse(.wheel(1), 4, 4))
  }
}
