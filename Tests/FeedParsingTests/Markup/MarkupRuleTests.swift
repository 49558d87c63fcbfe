import Testing

@testable import FeedParsing

@Suite struct MarkupRuleTests {
  @Test(arguments: [
    "How to use the <table> element", "Tips for <script> and <style> tags",
    "Use <b>, not <strong>?", "Generics: Map<String> vs Set<u8>", "#include <stdio.h> considered",
    "I <3 feeds", "</> news", "if a < b && c > d", "What </p> is for", "The <img> element",
    "<!doctype html> and why", "Where <?php begins ?>", "What <!-- begins", "a <b && c> d",
    "<title>", "Array<Int>", "a = b", "E=mc²",
  ])
  func tagsWithoutPartnerAreWords(text: String) {
    #expect(MarkupRule.line(text).text == text)
  }

  @Test(arguments: [
    ("<em>Blue</em> film", "Blue film"), ("one<br>two <!-- c -->end", "one two end"),
    ("H<sub>2</sub>O and x<sup>2</sup>", "H₂O and x²"), ("the 2<sup>nd</sup>", "the 2nd"),
    ("<p>a</p><p>b</p>", "a b"), ("<EM>x</em>", "x"), ("a<script>b</script>c", "ac"),
    ("<b><i>x</b></i> <u>", "x <u>"), ("Use <b> in <b>bold</b>", "Use <b> in bold"),
    ("A &#8211; B &amp; C &hellip;", "A – B & C …"), ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ("&lt;em&gt;once&lt;/em&gt;", "<em>once</em>"), ("<img src=x.png alt='The logo'>", "The logo"),
    ("<img src=x.png alt='Logo'> Weekly <b>42</b>", "Weekly 42"),
    ("Sun <img src=x.png alt='☀'> today", "Sun ☀ today"), ("<i></i>", "<i></i>"),
    ("a <input type=text> b", "a b"), ("<img src=x.png>", ""), ("cut <a href=x>off", "cut off"),
    ("a <button type=submit> b", "a <button type=submit> b"),
    ("<!doctype html><html><b>x</b></html>", "x"),
  ])
  func pairsAndVoidElementsAreMarkup(text: String, line: String) {
    #expect(MarkupRule.line(text).text == line)
  }

  @Test func namesOfOneLetterAreThoseOfHTML() {
    for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
      #expect(HTMLName.isKnown(letter: letter) == HTMLName.isKnown([letter]))
    }
  }

  @Test func whatIsTooLongIsCutBetweenCharacters() {
    let long = MarkupRule.line(String(repeating: "é", count: 5000))
    #expect(long.isCut)
    #expect(long.text == String(repeating: "é", count: 4096))
    #expect(MarkupRule.line(String(repeating: "<b>x</b>", count: 20_000)).isCut)
    #expect(!MarkupRule.line("short").isCut)
  }

  @Test(arguments: [
    ("&lt;p&gt;A &lt;b&gt;c&lt;/b&gt;&lt;/p&gt;", true), ("  &lt;DIV x=1&gt;a&lt;/div&gt; b", true),
    ("Write &lt;p&gt;a&lt;/p&gt;", false), ("&lt;p&gt;open", false),
    ("&lt;p&gt;a&lt;/p&gt; <b>c</b>", false), ("&lt;T&gt;a&lt;/T&gt;", false),
    ("&lt;b&gt;a&lt;/bdo&gt;", false), ("", false), ("&lt;", false), ("&lt;p", false),
  ])
  func onlyAWholeDocumentIsDecodedAgain(text: String, isEscaped: Bool) {
    #expect(Array(text.utf8).withUnsafeBufferPointer(MarkupRule.isEscapedDocument) == isEscaped)
  }

  @Test(arguments: [
    ("a <b>c</b>", true), ("a<br>b", true), ("one<p>two<p>three", true), ("- <li>x", true),
    ("the <p> tag", false), ("use <b>, not <i>", false), ("<3 </b> <x>y</x>", false),
    ("<img src=a>", true), ("cut <a href='x'>off", true), ("a <input type='date'> field", true),
    ("a <button type='submit'> here", false), ("the <img>", false), ("x <b && z> 3", false),
    ("the <P class=a> tag", true), ("a <u> b <I> c </B> </U>", true), ("<u> <u> </uu>", false),
    ("<x y=1></x>", false), ("a <Q> b </q>", true), ("<s z=1>", true), ("the <b x> b", false),
  ])
  func bodiesHoldMarkupOrWords(text: String, holds: Bool) {
    #expect(
      Array(text.utf8).withUnsafeBufferPointer { MarkupRule.holdsMarkup($0) } == holds, "\(text)")
  }
}
