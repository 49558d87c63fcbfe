import TUI
import Testing

@testable import ReaderCore

struct LineFormatTests {
  private func reader(_ configuration: Configuration) -> TestReader {
    TestReader(.sample, size: Size(columns: 80, rows: 24), configuration: configuration)
  }

  @Test(
    arguments: [
      ("{view", 1, nil), ("ab {nope}", 4, "nope"), ("é{}", 2, ""), ("{{ {View}", 4, "View"),
    ] as [(String, Int, String?)])
  func mistakesHaveAColumn(text: String, column: Int, name: String?) {
    #expect(throws: LineFormat.Mistake(column: column, name: name)) { try LineFormat(text) }
  }

  @Test func titleAndStatusSayWhatIsWanted() throws {
    var configuration = Configuration()
    configuration.titleFormat = try LineFormat("<{view}> {{{unread} of {total}}")
    configuration.statusFormat = try LineFormat("at {place} by {sort}")
    var reader = reader(configuration)
    let total = reader.model.list.total
    #expect(
      reader.frame.line(0).hasPrefix(
        " <All articles> {\(reader.model.list.unreadCount) of \(total)}"))
    reader.press("j")
    #expect(reader.statusLine.hasSuffix("at 2 by newest "))
  }

  @Test func textFromOutsideCannotBecomeAField() throws {
    let format = try LineFormat("{view}")
    #expect(format.filled { _ in "{total}" } == "{total}")
  }

  @Test func signsOfASCIILeaveTextAsItIs() {
    var configuration = Configuration()
    configuration.glyphs = .ascii
    let text = reader(configuration).frame.text
    for sign in "\u{25CF}\u{258C}\u{2500}\u{29C9}" { #expect(!text.contains(sign)) }
    #expect(text.contains("N"))
    #expect(text.contains { !$0.isASCII })
  }

  @Test func signsOfNerdFontsTakeOneColumnEach() {
    var configuration = Configuration()
    let plain = reader(configuration).frame
    configuration.glyphs = .nerd
    let nerd = reader(configuration).frame
    #expect(nerd.text.contains("\u{F111}") && !nerd.text.contains("\u{25CF}"))
    // What is text stands where it stood.
    for row in 0..<plain.size.rows {
      for column in 0..<plain.size.columns
      where plain[column: column, row: row].text.first?.isLetter == true {
        #expect(nerd[column: column, row: row].text == plain[column: column, row: row].text)
      }
    }
  }
}
