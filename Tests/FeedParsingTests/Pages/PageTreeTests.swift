import Testing

@testable import FeedParsing

/// The shape that browsers give to a page.
@Suite struct PageTreeTests {
  /// Elements as in HTML without attributes, texts as they are, what was implied included.
  private func shape(_ html: String) -> String {
    let bytes = Array(html.utf8)
    return bytes.withUnsafeBufferPointer { page in
      let tree = PageTreeBuilder.tree(of: page)
      func write(_ place: PageTree.Place) -> String {
        let node = tree[place]
        if node.isText {
          return String(decoding: page[Int(node.start)..<Int(node.end)], as: UTF8.self)
        }
        let name = node.element == .other ? "other" : node.element.rawValue
        let inside = tree.children(place).map(write).joined()
        return node.element.isVoid ? "<\(name)>" : "<\(name)>\(inside)</\(name)>"
      }
      return tree.children(PageTree.body).map(write).joined()
    }
  }

  @Test(arguments: [
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"),
    ("a</p>b", "a<p></p>b"),
    (
      "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
      "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"
    ),
    ("<dl><dt>a<dd>b<dt>c</dl>d", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>d"),
    ("<h2>a<h3>b</h2>c", "<h2>a</h2><h3>b</h3>c"),
    (
      "<select><option>a<option>b</select>c",
      "<select><option>a</option><option>b</option></select>c"
    ),
    ("<a>b<a>c", "<a>b</a><a>c</a>"),
    ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
    ("</br>a", "<br>a"),
    ("<form>a<form>b</form>c", "<form>ab</form>c"),
  ])
  func impliedEnds(html: String, shape: String) {
    #expect(self.shape(html) == shape)
  }

  @Test(arguments: [
    ("<b>1<i>2</b>3</i>", "<b>1<i>2</i></b><i>3</i>"),
    ("<b>1<p>2</b>3</p>", "<b>1</b><p><b>2</b>3</p>"),
    ("<p><b>1<p>2</b>3", "<p><b>1</b></p><p><b>2</b>3</p>"),
    ("<a>1<div>2<div>3</a>4</div>5</div>", "<a>1</a><div><a>2</a><div><a>3</a>4</div>5</div>"),
    ("<div>1</span>2</div>", "<div>12</div>"),
    ("<x-a>1<x-b>2</x-a>3", "<other>1<other>2</other></other>3"),
  ])
  func elementsThatEndInTheWrongOrder(html: String, shape: String) {
    #expect(self.shape(html) == shape)
  }

  @Test(arguments: [
    (
      "<table><td>a<td>b<tr><th>c</table>d",
      "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>d"
    ),
    ("<table>x<tr><td>a</table>", "x<table><tbody><tr><td>a</td></tr></tbody></table>"),
    (
      "<table><tr><p>x</p><td>a</table>",
      "<p>x</p><table><tbody><tr><td>a</td></tr></tbody></table>"
    ),
    (
      "<table><tr><td><b>a<td>b</table>c",
      "<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>c"
    ),
    ("<td>a</td>b", "ab"),
    (
      "<table><thead><tr><th>a<tbody><tr><td>b</table>",
      "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    ),
    (
      "<table><tr><td><table><tr><td>a</table>b</table>c",
      "<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table>b</td></tr></tbody></table>c"
    ),
  ])
  func tables(html: String, shape: String) {
    #expect(self.shape(html) == shape)
  }

  @Test(arguments: [
    ("<script>'<p>'</script>a", "a"), ("<style><b></style>a", "a"),
    ("<title>a</title><p>b", "<p>b</p>"), ("<textarea><b></textarea>c", "<textarea></textarea>c"),
    ("<svg><path/><g>a</g></svg><p>b", "<svg><other></other><other>a</other></svg><p>b</p>"),
    ("<svg><g><p>b", "<svg><other></other></svg><p>b</p>"),
    ("<math><mi>x</mi></math>y", "<math><other>x</other></math>y"),
    ("<script>never ends <p>a", "never ends <p>a</p>"),
    ("<!-- a --><p>b<!-- c -->d", "<p>bd</p>"),
  ])
  func whatIsNoHTML(html: String, shape: String) {
    #expect(self.shape(html) == shape)
  }

  @Test func attributesAreReadOnce() throws {
    let page = Array("<HTML lang=de><p CLASS='Byline x' ID=main HIDDEN data-a=1>a".utf8)
    page.withUnsafeBufferPointer { page in
      let tree = PageTreeBuilder.tree(of: page)
      let paragraph = tree[PageTree.body].first
      #expect(tree.value("lang", of: PageTree.html) == "de")
      #expect(tree.value("class", of: paragraph) == "Byline x")
      #expect(tree.value("data-a", of: paragraph) == "1")
      #expect(tree.value("style", of: paragraph) == nil)
      #expect(tree[paragraph].hints.contains([.byline, .goodID, .concealed, .maybe]))
    }
  }

  @Test(arguments: [
    ("sidebar", true, false), ("SideBar-content", true, true), ("entry", false, false),
    ("x-ad-y", true, false), ("heading", false, false), ("post-footer", true, false),
  ])
  func namesAreFoundInWords(name: String, isUnlikely: Bool, isMaybe: Bool) {
    var hints: PageHints = []
    Array(name.utf8).withUnsafeBufferPointer { hints.read(class: $0) }
    #expect(hints.contains(.unlikely) == isUnlikely)
    #expect(hints.contains(.maybe) == isMaybe)
  }

  @Test(arguments: [
    ("share", true), ("social_share x", true), ("shared", false), ("sharedaddy", true),
    ("share-2", true),
    ("timeshare", false),
  ])
  func sharingIsAWholeWord(name: String, isFound: Bool) {
    var hints: PageHints = []
    Array(name.utf8).withUnsafeBufferPointer { hints.read(class: $0) }
    #expect(hints.contains(.share) == isFound)
  }

  @Test(arguments: [
    ("  a  b ", 3), ("a&nbsp;&nbsp;b", 3), ("", 0), ("   ", 0), ("𝄞é", 3), ("&lt;&amp;", 2),
    ("a\u{3000}b", 3),
  ])
  func lengthOfTextWithItsWhiteSpaceCollapsed(text: String, length: Int) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { TextMeasure($0) }.length == length)
    // The same in pieces.
    var whole = TextMeasure()
    if !text.contains("&"), text.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in bytes { [byte].withUnsafeBufferPointer { whole.append(TextMeasure($0)) } }
      #expect(whole.length == length)
    }
  }
}
