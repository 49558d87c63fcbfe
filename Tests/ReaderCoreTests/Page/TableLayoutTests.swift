import Articles
import FeedParsing
import TUI
import Testing

@testable import ReaderCore

/// Tables and code as they stand on the screen.
struct TableLayoutTests {
  private func lines(_ html: String, columns: Int, charset: Charset = .unicode) -> [String] {
    let builder = PageBuilder(
      columns: columns, charset: charset, theme: .standard, clock: .utc, wrapsCode: true)
    var page = Page.empty
    page.work = PageWork([.body(HTMLReader.read(html, base: nil))], firstLink: 1, builder)
    page.extend()
    return page.lines.map(\.text.text)
  }

  private let birds = """
    <table><tr><th>Bird<th>Seen<th>Place</tr><tr><td>Swift<td>1,200<td>Clock tower
    <tr><td>Wren<td>3<td>The hedge behind the old harbour office</table>
    """

  @Test func columnsStandBesideEachOther() {
    #expect(
      lines(birds, columns: 80) == [
        "Bird  │  Seen │ Place",
        "──────┼───────┼────────────────────────────────────────",
        "Swift │ 1,200 │ Clock tower",
        "Wren  │     3 │ The hedge behind the old harbour office",
      ])
  }

  @Test func cellsAreWrappedWhereThereIsLessRoom() {
    #expect(
      lines(birds, columns: 36)
        == [
          "Bird  │  Seen │ Place",
          "──────┼───────┼─────────────────────",
          "Swift │ 1,200 │ Clock tower",
          "      │       │ ",
          "Wren  │     3 │ The hedge behind the",
          "      │       │ old harbour office",
        ].map { $0.last == " " ? String($0) : $0 })
  }

  @Test func rowsAreRecordsWhereWordsHaveNoRoom() {
    #expect(
      lines(birds, columns: 16) == [
        "Bird: Swift", "Seen: 1,200", "Place: Clock", "  tower", "", "Bird: Wren", "Seen: 3",
        "Place: The hedge", "  behind the old", "  harbour office",
      ])
  }

  @Test func spansTakeTheRoomOfTheirColumns() {
    let html = """
      <table><tr><th>A<th>B<th>C<tr><td colspan=2>a long cell<td>1
      <tr><td rowspan=2>tall one<td>x<td>2<tr><td>y<td>30</table>
      """
    #expect(
      lines(html, columns: 40) == [
        "A        │ B │  C", "─────────┼───┼───", "a long cell  │  1", "tall one │ x │  2",
        "         │ y │ 30",
      ])
  }

  @Test func aTallCellGoesOnBesideTheNextRow() {
    let html = """
      <table><tr><th>A<th>B<tr><td rowspan=2>one two three four five six<td>x is
      <tr><td>y</table>
      """
    #expect(
      lines(html, columns: 17) == [
        "A          │ B", "───────────┼─────", "one two    │ x is", "three four │ ",
        "five six   │ y",
      ])
  }

  @Test func asciiAndQuotesAndWideCharacters() {
    let html = "<blockquote><table><tr><th>日本<th>B<tr><td>あ<td>2</table></blockquote>"
    #expect(
      lines(html, columns: 40, charset: .ascii).dropFirst() == ["> -----+--", "> ?? |  2"]
        || lines(html, columns: 40).first == "│ 日本 │ B")
  }

  @Test(arguments: 1...60)
  func noLineIsWiderThanThePage(columns: Int) {
    let html =
      birds + """
        <table><tr><td colspan=9>wide wide wide wide wide wide wide wide wide<tr><td>a<td>b<td>c<td>d
        <td>supercalifragilisticexpialidocious</table><pre class=language-swift>let a = 1 // a long line
            more</pre><dl><dt>Term<dd>Definition of it</dl>
        """
    for line in lines(html, columns: columns) {
      #expect(DisplayWidth.columns(of: line) <= max(columns, 2), "\(line)")
    }
  }

  @Test func nothingOfATableIsLost() {
    for columns in [1, 4, 9, 15, 25, 40, 80] {
      let seen = lines(birds, columns: columns).joined().filter(\.isLetter)
      for word in ["Swift", "Wren", "Clock", "hedge", "office", "Bird", "Place"] {
        #expect(seen.contains(word), "\(columns) \(word)")
      }
    }
  }

  @Test func codeThatIsTooLongSaysThatItGoesOn() {
    let html = "<pre><code class=language-swift>let birds = [ 1,  2]\n\n  x</code></pre>"
    #expect(
      lines(html, columns: 18) == [
        "  ── swift", "  let birds = [ 1,", "↪   2]", "", "    x",
      ])
  }

  @Test func termsStandRightAboveWhatTheyMean() {
    #expect(
      lines("<dl><dt>T<dt>U<dd>one<dd>two<dt>V<dd>three</dl>", columns: 40) == [
        "T", "U", "  one", "  two", "", "V", "  three",
      ])
  }
}
