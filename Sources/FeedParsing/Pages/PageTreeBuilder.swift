/// Builds the tree of a page in one pass, by the rules of browsers (HTML Standard, 13.2.6) as far as
/// pages need them: implied end tags, elements that end in the wrong order, what stands in a table and
/// belongs before it.
///
/// Time and memory are linear in the page: depth, formatting that is opened again and the number of
/// nodes are bounded. libxml2's parser takes the square of the depth for end tags that match nothing,
/// and libgumbo allocates for every attribute; the house has a tokenizer.
struct PageTreeBuilder {
  typealias Place = PageTree.Place

  var scanner = MarkupScanner()
  var tree: PageTree
  var open: [Place] = [PageTree.html, PageTree.body]
  /// Formatting to open again in the next block; `none` stands for a cell, which starts afresh.
  var formatting: [Place] = []
  /// How many elements of drawings and formulas are open.
  var foreign = 0
  var isInBody = false
  var hasForm = false

  static let deepest = 256
  private static let mostNodes = 1 << 20
  static let mostFormatting = 16

  static func tree(of page: UnsafeBufferPointer<UInt8>) -> PageTree {
    var builder = PageTreeBuilder(page)
    builder.build()
    return builder.tree
  }

  private init(_ page: UnsafeBufferPointer<UInt8>) {
    tree = PageTree(page)
  }

  mutating func build() {
    while tree.nodes.count < Self.mostNodes, let piece = scanner.next(in: page) {
      switch piece.kind {
      case .remark: break
      case .text, .raw: text(piece.range)
      case .start: start(piece)
      case .end: end(piece)
      }
    }
  }

  var page: UnsafeBufferPointer<UInt8> { tree.page }
  var current: Place { open[open.count - 1] }

  // MARK: Text

  mutating func text(_ range: Range<Int>) {
    let measure = TextMeasure(UnsafeBufferPointer(rebasing: page[range]))
    if measure.isBlank {
      guard isInBody else { return }
    } else {
      isInBody = true
      reopenFormatting()
    }
    var node = PageTree.Node(start: Int32(range.lowerBound), end: Int32(range.upperBound))
    node.isText = true
    node.measure = measure
    insert(node, isBlank: measure.isBlank)
  }

  /// Adds a node where the next one belongs.
  @discardableResult
  mutating func insert(_ node: PageTree.Node, isBlank: Bool = false) -> Place {
    let place = tree.add(node)
    if !isBlank, tree[current].element.isTableFrame, !belongsInTable(node),
      let table = open.last(where: { tree[$0].element == .table }), tree[table].parent >= 0
    {
      tree.insert(place, before: table)
    } else {
      tree.append(place, to: current)
    }
    return place
  }

  func belongsInTable(_ node: PageTree.Node) -> Bool {
    guard !node.isText else { return false }
    switch node.element {
    case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr, .template, .form:
      return true
    case .input:
      let kind = tree.attribute("type", in: Int(node.start)..<Int(node.end))
      return kind.map { PageTree.equal(page[$0], "hidden") } ?? false
    default: return false
    }
  }

  // MARK: Start tags

  mutating func start(_ piece: MarkupScanner.Piece) {
    let element = PageElement(named: page[piece.name])
    let tag = piece.name.lowerBound..<piece.range.upperBound - 1
    if foreign > 0 {
      guard leavesForeign(element) else { return startForeign(tag, element, piece.isSelfClosing) }
      closeForeign()
    }
    switch element {
    case .html, .body:
      let place = element == .html ? PageTree.html : PageTree.body
      if element == .body { isInBody = true }
      guard tree[place].end == 0 else { return }
      tree[place].start = Int32(tag.lowerBound)
      tree[place].end = Int32(tag.upperBound)
      readHints(of: place)
    case .head, .frame: break
    case .meta: tree.metas.append(tag)
    case .link: tree.links.append(tag)
    case .base:
      if tree.base == nil { tree.base = tree.attribute("href", in: tag) }
    case .title, .script, .style, .xmp, .noembed, .noframes, .iframe, .textarea:
      rawText(element, tag)
    default:
      if element != .noscript && element != .template { isInBody = true }
      if select(tag, element) { return }
      closeBefore(element)
      if element.isTableFrame || element.isCell || element == .caption || element == .colgroup
        || element == .col
      {
        guard startInTable(element) else { return }
      }
      if element == .form, hasForm { return }
      push(tag, element, isVoid: element.isVoid)
    }
  }

  mutating func push(_ tag: Range<Int>, _ element: PageElement, isVoid: Bool) {
    if !element.closesParagraph, !element.isTableFrame, !element.isCell, element != .caption {
      reopenFormatting()
    }
    var node = PageTree.Node(start: Int32(tag.lowerBound), end: Int32(tag.upperBound))
    node.element = element == .image ? .img : element
    let place = insert(node)
    readHints(of: place)
    if element == .noscript || element == .template { tree.asides.append(place) }
    guard !isVoid, open.count < Self.deepest else { return }
    open.append(place)
    switch element {
    case .form: hasForm = true
    case .svg, .math: foreign += 1
    case .td, .th, .caption, .applet, .object, .marquee, .template: formatting.append(PageTree.none)
    case _ where element.isFormatting: remember(place)
    default: break
    }
  }

