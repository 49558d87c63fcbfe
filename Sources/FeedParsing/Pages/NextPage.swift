import Articles

/// Finds where an article of several pages goes on.
///
/// A page that says "next" may mean another article. So only an address counts that is that of the
/// first page but for the number of the page, and that number must be the next one.
struct NextPage {
  /// The address of the first page, as far as its readings have it.
  private let first: String
  /// Of the page that was read; the first is 1.
  private let number: Int
  /// The first page's address without a 1 at its end.
  private let unnumbered: String?

  init(first: String, number: Int) {
    self.first = Self.withoutEnd(first)
    self.number = number
    unnumbered = Self.withoutOne(self.first)
  }

  func find(in tree: PageTree, links: LinkResolver) -> String? {
    for tag in tree.links where isNext(tree.value("rel", in: tag)) {
      if let found = tree.value("href", in: tag).flatMap({ accepted($0, links, saysNext: true) }) {
        return found
      }
    }
    var place = PageTree.body
    while place >= 0 {
      if tree.element(place) == .a, let href = tree.value("href", of: place),
        mayBeNext(href),
        case let saysNext = isNext(tree.value("rel", of: place)), saysNext || isShort(place, tree),
        let found = accepted(href, links, saysNext: saysNext)
      {
        return found
      }
      place = tree.following(place, within: PageTree.html)
    }
    return nil
  }

  private func isNext(_ relation: String?) -> Bool {
    relation?.lowercased().split(separator: " ").contains("next") ?? false
  }

  /// "2", "Next", "Weiter »": what leads on has few words.
  private func isShort(_ place: PageTree.Place, _ tree: PageTree) -> Bool {
    (1...24).contains(TextCleaning.clean(tree.text(in: place, limit: 200)).count)
  }

  /// Whether the number of the next page stands in an address by itself: nearly all others have none.
  private func mayBeNext(_ href: String) -> Bool {
    var digits = 0
    var value = 0
    for byte in href.utf8 {
      if byte.isASCIIDigit {
        digits += 1
        value = digits > 2 ? 0 : value * 10 + Int(byte - 0x30)
      } else {
        if digits > 0, value == number + 1 { return true }
        (digits, value) = (0, 0)
      }
    }
    return digits > 0 && value == number + 1
  }

  /// - Parameter saysNext: whether the link is called the next page, not only numbered so.
  private func accepted(_ href: String, _ links: LinkResolver, saysNext: Bool) -> String? {
    guard let address = links.resolve(href), address.utf8.count < 2048 else { return nil }
    let isNext = Self.readings(of: address).contains { reading in
      reading.number == number + 1
        && (reading.rest == first || saysNext && reading.rest == unnumbered)
    }
    return isNext ? address : nil
  }

  // MARK: Addresses

  private static let names: Set<String> = [
    "page", "p", "pg", "paged", "pagenum", "seite", "pagina", "pagenumber",
  ]

  /// The ways in which an address may hold the number of a page, each with what the address is
  /// without it.
  static func readings(of address: String) -> [(rest: String, number: Int)] {
    var result: [(String, Int)] = []
    let (path, query) = parts(of: address)
    var fields = query.split(separator: "&", omittingEmptySubsequences: true)
    if let index = fields.firstIndex(where: { field in
      names.contains(field.prefix { $0 != "=" }.lowercased())
    }), let value = fields[index].split(separator: "=").last, let page = pageNumber(value) {
      fields.remove(at: index)
      let rest = fields.isEmpty ? path : path + "?" + fields.joined(separator: "&")
      result.append((withoutEnd(rest), page))
    }
    guard query.isEmpty else { return result }
    // …/page/2, …/2
    let segments = withoutEnd(path).split(separator: "/", omittingEmptySubsequences: false)
    if let last = segments.last, let page = pageNumber(last), segments.count > 4 {
      let before = segments.dropLast()
      result.append((before.joined(separator: "/"), page))
      if let name = before.last, names.contains(name.lowercased()) {
        result.append((before.dropLast().joined(separator: "/"), page))
      }
    }
    // …/article-2.html
    let dot = path.lastIndex(of: ".").flatMap { path[$0...].contains("/") ? nil : $0 }
    let stem = path[..<(dot ?? path.endIndex)]
    let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }
    let head = stem.dropLast(digits.count)
    if let sign = head.last, "-_,".contains(sign), let page = pageNumber(stem.suffix(digits.count))
    {
      result.append((withoutEnd(String(head.dropLast()) + path[(dot ?? path.endIndex)...]), page))
    }
    return result
  }

  /// …/1 is the first of …/2; any other number may be that of an article.
  private static func withoutOne(_ address: String) -> String? {
    let (path, query) = parts(of: address)
    let ends = query.isEmpty ? ["/1", "-1", "_1", ",1"] : ["=1"]
    guard let end = ends.first(where: { address.hasSuffix($0) }) else { return nil }
    let two = address.dropLast() + "2"
    let rests = readings(of: String(two)).map(\.rest)
    guard end != "=1" || !rests.isEmpty else { return nil }
    return end == "=1" || path.split(separator: "/").count > 2 ? rests.first : nil
  }

  private static func pageNumber(_ text: Substring) -> Int? {
    guard text.utf8.count <= 2, let number = Int(text), number > 1 else { return nil }
    return number
  }

  private static func parts(of address: String) -> (path: String, query: String) {
    let whole = address.prefix { $0 != "#" }
    let path = whole.prefix { $0 != "?" }
    return (String(path), String(whole.dropFirst(path.count + 1)))
  }

  /// Without what may be missing in one of two addresses of the same page.
  static func withoutEnd(_ address: String) -> String {
    var text = address.prefix { $0 != "#" }
    while text.last == "/" || text.last == "?" { text.removeLast() }
    return String(text)
  }
}
