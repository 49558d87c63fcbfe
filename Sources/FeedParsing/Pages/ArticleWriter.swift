import Articles

/// Writes an article as clean HTML and as plain text.
struct ArticleWriter {
  typealias Place = PageTree.Place

  private let tree: PageTree
  private var links: LinkBase
  private var output: [UInt8] = []

  init(_ tree: PageTree, links: LinkBase) {
    self.tree = tree
    self.links = links
  }

  // MARK: HTML

  /// What is in a node, with no element and no attribute that is not known to be harmless, and all
  /// addresses absolute.
  mutating func html(of root: Place) -> String {
    output = []
    output.reserveCapacity(16 << 10)
    for child in tree.children(root) { write(child) }
    FieldText.trim(&output)
    return UTF8Text.string(output)
  }

  private mutating func write(_ place: Place) {
    let node = tree[place]
    if node.isText { return escape(Int(node.start)..<Int(node.end)) }
    switch node.element {
    case .img, .ampImage: return image(place)
    case .picture:
      if let image = firstImage(in: place) { return self.image(image, sources: place) }
    case .svg, .script, .style, .template, .noscript, .input, .select, .textarea, .button, .canvas,
      .dialog, .datalist:
      return
    case .iframe, .embed, .object: return player(place)
    case .math: return formula(place)
    default: break
    }
    guard let name = Self.name(of: node.element) else {
      for child in tree.children(place) { write(child) }
      if isFollowedByLabel(place) { output.append(0x20) }
      return
    }
    output.append(UInt8(ascii: "<"))
    append(name)
    writeAttributes(of: place, node.element)
    output.append(UInt8(ascii: ">"))
    guard !node.element.isVoid else { return }
    for child in tree.children(place) { write(child) }
    end(name)
  }

  /// Labels of tabs have borders and no blank between them.
  private func isFollowedByLabel(_ place: Place) -> Bool {
    tree[place].element == .label && tree[place].next >= 0
      && tree.element(tree[place].next) == .label
  }

  /// The name under which an element is kept; `nil` if only what is in it is.
  private static func name(of element: PageElement) -> String? {
    switch element {
    case .h1: "h2"
    case .div, .article, .section, .main, .header, .center, .form, .fieldset, .address, .hgroup,
      .nav, .aside,
      .body, .search, .menu:
      "div"
    case .listing, .plaintext, .xmp: "pre"
    case .strike: "s"
    case .tt: "code"
    case .acronym: "abbr"
    case .abbr, .b, .bdi, .bdo, .blockquote, .br, .caption, .cite, .code, .col, .colgroup, .dd,
      .del,
      .details, .dfn, .dl, .dt, .em, .figcaption, .figure, .h2, .h3, .h4, .h5, .h6, .hr, .i, .ins,
      .kbd,
      .li, .mark, .ol, .p, .pre, .q, .rp, .rt, .ruby, .s, .samp, .small, .strong, .sub, .summary,
      .sup, .table, .tbody, .td, .tfoot, .th, .thead, .time, .tr, .u, .ul, .var, .wbr, .a, .audio,
      .video, .source:
      element.rawValue
    default: nil
    }
  }

  private mutating func end(_ name: String) {
    append("</")
    append(name)
    output.append(UInt8(ascii: ">"))
  }

  private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func writeAttributes(of place: Place, _ element: PageElement) {
    guard tree[place].end > tree[place].start else { return }
    for attribute in tree.attributes(in: Int(tree[place].start)..<Int(tree[place].end)) {
      let name = tree.page[attribute.name]
      guard let kind = Self.kind(of: name, element) else { continue }
      let value = UnsafeBufferPointer(rebasing: tree.page[attribute.value])
      var address: String?
      switch kind {
      case .address:
        guard let found = absolute(value) else { continue }
        address = found
      case .language:
        guard PageHints.contains("lang", in: value) else { continue }
      case .plain: break
      }
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
      append("=\"")
      if var address {
        address.withUTF8 { LinkBase.append($0, to: &output) }
      } else {
        appendValue(value)
      }
      output.append(UInt8(ascii: "\""))
    }
  }

  private enum AttributeKind { case plain, address, language }

