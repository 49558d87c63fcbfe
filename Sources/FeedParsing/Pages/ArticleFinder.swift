/// Finds the article in a page.
///
/// The way is that of Mozilla's Readability, whose rules have met more pages than any others: drop
/// what its names make unlikely, weigh paragraphs by length and commas, give their weight to what is
/// around them, take the heaviest and those beside it that are like it, and clean that. Where too
/// little is left it is tried again with fewer rules. Here each step is one walk over the tree.
struct ArticleFinder {
  typealias Place = PageTree.Place

  struct Rules: OptionSet {
    let rawValue: UInt8
    static let dropsUnlikely = Rules(rawValue: 1)
    static let weighsNames = Rules(rawValue: 2)
    static let cleansByContent = Rules(rawValue: 4)
    /// Comments and lists of other articles, also where too little is left without them.
    static let dropsAsides = Rules(rawValue: 8)
    /// Every line counts, as those of a talk or a poem.
    static let weighsLines = Rules(rawValue: 16)
    static let all: Rules = [.dropsUnlikely, .weighsNames, .cleansByContent, .dropsAsides]
  }

  struct Finding {
    var tree: PageTree
    let root: Place
    let length: Int
    /// How many of its characters are in no link.
    let words: Int
    let byline: String?
    /// What was the article before it was gathered.
    let place: Place
    /// Where the article stood, for what its surroundings say of it.
    let parent: Place
  }

  var tree: PageTree
  private let rules: Rules
  let title: String
  let wantsByline: Bool
  var byline: String?
  private(set) var weighed: [Place] = []
  /// Paragraphs that stand in place of the `div` around them, and that.
  private(set) var standIns: [Place: Place] = [:]
  private var scores: [Double?] = []

  /// What has fewer characters is no article yet.
  private static let enough = 500
  private static let mostCandidates = 5

  /// - Parameters:
  ///   - tree: prepared.
  ///   - wantsByline: whether nothing has named the author yet.
  static func find(in tree: PageTree, title: String, wantsByline: Bool) -> Finding? {
    let measures = SubtreeMeasures(of: PageTree.html, in: tree)
    var best: Finding?
    var outside: Finding?
    lazy var home = tree.home
    for rules in attempts {
      // Short articles have long comments.
      let isLast = rules.contains(.weighsLines) || !rules.contains(.dropsAsides)
      if isLast, best?.words ?? 0 >= littleButText { break }
      var finder = ArticleFinder(tree, rules, title, wantsByline)
      guard let finding = finder.find(measures) else { continue }
      if finding.words >= enough, isAtHome(finding) { return finding }
      // Where a page says which part of it is the article the rest is none, however long.
      if isAtHome(finding) {
        if finding.words > best?.words ?? 0 { best = finding }
      } else if finding.words > outside?.words ?? 0 {
        outside = finding
      }
    }
    func isAtHome(_ finding: Finding) -> Bool {
      home.map { tree.touches(finding.place, $0) } ?? true
    }
    // What stands in an only `article` may be a box of the page's.
    let few = home.map { tree[$0].element != .article } ?? true ? aSentence : enough / 2
    let found = best?.words ?? 0
    return found >= few || found >= outside?.words ?? 0 ? best : outside
  }

  private static let attempts: [Rules] = [
    .all, [.weighsNames, .cleansByContent, .dropsAsides], [.cleansByContent, .dropsAsides],
    [.dropsAsides], [.all, .weighsLines], [.weighsNames, .cleansByContent, .weighsLines], [],
  ]
  private static let littleButText = 140
  private static let aSentence = 60

  /// Takes as the article what the person says it is; dropped is only what no article holds.
  static func take(_ root: Place, of tree: PageTree, title: String, wantsByline: Bool) -> Finding {
    var finder = ArticleFinder(tree, [], title, wantsByline)
    finder.prune(SubtreeMeasures(of: PageTree.html, in: tree))
    var cleaner = ArticleCleaner(finder.tree, root: root, rules: [])
    let (length, words) = cleaner.clean()
    return Finding(
      tree: cleaner.tree, root: root, length: length, words: words, byline: finder.byline,
      place: root, parent: PageTree.body)
  }

  private init(_ tree: PageTree, _ rules: Rules, _ title: String, _ wantsByline: Bool) {
    self.tree = tree
    self.rules = rules
    self.title = title
    self.wantsByline = wantsByline
  }

