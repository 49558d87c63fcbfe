import Articles

/// An image as its tag tells of it.
struct HTMLImage {
  /// What it shows, and what its author adds to that.
  let label: String
  /// Where it is, as it is written; `nil` where the tag has but a placeholder.
  let source: String?
  let size: Document.Link.PixelSize?
  let isFormula: Bool
  let isEmoji: Bool
  /// A script may put another address in the place of this one.
  let isLazy: Bool
  /// Too small to be seen, or there only to count who reads.
  let isTracker: Bool

  init(_ tag: HTMLTag, in page: [UInt8]) {
    let classes = tag.classes(in: page)
    let shown = Self.label(of: tag, in: page)
    label = Self.withoutStyle(shown)
    isFormula = classes.contains(.formula) && !label.isEmpty || label != shown
    isEmoji = classes.contains(.emoji)
    let (source, isLate) = Self.source(of: tag, in: page)
    self.source = source
    isLazy = isLate || classes.contains(.lazy)
    if let width = tag.pixelCount(of: "width", in: page),
      let height = tag.pixelCount(of: "height", in: page), width < 100_000, height < 100_000
    {
      size = Document.Link.PixelSize(width: width, height: height)
    } else {
      size = nil
    }
    isTracker =
      tag.isAtMost(2, in: page) || tag.isConcealed(in: page)
      || label.isEmpty && (tag.isAtMost(Self.iconSize, in: page) || Self.saysNothing(source))
  }

  /// Images without a label that are no wider or higher, in pixels, are ornaments.
  private static let iconSize = 64

  private static func label(of tag: HTMLTag, in page: [UInt8]) -> String {
    let shown = TextCleaning.clean(tag.value(of: "alt", in: page) ?? "")
    let title = TextCleaning.clean(tag.value(of: "title", in: page) ?? "")
    if shown.isEmpty || title.isEmpty || shown.contains(title) {
      return shown + (shown.isEmpty ? title : "")
    }
    return title.contains(shown) ? title : "\(shown): \(title)"
  }

  /// A formula without the style that all of it is set in: "{\displaystyle x}".
  private static func withoutStyle(_ label: String) -> String {
    for style in ["{\\displaystyle ", "{\\textstyle "]
    where label.hasPrefix(style) && label.hasSuffix("}") {
      return TextCleaning.clean(String(label.dropFirst(style.count).dropLast()), decodings: 0)
    }
    return label
  }

  /// What a page loads late stands in an attribute of its own; `src` then holds a placeholder.
  private static func source(of tag: HTMLTag, in page: [UInt8]) -> (String?, isLate: Bool) {
    for name in ["data-src", "data-lazy-src", "data-original"] {
      if let source = tag.value(of: name, in: page), isAddress(source) { return (source, true) }
    }
    let plain = tag.value(of: "src", in: page).flatMap { isAddress($0) ? $0 : nil }
    if let plain, !saysNothing(plain) { return (plain, false) }
    for name in ["srcset", "data-srcset", "data-lazy-srcset"] {
      if let source = tag.value(of: name, in: page).flatMap(firstCandidate) {
        return (source, name != "srcset")
      }
    }
    if let source = tag.dataValue(in: page, where: namesImage) { return (source, true) }
    return (plain, plain != nil)
  }

  private static func isAddress(_ source: String) -> Bool {
    !source.isEmpty && !source.hasPrefix("data:") && !source.hasPrefix("about:")
  }

  /// The first address of a `srcset`.
  static func firstCandidate(of sources: String) -> String? {
    let first = sources.split(whereSeparator: \.isWhitespace).first { !$0.allSatisfy { $0 == "," } }
    guard let first, isAddress(String(first)) else { return nil }
    return String(first.hasSuffix(",") ? first.dropLast() : first)
  }

  /// Whether a value can be nothing but the address of an image.
  private static func namesImage(_ value: String) -> Bool {
    guard value.utf8.count < 4000, value.contains("/"), !value.contains(" ") else { return false }
    let path = value.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].contains(where: path.hasSuffix)
  }

  /// Whether the name of an image says that there is nothing to see.
  private static func saysNothing(_ source: String?) -> Bool {
    guard let source else { return false }
    let path = source.prefix { $0 != "?" && $0 != "#" }
    guard let file = path.split(separator: "/").last?.lowercased() else { return false }
    return silentNames.contains(String(file.prefix { $0 != "." }))
  }

  private static let silentNames: Set<String> = [
    "1x1", "1x1-trans", "beacon", "blank", "clear", "dot", "lazy", "loading", "pixel",
    "placeholder",
    "spacer", "trans", "transparent", "tracker", "tracking",
  ]
}

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
