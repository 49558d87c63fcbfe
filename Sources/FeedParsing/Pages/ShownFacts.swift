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

/// The date that a page shows above its article.
enum ShownDate {
  /// What is marked as the date of the article, else the first `time` between its heading and its text.
  static func of(_ tree: PageTree) -> String? {
    var first: String?
    var isBelowHeading = false
    var isInText = false
    var place = PageTree.body
    while place >= 0 {
      switch tree.element(place) {
      case .h1: isBelowHeading = true
      case .p:
        if isBelowHeading, !isInText {
          isInText = tree.text(in: place, limit: shortest + 40).utf8.count > shortest
        }
      case .time:
        guard let date = tree.value("datetime", of: place), !date.isEmpty else { break }
        if isMarked(place, tree) { return date }
        if isBelowHeading, !isInText, first == nil { first = date }
      case .meta, .span, .abbr, .div:
        if let property = tree.attribute("itemprop", of: place),
          PageTree.equal(tree.page[property], "datepublished")
        {
          return tree.value("datetime", of: place) ?? tree.value("content", of: place)
            ?? tree.value("title", of: place)
        }
      default: break
      }
      place = tree.following(place, within: PageTree.html)
    }
    return first
  }

  /// What is longer is text, not a line of names and dates.
  private static let shortest = 160

  private static func isMarked(_ time: PageTree.Place, _ tree: PageTree) -> Bool {
    if tree.attribute("pubdate", of: time) != nil { return true }
    if let property = tree.attribute("itemprop", of: time),
      PageTree.equal(tree.page[property], "datepublished")
    {
      return true
    }
    guard let names = tree.attribute("class", of: time) else { return false }
    return tree.page[names].split { $0 <= 0x20 }.contains { name in
      PageTree.equal(name, "published") || PageTree.equal(name, "entry-date")
        || PageTree.equal(name, "dt-published")
    }
  }
}

/// The line that names who wrote an article, as pages show it.
enum AuthorLine {
  /// Whether it tells of somebody, and so is text: "Ivy Vine is the editor."
  static func isSentence(_ line: String) -> Bool {
    let words = line.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    guard words.count >= 4 else { return false }
    return words.dropFirst().prefix(6).contains { verbs.contains(String($0)) }
  }

  private static let verbs: Set<String> = [
    "is", "was", "are", "has", "writes", "covers", "lives", "works", "teaches", "ist", "war",
    "lebt", "schreibt", "arbeitet", "est", "écrit", "vit", "es", "escribe", "vive", "è", "scrive",
    "é",
    "escreve",
  ]

  /// Forums put a sign between the name and the time: "by Ada » Mon Jun 01, 2026 10:00 am".
  static func withoutDate(_ line: String) -> String {
    guard let sign = line.firstRange(of: " » ") else { return line }
    let name = line[..<sign.lowerBound]
    return line[sign.upperBound...].contains(where: \.isNumber) && !name.isEmpty
      ? String(name) : line
  }
}

extension ArticleFinder {
  /// Whether it names the author and nothing else; it is told then and no part of the text.
  mutating func takesByline(
    _ place: Place, _ hints: PageHints, _ measures: SubtreeMeasures
  ) -> Bool {
    guard wantsByline, byline == nil, hints.contains(.byline) || hints.contains(.author),
      (1..<100).contains(measures[place].text.length),
      !isPlaceOfNews(place, measures)
    else { return false }
    var text = tree.text(in: place)
    guard !AuthorLine.isSentence(text) else { return false }
    guard Self.trimmed(text).utf16.count < 100 else { return false }
    var inner = tree.following(place, within: place)
    while inner >= 0 {
      if let property = tree.attribute("itemprop", of: inner),
        PageHints.contains("name", in: .init(rebasing: tree.page[property]))
      {
        text = tree.text(in: inner)
        break
      }
      inner = tree.following(inner, within: place)
    }
    byline = AuthorLine.withoutDate(TextCleaning.clean(text))
    return true
  }

  /// "LONDON, May 5" before the first words of a report: named like an author's line, but a part of it.
  private func isPlaceOfNews(_ place: Place, _ measures: SubtreeMeasures) -> Bool {
    guard tree.isMidSentence(place, measures), let names = tree.attribute("class", of: place)
    else { return false }
    return PageHints.contains("dateline", in: .init(rebasing: tree.page[names]))
  }

  private static func trimmed(_ text: String) -> Substring {
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}