  private mutating func find(_ measures: SubtreeMeasures) -> Finding? {
    prune(measures)
    let measures = SubtreeMeasures(of: PageTree.html, in: tree)
    let candidates = weigh(measures)
    let (top, isBody) = best(of: candidates, measures)
    let twins = isBody ? nil : twins(of: top, measures)
    let parent = twins?.holder ?? tree[top].parent
    let root =
      if let twins, twins.isThread { gather(twins) } else {
        gather(twins?.holder ?? top, isBody: isBody, measures)
      }
    var cleaner = ArticleCleaner(tree, root: root, rules: rules)
    let (length, words) = cleaner.clean()
    return Finding(
      tree: cleaner.tree, root: root, length: length, words: words, byline: byline,
      place: twins?.holder ?? top, parent: parent)
  }

  // MARK: Pruning

  /// Drops what is hidden or unlikely, and makes paragraphs of running text that has none.
  private mutating func prune(_ measures: SubtreeMeasures) {
    var place = PageTree.html
    var lookForTitle = true
    while place >= 0 {
      if tree[place].isText {
        place = tree.following(place, within: PageTree.html)
        continue
      }
      let element = tree[place].element
      if place > PageTree.body, isDropped(place, element, measures, &lookForTitle) {
        let next = tree.following(place, within: PageTree.html, skippingInside: true)
        tree.detach(place)
        place = next
        continue
      }
      if element.isWeighed { weighed.append(place) }
      if element == .div { place = divided(place, measures) }
      place = tree.following(place, within: PageTree.html)
    }
  }

  private mutating func isDropped(
    _ place: Place, _ element: PageElement, _ measures: SubtreeMeasures, _ lookForTitle: inout Bool
  ) -> Bool {
    let hints = tree[place].hints
    if hints.contains(.concealed) { return true }
    if takesByline(place, hints, measures) { return true }
    if lookForTitle, element == .h1 || element == .h2, repeatsTitle(place) {
      lookForTitle = false
      return true
    }
    if rules.contains(.dropsUnlikely) {
      if hints.isUnlikely, element != .a, !element.isHeading, !tree.isInside(.table, place),
        !tree.isInside(.code, place), !tree.isMidSentence(place, measures), !tree.isNote(place)
      {
        rescueSubtitle(from: place)
        return true
      }
      if hints.contains(.roleAside) { return true }
    }
    if rules.contains(.dropsAsides), tree.isAside(place) { return true }
    switch element {
    case .div, .section, .header, .h1, .h2, .h3, .h4, .h5, .h6: return isEmpty(place, measures)
    default: return false
    }
  }

  private func isEmpty(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    guard measures[place].text.isBlank else { return false }
    var elements = 0
    for child in tree.children(place) where !tree[child].isText { elements += 1 }
    return elements == 0 || elements == Int(measures[place].breaks)
  }

  /// Whether a heading says nothing but the title, which stands above the article anyway.
  private func repeatsTitle(_ place: Place) -> Bool {
    !title.isEmpty && TextLikeness.of(title, tree.text(in: place)) > 0.75
  }

  /// Puts running text that stands right in a `div` into paragraphs; a `div` that is no more than a
  /// paragraph becomes one.
  private mutating func divided(_ place: Place, _ measures: SubtreeMeasures) -> Place {
    var child = tree[place].first
    var paragraph = PageTree.none
    while child >= 0 {
      let next = tree[child].next
      if tree[child].isText || measures[child].isPhrasing {
        if paragraph >= 0 {
          tree.move(child, to: paragraph)
        } else if !tree.isBlankOrBreak(child) {
          paragraph = tree.add(.p)
          tree.insert(paragraph, before: child)
          tree.move(child, to: paragraph)
        }
      } else if paragraph >= 0 {
        trimEnd(of: paragraph)
        paragraph = PageTree.none
      }
      child = next
    }
    if paragraph >= 0 { trimEnd(of: paragraph) }
    if let only = onlyElement(in: place, named: .p), measures[place].linkDensity < 0.25 {
      tree.replace(place, with: only)
      // What it was named for is still what it is.
      tree[only].hints.formUnion(tree[place].hints.intersection(.noise))
      weighed.append(only)
      standIns[only] = place
      return only
    }
    if !hasBlock(place, measures) {
      tree[place].element = .p
      weighed.append(place)
    }
    return place
  }

  private mutating func trimEnd(of paragraph: Place) {
    while case let last = tree[paragraph].last, last >= 0, tree.isBlankOrBreak(last) {
      tree.detach(last)
    }
  }

  private func hasBlock(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    if measures[place].hasBlock { return true }
    return tree.children(place).contains { !tree[$0].isText && tree[$0].element == .p }
  }

  /// The only element in another, if it is such and there is no text beside it.
  private func onlyElement(in place: Place, named element: PageElement) -> Place? {
    var only = PageTree.none
    for child in tree.children(place) {
      if tree[child].isText {
        guard tree[child].measure.isBlank else { return nil }
      } else {
        guard only < 0, tree[child].element == element else { return nil }
        only = child
      }
    }
    return only >= 0 ? only : nil
  }

