/// What ends an element, and what is opened again after it.
extension PageTreeBuilder {
  // MARK: End tags

  mutating func end(_ piece: MarkupScanner.Piece) {
    let element = PageElement(named: page[piece.name])
    if foreign > 0 { return endForeign(element, piece.name) }
    switch element {
    case .html, .body, .head: break
    case .br: push(0..<0, .br, isVoid: true)
    case .p:
      if !isInScope(.p, orIn: .button) {
        let place = tree.add(.p)
        tree.append(place, to: current)
      } else {
        closeParagraph()
      }
    case .form:
      hasForm = false
      endBlock(element)
    case .h1, .h2, .h3, .h4, .h5, .h6:
      for index in open.indices.reversed() {
        let other = tree[open[index]].element
        if other.isHeading { return close(downTo: index) }
        if other.isScope || other == .body { return }
      }
    case .table, .tbody, .thead, .tfoot, .tr, .td, .th, .caption: endInTable(element)
    case _ where element.isFormatting: closeFormatting(element)
    case .li, .dd, .dt: endBlock(element)
    case _ where element.isSpecial: endBlock(element)
    default: endOther(element, piece.name)
    }
  }

  mutating func endBlock(_ element: PageElement) {
    if isInScope(element) { close(upTo: element) }
  }

  mutating func endInTable(_ element: PageElement) {
    for index in open.indices.reversed() {
      let other = tree[open[index]].element
      if other == element { return close(downTo: index) }
      if other == .table || other == .html { return }
    }
  }

  mutating func endOther(_ element: PageElement, _ name: Range<Int>) {
    for index in open.indices.reversed() {
      let place = open[index]
      if tree[place].element == element, element != .other || isNamed(place, name) {
        return close(downTo: index)
      }
      if tree[place].element.isSpecial { return }
    }
  }

  func isNamed(_ place: Place, _ name: Range<Int>) -> Bool {
    let start = Int(tree[place].start)
    guard start + name.count <= Int(tree[place].end) else { return false }
    for offset in 0..<name.count
    where page[start + offset] | 0x20 != page[name.lowerBound + offset] | 0x20 {
      return false
    }
    return MarkupScanner.endOfName(from: start, in: page) == start + name.count
  }

  func isInScope(_ element: PageElement, orIn barrier: PageElement? = nil) -> Bool {
    for place in open.reversed() {
      let other = tree[place].element
      if other == element { return true }
      if other.isScope || other == barrier { return false }
    }
    return false
  }

  mutating func close(upTo element: PageElement) {
    if let index = index(of: element), index > 1 { close(downTo: index) }
  }

  mutating func close(downTo index: Int) {
    while open.count > max(index, 2), let place = open.popLast() {
      switch tree[place].element {
      case .td, .th, .caption, .applet, .object, .marquee, .template:
        while let last = formatting.popLast(), last >= 0 {}
      case .svg, .math: foreign = max(0, foreign - 1)
      case .form: hasForm = false
      default: break
      }
    }
  }

  // MARK: Formatting

  mutating func remember(_ place: Place) {
    let since = (formatting.lastIndex { $0 < 0 } ?? -1) + 1
    if formatting.count - since >= Self.mostFormatting { formatting.remove(at: since) }
    guard formatting.count < 4 * Self.deepest else { return }
    formatting.append(place)
  }

  /// Opens again the formatting that was closed by the end of a block around it.
  mutating func reopenFormatting() {
    guard let last = formatting.last, last >= 0, !isOpen(last) else { return }
    var index = formatting.count - 1
    while index > 0, formatting[index - 1] >= 0, !isOpen(formatting[index - 1]) { index -= 1 }
    for index in index..<formatting.count where open.count < Self.deepest {
      let place = insert(copy(of: formatting[index]))
      open.append(place)
      formatting[index] = place
    }
  }

  func isOpen(_ place: Place) -> Bool {
    open.reversed().contains(place)
  }

  func copy(of place: Place) -> PageTree.Node {
    var node = PageTree.Node(start: tree[place].start, end: tree[place].end)
    node.element = tree[place].element
    node.hints = tree[place].hints
    return node
  }

