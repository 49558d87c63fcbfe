/// Makes HTML from a feed fit to be kept: no scripts, no event handlers, no addresses that run
/// something, and every relative address absolute.
///
/// Everything else stays byte for byte; where nothing has to change nothing is copied.
struct HTMLRewriter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var scanner: MarkupScanner
  private let base: String?
  private var links: LinkResolver?
  private var result: [UInt8] = []
  /// Bytes before this are in the result, or left out.
  private var copied = 0
  private var hidden: HTMLElement?

  /// - Returns: `nil` if nothing has to change.
  static func rewrite(_ html: [UInt8], base: String?) -> [UInt8]? {
    html.withUnsafeBufferPointer { bytes in
      guard bytes.contains(UInt8(ascii: "<")) else { return nil }
      var rewriter = HTMLRewriter(bytes, base: base)
      return rewriter.rewritten()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, base: String?) {
    self.bytes = bytes
    scanner = MarkupScanner(bytes)
    self.base = base
  }

  private mutating func rewritten() -> [UInt8]? {
    var hiddenStart = 0
    while let piece = scanner.next() {
      switch piece.kind {
      case .text:
        break
      case .remark:
        if hidden == nil { replace(piece.range, with: []) }
      case .start:
        guard hidden == nil else { continue }
        if let element = Self.removed(bytes[piece.name]) {
          if element != .link, bytes[piece.range.upperBound - 2] != UInt8(ascii: "/") {
            hidden = element
            hiddenStart = piece.range.lowerBound
          } else {
            replace(piece.range, with: [])
          }
        } else {
          rewriteAttributes(piece)
        }
      case .end:
        guard let element = Self.removed(bytes[piece.name]) else { continue }
        if element == hidden {
          replace(hiddenStart..<piece.range.upperBound, with: [])
          hidden = nil
        } else if hidden == nil {
          replace(piece.range, with: [])
        }
      }
    }
    // A script that never ends: what follows it is left out with it.
    if hidden != nil { replace(hiddenStart..<bytes.count, with: []) }
    guard copied > 0 else { return nil }
    result += bytes[copied...]
    return FieldText.trimmed(result[...])
  }

  private mutating func replace(_ range: Range<Int>, with replacement: some Collection<UInt8>) {
    result += bytes[copied..<range.lowerBound]
    result += replacement
    copied = range.upperBound
  }

  /// The elements of which nothing is kept; `link` stands for those without content.
  private static func removed(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> HTMLElement? {
    switch name.count {
    case 4: equal(name, "link") || equal(name, "meta") ? .link : nil
    case 5: equal(name, "style") ? .style : nil
    case 6: equal(name, "script") ? .script : nil
    case 8: equal(name, "template") ? .template : nil
    default: nil
    }
  }

  // MARK: Attributes

  private mutating func rewriteAttributes(_ piece: MarkupScanner.Piece) {
    guard piece.range.upperBound - piece.name.upperBound > 4 else { return }
    for attribute in scanner.attributes(of: piece) {
      rewrite(attribute.name, attribute.value, upTo: attribute.end)
    }
  }

  private mutating func rewrite(_ name: Range<Int>, _ value: Range<Int>, upTo end: Int) {
    let first = bytes[name.lowerBound] | 0x20
    if first == UInt8(ascii: "o"), name.count > 4,
      bytes[name.lowerBound + 1] | 0x20 == UInt8(ascii: "n")
    {
      return replace(name.lowerBound..<end, with: [])
    }
    guard Self.holdsAddress(bytes[name]), !isAbsolute(value) else { return }
    let raw = UnsafeBufferPointer(rebasing: bytes[value])
    let address = String(
      decoding: CharacterReferences.decode(raw) ?? Array(raw), as: UTF8.self)
    let links = links ?? LinkResolver(base: base)
    self.links = links
    if let absolute = links.resolve(address) {
      var escaped = Array(bytes[name]) + "=\"".utf8
      for byte in absolute.utf8 {
        switch byte {
        case UInt8(ascii: "&"): escaped += "&amp;".utf8
        case UInt8(ascii: "\""): escaped += "%22".utf8
        case UInt8(ascii: "<"): escaped += "%3C".utf8
        case UInt8(ascii: ">"): escaped += "%3E".utf8
        default: escaped.append(byte)
        }
      }
      escaped.append(UInt8(ascii: "\""))
      replace(name.lowerBound..<end, with: escaped)
    } else if Self.hasScheme(address) {
      replace(name.lowerBound..<end, with: [])
    }
  }

  private static func holdsAddress(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch name.count {
    case 3: equal(name, "src")
    case 4: equal(name, "href") || equal(name, "cite")
    case 6: equal(name, "poster") || equal(name, "action") || equal(name, "usemap")
    case 8: equal(name, "longdesc") || equal(name, "codebase")
    case 10: equal(name, "background") || equal(name, "formaction") || equal(name, "xlink:href")
    default: false
    }
  }

  private static func equal(_ name: Slice<UnsafeBufferPointer<UInt8>>, _ text: StaticString) -> Bool
  {
    for (offset, byte) in name.enumerated() where byte | 0x20 != text.utf8Start[offset] | 0x20 {
      return false
    }
    return true
  }

  /// Whether an address needs no change: http or https, without anything to escape before its end.
  private func isAbsolute(_ value: Range<Int>) -> Bool {
    guard value.count > 8, bytes[value.lowerBound] == UInt8(ascii: "h"),
      bytes[value.lowerBound + 1] == UInt8(ascii: "t")
    else { return false }
    return bytes[value].starts(with: "https://".utf8) || bytes[value].starts(with: "http://".utf8)
  }

  /// Whether something before a colon could name a program to run.
  private static func hasScheme(_ address: String) -> Bool {
    for byte in address.utf8 where byte > 0x20 {
      switch byte {
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return false
      default: break
      }
    }
    return false
  }
}
