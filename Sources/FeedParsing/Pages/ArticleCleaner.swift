/// Takes out of an article what does not belong to it.
struct ArticleCleaner {
  typealias Place = PageTree.Place

  var tree: PageTree
  let root: Place
  private let rules: ArticleFinder.Rules
  private(set) var dataTables: Set<Place> = []

  init(_ tree: PageTree, root: Place, rules: ArticleFinder.Rules) {
    self.tree = tree
    self.root = root
    self.rules = rules
  }

  /// - Returns: how many characters are left, and how many of them are in no link.
  mutating func clean() -> (length: Int, words: Int) {
    dataTables = DataTables.find(in: tree, root)
    var present = elements()
    for element in [PageElement.form, .fieldset] where present.contains(element) {
      cleanByContent(element)
    }
    dropAlways()
    for element in [PageElement.table, .ul, .div] where present.contains(element) {
      cleanByContent(element)
    }
    present = elements()
    finish()
    let left = SubtreeMeasures(of: root, in: tree)[root]
    return (left.text.length, left.text.length - Int(left.links))
  }

  private func elements() -> Set<PageElement> {
    var result: Set<PageElement> = []
    var place = root
    while place >= 0 {
      if !tree[place].isText { result.insert(tree[place].element) }
      place = tree.following(place, within: root)
    }
    return result
  }

  // MARK: Never kept

  private mutating func dropAlways() {
    let measures = SubtreeMeasures(of: root, in: tree)
    walk { cleaner, place in
      let node = cleaner.tree[place]
      switch node.element {
      case .aside: if !cleaner.tree.isNote(place) { return true }
      case .footer, .input, .textarea, .select, .button, .dialog, .clipboardCopy: return true
      case .nav: if measures[place].linkDensity > 0.4 || cleaner.isContents(place) { return true }
      case .object, .embed, .iframe: return !cleaner.isFilm(place)
      case .h1, .h2: if cleaner.weight(place) < 0 { return true }
      case .a: if cleaner.isPermalink(place, measures) { return true }
      case .p, .div, .span, .strong, .blockquote:
        if cleaner.leadsAway(place, measures) { return true }
        if (1..<20).contains(measures[place].text.length), cleaner.isFiller(place) { return true }
        if cleaner.isReadingTime(place, measures) { return true }
      case .td:
        if cleaner.isLineNumbers(place) { return true }
        // A menu in a page that is laid out with tables.
        if measures[place].text.length > 60, measures[place].linkDensity > 0.8,
          !cleaner.isInDataTable(place), cleaner.hasTextBeside(place, measures)
        {
          return true
        }
      default: break
      }
      guard !node.hints.isDisjoint(with: [.share, .noise]),
        !cleaner.tree.isMidSentence(place, measures)
      else { return false }
      // What holds the article itself may be named so.
      let length = measures[place].text.length
      return length < 500
        && (node.parent != cleaner.root || length * 3 < measures[cleaner.root].text.length)
    }
    dropLabelledLists()
  }

  /// Drops every element that the closure says yes to.
  private mutating func walk(_ isDropped: (ArticleCleaner, Place) -> Bool) {
    var place = tree.following(root, within: root)
    while place >= 0 {
      let isDropped = !tree[place].isText && isDropped(self, place)
      let next = tree.following(place, within: root, skippingInside: isDropped)
      if isDropped { tree.detach(place) }
      place = next
    }
  }

  private func weight(_ place: Place) -> Int {
    rules.contains(.weighsNames) ? tree[place].hints.weight : 0
  }

  /// Whether it is a player of one of the places where films are.
  private func isFilm(_ place: Place) -> Bool {
    let tag = Int(tree[place].start)..<Int(tree[place].end)
    for attribute in tree.attributes(in: tag) where FilmHosts.isFilm(tree.page[attribute.value]) {
      return true
    }
    guard tree[place].element == .object else { return false }
    var inner = tree.following(place, within: place)
    while inner >= 0 {
      if !tree[inner].isText, tree[inner].element != .object, isFilm(inner) { return true }
      inner = tree.following(inner, within: place)
    }
    return false
  }

  // MARK: Kept if it looks like text

