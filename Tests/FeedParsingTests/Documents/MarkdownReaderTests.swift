import Articles
import FeedParsing
import Testing

struct MarkdownReaderTests {
  private func read(_ markdown: String) -> [String] {
    text(of: MarkdownReader.read(markdown, base: "https://example.org/a/b"))
  }

  @Test(arguments: [
    ("", []),
    ("a\nb\n\n\nc\r\nd\re", ["a b", "c d e"]),
    ("# A\n## B ##\n####### no\n#no", ["# A", "## B", "####### no #no"]),
    ("A\n===\nB\nC\n---\n---", ["# A", "## B C"]),
    ("a\n***\nb\n* * *\n- - -\nc", ["a", "---", "b", "---", "c"]),
    ("a  \nb\\\nc", ["a⏎b⏎c"]),
    ("> a\nlazy\n>\n> b\n\n> > c\n>\n> d", ["> a lazy", "> b", "> > c", "> d"]),
    ("    code\n\n      more\nend", ["| code⏎⏎  more", "end"]),
    ("a\n    b", ["a b"]),
    ("```js\n<b> *x* &amp;\n\n  y\n```\nz", ["|js <b> *x* &amp;⏎⏎  y", "z"]),
    ("~~~\n```\n~~~\n````\n```\n````", ["| ```", "| ```"]),
    ("```\n    ```\nx\n```", ["|     ```⏎x"]),
    ("  ```\n    x\n  y\n```", ["|   x⏎y"]),
    ("A | B\n---|---|---", ["A | B ---|---|---"]),
    ("text\n<b>\n*x*", ["text /*x*/"]),
    ("```\nnever ends", ["| never ends"]),
    (
      "| A | B |\n|:--|--:|\n| 1 | `2` |\n3 | x \\| y\n\nend",
      ["*A* │ *B*⏎1 │ `2`⏎3 │ x | y", "end"]
    ),
    ("text\nA | B\n--|--\n1 | 2", ["text", "*A* │ *B*⏎1 │ 2"]),
    ("A | B\n---", ["## A | B"]),
    ("A|B\n-|-\n1|2|3|4\n5\n\nend", ["*A* │ *B*⏎1 │ 2 │ 3 │ 4⏎5", "end"]),
    ("A | B | C\n---|---\n1 | 2", ["A | B | C ---|--- 1 | 2"]),
    ("> text\n> A | B\n> --|--\n> 1 | 2", ["> text", "> *A* │ *B*⏎1 │ 2"]),
    ("> [!NOTE]\n> Mind\n> this\n\n> [!tip] no", ["> *Note*", "> Mind this", "> [!tip] no"]),
    ("a[^1] [^b]\n\n[^1]: ibid.\n[^b]: /x", ["a¹ ²", "---", "  1. ibid.", "  2. /x"]),
    (
      "b[^B] a[^a] `[^a]`\n\n[^a]: A\n[^b]: B\n    - x\n\n    more *b*\n\nend",
      [
        "b¹ a² `[^a]`", "end", "---", "  1. B", "    • x", "  more /b/", "  2. A",
      ]
    ),
    ("[^n]: alone\nlazy\n# H\nx[^no]", ["# H", "x[^no]", "---", "  1. alone lazy"]),
    (
      "x[^1]\n\n[^1]: a [l]\n[^1]: again\n\n[l]: /u\n```\n[^1]",
      [
        "x¹", "| [^1]", "---", "  1. a «l»0", "  2. again",
      ]
    ),
    ("> [^1]: in a quotation", ["> [^1]: in a quotation"]),
    ("```\n[^1]: a\n[x]: b\n> [!NOTE]\n-|-\n```\n[x]", ["| [^1]: a⏎[x]: b⏎> [!NOTE]⏎-|-", "[x]"]),
    ("> ```\n> a\n\n[^1]: b", ["> | a", "---", "  1. b"]),
    ("- [x] done\n- [ ] open", ["  • [x] done", "  • [ ] open"]),
    (
      "$$\n\\begin{matrix} a & b \\\\ c & d \\end{matrix}\n$$\nend",
      ["$$⏎\\begin{matrix} a & b \\\\ c & d \\end{matrix}⏎$$ end"]
    ),
    ("$$\nx_1 = 2\n- y_1 * 3 * z\n$$", ["$$⏎x_1 = 2⏎- y_1 * 3 * z⏎$$"]),
    ("> $$\n> x\n> $$", ["> $$ x $$"]),
    ("\\[ E = m_c*d*e \\] and \\[not *so*\\]", ["\\[ E = m_c*d*e \\] and [not /so/]"]),
    ("```\n$a_b_$\n```\n    $x_$\n`$a_` *b*$", ["| $a_b_$", "| $x_$", "`$a_` /b/$"]),
  ])
  func blocks(markdown: String, seen: [String]) {
    #expect(read(markdown) == seen)
  }

  @Test(arguments: [
    ("- a\n- b\n  c\n\n  d\n* e", ["  • a", "  • b c", "  d", "  • e"]),
    (
      "1. a\n2. b\n   - c\n     1) d\n3. e",
      ["  1. a", "  2. b", "    • c", "      1. d", "  3. e"]
    ),
    ("1. a\n1. b\n\n1. c", ["  1. a", "  2. b", "  3. c"]),
    ("-      code", ["  • ", "  |  code"]),
    ("7) a\n8) b", ["  7. a", "  8. b"]),
    ("- a\n\n      code\n- \n- b", ["  • a", "  | code", "  • b"]),
    ("- > q\n- ```\n  x\n  ```", ["  > • q", "  • ", "  | x"]),
    ("text\n- a\n2. b", ["text", "  • a", "  2. b"]),
    ("text\n2. b", ["text 2. b"]),
    ("-a\n1.b\n1986\\. x", ["-a 1.b 1986. x"]),
    ("-\ta\n-\tb", ["  • a", "  • b"]),
  ])
  func lists(markdown: String, seen: [String]) {
    #expect(read(markdown) == seen)
  }

