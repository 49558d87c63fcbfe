import Testing

@testable import FeedParsing

/// Nasty markup, and that all who read it see the same tags: those of the HTML standard's tokenizer.
@Suite struct MarkupScannerTests {
  struct Sample: CustomTestStringConvertible {
    let html: String
    /// The tags, as "p", "/p" and "br/".
    let tags: String
    let testDescription: String

    init(_ html: String, _ tags: String) {
      self.html = html
      self.tags = tags
      testDescription = String(html.prefix(40))
    }
  }

  static let samples = [
    // Comments.
    Sample("<!--><b>x</b>", "b /b"), Sample("<!---><b>x</b>", "b /b"),
    Sample("<!----><b>x</b>", "b /b"), Sample("<!-- <i> --><b>x</b>", "b /b"),
    Sample("<!-- <i> --!><b>x</b>", "b /b"), Sample("<!--!><i>--><b>x</b>", "b /b"),
    Sample("<!---!><i>--><b>x</b>", "b /b"), Sample("<!----!><b>x</b>", "b /b"),
    Sample("<!-- a <!-- <i> --><b>x</b>", "b /b"), Sample("<!-- - -> <i> -- > --><b>x</b>", "b /b"),
    Sample("<!-- never <b>x</b>", "b /b"),
    // What is neither a comment nor a tag.
    Sample("<!x <i><b>x</b>", "b /b"), Sample("<!-x <i><b>x</b>", "b /b"),
    Sample("<!><b>x</b>", "b /b"), Sample("<! <i><b>x</b>", "b /b"),
    Sample("<![CDATA[<i>]]><b>x</b>", "b /b"), Sample("<?x <i><b>x</b>", "b /b"),
    Sample("<?><b>x</b>", "b /b"), Sample("</ <i><b>x</b>", "b /b"), Sample("</><b>x</b>", "b /b"),
    Sample("</3 <i><b>x</b>", "b /b"), Sample("<3 <b>x</b>", "b /b"),
    Sample("< b><b>x</b>", "b /b"),
    Sample("<<b>x</b>", "b /b"), Sample("<\u{0}<b>x</b>", "b /b"), Sample("<é><b>x</b>", "b /b"),
    // The ends of tags.
    Sample("<a title='>'>x</a>", "a /a"), Sample("<a title=\">\">x</a>", "a /a"),
    Sample("<a title=a'>x</a>'>", "a /a"), Sample("<a title =\n'>'>x</a>", "a /a"),
    Sample("<a '>x</a>'>", "a /a"), Sample("<a =\">x</a>\">", "a /a"),
    Sample("<a b=c=\">x</a>\">", "a /a"), Sample("<a b=>x</a>", "a /a"),
    Sample("<a/b='>'/c=d>x</a>", "a /a"), Sample("<a b='c'd='>'>x</a>", "a /a"),
    Sample("<a>x</a title='>'>", "a /a"), Sample("<a>x</a/><b>y</b\n>", "a /a b /b"),
    Sample("<b\n>x</b>", "b /b"), Sample("<b\u{C}>x</b>", "b /b"), Sample("<B>x</b>", "b /b"),
    Sample("<b<i>x</b>", "b<i /b"), Sample("<i-x>x</i-x>", "i-x /i-x"),
    // What closes itself.
    Sample("<p/>x", "p/"), Sample("<p />x", "p/"), Sample("<p / >x", "p"),
    Sample("<p a=b/>x", "p"), Sample("<p a='b'/>x", "p/"), Sample("<p a/>x", "p/"),
    // What never ends is read as if it had not begun.
    Sample("<a title='x>y</a><b>z</b>", "a /a b /b"), Sample("<b>x</b><a", "b /b"),
    Sample("<b>x</b><a href='", "b /b"), Sample("<b>x</b></a", "b /b"),
    Sample("<b>x</b><!", "b /b"), Sample("<b>x</b><!-", "b /b"), Sample("<b>x</b><!--", "b /b"),
    Sample("<b>x</b></", "b /b"), Sample("<b>x</b><", "b /b"), Sample("<b>x</b><?x", "b /b"),
    Sample("<a b='>' c=\"><b d='>'>x</b>", "a b /b"),
    // Text, whatever it looks like.
    Sample("<script><b></script><b>x</b>", "script /script b /b"),
    Sample("<SCRIPT>'</scripts>'</Script ><b>x</b>", "script /script b /b"),
    Sample("<script><!-- <b> --></script><b>x</b>", "script /script b /b"),
    Sample("<script><!--<script></script>--></script><b>x</b>", "script /script b /b"),
    Sample("<script><!--<script>--></script><b>x</b>", "script /script b /b"),
    Sample("<script><!--<script></script><b>x</b>", "script /script b /b"),
    Sample("<script><!--></script><b>x</b>", "script /script b /b"),
    Sample("<style><b></style><b>x</b>", "style /style b /b"),
    Sample("<title><b></title><b>x</b>", "title /title b /b"),
    Sample("<textarea><!-- </textarea><b>x</b>", "textarea /textarea b /b"),
    Sample("<textarea><a title='</textarea><b>x</b>'>", "textarea /textarea b /b"),
    Sample("<iframe><b></iframe><b>x</b>", "iframe /iframe b /b"),
    Sample("<noembed><b></noembed><b>x</b>", "noembed /noembed b /b"),
    Sample("<noframes><b></noframes><b>x</b>", "noframes /noframes b /b"),
    Sample("<xmp><b></xmp><b>x</b>", "xmp /xmp b /b"), Sample("<script/><b>x</b>", "script/ b /b"),
    Sample("<title><b>x</b>", "title b /b"),
    Sample("<title><b>x</b></titles>", "title b /b /titles"),
    Sample("<script src=x/><b></script><b>x</b>", "script /script b /b"),
    Sample("<noscript><b>x</b></noscript>", "noscript b /b /noscript"),
  ]

