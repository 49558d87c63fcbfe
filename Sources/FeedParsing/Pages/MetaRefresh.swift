import Articles

/// Where a page sends its reader by itself: `<meta http-equiv="refresh" content="0; url=/there">`.
public struct MetaRefresh: Hashable, Sendable {
  /// Absolute; of the web.
  public let address: String
  /// How long the page is to be seen before.
  public let seconds: Int
  /// Whether only those are meant who run no scripts (`noscript`).
  public let isForScriptless: Bool

  /// It stands in the head.
  private static let searched = 64 << 10

  /// The first of a page; `nil` where there is none, and where the page only shows itself again.
  /// - Parameter address: where the page is.
  public init?(page bytes: UnsafeRawBufferPointer, address: String) {
    var tokens = HTMLTokenizer(Array(bytes.prefix(Self.searched)))
    var base = address
    var scriptless = 0
    while let token = tokens.next() {
      switch token {
      case .start(let tag) where tag.element == .noscript: scriptless += 1
      case .end(.noscript): scriptless = max(scriptless - 1, 0)
      case .start(let tag) where tag.element == .base:
        base =
          tag.value(of: "href", in: tokens.bytes)
          .flatMap { LinkResolver(base: address).resolve($0) } ?? base
      case .start(let tag) where tag.element == .meta:
        guard tag.value(of: "http-equiv", in: tokens.bytes)?.lowercased() == "refresh",
          let content = tag.value(of: "content", in: tokens.bytes),
          let (seconds, reference) = Self.parts(of: content),
          let target = LinkResolver(base: base).resolve(reference), target.hasPrefix("http"),
          Self.place(target) != Self.place(address)
        else { continue }
        self.address = target
        self.seconds = seconds
        isForScriptless = scriptless > 0
        return
      default: break
      }
    }
    return nil
  }

  private static func place(_ address: String) -> Substring { address.prefix { $0 != "#" } }

  /// As browsers read it (HTML, "shared declarative refresh steps").
  private static func parts(of content: String) -> (seconds: Int, reference: String)? {
    var rest = content.unicodeScalars[...].drop(while: isBlank)
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard let seconds = Int(String(digits.prefix(9))) ?? (rest.first == "." ? 0 : nil) else {
      return nil
    }
    rest = rest.dropFirst(digits.count).drop { ("0"..."9").contains($0) || $0 == "." }
    guard let sign = rest.first, sign == ";" || sign == "," || isBlank(sign) else { return nil }
    rest = rest.drop(while: isBlank)
    if let sign = rest.first, sign == ";" || sign == "," { rest.removeFirst() }
    rest = rest.drop(while: isBlank)
    if String(rest.prefix(3)).lowercased() == "url" {
      let value = rest.dropFirst(3).drop(while: isBlank)
      if value.first == "=" { rest = value.dropFirst().drop(while: isBlank) }
    }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      rest = rest.dropFirst().prefix { $0 != quote }
    }
    return rest.isEmpty ? nil : (seconds, String(rest))
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    UInt8(exactly: scalar.value)?.isASCIIWhitespace ?? false
  }
}