  /// What is counted in an element.
  private struct Tally {
    var text = TextMeasure()
    var links: Float = 0
    var paragraphs = 0
    var images = 0
    var items = 0
    var inputs = 0
    var players = 0
    var hasFilm = false
    var headings = 0
    var texts = 0
    var lists = 0
    var hasDataTable = false
    var captions = 0

    var linkDensity: Double { text.length == 0 ? 0 : Double(links) / Double(text.length) }

    func share(_ part: Int) -> Double {
      text.length == 0 ? 0 : Double(part) / Double(text.length)
    }

    mutating func add(_ other: Tally) {
      text.append(other.text)
      links += other.links
      paragraphs += other.paragraphs
      images += other.images
      items += other.items
      inputs += other.inputs
      players += other.players
      hasFilm = hasFilm || other.hasFilm
      headings += other.headings
      texts += other.texts
      lists += other.lists
      hasDataTable = hasDataTable || other.hasDataTable
      captions += other.captions
    }
  }

  /// Drops the elements of a kind that look like anything but text, inner ones first.
  private mutating func cleanByContent(_ element: PageElement) {
    guard rules.contains(.cleansByContent) else { return }
    var tallies = [Tally()]
    var place = tree[root].first
    var dataDepth = 0
    while place >= 0, place != root {
      let node = tree[place]
      if node.isText {
        tallies[tallies.count - 1].text.append(node.measure)
      } else {
        if dataTables.contains(place) { dataDepth += 1 }
        tallies.append(Tally())
        if node.first >= 0 {
          place = node.first
          continue
        }
      }
      while place != root {
        let node = tree[place]
        if !node.isText {
          let tally = tallies.removeLast()
          if dataTables.contains(place) { dataDepth -= 1 }
          if node.element == element, dataDepth == 0, isNoText(place, node, tally) {
            tree.detach(place)
          } else {
            add(tally, of: place, node, to: &tallies[tallies.count - 1])
          }
        }
        if node.next >= 0 {
          place = node.next
          break
        }
        place = node.parent
      }
    }
  }

  private func add(_ tally: Tally, of place: Place, _ node: PageTree.Node, to outer: inout Tally) {
    outer.add(tally)
    let length = tally.text.length
    switch node.element {
    case .p:
      outer.paragraphs += 1
      outer.texts += length
    case .img, .ampImage:
      outer.images += 1
    case .li:
      outer.items += 1
      outer.texts += length
    case .ul, .ol:
      outer.lists += length
      outer.texts += length
    case .span, .font, .td, .blockquote, .dl, .div, .pre: outer.texts += length
    case .figcaption, .dd: if tally.images == 0, length > 0 { outer.captions += 1 }
    case .table:
      outer.texts += length
      if dataTables.contains(place) { outer.hasDataTable = true }
    case .input: outer.inputs += 1
    case .h1, .h2, .h3, .h4, .h5, .h6: outer.headings += length
    case .a:
      let weight = node.hints.contains(.hashLink) ? SubtreeMeasures.hashLinkWeight : 1
      outer.links += Float(length) * weight
    case .object, .embed, .iframe:
      outer.players += 1
      if isFilm(place) { outer.hasFilm = true }
    default: break
    }
  }

  private func isNoText(_ place: Place, _ node: PageTree.Node, _ tally: Tally) -> Bool {
    if node.element == .table, dataTables.contains(place) { return false }
    if tally.hasDataTable || tree.isInside(.code, place) { return false }
    let weight = weight(place)
    if weight < 0 { return true }
    if node.hints.contains(.kept), tally.inputs == 0, isKept(place, tally) { return false }
    guard tally.text.commas < 10 else { return false }
    if tally.hasFilm { return false }
    let length = tally.text.length
    if length > 0, length < 20, isFiller(place) { return true }
    let isList = node.element == .ul || node.element == .ol || tally.share(tally.lists) > 0.9
    let isInFigure = tree.isInside(.figure, place)
    let density = tally.linkDensity
    let captions = density > 0.2 ? 0 : tally.captions
    let isNoText =
      !isInFigure && tally.images > 1
      && Double(tally.paragraphs + captions) / Double(tally.images) < 0.5
      || !isList && tally.items - 100 > tally.paragraphs
      || tally.inputs > tally.paragraphs / 3
      || !isList && !isInFigure && tally.share(tally.headings) < 0.9 && length < 25
        && (tally.images == 0 || tally.images > 2) && density > 0
      || !isList && weight < 25 && density > 0.2
      || weight >= 25 && density > 0.5
      || tally.players == 1 && length < 75 || tally.players > 1
      || tally.images == 0 && tally.share(tally.texts) == 0 && !isHeadingOfNext(place, tally)
    guard isNoText, isList else { return isNoText }
    // A plain list of images, one an item, is part of the article.
    for child in tree.children(place) where !tree[child].isText {
      if tree.children(child).filter({ !tree[$0].isText }).count > 1 { return true }
    }
    return tally.images != tally.items
  }