  private static func kind(
    of name: Slice<UnsafeBufferPointer<UInt8>>, _ element: PageElement
  ) -> AttributeKind? {
    func isOne(of names: StaticString...) -> Bool { names.contains { PageTree.equal(name, $0) } }
    if isOne(of: "id", "title", "lang", "dir") { return .plain }
    switch element {
    case .a: return isOne(of: "href") ? .address : isOne(of: "name", "rel") ? .plain : nil
    case .audio, .video, .source:
      return isOne(of: "src", "poster") ? .address : isOne(of: "controls", "type") ? .plain : nil
    case .blockquote, .q, .del, .ins: return isOne(of: "cite") ? .address : nil
    case .td, .th: return isOne(of: "colspan", "rowspan", "headers", "scope") ? .plain : nil
    case .ol: return isOne(of: "start", "reversed", "type") ? .plain : nil
    case .li: return isOne(of: "value") ? .plain : nil
    case .time: return isOne(of: "datetime") ? .plain : nil
    case .code, .pre: return isOne(of: "class") ? .language : nil
    default: return nil
    }
  }

  /// `nil` for what is not opened.
  private mutating func absolute(_ value: UnsafeBufferPointer<UInt8>) -> String? {
    var text =
      CharacterReferences.decode(value).map { UTF8Text.string($0) } ?? UTF8Text.string(value)
    text = String(text.drop { $0.isWhitespace })
    // A note in the article itself.
    if text.hasPrefix("#") { return text.count > 1 ? text : nil }
    return links.resolve(text)
  }

  private mutating func appendValue(_ value: UnsafeBufferPointer<UInt8>) {
    guard let decoded = CharacterReferences.decode(value) else {
      return SafeText.append(value, escaping: true, to: &output)
    }
    decoded.withUnsafeBufferPointer { SafeText.append($0, escaping: true, to: &output) }
  }

  private mutating func escape(_ range: Range<Int>) {
    appendValue(UnsafeBufferPointer(rebasing: tree.page[range]))
  }

  // MARK: Images, films, formulas

  private func firstImage(in root: Place) -> Place? {
    var place = tree.following(root, within: root)
    while place >= 0 {
      if tree.element(place) == .img { return place }
      place = tree.following(place, within: root)
    }
    return nil
  }

  /// The TeX of a formula that is shown as a picture.
  private func tex(of image: Place) -> Range<Int>? {
    guard let names = tree.attribute("class", of: image) else { return nil }
    let isFormula = tree.page[names].split { $0 <= 0x20 }.contains { name in
      PageTree.equal(name, "latex") || PageTree.equal(name, "tex")
        || PageTree.equal(name, "mwe-math-fallback-image-inline")
        || PageTree.equal(name, "mwe-math-fallback-image-display")
    }
    guard isFormula, let words = tree.attribute("alt", of: image), !words.isEmpty else {
      return nil
    }
    return words
  }