  private func tags(of html: [UInt8]) -> [(tag: String, isStart: Bool)] {
    html.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner()
      var result: [(String, Bool)] = []
      while let piece = scanner.nextMarkup(in: bytes) {
        let name = HTMLName.lowercased(bytes[piece.name])
        switch piece.kind {
        case .start: result.append((name + (piece.isSelfClosing ? "/" : ""), true))
        case .end: result.append(("/" + name, false))
        case .text, .raw, .remark: break
        }
      }
      return result
    }
  }

  @Test(arguments: samples)
  func tagsAreThoseOfTheStandard(sample: Sample) {
    #expect(tags(of: Array(sample.html.utf8)).map(\.tag).joined(separator: " ") == sample.tags)
  }

  @Test(arguments: samples)
  func noByteIsLost(sample: Sample) {
    Array(sample.html.utf8).withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner()
      var end = 0
      while let piece = scanner.next(in: bytes) {
        #expect(piece.range.lowerBound == end && !piece.range.isEmpty)
        end = piece.range.upperBound
      }
      #expect(end == bytes.count)
    }
  }

  /// As `HTMLElement` knows them; elements without a name of their own are alike.
  @Test(arguments: samples)
  func documentsSeeTheSame(sample: Sample) {
    var tokenizer = HTMLTokenizer(Array(sample.html.utf8))
    var found: [String] = []
    while let token = tokenizer.next() {
      switch token {
      case .text: break
      case .start(let tag): found.append(tag.element.rawValue + (tag.isSelfClosing ? "/" : ""))
      case .end(let element): found.append("/" + element.rawValue)
      }
    }
    let wanted = sample.tags.split(separator: " ").map { tag -> String in
      let name = tag.filter { $0 != "/" }
      return String(tag).replacing(name, with: HTMLElement(named: name.utf8).rawValue)
    }
    #expect(found == wanted)
  }

  /// What stands in the body of a page, in its order.
  @Test(arguments: samples)
  func pagesSeeTheSame(sample: Sample) {
    let apart = ["script", "style", "title", "noembed", "noframes", "xmp"]
    let wanted = sample.tags.split(separator: " ").filter { !$0.hasPrefix("/") }
      .map { String($0.filter { $0 != "/" }) }.filter { !apart.contains($0) }
    let found = Array(sample.html.utf8).withUnsafeBufferPointer { page in
      let tree = PageTreeBuilder.tree(of: page)
      return Set(tree.nodes.filter { !$0.isText && $0.end > 0 }.map(\.start)).sorted().map {
        start in
        HTMLName.lowercased(page[Int(start)..<MarkupScanner.endOfName(from: Int(start), in: page)])
      }
    }
    #expect(found == wanted)
  }

  /// What is kept of a feed's text has the tags of it, but those that are removed; read again, too.
  @Test(arguments: samples)
  func whatIsKeptOfFeedsSeesTheSame(sample: Sample) {
    let kept = rewritten(sample.html)
    let gone = ["script", "/script", "style", "/style", "script/"]
    let wanted = sample.tags.split(separator: " ").map(String.init).filter { !gone.contains($0) }
    #expect(tags(of: kept).map(\.tag) == wanted)
    #expect(rewritten(String(decoding: kept, as: UTF8.self)) == kept)
  }

  private func rewritten(_ html: String) -> [UInt8] {
    var links = LinkBase(nil)
    return HTMLRewriter.rewrite(Array(html.utf8), links: &links) ?? Array(html.utf8)
  }

  @Test(arguments: [
    "x<!y <script>run()</script>>", "x<?y <script>run()</script>?>", "<p a='<script>run()</script>",
    "<textarea><a title='</textarea><script>run()</script>'>", "<script src=x/>run()</script>",
    "<svg><title><b onclick=run()></title></svg>",
    "<svg><iframe><img onerror=run()></iframe></svg>",
    "<b onclick='run()'>", "<b/onclick=run()>", "<b a='b'onclick=run()>", "<b\u{C}onclick=run()>",
    "<a href onclick=x=\"javascript:run()\">", "<a href onclick=''='javascript:run()'>",
    "<!-- --!><b onclick=run()> -->", "<b a=\"'\"onclick=run() c='\">",
  ])
  func nothingRuns(html: String) {
    let kept = rewritten(html)
    kept.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner()
      while let piece = scanner.nextMarkup(in: bytes) {
        guard piece.kind == .start else { continue }
        #expect(HTMLName.lowercased(bytes[piece.name]) != "script")
        for attribute in MarkupAttributes(of: piece, in: bytes) {
          let name = HTMLName.lowercased(bytes[attribute.name])
          #expect(!name.hasPrefix("on"))
          #expect(name != "href" || !bytes[attribute.value].starts(with: "javascript".utf8))
        }
      }
    }
  }

  @Test func attributesAreThoseOfTheStandard() {
    func attributes(_ tag: String) -> [String] {
      Array(tag.utf8).withUnsafeBufferPointer { bytes in
        var scanner = MarkupScanner()
        guard let piece = scanner.next(in: bytes) else { return [] }
        return MarkupAttributes(of: piece, in: bytes).map { attribute in
          String(decoding: bytes[attribute.name], as: UTF8.self) + "="
            + String(decoding: bytes[attribute.value], as: UTF8.self)
        }
      }
    }
    #expect(attributes("<a b=c d='e f' g=\"h'\" i>") == ["b=c", "d=e f", "g=h'", "i="])
    #expect(attributes("<a/b=c/d=e/f='g'/>") == ["b=c/d=e/f='g'/"])
    #expect(attributes("<a b='c'd='e'/f/g = h>") == ["b=c", "d=e", "f=", "g=h"])
    #expect(attributes("<a =b \"c=d 'e'>") == ["=b=", "\"c=d", "'e'="])
    #expect(attributes("<a b= c= >") == ["b=c="])
    #expect(attributes("<a b='c>d") == ["b=c"])
    #expect(attributes("<a \(String(repeating: "b ", count: 200))>").count == 100)
  }

  /// Each took the square of its length in some scanner.
  @Test(arguments: [
    ("<!--", 30_000), ("<", 1_000_000), ("</", 300_000), ("<!", 300_000), ("<?", 300_000),
    ("<a b=\"", 30_000), ("<a b='>' ", 30_000), ("<a b=\">\" '", 30_000), ("<a ", 300_000),
    ("<title>", 30_000), ("<title></titl>", 30_000), ("<script><!--<script></script>", 30_000),
    ("<script><!--</script>", 30_000), ("<script><!--", 30_000), ("<!x", 300_000),
    ("<a b='<a b=\"", 30_000), ("<!-- --!", 30_000), ("<!-->", 30_000), ("x<!y <", 100_000),
  ])
  func timeIsLinear(text: String, count: Int) {
    for end in ["", "c=\">-->"] {
      let html = Array((String(repeating: text, count: count) + end).utf8)
      html.withUnsafeBufferPointer { bytes in
        var scanner = MarkupScanner()
        while scanner.next(in: bytes) != nil {}
      }
      var links = LinkBase(nil)
      _ = HTMLRewriter.rewrite(html, links: &links)
    }
  }
}