  /// Whether what is named a note, a gallery or a file looks like one.
  private func isKept(_ place: Place, _ tally: Tally) -> Bool {
    if tally.images > 0 { return tally.linkDensity < 0.3 }
    return tree.isNote(place) || tally.text.length < 300
  }

  /// Whether it holds a heading and nothing else, and text follows.
  private func isHeadingOfNext(_ place: Place, _ tally: Tally) -> Bool {
    guard tally.headings > 0, tally.share(tally.headings) > 0.9, tally.links == 0 else {
      return false
    }
    var next = tree[place].next
    while next >= 0, tree[next].isText { next = tree[next].next }
    guard next >= 0, !tree[next].element.isHeading else { return false }
    return !AsideLabels.contains(tree.text(in: place))
  }

  /// Whether it says nothing but that it is an advertisement, or that something is still to come.
  private func isFiller(_ place: Place) -> Bool {
    let text = TextCleaning.clean(tree.text(in: place)).lowercased()
    return Self.fillers.contains(text)
  }

  private static let fillers: Set<String> = Set(
    [
      "ad", "advertising", "advertisement", "pub", "publicité", "werb", "werbung", "anzeige", "广告",
      "реклама", "anuncio", "publicidad", "pubblicità", "advertentie", "reklama",
    ]
      + ["loading", "正在加载", "загрузка", "chargement", "cargando"].flatMap {
        [$0, $0 + "…", $0 + "..."]
      })

  // MARK: Last

  private mutating func finish() {
    let measures = SubtreeMeasures(of: root, in: tree)
    dropEmptyParagraphs(measures)
    unwrapTables()
  }

  private mutating func dropEmptyParagraphs(_ measures: SubtreeMeasures) {
    walk { cleaner, place in
      let tree = cleaner.tree
      switch tree[place].element {
      case .p:
        guard measures[place].text.isBlank else { return false }
        var inner = tree.following(place, within: place)
        while inner >= 0 {
          switch tree.element(inner) {
          case .img, .ampImage, .picture, .embed, .object, .iframe, .svg, .math, .video, .audio:
            return false
          default: inner = tree.following(inner, within: place)
          }
        }
        return true
      case .br:
        var next = tree[place].next
        while next >= 0, tree[next].isText, tree[next].measure.isBlank { next = tree[next].next }
        return next >= 0 && tree.element(next) == .p
      default: return false
      }
    }
  }

  /// A table of one cell is no table.
  private mutating func unwrapTables() {
    var place = tree.following(root, within: root)
    while place >= 0 {
      var next = tree.following(place, within: root)
      if tree.element(place) == .table, let cell = onlyCell(of: place) {
        let isText = tree.children(cell).allSatisfy { tree.isPhrasing($0) }
        tree[cell].element = isText ? .p : .div
        tree.replace(place, with: cell)
        next = tree.following(cell, within: root)
      }
      place = next
    }
  }

  private func onlyCell(of table: Place) -> Place? {
    var place = table
    for step in [PageElement.tbody, .tr, .td] {
      var only = PageTree.none
      for child in tree.children(place) {
        if tree[child].isText {
          guard tree[child].measure.isBlank else { return nil }
        } else {
          guard only < 0 else { return nil }
          only = child
        }
      }
      guard only >= 0 else { return nil }
      if tree[only].element != step {
        guard step == .tbody, tree[only].element == .tr else { return nil }
        continue
      }
      place = only
    }
    return place
  }
}