  private mutating func image(_ place: Place, sources: Place? = nil) {
    if let tex = tex(of: place) {
      append("<math alttext=\"")
      appendValue(UnsafeBufferPointer(rebasing: tree.page[tex]))
      return append("\"></math>")
    }
    guard
      let address = PageImages.address(of: place, sources: sources, in: tree).flatMap({
        links.resolve($0)
      })
    else { return }
    append("<img src=\"")
    var text = address
    text.withUTF8 { LinkBase.append($0, to: &output) }
    output.append(UInt8(ascii: "\""))
    for name in ["alt", "title", "width", "height"] as [StaticString] {
      guard let value = tree.attribute(name, of: place) else { continue }
      append(" \(name)=\"")
      appendValue(UnsafeBufferPointer(rebasing: tree.page[value]))
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: ">"))
  }

  private mutating func player(_ place: Place) {
    guard let source = tree.value("src", of: place) ?? tree.value("data", of: place),
      var address = links.resolve(source)
    else { return }
    append("<iframe src=\"")
    address.withUTF8 { LinkBase.append($0, to: &output) }
    output.append(UInt8(ascii: "\""))
    if let title = tree.attribute("title", of: place) {
      append(" title=\"")
      appendValue(UnsafeBufferPointer(rebasing: tree.page[title]))
      output.append(UInt8(ascii: "\""))
    }
    append("></iframe>")
  }

  private mutating func formula(_ root: Place) {
    let node = tree[root]
    if node.isText { return escape(Int(node.start)..<Int(node.end)) }
    let name = tree.page[tree.name(in: Int(node.start)..<Int(node.end))]
    guard !name.isEmpty, node.element == .math || node.element == .other else { return }
    output.append(UInt8(ascii: "<"))
    output.append(contentsOf: name)
    for attribute in ["alttext", "display", "encoding", "mathvariant"] as [StaticString] {
      guard let value = tree.attribute(attribute, of: root) else { continue }
      append(" \(attribute)=\"")
      appendValue(UnsafeBufferPointer(rebasing: tree.page[value]))
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: ">"))
    for child in tree.children(root) { formula(child) }
    append("</")
    output.append(contentsOf: name)
    output.append(UInt8(ascii: ">"))
  }

  // MARK: Text

  private enum Gap: Comparable { case none, blank, tab, line, paragraph }
  private var gap = Gap.none

  /// The text alone: paragraphs with an empty line between them, items, rows and lines of code on
  /// lines of their own, cells with a tab between them.
  mutating func text(of root: Place) -> String {
    output = []
    gap = .none
    for child in tree.children(root) { writeText(child, isCode: false) }
    FieldText.trim(&output)
    return UTF8Text.string(output)
  }

  private mutating func writeText(_ place: Place, isCode: Bool) {
    let node = tree[place]
    if node.isText { return appendText(Int(node.start)..<Int(node.end), isCode: isCode) }
    switch node.element {
    case .svg, .script, .style, .template, .noscript, .input, .select, .textarea, .button, .canvas,
      .dialog, .datalist, .iframe, .object, .embed, .audio, .video:
      return
    case .img:
      if let tex = tex(of: place) { appendLine(tree.decoded(tex)) }
      return
    case .br:
      if isCode { output.append(0x0A) } else { widen(.line) }
      return
    case .math:
      if let formula = tree.value("alttext", of: place) ?? annotation(in: place) {
        return appendLine(formula)
      }
    case .td, .th: widen(.tab)
    default: break
    }
    let around: Gap =
      switch node.element {
      case .li, .tr, .dd, .dt, .caption, .summary: .line
      case _ where node.element.isBlock && !node.element.isCell && !node.element.isTableSection:
        .paragraph
      default: .none
      }
    widen(around)
    let isCode = isCode || node.element == .pre || node.element == .listing || node.element == .xmp
    for child in tree.children(place) { writeText(child, isCode: isCode) }
    widen(isFollowedByLabel(place) ? .blank : around)
  }

  private func annotation(in formula: Place) -> String? {
    var place = formula
    while place >= 0 {
      if !tree[place].isText, tree.value("encoding", of: place) == "application/x-tex" {
        return tree.text(in: place)
      }
      place = tree.following(place, within: formula)
    }
    return nil
  }

  private mutating func widen(_ other: Gap) { gap = max(gap, other) }

  private mutating func appendLine(_ text: String) {
    fill()
    append(TextCleaning.clean(text))
  }

  private mutating func fill() {
    defer { gap = .none }
    guard !output.isEmpty else { return }
    switch gap {
    case .none: break
    case .blank: output.append(0x20)
    case .tab: output.append(0x09)
    case .line: output.append(0x0A)
    case .paragraph: append("\n\n")
    }
  }

  private mutating func appendText(_ range: Range<Int>, isCode: Bool) {
    let raw = UnsafeBufferPointer(rebasing: tree.page[range])
    guard let decoded = CharacterReferences.decode(raw) else {
      return appendText(raw, isCode: isCode)
    }
    decoded.withUnsafeBufferPointer { appendText($0, isCode: isCode) }
  }

  private mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>, isCode: Bool) {
    if isCode {
      guard !bytes.isEmpty else { return }
      fill()
      SafeText.append(bytes, to: &output)
      return
    }
    var index = 0
    while index < bytes.count {
      var end = index
      while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0xC2 { end += 1 }
      if end > index {
        fill()
        SafeText.append(UnsafeBufferPointer(rebasing: bytes[index..<end]), to: &output)
        index = end
      }
      guard index < bytes.count else { return }
      if bytes[index] <= 0x20 {
        widen(.blank)
        index += 1
      } else {
        let next = min(index + 2, bytes.count)
        if bytes[next - 1] == 0xA0 {
          widen(.blank)
        } else {
          fill()
          SafeText.append(UnsafeBufferPointer(rebasing: bytes[index..<next]), to: &output)
        }
        index = next
      }
    }
  }
}
