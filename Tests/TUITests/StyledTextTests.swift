import Testing

@testable import TUI

@Suite struct StyledTextTests {
  @Test func joinsRunsOfOneStyle() {
    let bold = Style(attributes: .bold)
    var text = StyledText()
    #expect(text.isEmpty)
    text.append("a")
    text.append("", bold)
    text.append("b")
    text.append("c", bold)
    #expect(text.text == "abc")
    #expect(text.runs.map(\.range) == [0..<2, 2..<3])
    #expect(text.runs.map(\.style) == [.plain, bold])
    var other = StyledText("x", style: bold)
    other.append(text)
    #expect(other.text == "xabc")
    #expect(other.runs.count == 3)
  }

  @Test func countsColumns() {
    var text = StyledText("漢…")
    text.append("\u{200B}", Style(attributes: .bold))
    #expect(text.columns() == 3)
    #expect(text.columns(charset: .ascii) == 4)
  }
}
