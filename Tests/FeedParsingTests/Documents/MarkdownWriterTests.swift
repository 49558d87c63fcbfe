import Testing

@testable import FeedParsing

@Suite struct MarkdownWriterTests {
  @Test(arguments: [
    ("<p>a <b>b</b> <i> c </i>d</p>", "a **b** *c* d\n"),
    ("<h2>T <em>x</em></h2><p>a<br>b</p>", "## T *x*\n\na\\\nb\n"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>", "- a\n- b\n  - c\n\nd\n"),
    ("<ol start=3><li>a</li><li><p>b</p><p>c</p></li></ol>", "3. a\n4. b\n\n   c\n"),
    ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc\n"),
    ("<pre><code class=\"language-c\">a\n  *b</code></pre>", "```c\na\n  *b\n```\n"),
    ("<pre>a```b</pre>", "````\na```b\n````\n"),
    ("<p>*a* [b] &lt;c&gt; d_e `f`</p>", "\\*a\\* \\[b\\] \\<c> d\\_e \\`f\\`\n"),
    (
      "<p><a href=\"https://a.example/x(1)\">l</a> <code>a`b</code></p>",
      "[l](https://a.example/x\\(1\\)) `` a`b ``\n"
    ),
    (
      "<p><img src=\"https://a.example/i.png\" alt=\"An *owl*\"></p>",
      "![An \\*owl\\*](https://a.example/i.png)\n"
    ),
    (
      "<table><tr><th>a</th><th>b|c</th></tr><tr><td>d</td></tr></table>",
      "| a | b\\|c |\n| --- | --- |\n| d |  |\n"
    ),
    ("<p>a</p><hr><p>x<sup>2</sup></p>", "a\n\n---\n\nx\u{B2}\n"),
    (
      "<p>at <a href=\"https://a.example/b_c\">https://a.example/b_c</a></p>",
      "at <https://a.example/b_c>\n"
    ),
    (
      "<p><b><i>Wave</i> (a film.)</b> and <i>so on.</i></p>", "***Wave* (a film.)** and *so on.*\n"
    ),
    ("<p>$5 &amp; more @home, a@b</p>", "$5 & more @home, a\\@b\n"),
    ("", ""), ("<p> </p>", ""),
  ])
  func blocksAndText(html: String, markdown: String) {
    #expect(MarkdownWriter.write(HTMLReader.read(html, base: nil)) == markdown)
  }

  @Test func depthIsNoMatter() {
    let html = String(repeating: "<blockquote><ul><li>", count: 500) + "x"
    #expect(MarkdownWriter.write(HTMLReader.read(html, base: nil)).contains("x"))
  }
}