  /// Ends formatting, also where it began outside a block that goes on (13.2.6.4.7, the "adoption
  /// agency"): what is left of the block gets formatting of its own.
  mutating func closeFormatting(_ element: PageElement) {
    if tree[current].element == element, !formatting.contains(current) {
      open.removeLast()
      return
    }
    for _ in 0..<8 {
      guard
        let entry = formatting.lastIndex(where: { $0 < 0 || tree[$0].element == element }),
        formatting[entry] >= 0
      else { return endOther(element, 0..<0) }
      let place = formatting[entry]
      guard let index = open.lastIndex(of: place) else {
        formatting.remove(at: entry)
        return
      }
      if open[(index + 1)...].contains(where: { tree[$0].element.isScope }) { return }
      guard
        let block = open.indices[(index + 1)...].first(where: { tree[open[$0]].element.isSpecial })
      else {
        close(downTo: index)
        formatting.removeAll { $0 == place }
        return
      }
      adopt(block, place: place, index: index, entry: entry)
    }
  }

  mutating func adopt(_ block: Int, place: Place, index: Int, entry: Int) {
    let furthest = open[block]
    let ancestor = open[index - 1]
    var last = furthest
    var bookmark = entry
    var inner = block - 1
    var steps = 0
    while inner > index {
      steps += 1
      let node = open[inner]
      let listed = formatting.lastIndex(of: node)
      if let listed, steps <= 3 {
        let copied = tree.add(copy(of: node))
        open[inner] = copied
        formatting[listed] = copied
        if last == furthest { bookmark = listed + 1 }
        tree.move(last, to: copied)
        last = copied
      } else {
        if let listed {
          formatting.remove(at: listed)
          if listed < bookmark { bookmark -= 1 }
        }
        open.remove(at: inner)
      }
      inner -= 1
    }
    if tree[ancestor].element.isTableFrame,
      let table = open[..<index].last(where: { tree[$0].element == .table }),
      tree[table].parent >= 0
    {
      tree.detach(last)
      tree.insert(last, before: table)
    } else {
      tree.move(last, to: ancestor)
    }
    let copied = tree.add(copy(of: place))
    tree.moveChildren(of: furthest, to: copied)
    tree.append(copied, to: furthest)
    if let old = formatting.lastIndex(of: place) {
      formatting.remove(at: old)
      if old < bookmark { bookmark -= 1 }
    }
    formatting.insert(copied, at: min(max(bookmark, 0), formatting.count))
    if let old = open.lastIndex(of: place) { open.remove(at: old) }
    if let at = open.lastIndex(of: furthest) { open.insert(copied, at: at + 1) }
  }

  // MARK: Drawings and formulas

  func leavesForeign(_ element: PageElement) -> Bool {
    switch element {
    case .other, .a, .title, .style, .script, .desc, .foreignobject, .svg, .math, .image, .font,
      .mark, .label, .source, .link, .s, .u, .data, .map, .menu, .section, .button, .input, .form,
      .select, .option, .textarea, .summary, .details, .main, .article, .aside, .header, .footer,
      .figure, .audio, .video, .iframe, .template, .slot, .time, .q, .object, .param, .area,
      .canvas:
      return false
    default:
      // Text in a drawing may hold HTML where it says so.
      return !open.suffix(32).contains { tree[$0].element == .foreignobject }
    }
  }

  mutating func closeForeign() {
    guard let index = open.firstIndex(where: { tree[$0].element.isForeign }) else { return }
    close(downTo: index)
    foreign = 0
  }

  mutating func startForeign(
    _ tag: Range<Int>, _ element: PageElement, _ isSelfClosing: Bool
  ) {
    if element == .script || element == .style {
      _ = scanner.takeRawText()
      return
    }
    var node = PageTree.Node(start: Int32(tag.lowerBound), end: Int32(tag.upperBound))
    node.element = element
    let place = insert(node)
    readHints(of: place)
    guard !isSelfClosing, open.count < Self.deepest,
      !(element.isVoid && open.suffix(32).contains { tree[$0].element == .foreignobject })
    else { return }
    open.append(place)
    if element.isForeign { foreign += 1 }
  }

  mutating func endForeign(_ element: PageElement, _ name: Range<Int>) {
    for index in open.indices.reversed() where index > 1 {
      let place = open[index]
      if tree[place].element == element, element != .other || isNamed(place, name) {
        return close(downTo: index)
      }
    }
  }
}
