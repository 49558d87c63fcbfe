import Articles

/// Small things in an article that are there for the page, not for who reads it: signs behind headings,
/// buttons, and lines that lead to other articles.
extension ArticleCleaner {
  func isInDataTable(_ place: Place) -> Bool {
    guard !dataTables.isEmpty else { return false }
    var place = place
    while place >= 0, place != root {
      if dataTables.contains(place) { return true }
      place = tree[place].parent
    }
    return false
  }

  /// Whether a cell of the same row holds much more text.
  func hasTextBeside(_ cell: Place, _ measures: SubtreeMeasures) -> Bool {
    guard tree[cell].parent >= 0 else { return false }
    return tree.children(tree[cell].parent).contains { other in
      other != cell && measures[other].linkDensity < 0.3
        && measures[other].text.length > 2 * measures[cell].text.length
    }
  }

  /// A sign behind a heading that is there for its address alone.
  func isPermalink(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    guard measures[place].text.length <= 12 || isNamedPermalink(place) else { return false }
    var parent = tree[place].parent
    if parent >= 0, !tree[parent].element.isHeading, tree[parent].element != .dt {
      parent = tree[parent].parent
    }
    let isInHeading = parent >= 0 && (tree[parent].element.isHeading || tree[parent].element == .dt)
    let text = TextCleaning.clean(tree.text(in: place)).lowercased()
    if text.isEmpty {
      return isInHeading && tree[place].hints.contains(.hashLink)
        && !tree.children(place).contains { !tree[$0].isText && tree[$0].element == .img }
    }
    if text == "¶" { return true }
    guard isInHeading else { return false }
    if isNamedPermalink(place), measures[place].text.length < measures[parent].text.length {
      return true
    }
    return ["#", "##", "§", "🔗", "⚓", "∞", "link", "permalink", "anchor"].contains(text)
      && (tree[place].hints.contains(.hashLink) || !text.utf8.contains { $0 >= 0x61 && $0 <= 0x7A })
  }

  /// Some say in hidden words what the sign is for.
  private func isNamedPermalink(_ place: Place) -> Bool {
    guard tree[place].hints.contains(.hashLink), let names = tree.attribute("class", of: place)
    else { return false }
    return tree.page[names].split { $0 <= 0x20 }.contains { name in
      PageTree.equal(name, "headerlink") || PageTree.equal(name, "heading-link")
        || PageTree.equal(name, "header-anchor") || PageTree.equal(name, "hash-link")
        || PageTree.equal(name, "anchor")
    }
  }

  /// Whether it is a line with a link to something else, and says so.
  func leadsAway(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    let measure = measures[place]
    guard measure.links > 0, measure.text.length < 200, measure.linkDensity > 0.3,
      !tree.isInside(.table, place)
    else { return false }
    let text = TextCleaning.clean(tree.text(in: place))
    if measure.linkDensity > 0.9, TeaserLabels.isButton(text) { return true }
    guard measure.linkDensity > 0.5, TeaserLabels.begins(text) else { return false }
    // A plain paragraph may be a sentence of the article.
    return tree[place].element != .p || holdsStrong(place) || standsApart(text)
  }

  private func holdsStrong(_ place: Place) -> Bool {
    var inner = tree.following(place, within: place)
    while inner >= 0 {
      if [.strong, .b, .em, .i].contains(tree.element(inner)) { return true }
      inner = tree.following(inner, within: place)
    }
    return false
  }

  /// Whether its first word is in capitals.
  private func standsApart(_ text: String) -> Bool {
    let word = text.prefix { $0.isLetter }
    return word.count > 2 && word.allSatisfy { $0.isUppercase }
  }

  /// "7 May · 4 min read"
  func isReadingTime(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    guard (8..<48).contains(measures[place].text.length) else { return false }
    let text = TextCleaning.clean(tree.text(in: place, limit: 400)).lowercased()
    guard
      text.hasSuffix(" min read") || text.hasSuffix(" minute read")
        || text.hasSuffix(" min read time")
    else { return false }
    // A sentence may end so, a label has a number and nothing but a date before it.
    return text.split { !$0.isLetter }.count <= 5 && text.contains { $0.isNumber }
  }

  /// A list of contents in an element for menus, as some systems write it.
  func isContents(_ place: Place) -> Bool {
    for attribute in ["id", "class"] as [StaticString] {
      guard let name = tree.attribute(attribute, of: place) else { continue }
      let names = UnsafeBufferPointer(rebasing: tree.page[name])
      if PageHints.contains("tableofcontents", in: names)
        || PageHints.contains("table-of-contents", in: names)
        || PageHints.contains("toc", in: names)
      {
        return true
      }
    }
    return false
  }

