/// Where the picture of an image is, also where a script is to fetch it later.
enum PageImages {
  static func address(
    of image: PageTree.Place, sources: PageTree.Place?, in tree: PageTree
  ) -> String? {
    if let source = tree.value("src", of: image), isPicture(source) { return source }
    for name in ["data-src", "data-lazy-src", "data-original", "data-lazy", "data-url"]
      as [StaticString]
    {
      if let source = tree.value(name, of: image), isPicture(source) { return source }
    }
    for name in ["srcset", "data-srcset", "data-lazy-srcset"] as [StaticString] {
      if let source = tree.value(name, of: image).flatMap(largest) { return source }
    }
    guard let sources else { return nil }
    var place = sources
    while place >= 0 {
      if tree.element(place) == .source,
        let source = (tree.value("srcset", of: place) ?? tree.value("data-srcset", of: place))
          .flatMap(largest)
      {
        return source
      }
      place = tree.following(place, within: sources)
    }
    return nil
  }

  /// Whether it can be the address of a picture, not of what holds its place.
  private static func isPicture(_ address: String) -> Bool {
    !address.isEmpty && !address.hasPrefix("data:") && !address.hasPrefix("about:")
  }

  /// The last of a list of addresses with widths, which is the largest as a rule.
  private static func largest(_ list: String) -> String? {
    let candidates = list.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace) }
    return candidates.last { $0.first.map { isPicture(String($0)) } ?? false }?.first.map {
      String($0)
    }
  }
}
