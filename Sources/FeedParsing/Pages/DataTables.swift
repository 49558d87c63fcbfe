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