  @Test(arguments: [
    ("*a* _b_ **c** __d__ ***e***", ["/a/ /b/ *c* *d* /*e*/"]),
    ("snake_case_x a*b*c 2 * 3 * 4", ["snake_case_x a/b/c 2 * 3 * 4"]),
    ("*a **b** c* **a *b* c**", ["/a //*b*// c/ *a */*b*/* c*"]),
    ("a***b***c", ["a/*b*/c"]),
    ("*a _b x~~ c_ d~~", ["*a /b x~~ c/ d~~"]),
    ("*open **both", ["*open **both"]),
    ("~~x~~ ~y~", ["~x~ ~y~"]),
    ("~~not~~ safe", ["~not~ safe"]),
    ("x <y && z> 3", ["x <y && z> 3"]),
    ("`a` ``b ` c`` `open ``", ["`a` `b ` c` `open ``"]),
    ("`<b>&amp;` \\*a\\* \\<b> \\a", ["`<b>&amp;` *a* <b> \\a"]),
    ("AT&T &copy; 5 < 6 > 4 <- <3", ["AT&T © 5 < 6 > 4 <- <3"]),
    ("**強調**です", ["*強調*です"]),
    ("xhttps://a.example http:// www. httpd", ["xhttps://a.example http:// www. httpd"]),
    ("<span title=\"a b@c\">x</span>", ["x"]),
    ("a <b>c</b> <!-- d --> <span class=\"x\">e</span>", ["a *c* e"]),
    ("$a_1 * b_2 * c$ \\(r_1 *x*\\) \\(a *b*\\)", ["$a_1 * b_2 * c$ \\(r_1 *x*\\) (a /b/)"]),
    ("$\\{a\\}$ $`g_h`$ $$x<y$$", ["$\\{a\\}$ $`g_h`$ $$x<y$$"]),
    ("$5 and *so* on, $10", ["$5 and /so/ on, $10"]),
    ("costs $ 5_*x*_ \\$a_*b*_$", ["costs $ 5_/x/_ $a_/b/_$"]),
    ("\\[a \\(b^2\\) *c*\\]", ["[a \\(b^2\\) /c/]"]),
    ("\\[a^2\\] \\[ \\] \\[a\\_b\\] \\[`x^2`\\]", ["\\[a^2\\] [ ] [a_b] [`x^2`]"]),
  ])
  func inlines(markdown: String, seen: [String]) {
    #expect(read(markdown) == seen)
  }

  @Test func links() {
    let document = MarkdownReader.read(
      """
      [a](/x "t") [b](<y z> 'q') [c *d*](w(1)) [e][Ref] [ref][] [ref] [not] [f](g h)
      [j](javascript:x) ![i *m*](p.png) [![k](q.png)](/link) <https://auto.example/?a&b>
      <me@example.org> (https://bare.example/a_b_c). www.w.example, [o [in](/in) o](/out)

      [ref]: https://ref.example "title"
      [Other]: <>
      """, base: "https://example.org/")
    #expect(
      text(of: document) == [
        "«a»0 «b»1 «c »2«/d/»2 «e»3 «ref»3 «ref»3 [not] [f](g h) j «[i m]»4 «[k]»5 "
          + "«https://auto.example/?a&b»6 «me@example.org»7 («https://bare.example/a_b_c»8). "
          + "«www.w.example»9, [o «in»10 o](/out)"
      ])
    #expect(
      document.links.map(\.url) == [
        "https://example.org/x", "https://example.org/y%20z", "https://example.org/w(1)",
        "https://ref.example", "https://example.org/p.png", "https://example.org/link",
        "https://auto.example/?a&b", "mailto:me@example.org", "https://bare.example/a_b_c",
        "http://www.w.example", "https://example.org/in",
      ])
  }

  /// An address is the one that its author wrote: marks hang on it.
  @Test func tildesStayInAddresses() {
    func links(_ text: String) -> [String] {
      MarkdownReader.read(text, base: nil).links.map(\.url)
    }
    #expect(
      links("[a](https://e.org/~me/x~y) ~~no~~ https://e.org/~you") == [
        "https://e.org/~me/x~y", "https://e.org/~you",
      ])
    #expect(links("[a](https://e.org/%7Eme)") == ["https://e.org/%7Eme"])
    let shown = MarkdownReader.read("`%7E` 50%", base: nil).blocks[0].spans.map(\.text).joined()
    #expect(shown == "%7E 50%")
  }

  @Test func theFirstDefinitionCounts() {
    let document = MarkdownReader.read(
      "[r]\n\n[r]: https://a.example\n[R]: https://b.example", base: nil)
    #expect(document.links.map(\.url) == ["https://a.example"])
  }

  @Test(arguments: [(32, true), (33, false)])
  func addressesHoldSoManyParentheses(depth: Int, isLink: Bool) {
    let nested = String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
    let document = MarkdownReader.read("[a](\(nested))", base: "https://example.org")
    #expect(document.links.isEmpty != isLink)
  }

  @Test func htmlBetweenParagraphs() {
    #expect(
      read(
        """
        <div align=center>
        <b>Bold</b> *not*
        </div>

        *Yes* <br>
        no

        <details>

        - item

        </details>

        <pre>
        *raw*

          kept
        </pre>
        end
        """) == ["*Bold* *not*", "/Yes/⏎no", "  • item", "| *raw*⏎⏎  kept", "end"])
  }
}