  // MARK: Weighing

  /// Gives what is around each paragraph its share of the paragraph's weight.
  /// - Returns: what has got any, in that order.
  private mutating func weigh(_ measures: SubtreeMeasures) -> [Place] {
    scores = [Double?](repeating: nil, count: tree.nodes.count)
    var candidates: [Place] = []
    let galleries = galleries(measures)
    for place in weighed {
      guard tree[place].parent >= 0 else { continue }
      let text = measures[place].text
      if tree[place].element == .figcaption,
        !galleries.contains(tree[tree[place].parent].parent)
      {
        continue
      }
      guard text.length >= (rules.contains(.weighsLines) ? 2 : 25) else { continue }
      let commas = Int(text.commas + text.wideCommas)
      let score = Double(1 + commas + 1 + min(text.length / 100, 3))
      var ancestor = tree[place].parent
      for level in 0..<5 {
        guard ancestor >= 0, ancestor != PageTree.html else { break }
        if scores[Int(ancestor)] == nil {
          scores[Int(ancestor)] = initialScore(ancestor)
          candidates.append(ancestor)
        }
        scores[Int(ancestor)]! +=
          level == 0 ? score : level == 1 ? score / 2 : score / Double(level * 3)
        ancestor = tree[ancestor].parent
      }
    }
    for candidate in candidates {
      scores[Int(candidate)]! *= 1 - measures[candidate].linkDensity
    }
    return candidates
  }

  /// What holds so many pictures with so much text below each that this is what it is about.
  private func galleries(_ measures: SubtreeMeasures) -> Set<Place> {
    var captions: [Place: Int] = [:]
    for place in weighed where tree[place].element == .figcaption {
      guard tree[place].parent >= 0, measures[place].text.length >= 80 else { continue }
      captions[tree[tree[place].parent].parent, default: 0] += 1
    }
    return Set(captions.filter { $0.value >= 4 }.keys)
  }

  private func initialScore(_ place: Place) -> Double {
    tree[place].element.score
      + (rules.contains(.weighsNames) ? Double(tree[place].hints.weight) : 0)
  }

  func score(_ place: Place) -> Double {
    (Int(place) < scores.count ? scores[Int(place)] : nil) ?? initialScore(place)
  }

  func isScored(_ place: Place) -> Bool {
    Int(place) < scores.count && scores[Int(place)] != nil
  }

  /// The heaviest candidate, or what holds several that are nearly as heavy.
  private mutating func best(
    of candidates: [Place], _ measures: SubtreeMeasures
  ) -> (top: Place, isBody: Bool) {
    var tops: [Place] = []
    for candidate in candidates {
      let rank = tops.firstIndex { score(candidate) > score($0) } ?? tops.count
      if rank < Self.mostCandidates { tops.insert(candidate, at: rank) }
      if tops.count > Self.mostCandidates { tops.removeLast() }
    }
    guard var top = tops.first, top != PageTree.body else {
      let all = tree.add(.div)
      tree.moveChildren(of: PageTree.body, to: all)
      tree.append(all, to: PageTree.body)
      return (all, true)
    }
    top = common(of: tops) ?? top
    top = heavier(around: top)
    while case let parent = tree[top].parent, parent > PageTree.body, elementCount(parent) == 1 {
      top = parent
    }
    return (top, false)
  }

  /// What holds three candidates that weigh nearly as much as the heaviest.
  private func common(of tops: [Place]) -> Place? {
    let near = tops.dropFirst().filter { score($0) / score(tops[0]) >= 0.75 }
    guard near.count >= 3 else { return nil }
    var parent = tree[tops[0]].parent
    while parent > PageTree.body {
      let held = near.reduce(0) { $0 + (isAncestor(parent, of: $1) ? 1 : 0) }
      if held >= 3 { return parent }
      parent = tree[parent].parent
    }
    return nil
  }

  func isAncestor(_ ancestor: Place, of place: Place) -> Bool {
    var place = tree[place].parent
    while place >= 0 {
      if place == ancestor { return true }
      place = tree[place].parent
    }
    return false
  }

  /// Weight that grows on the way up is a sign of more text beside.
  private func heavier(around top: Place) -> Place {
    var last = score(top)
    let least = last / 3
    var parent = tree[top].parent
    while parent > PageTree.body {
      defer { parent = tree[parent].parent }
      guard isScored(parent) else { continue }
      let weight = score(parent)
      if weight < least { break }
      if weight > last { return parent }
      last = weight
    }
    return top
  }

  private func elementCount(_ place: Place) -> Int {
    tree.children(place).reduce(0) { $0 + (tree[$1].isText ? 0 : 1) }
  }
}
