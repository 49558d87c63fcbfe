/// A row of the list as it stands on a plain terminal: `>N*    1 Oct    H0012    [1, w]`.
struct ListedArticle: Hashable {
  let title: String
  let isSelected: Bool
  let isUnread: Bool
  let isStarred: Bool

  /// `nil` for any other line.
  init?(_ line: String) {
    let bytes = Array(line.utf8)
    // Behind it its labels, of which there may be several.
    let words = line.split(separator: " ")
    let title = words.last { word in
      word.hasPrefix("H") && word.count == 5 && word.dropFirst().allSatisfy(\.isNumber)
    }
    guard let title, line.contains(" Oct ") else { return nil }
    self.title = String(title)
    isSelected = bytes[0] == UInt8(ascii: ">")
    isUnread = bytes[1] == UInt8(ascii: "N")
    isStarred = bytes[2] == UInt8(ascii: "*")
  }
}

extension PlainTerminal {
  /// The list, as far as it is on the screen.
  var articles: [ListedArticle] { lines.compactMap(ListedArticle.init) }

  var selected: ListedArticle? { articles.first(where: \.isSelected) }

  /// Whether there is no list, and none is on its way.
  var isWithoutArticles: Bool {
    text.contains("No articles in these sources") && !text.contains("Reading the folders")
      && !text.contains("indexing")
  }

  /// Whether the program says that a mark is not, or not yet, on the disk.
  var owesMarks: Bool { text.contains("not saved") || text.contains("saving") }

  var status: String { lines[Self.rows - 2] }
}
