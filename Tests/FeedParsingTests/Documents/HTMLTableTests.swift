import Articles
import FeedParsing
import Testing

/// Tables, definitions and code in the blocks of their kind.
struct HTMLTableTests {
  private func read(_ html: String) -> Document {
    HTMLReader.read(html, base: "https://example.org/a/b")
  }

  @Test(arguments: [
    (
      "<table><tr><th>A<th>B<tr><td colspan=2>wide<tr><td rowspan=2>tall<td>1<tr><td>2</table>",
      ["0,0 A", "0,1 B", "1,0 1x2 wide", "2,0 2x1 tall", "2,1 1", "3,1 2"]
    ),
    (
      "<table><tr><td rowspan=2>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f</table>",
      ["0,0 2x1 a", "0,1 b", "0,2 3x1 c", "1,1 d", "2,0 e", "2,1 f"]
    ),
    ("<table><tr><td>a<td><td>c<tr><td><td>e</table>", ["0,0 a", "0,2 c", "1,1 e"]),
    (
      "<table><tr><th>A<th>B<tr><td>one<br>two<td><ul><li>x<li>y</ul>z</table>",
      ["0,0 A", "0,1 B", "1,0 one⏎two", "1,1 • x⏎• y⏎z"]
    ),
    (
      "<table><caption>C</caption><tr><td>a<td>b</table>c", ["0,0 a", "0,1 b"]
    ),
    (
      "<table><tr><th>A<th>B<tr><td><pre>x\n  y</pre><td>1</table>",
      ["0,0 A", "0,1 B", "1,0 x⏎y", "1,1 1"]
    ),
    (
      "<table><tr><td rowspan=99999999999 colspan=-4>a<td colspan=9999>b</table>",
      ["0,0 65534x1 a", "0,1 1x100 b"]
    ),
    ("<table><tr><th>Only<tr><td>one</table>", ["0,0 Only", "1,0 one"]),
  ])
  func cellsHaveTheirPlaces(html: String, seen: [String]) {
    let tables = read(html).blocks.filter(\.kind.isTable)
    #expect(tables.map(cells) == [seen])
  }

  @Test func cellsKnowTheirSideAndLinks() {
    let document = read(
      "<table><tr><th align=right>A<th style='text-align: center'>B<tr><td><a href=/x>l</a><td>2</table>"
    )
    guard case .table(let table) = document.blocks[0].kind else {
      Issue.record("no table")
      return
    }
    #expect(table.cells.map(\.alignment) == [.right, .center, .natural, .natural])
    #expect(table.cells.map(\.isHeader) == [true, true, false, false])
    #expect(document.blocks[0].spans[table.cells[2].spans].map(\.link) == [0])
    #expect(text(of: document) == ["*A* │ *B*⏎«l»0 │ 2"])
  }

  @Test(arguments: [
    ("<table><tr><td>a<tr><td>b</table>", ["a", "b"]),
    ("<table role=none><tr><td>a<td>b</table>", ["a", "b"]),
    ("<table><tr><td><h2>a</h2><td>b</table>", ["## a", "b"]),
    ("<table><tr><td><table><tr><th>a<th>b</table><td>c</table>", ["*a* │ *b*", "c"]),
    (
      "<table><tr><td data-line-number=1><td>def f():<tr><td data-line-number=2><td>  return 1</table>",
      ["| def f():⏎  return 1"]
    ),
  ])
  func tablesThatLayOutAPageAreText(html: String, seen: [String]) {
    #expect(text(of: read(html)) == seen)
  }

  @Test(arguments: [
    ("<pre><code class='hljs language-swift'>a</code></pre>", ["|swift a"]),
    ("<pre lang=rust>a</pre>", ["|rust a"]),
    (
      "<div class='highlight highlight-source-shell'><pre>a</pre></div><pre>b</pre>",
      ["|shell a", "| b"]
    ),
    ("<pre class='brush: js; x'>a</pre>", ["|js a"]),
    ("<pre class=language-none>a</pre><pre class='language-a\u{202E}b'>c</pre>", ["| a", "| c"]),
    ("<pre class=wp-block-verse>a\n  b</pre>", ["a⏎  b"]),
    ("<p>a</p><ins>b</ins><p><ins>c</ins></p>", ["a", "b", "c"]),
  ])
  func codeHasALanguage(html: String, seen: [String]) {
    #expect(text(of: read(html)) == seen)
  }

  @Test func definitionsFollowTheirTerms() {
    let document = read("<dl><dt>T<dd>one<dl><dt>U<dd>two</dl><dd>three</dl>")
    #expect(
      document.blocks.map(\.kind) == [
        .term, .listItem(marker: nil), .term, .listItem(marker: nil), .listItem(marker: nil),
      ])
    #expect(document.blocks.map(\.listDepth) == [0, 1, 1, 2, 1])
  }

  @Test func tablesAreBounded() {
    let row = String(repeating: "<td rowspan=60000 colspan=100>x", count: 2_000)
    let html = "<table><tr>" + row + String(repeating: "<tr><td>y", count: 20_000)
    #expect(isSound(HTMLReader.read(html, base: nil)))
    for part in ["<table><tr><td>x<th>", "<table>", "<tr><td>x<table>", "<caption>x<td>"] {
      let html = "<table>" + String(repeating: part, count: 10_000) + "x"
      #expect(isSound(HTMLReader.read(html, base: nil)))
    }
  }
}