  mutating func readHints(of place: Place) {
    tree[place].hints = PageHints(of: Int(tree[place].start)..<Int(tree[place].end), in: tree)
  }

  mutating func rawText(_ element: PageElement, _ tag: Range<Int>) {
    let content = scanner.takeRawText() ?? tag.upperBound..<tag.upperBound
    switch element {
    case .title:
      if tree.title == nil { tree.title = content }
    case .script:
      let kind = tree.attribute("type", in: tag).map { UnsafeBufferPointer(rebasing: page[$0]) }
      if let kind, PageHints.contains("ld+json", in: kind) {
        tree.data.append(content)
      } else if let kind, PageHints.contains("math/tex", in: kind) {
        isInBody = true
        let formula = insert(PageTree.Node(start: 0, end: 0, element: .code))
        var text = PageTree.Node(start: Int32(content.lowerBound), end: Int32(content.upperBound))
        text.isText = true
        text.measure = TextMeasure(UnsafeBufferPointer(rebasing: page[content]))
        tree.append(tree.add(text), to: formula)
      } else {
        tree.scripts += 1
      }
    case .iframe: push(tag, .iframe, isVoid: true)
    case .textarea: push(tag, .textarea, isVoid: true)
    default: break
    }
  }

  /// In a `select` there is nothing but options.
  mutating func select(_ tag: Range<Int>, _ element: PageElement) -> Bool {
    guard let index = open.lastIndex(where: { tree[$0].element == .select }),
      index >= open.count - 3
    else { return false }
    switch element {
    case .option:
      if tree[current].element == .option { open.removeLast() }
    case .optgroup:
      if tree[current].element == .option { open.removeLast() }
      if tree[current].element == .optgroup { open.removeLast() }
    case .hr: return true
    case .select, .input, .textarea, .button, .p, .div, .table, .li, .ul, .tr, .td:
      close(downTo: index)
      return element == .select
    default: return true
    }
    push(tag, element, isVoid: false)
    return true
  }

  /// Closes what its author left to this start tag to close.
  mutating func closeBefore(_ element: PageElement) {
    switch element {
    case .li: closeItem { $0 == .li }
    case .dd, .dt: closeItem { $0 == .dd || $0 == .dt }
    case .a:
      if let link = formatting.last(where: { $0 < 0 || tree[$0].element == .a }), link >= 0 {
        closeFormatting(.a)
        formatting.removeAll { $0 == link }
        if let index = open.lastIndex(of: link) { open.remove(at: index) }
      }
    case .nobr, .button: if isInScope(element) { close(upTo: element) }
    case .option, .optgroup:
      if tree[current].element == .option { open.removeLast() }
    case .rp, .rt: if [.rb, .rp, .rt].contains(tree[current].element) { open.removeLast() }
    default: break
    }
    guard element.closesParagraph else { return }
    closeParagraph()
    if element.isHeading, tree[current].element.isHeading { open.removeLast() }
  }

  mutating func closeItem(_ isItem: (PageElement) -> Bool) {
    for index in open.indices.reversed() {
      let element = tree[open[index]].element
      if isItem(element) { return close(downTo: index) }
      if element.isSpecial, element != .address, element != .div, element != .p { return }
    }
  }

  mutating func closeParagraph() {
    for index in open.indices.reversed() {
      let element = tree[open[index]].element
      if element == .p { return close(downTo: index) }
      if element.isScope || element == .button || element == .body { return }
    }
  }

  // MARK: Tables

  /// Makes room for a part of a table; says no where there is no table.
  mutating func startInTable(_ element: PageElement) -> Bool {
    if element == .table {
      // A table right in a table ends it.
      if tree[current].element.isTableFrame, let index = index(of: .table) { close(downTo: index) }
      return true
    }
    guard let table = index(of: .table) else { return false }
    switch element {
    case .caption, .colgroup, .tbody, .thead, .tfoot: close(downTo: table + 1)
    case .col: if tree[current].element != .colgroup { close(downTo: table + 1) }
    case .tr:
      closeInTable(table) { $0.isTableSection }
      if !tree[current].element.isTableSection { addOpen(.tbody) }
    default:
      closeInTable(table) { $0 == .tr }
      if tree[current].element != .tr {
        closeInTable(table) { $0.isTableSection }
        if !tree[current].element.isTableSection { addOpen(.tbody) }
        addOpen(.tr)
      }
    }
    return true
  }

  /// Closes down to such an element of the table, or to the table.
  mutating func closeInTable(_ table: Int, _ isWanted: (PageElement) -> Bool) {
    let index = open.indices[(table + 1)...].last { isWanted(tree[open[$0]].element) }
    close(downTo: (index ?? table) + 1)
  }

  mutating func addOpen(_ element: PageElement) {
    guard open.count < Self.deepest else { return }
    let place = tree.add(element)
    tree.append(place, to: current)
    open.append(place)
  }

  func index(of element: PageElement) -> Int? {
    open.lastIndex { tree[$0].element == element }
  }
}
