/// Texts of a page that are wrapped alike: a question and its answers, the posts of a thread, the parts of
/// an article that a page builder has made of it.
///
/// The weight of paragraphs finds the longest of them, which of a question is an answer as a rule. What
/// wraps the longest one, element and class, wraps the others too, and nothing else.
extension ArticleFinder {
  struct Twins {
    /// In the order of the page.
    let places: [Place]
    /// What holds them all.
    let holder: Place
    /// Whether each is what somebody has said, with things beside it that are no text of anybody.
    let isThread: Bool
  }

  /// Others like the heaviest text of an article, if they are to be read with it.
  func twins(of top: Place, _ measures: SubtreeMeasures) -> Twins? {
    let blocks = textBlocks(measures)
    let held = blocks.filter { $0.key == top || isAncestor(top, of: $0.key) }
    guard let heaviest = held.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key,
      let name = className(of: heaviest)
    else { return nil }
    // What was added to the tree has a higher number than what stands after it.
    let alike = blocks.keys.filter { className(of: $0) == name }
      .sorted { standIns[$0] ?? $0 < standIns[$1] ?? $1 }
    var places: [Place] = []
    for place in alike where !places.contains(where: { isAncestor($0, of: place) }) {
      guard measures[place].linkDensity < 0.5 else { continue }
      places.append(place)
      guard places.count < Self.mostTwins else { return nil }
    }
    guard places.count > 1, let holder = holder(of: places), holder > PageTree.html,
      !beginArticles(places, in: holder)
    else { return nil }
    let whole = measures[holder]
    let length = places.reduce(0) { $0 + measures[$1].text.length }
    // Where most of the text is in lines too short to count, what is alike is something else.
    guard length * 3 >= measures[top].text.length else { return nil }
    let beside = (whole.text.length - length) / places.count
    if beside >= Self.leastBeside, areSaid(places, in: holder) {
      return Twins(places: places, holder: holder, isThread: true)
    }
    let names = tree.value("class", of: top) ?? ""
    let least = max(10, score(top) * 0.2)
    let outside = places.filter { place in
      guard place != top, !isAncestor(top, of: place) else { return false }
      var sibling = place
      while sibling >= 0, tree[sibling].parent != tree[top].parent {
        sibling = tree[sibling].parent
      }
      return sibling < 0 || !belongs(sibling, beside: top, names, least, measures)
    }
    .reduce(0) { $0 + measures[$1].text.length }
    guard outside * 4 >= length, holder > PageTree.body, whole.linkDensity < 0.3,
      length * 2 > whole.text.length
    else { return nil }
    return Twins(places: places, holder: holder, isThread: false)
  }

  private static let mostTwins = 500
  /// A name, a date and a button have more characters.
  private static let leastBeside = 8

  /// What holds paragraphs right in it, and how much text they have.
  private func textBlocks(_ measures: SubtreeMeasures) -> [Place: Int] {
    var blocks: [Place: Int] = [:]
    for place in weighed where tree[place].parent >= 0 && !tree[place].element.isHeading {
      let measure = measures[place]
      guard measure.text.length >= 25, measure.linkDensity < 0.5 else { continue }
      let block = isWrapped(place) ? place : tree[place].parent
      blocks[block, default: 0] += measure.text.length
    }
    return blocks
  }

  /// Whether a paragraph was a `div` before, or stands in place of one.
  private func isWrapped(_ place: Place) -> Bool {
    guard standIns[place] == nil else { return true }
    let start = Int(tree[place].start)
    return tree[place].element == .p && tree[place].end > tree[place].start
      && tree.page[start] | 0x20 == UInt8(ascii: "d")
  }

