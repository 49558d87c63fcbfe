import Articles

/// The page that the relative addresses of a body belong to.
///
/// Nearly all of them are plain ASCII without dots: these become absolute by copying what stands
/// before, which is made once for all bodies of the page. Everything else goes to `LinkResolver`,
/// which also says what stands before.
struct LinkBase {
  private(set) var address: String?
  private var resolver: LinkResolver?
  /// Before addresses that begin with one slash, fit for an attribute; empty if there is no such.
  private var host: [UInt8]?
  /// Before those that begin with a letter or digit.
  private var folder: [UInt8]?

  init(_ address: String?) {
    self.address = address
  }

  /// Makes it the base of another page. Of the pages of one site, only the folder differs.
  mutating func move(to other: String?) {
    if !Self.haveSameHost(address, other) { host = nil }
    address = other
    if resolver != nil { resolver = nil }
    if folder != nil { folder = nil }
  }

  /// Whether both begin with the same scheme and host; may say no of what has.
  private static func haveSameHost(_ first: String?, _ second: String?) -> Bool {
    guard var first, var second else { return false }
    return first.withUTF8 { first in
      second.withUTF8 { second in
        guard max(first.count, second.count) <= LinkResolver.longest else { return false }
        var slashes = 0
        for index in 0..<min(first.count, second.count) {
          guard first[index] == second[index] else { return false }
          if first[index] == UInt8(ascii: "/") { slashes += 1 }
          if slashes == 3 { return true }
        }
        return false
      }
    }
  }

  /// As `LinkResolver.resolve`.
  mutating func resolve(_ reference: String) -> String? {
    let resolver = resolver ?? LinkResolver(base: address)
    self.resolver = resolver
    return resolver.resolve(reference)
  }

  /// What stands before a relative reference in the absolute address, fit for an attribute; empty where
  /// there is no absolute address, `nil` where this has to be found out by `resolve`.
  mutating func prefix(of reference: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard (1...1024).contains(reference.count) else { return nil }
    let isFromHost = reference[0] == UInt8(ascii: "/")
    if reference.count > 4, reference[3] == UInt8(ascii: "."), reference[0] == UInt8(ascii: "w"),
      reference[1] == UInt8(ascii: "w"), reference[2] == UInt8(ascii: "w")
    {
      return nil
    }
    guard isFromHost || reference[0].isASCIIAlphanumeric, Self.isPlain(reference) else {
      return nil
    }
    let prefix: [UInt8]
    if isFromHost {
      prefix = host ?? whatIsBefore("/")
      host = prefix
    } else {
      prefix = folder ?? whatIsBefore("x")
      folder = prefix
    }
    return prefix
  }

  private mutating func whatIsBefore(_ sign: String) -> [UInt8] {
    var result: [UInt8] = []
    guard var absolute = resolve(sign) else { return result }
    absolute.withUTF8 { Self.append(UnsafeBufferPointer(rebasing: $0.dropLast()), to: &result) }
    return result
  }

  /// Appends an address as it stands between quotation marks.
  static func append(_ address: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) {
    var start = 0
    for (index, byte) in address.enumerated() {
      let escaped: StaticString
      switch byte {
      case UInt8(ascii: "&"): escaped = "&amp;"
      case UInt8(ascii: "\""): escaped = "%22"
      case UInt8(ascii: "<"): escaped = "%3C"
      case UInt8(ascii: ">"): escaped = "%3E"
      default: continue
      }
      result.append(contentsOf: address[start..<index])
      escaped.withUTF8Buffer { result.append(contentsOf: $0) }
      start = index + 1
    }
    result.append(contentsOf: address[start...])
  }

  /// Whether nothing in it has to be escaped or worked out: no host, no scheme, no dots.
  private static func isPlain(_ reference: UnsafeBufferPointer<UInt8>) -> Bool {
    var wasSlash = false
    for (index, byte) in reference.enumerated() {
      switch byte {
      case ...0x20, 0x7F..., UInt8(ascii: ":"), UInt8(ascii: "&"), UInt8(ascii: "\""),
        UInt8(ascii: "<"), UInt8(ascii: ">"):
        return false
      case UInt8(ascii: "."):
        if wasSlash { return false }
      case UInt8(ascii: "/"):
        if index == 1, wasSlash { return false }
      default: break
      }
      wasSlash = byte == UInt8(ascii: "/")
    }
    return true
  }
}