  /// Whether a cell holds nothing but the numbers of the lines of code in the next one.
  func isLineNumbers(_ cell: Place) -> Bool {
    var next = tree[cell].next
    while next >= 0, tree[next].isText { next = tree[next].next }
    guard next >= 0, tree[next].element == .td else { return false }
    var inner = next
    var isCode = false
    for _ in 0..<12 where inner >= 0 && !isCode {
      isCode = tree.element(inner) == .pre || tree.element(inner) == .code
      inner = tree.following(inner, within: next)
    }
    guard isCode || tree.isInside(.code, cell) || tree.isInside(.pre, cell) else { return false }
    var digits = 0
    inner = cell
    while inner >= 0 {
      if tree[inner].isText {
        for byte in tree.page[Int(tree[inner].start)..<Int(tree[inner].end)] where byte > 0x20 {
          guard byte.isASCIIDigit else { return false }
          digits += 1
        }
      }
      inner = tree.following(inner, within: cell)
    }
    return digits > 0
  }

  /// A heading over other articles goes with the links below it.
  mutating func dropLabelledLists() {
    let measures = SubtreeMeasures(of: root, in: tree)
    var place = tree.following(root, within: root)
    while place >= 0 {
      let next = tree.following(place, within: root)
      if !tree[place].isText, tree[place].element.isHeading || tree[place].element == .p,
        (1..<60).contains(measures[place].text.length), AsideLabels.contains(tree.text(in: place))
      {
        var below: [Place] = []
        var sibling = tree[place].next
        while sibling >= 0, below.count < 40 {
          let measure = measures[sibling]
          if tree[sibling].isText ? !measure.text.isBlank : tree[sibling].element.isHeading {
            break
          }
          guard measure.text.isBlank || measure.linkDensity > 0.5 else { break }
          below.append(sibling)
          sibling = tree[sibling].next
        }
        if below.contains(where: { measures[$0].links > 0 }) {
          let after = tree.following(below[below.count - 1], within: root, skippingInside: true)
          for dropped in below + [place] { tree.detach(dropped) }
          place = after
          continue
        }
      }
      place = next
    }
  }
}

/// Tables that hold data, not the layout of a page.
enum DataTables {
  static func find(in tree: PageTree, _ root: PageTree.Place) -> Set<PageTree.Place> {
    var result: Set<PageTree.Place> = []
    var place = root
    while place >= 0 {
      if tree.element(place) == .table, isData(place, tree) { result.insert(place) }
      place = tree.following(place, within: root)
    }
    return result
  }

  private static func isData(_ table: PageTree.Place, _ tree: PageTree) -> Bool {
    if tree.value("role", of: table) == "presentation" || tree.value("datatable", of: table) == "0"
    {
      return false
    }
    if let summary = tree.attribute("summary", of: table), !summary.isEmpty { return true }
    var rows = 0
    var columns = 0
    var inRow = 0
    var isNested = false
    var place = tree.following(table, within: table)
    while place >= 0 {
      switch tree.element(place) {
      case .caption: if tree[place].first >= 0 { return true }
      case .col, .colgroup, .tfoot, .thead, .th: return true
      case .table: isNested = true
      case .tr:
        rows += span("rowspan", place, tree)
        inRow = 0
      case .td:
        inRow += span("colspan", place, tree)
        columns = max(columns, inRow)
      default: break
      }
      place = tree.following(place, within: table)
    }
    if isNested || rows == 1 || columns == 1 { return false }
    return rows >= 10 || columns > 4 || rows * columns > 10
  }

  private static func span(_ name: StaticString, _ place: PageTree.Place, _ tree: PageTree) -> Int {
    let number = tree.value(name, of: place).flatMap { Int($0.prefix { $0.isNumber }) } ?? 1
    return min(max(number, 1), 1000)
  }
}

/// Places where films are; a player of theirs is part of an article.
enum FilmHosts {
  private static let hosts = [
    "dailymotion.com", "youtube.com", "youtube-nocookie.com", "player.vimeo.com", "v.qq.com",
    "bilibili.com", "live.bilibili.com", "archive.org", "upload.wikimedia.org", "player.twitch.tv",
  ]

  static func isFilm(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard value.count > 8, value.count < 4096 else { return false }
    let text = String(decoding: value, as: UTF8.self)
    return hosts.contains { text.contains("//" + $0) || text.contains("//www." + $0) }
  }
}
