/// The title of a page without the name of its site.
enum ShownTitle {
  static func of(_ tree: PageTree) -> String {
    guard let range = tree.title else { return "" }
    let whole = TextCleaning.clean(tree.decoded(range))
    var title = whole
    var isHierarchy = false
    let words = whole.split(separator: " ", omittingEmptySubsequences: true)
    if let separator = words.indices.dropFirst().dropLast().last(where: { isSeparator(words[$0]) })
    {
      isHierarchy = words.contains { ["\\", "/", ">", "»"].contains($0) }
      title = words[..<separator].joined(separator: " ")
      if separator < 3 {
        // Too little: what stands before the first sign is the site.
        title = whole.drop { !isSign($0) }.dropFirst().description
      }
    } else if whole.contains(": ") {
      title = withoutName(whole, tree)
    } else if whole.count > 150 || whole.count < 15 {
      title = onlyHeading(tree) ?? whole
    }
    title = TextCleaning.clean(title)
    if let shown = shownBeforeName(whole, title, tree) { return shown }
    let count = wordCount(title)
    let kept = words.filter { !isSeparator($0) }.count
    return count <= 4 && (!isHierarchy || count != kept - 1) ? whole : title
  }

  /// What stands before a sign and is a heading of the page, word for word, is the title, and what comes
  /// after it the site.
  ///
  /// A heading that leads to the start page is the name of the site.
  private static func shownBeforeName(_ whole: String, _ found: String, _ tree: PageTree) -> String?
  {
    // Where the name was told by a colon the title is what is left.
    guard whole.utf8.count < 500, found == whole || !whole.contains(": ") else { return nil }
    let starts = separators.flatMap { sign in
      whole.ranges(of: " \(sign) ").filter {
        wordCount(String(whole[$0.upperBound...])) <= longestName
      }
      .map { String(whole[..<$0.lowerBound]) }
    }
    guard !starts.isEmpty else { return nil }
    var headings: [String] = []
    var place = PageTree.body
    while place >= 0, headings.count < 3 {
      let isTitle =
        tree.element(place) == .h1
        || tree.element(place) == .h2 && tree.value("itemprop", of: place) == "headline"
      if isTitle, !leadsHome(place, tree) {
        headings.append(TextCleaning.clean(tree.text(in: place)))
      }
      place = tree.following(place, within: PageTree.html)
    }
    return starts.filter { !$0.isEmpty && headings.contains($0) }.max { $0.count < $1.count }
  }

  /// More words are no name of a site.
  private static let longestName = 5
  private static let separators = ["-", "–", "—", "|", "·", "•", "«", "»"]

  private static func leadsHome(_ heading: PageTree.Place, _ tree: PageTree) -> Bool {
    let outer = tree[heading].parent
    var place = outer >= 0 && tree.element(outer) == .a ? outer : heading
    for _ in 0..<8 where place >= 0 {
      if tree.element(place) == .a, let href = tree.value("href", of: place) {
        let path = href.firstRange(of: "://").map { href[$0.upperBound...].drop { $0 != "/" } }
        return ["", "/", "index.html", "/index.html", "."].contains(String(path ?? href[...]))
      }
      place = tree.following(place, within: heading)
    }
    return false
  }

  private static func withoutName(_ whole: String, _ tree: PageTree) -> String {
    var place = PageTree.body
    while place >= 0 {
      if [.h1, .h2].contains(tree.element(place)), TextCleaning.clean(tree.text(in: place)) == whole
      {
        return whole
      }
      place = tree.following(place, within: PageTree.html)
    }
    guard let last = whole.lastIndex(of: ":"), let first = whole.firstIndex(of: ":") else {
      return whole
    }
    let rest = String(whole[whole.index(after: last)...])
    if wordCount(rest) < 3 { return String(whole[whole.index(after: first)...]) }
    return wordCount(String(whole[..<first])) > 5 ? whole : rest
  }

  private static func onlyHeading(_ tree: PageTree) -> String? {
    var heading: String?
    var place = PageTree.body
    while place >= 0 {
      if tree.element(place) == .h1 {
        guard heading == nil else { return nil }
        heading = TextCleaning.clean(tree.text(in: place))
      }
      place = tree.following(place, within: PageTree.html)
    }
    return heading
  }

  private static func wordCount(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }

  private static func isSeparator(_ word: Substring) -> Bool {
    word.count == 1 && isSign(word.first ?? " ")
  }

  private static func isSign(_ sign: Character) -> Bool {
    ["|", "-", "–", "—", "\\", "/", ">", "»"].contains(sign)
  }
}
