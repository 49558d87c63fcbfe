/// A start tag with its first attributes, where they stand in the page.
struct HTMLTag {
  let element: HTMLElement
  var isSelfClosing = false
  private var attributes: [Attribute] = []

  /// Ranges of the bytes that the tag was read from.
  struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
  }

  init(_ element: HTMLElement) {
    self.element = element
  }

  /// Attributes beyond the first hundred are forgotten.
  mutating func append(_ attribute: Attribute) {
    if attributes.count < 100 { attributes.append(attribute) }
  }

  /// - Parameter name: in lower case.
  func value(of name: String, in page: [UInt8]) -> String? {
    let name = name.utf8
    let found = attributes.first { attribute in
      attribute.name.count == name.count
        && zip(page[attribute.name], name).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
    }
    return found.map { attribute in
      page[attribute.value].withUnsafeBufferPointer { bytes in
        String(decoding: CharacterReferences.decode(bytes) ?? Array(bytes), as: UTF8.self)
      }
    }
  }

  /// Whether its author keeps it from being seen.
  func isConcealed(in page: [UInt8]) -> Bool {
    guard !attributes.isEmpty else { return false }
    return value(of: "hidden", in: page) != nil
      || style(in: page).contains(where: Self.concealing.contains)
  }

  private static let concealing: Set<String> = [
    "display:none", "display:none!important", "visibility:hidden", "mso-hide:all",
  ]

  /// Whether its author makes it no wider or no higher than so many pixels.
  func isAtMost(_ pixels: Int, in page: [UInt8]) -> Bool {
    let attributes = ["width", "height"].compactMap { value(of: $0, in: page) }
    let declarations = style(in: page).filter { $0.hasPrefix("width:") || $0.hasPrefix("height:") }
    let sizes = attributes + declarations.map { String($0.drop { $0 != ":" }.dropFirst()) }
    return sizes.compactMap(Self.pixels).contains { $0 <= pixels }
  }

  /// "12" and "12px"; `nil` for other units.
  private static func pixels(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber }
    let unit = text.dropFirst(digits.count)
    return unit.isEmpty || unit == "px" || digits == "0" && unit != "%" ? Int(digits) : nil
  }

  /// The declarations of its style in lower case and without blanks.
  private func style(in page: [UInt8]) -> [String] {
    guard let style = value(of: "style", in: page) else { return [] }
    return style.utf8.split(separator: UInt8(ascii: ";")).map { declaration in
      let bytes = declaration.filter { $0 > 0x20 }
      let isUpper: (UInt8) -> Bool = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains
      return String(decoding: bytes.map { isUpper($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
  }
}

extension HTMLTag {
  /// What it shows, and what its author adds to that.
  func imageLabel(in page: [UInt8]) -> String {
    let shown = TextCleaning.clean(value(of: "alt", in: page) ?? "")
    let title = TextCleaning.clean(value(of: "title", in: page) ?? "")
    if shown.isEmpty || title.isEmpty || shown.contains(title) {
      return shown + (shown.isEmpty ? title : "")
    }
    return title.contains(shown) ? title : "\(shown): \(title)"
  }

  /// What a page loads late stands in an attribute of its own; `src` then holds a placeholder.
  func imageSource(in page: [UInt8]) -> String? {
    for name in ["data-src", "data-lazy-src", "data-original"] {
      if let source = value(of: name, in: page), !source.isEmpty { return source }
    }
    if let source = value(of: "src", in: page), !source.isEmpty, !source.hasPrefix("data:") {
      return source
    }
    let candidates = value(of: "srcset", in: page) ?? value(of: "data-srcset", in: page)
    return candidates?.split(whereSeparator: { $0.isWhitespace }).first.map(String.init)
  }
}
