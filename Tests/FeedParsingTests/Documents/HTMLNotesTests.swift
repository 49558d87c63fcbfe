import Articles
import FeedParsing
import Testing

/// Footnotes as programs write them, and alerts.
struct HTMLNotesTests {
  private func lines(_ html: String) -> [String] {
    text(of: HTMLReader.read(html, base: "https://example.org/post/"))
  }

  @Test(arguments: [
    // As Markdown programs write them.
    (
      """
      <p>A<sup id="fnref:1"><a href="#fn:1" class="footnote-ref">1</a></sup>.</p>
      <section><ol><li id="fn:1"><p>Note&nbsp;<a href="#fnref:1" class="footnote-backref">\u{21A9}</a></ol>
      """, ["A¹.", "  1. Note"]
    ),
    // As a site of newsletters does.
    (
      """
      <p>A<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>.</p>
      <div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>
      <div class="footnote-content"><p>The note.</p></div></div>
      """, ["A¹.", "1. The note."]
    ),
    // As an encyclopedia does.
    (
      """
      <p>A<sup id="cite_ref-1"><a href="#cite_note-1"><span>[</span>12<span>]</span></a></sup></p>
      <ol><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span>
      <span>Wren</span></ol>
      """, ["A¹²", "  1. Wren"]
    ),
    // As word processors do; an address with the page in it.
    (
      """
      <p>A<a href="https://example.org/post#_ftn1" name="_ftnref1">[1]</a></p>
      <p><a href="#_ftnref1" name="_ftn1">[1]</a> The note</p>
      """, ["A¹", "1. The note"]
    ),
    (
      "<p>A<sup><a href='#n'>*</a></sup></p><p id=n>* Note <a href='#r'>\u{2191}</a>",
      ["A*", "* Note"]
    ),
    (
      "<p id=r>A<sup><a href='#n'>a</a></sup></p><p id=n><a href='#r'>a</a> Note",
      ["A^(a)", "a. Note"]
    ),
    // Two signs are no number of two digits.
    (
      """
      <p>A<sup><a href="#cite_note-1">[1]</a></sup><sup><a href="#cite_note-2">[2]</a></sup> b
      """, ["A¹,² b"]
    ),
    // What is none.
    (
      "<ul><li><a href='#s1'>1</a> Start<li><a href='#s2'>2 Middle</a>",
      ["  • 1 Start", "  • 2 Middle"]
    ),
    ("<p>see <a href='#part'>part 2</a> <a href='#x'>2</a>", ["see part 2 2"]),
    ("<p>A<sup><a href='/other#fn1'>1</a></sup>", ["A«¹»0"]),
  ])
  func signsAndNotesBelongTogether(html: String, seen: [String]) {
    #expect(lines(html) == seen)
  }

  @Test(arguments: [
    (
      """
      <div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title"><svg></svg>Warning</p>
      <p>Careful</p></div>x
      """, ["> *Warning*", "> Careful", "x"]
    ),
    ("<div class='admonition tip'><p>Do it</p></div>", ["> *Tip*", "> Do it"]),
    ("<div class='alert alert-info'>Info: read</div>", ["> Info: read"]),
    ("<aside class=callout>Apart</aside>", ["> Apart"]),
  ])
  func alertsSayTheirKindBehindABar(html: String, seen: [String]) {
    #expect(lines(html) == seen)
  }

  /// What stands in front of a sign, and how the note begins that it leads to.
  private func ways(in document: Document) -> [String: String] {
    var ways: [String: String] = [:]
    for block in document.blocks {
      for (place, span) in block.spans.enumerated() {
        guard let note = span.note else { continue }
        let begins = document.blocks.first { $0.note == note }?.spans.first?.text
        ways[block.spans[..<place].map(\.text).joined() + span.text] = begins ?? ""
      }
    }
    return ways
  }

  @Test func signsLeadToTheirNotes() {
    let html = """
      <p>A<sup><a href="#fn:1">1</a></sup><sup><a href="#fn:2">2</a></sup> b<sup><a href="#fn:1">1</a></sup>
      c<sup><a href="#fn:9">9</a></sup></p>
      <ol><li id="fn:1"><p>One <a href="#r" class="footnote-backref">\u{21A9}</a></p><p>more</p>
      <li id="fn:2">Two</ol>
      """
    #expect(
      ways(in: HTMLReader.read(html, base: nil)) == [
        "A¹": "One", "A¹,²": "Two", "A¹,² b¹": "One", "A¹,² b¹ c⁹": "",
      ])
    let newsletter = """
      <p>A<a class="footnote-anchor" id="fa-1" href="#f-1">1</a>.</p>
      <div class="footnote"><a id="f-1" href="#fa-1" class="footnote-number">1</a>
      <div><p>The note.</p></div></div>
      """
    #expect(ways(in: HTMLReader.read(newsletter, base: nil)) == ["A¹": "The note."])
    let markdown = "a[^x] b[^1][^x] `[^x]`\n\n[^1]: One\n[^x]: > quoted\n"
    #expect(
      ways(in: MarkdownReader.read(markdown, base: nil)) == [
        "a¹": "", "a¹ b²": "One", "a¹ b²,¹": "",
      ])
  }

  @Test func notesAreBounded() {
    let sign = "<sup><a href='#n'>1</a></sup>"
    let html = String(repeating: sign + "<p id=n>", count: 20_000)
    #expect(isSound(HTMLReader.read(html, base: nil)))
    let open = String(repeating: "<div class='alert note'><a href='#x'>", count: 20_000)
    #expect(isSound(HTMLReader.read(open, base: nil)))
    let markdown = String(repeating: "[^1]: a\n[^", count: 20_000) + "x[^1]"
    #expect(isSound(MarkdownReader.read(markdown, base: nil)))
  }

  @Test func linksOfHeadingsToThemselvesAreLeftOut() {
    let html = """
      <h2 id="a">First <a class="headerlink" href="#a" title="Permalink">\u{B6}</a></h2>
      <h2 id="b"><a href="https://example.org/post/#b" aria-hidden="false">#</a> Second</h2>
      <dl><dt id="c"><code>call()</code><a href="#c">\u{1F517}</a><dd>Says more in <a href="#d">\u{A7} 4</a>.</dl>
      <p>Written in C<a href="https://example.org/sharp">#</a>.
      """
    let document = HTMLReader.read(html, base: "https://example.org/post/")
    let blocks = document.blocks.map { $0.spans.map(\.text).joined() }
    #expect(
      blocks == ["First", "Second", "call()", "Says more in \u{A7} 4.", "Written in C#."])
    #expect(document.links.map(\.url) == ["https://example.org/sharp"])
  }
}