  private func className(of place: Place) -> String? {
    tree.value("class", of: standIns[place] ?? place).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func holder(of places: [Place]) -> Place? {
    var holder = tree[places[0]].parent
    for place in places.dropFirst() {
      while holder >= 0, !isAncestor(holder, of: place) { holder = tree[holder].parent }
    }
    return holder >= 0 ? holder : nil
  }

  /// Whether the names between what holds them and them say that somebody asks and answers.
  private func areSaid(_ places: [Place], in holder: Place) -> Bool {
    var said = 0
    for place in places.prefix(12) {
      var inner = place
      var steps = 0
      var isSaid = false
      while inner > PageTree.body, steps < 12, !isSaid {
        for attribute in ["class", "id", "itemtype", "itemprop"] as [StaticString] {
          guard let value = tree.value(attribute, of: standIns[inner] ?? inner)?.lowercased()
          else { continue }
          if Self.speech.contains(where: { value.contains($0) }) { isSaid = true }
        }
        inner = tree[inner].parent
        if inner == holder { break }
        steps += 1
      }
      said += isSaid ? 1 : 0
    }
    return said * 2 > min(places.count, 12)
  }

  private static let speech = [
    "question", "answer", "reply", "replies", "message", "topic", "thread", "comment", "postbody",
    "post_", "post-body", "postcell", "post_content", "postcontent", "posttext", "post-text",
    "forum", "usertext", "crawler-post", "bbwrapper", "bbcode", "cooked", "frage", "antwort",
  ]

  /// Whether each begins with a linked heading of its own: a list of articles, or one with the next below it.
  private func beginArticles(_ places: [Place], in holder: Place) -> Bool {
    var items = 0
    for place in places.prefix(8) {
      var item = place
      while tree[item].parent != holder, tree[item].parent >= 0 { item = tree[item].parent }
      var inner = item
      for _ in 0..<300 where inner >= 0 && inner != place {
        if !tree[inner].isText, isForeignHeading(inner) {
          items += 1
          break
        }
        inner = tree.following(inner, within: item)
      }
    }
    return items > 0
  }

  /// Whether it begins with a linked heading, as the card of another article does.
  private func beginsAnotherArticle(_ place: Place) -> Bool {
    guard tree[place].element != .p else { return false }
    var inner = tree.following(place, within: place)
    for _ in 0..<40 where inner >= 0 {
      if tree[inner].isText {
        guard tree[inner].measure.isBlank else { return false }
      } else if tree[inner].element.isHeading {
        return isForeignHeading(inner)
      }
      inner = tree.following(inner, within: place)
    }
    return false
  }

  private func isForeignHeading(_ place: Place) -> Bool {
    switch tree[place].element {
    case .h1: break
    case .h2, .h3:
      guard SubtreeMeasures(of: place, in: tree)[place].linkDensity > 0.8 else { return false }
    default: return false
    }
    return TextLikeness.of(title, tree.text(in: place)) < 0.5
  }

  // MARK: Gathering

  /// Puts the posts of a thread into one element, a line between them.
  mutating func gather(_ twins: Twins) -> Place {
    let root = tree.add(.div)
    for (number, place) in twins.places.enumerated() {
      if number > 0 { tree.append(tree.add(.hr), to: root) }
      switch tree[place].element {
      case .div, .article, .section, .p: break
      default: tree[place].element = .div
      }
      tree.move(place, to: root)
    }
    return root
  }

  /// Puts the article and what beside it belongs to it into one element of its own.
  mutating func gather(_ top: Place, isBody: Bool, _ measures: SubtreeMeasures) -> Place {
    let parent = tree[top].parent
    let least = max(10, score(top) * 0.2)
    let names = tree.value("class", of: top) ?? ""
    var gathered: [Place] = []
    // By its meaning nothing beside it is of the article.
    let isWhole = tree[top].element == .main || tree[top].hints.contains(.main)
    for sibling in tree.children(parent) where !tree[sibling].isText {
      if sibling == top
        || (!isWhole || tree[sibling].element == .p)
          && belongs(sibling, beside: top, names, least, measures)
      {
        gathered.append(sibling)
      }
    }
    let root = tree.add(.div)
    if let subtitle = subtitle(before: top, beside: gathered) { tree.move(subtitle, to: root) }
    for place in gathered {
      switch tree[place].element {
      case .div, .article, .section, .p, .ol, .ul, .figure: break
      default: tree[place].element = .div
      }
      tree.move(place, to: root)
    }
    return root
  }

  /// The second line of the title, where the head of the article is no part of what was gathered.
  private func subtitle(before top: Place, beside gathered: [Place]) -> Place? {
    let head = tree[top].previous >= 0 ? previousElement(of: top) : PageTree.none
    guard head >= 0, !gathered.contains(head), tree[head].element != .p else { return nil }
    return subtitle(in: head)
  }

  private func subtitle(in head: Place) -> Place? {
    var inner = head
    for _ in 0..<60 where inner >= 0 {
      if !tree[inner].isText, let names = tree.attribute("class", of: inner),
        [.h2, .h3, .h4, .p].contains(tree[inner].element),
        PageHints.contains("subtitle", in: .init(rebasing: tree.page[names]))
      {
        return inner
      }
      inner = tree.following(inner, within: head)
    }
    return nil
  }

  /// Leaves the second line of the title in the place of a head that is dropped.
  mutating func rescueSubtitle(from head: Place) {
    guard let subtitle = subtitle(in: head), subtitle != head else { return }
    var inner = head
    for _ in 0..<60 where inner >= 0 {
      if tree.element(inner) == .h1 {
        tree.detach(subtitle)
        return tree.insert(subtitle, before: head)
      }
      inner = tree.following(inner, within: head)
    }
  }

  private func previousElement(of place: Place) -> Place {
    var other = tree[place].previous
    while other >= 0, tree[other].isText { other = tree[other].previous }
    return other
  }

  /// A picture with words below it, right before the text.
  private func isLeadFigure(_ place: Place, of top: Place, _ measures: SubtreeMeasures) -> Bool {
    guard isFigure(place), previousElement(of: top) == place,
      (1..<600).contains(measures[place].text.length), measures[place].linkDensity < 0.3
    else { return false }
    var hasCaption = false
    var hasImage = false
    var inner = tree.following(place, within: place)
    for _ in 0..<60 where inner >= 0 {
      if tree.element(inner) == .figcaption { hasCaption = true }
      if tree.element(inner) == .img { hasImage = true }
      inner = tree.following(inner, within: place)
    }
    return hasCaption && hasImage
  }

  /// Whether it is a figure, or wraps one and nothing else.
  private func isFigure(_ place: Place) -> Bool {
    var place = place
    for _ in 0..<4 {
      if tree[place].element == .figure { return true }
      let inner = tree.children(place).filter { !tree[$0].isText || !tree[$0].measure.isBlank }
      guard inner.count == 1, !tree[inner[0]].isText else { return false }
      place = inner[0]
    }
    return false
  }

  private func belongs(
    _ sibling: Place, beside top: Place, _ names: String, _ least: Double,
    _ measures: SubtreeMeasures
  ) -> Bool {
    if beginsAnotherArticle(sibling), !beginsAnotherArticle(top) { return false }
    if isLeadFigure(sibling, of: top, measures) { return true }
    if isScored(sibling) {
      let isAlike = !names.isEmpty && tree.value("class", of: sibling) == names
      if score(sibling) + (isAlike ? score(top) * 0.2 : 0) >= least { return true }
    }
    guard tree[sibling].element == .p else { return false }
    let measure = measures[sibling]
    let length = measure.text.length
    if length > 80 { return measure.linkDensity < 0.25 }
    guard length > 0, length < 80, measure.linkDensity == 0 else { return false }
    let text = TextCleaning.clean(tree.text(in: sibling))
    return text.contains(". ") || text.hasSuffix(".")
  }
}
