/// Makes a list of subscriptions of the elements of an OPML document.
struct OutlineBuilder {
  private var document = OutlineDocument()
  private var positions: [String: Int] = [:]
  /// The open elements: the name of a folder, or `nil` for what is none.
  private var folders: [String?] = []
  private var title: [UInt8]?

  private static let limit = 200_000

  var wantsText: Bool { title != nil }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if title?.count ?? 0 < 8192 { title?.append(contentsOf: bytes) }
  }

  mutating func start(_ name: XMLName, _ tag: XMLTag) {
    folders.append(nil)
    switch name.element {
    case .title where document.title == nil: title = []
    case .outline: outline(tag)
    default: break
    }
  }

  mutating func end() {
    _ = folders.popLast()
    if let text = title {
      document.title = FieldText.plainLine(text)
      title = nil
    }
  }

  func finished() -> OutlineDocument { document }

  private mutating func outline(_ tag: XMLTag) {
    let shown = Self.line(tag.value("title")) ?? Self.line(tag.value("text"))
    guard let address = tag.value("xmlurl").flatMap({ FeedLink.resolve($0, base: nil) }) else {
      folders[folders.count - 1] = shown
      return
    }
    var categories = Self.paths(tag.value("category"))
    let path = folders.compactMap { $0 }
    if !path.isEmpty { categories.insert(path, at: 0) }
    if let known = positions[address] {
      for category in categories where !document.feeds[known].categories.contains(category) {
        document.feeds[known].categories.append(category)
      }
    } else if document.feeds.count < Self.limit {
      positions[address] = document.feeds.count
      document.feeds.append(
        OutlineFeed(
          url: address, title: shown,
          site: tag.value("htmlurl").flatMap { FeedLink.resolve($0, base: nil) },
          categories: categories))
    }
  }

  /// "/News/Local,/Birds" as paths.
  private static func paths(_ text: String?) -> [[String]] {
    (text ?? "").split(separator: ",").prefix(50).compactMap { path in
      let names = path.split(separator: "/").map { TextCleaning.clean(String($0)) }
        .filter { !$0.isEmpty }
      return names.isEmpty ? nil : names
    }
  }

  private static func line(_ text: String?) -> String? {
    text.flatMap { FieldText.plainLine(Array($0.utf8)) }
  }
}
