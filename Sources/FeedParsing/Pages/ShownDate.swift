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
