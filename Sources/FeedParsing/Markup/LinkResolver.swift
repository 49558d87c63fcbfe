import Articles

/// Makes the references of a body absolute, by RFC 3986, and refuses what a reader should not open.
struct LinkResolver {
  private let base: Reference?
  /// The address of the page without a place on it, and without a last "/".
  private let page: Substring?

  /// - Parameter base: the address of the page; without it only absolute references have a target.
  init(base: String?) {
    let reference = base.flatMap(Self.cleaned).map { Reference($0[...]) }
    self.base = reference?.authority == nil ? nil : reference
    page = self.base.map { Self.page(in: $0.text[...]) }
  }

  /// The place on the same page that a reference means; `nil` for all others.
  func fragment(_ text: String) -> String? {
    guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let fragment = text[hash...].dropFirst()
    guard !fragment.isEmpty, hash == text.startIndex || Self.page(in: text[...]) == page else {
      return nil
    }
    return String(fragment)
  }

  private static func page(in address: Substring) -> Substring {
    let bytes = address.utf8
    var end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
    if end > bytes.startIndex, bytes[bytes.index(before: end)] == UInt8(ascii: "/") {
      end = bytes.index(before: end)
    }
    return address[..<end]
  }

  /// The absolute address that a reference means.
  ///
  /// - Returns: `nil` for a place on the same page, for what cannot be made absolute, for schemes
  ///   other than `http`, `https`, `gemini` and `mailto`, and for addresses of more than 8 KB.
  func resolve(_ text: String) -> String? {
    guard let text = Self.cleaned(text), text.utf8.first != UInt8(ascii: "#") else { return nil }
    if Self.lacksScheme(text) { return resolve("https://" + text) }
    let reference = Reference(text[...])
    if let scheme = reference.scheme {
      guard Self.allowedSchemes.contains(scheme) else { return nil }
      let isComplete = scheme == "mailto" ? !reference.path.isEmpty : reference.hasHost
      return isComplete ? reference.text : nil
    }
    guard var absolute = base else {
      var absolute = reference
      absolute.scheme = "https"
      return reference.hasHost ? absolute.text : nil
    }
    absolute.adopt(reference)
    return absolute.hasHost ? absolute.text : nil
  }

  /// Whether a name may be that of a scheme (RFC 3986, 3.1).
  static func isScheme(_ name: some Collection<UInt8>) -> Bool {
    guard let first = name.first, first.isASCIILetter else { return false }
    return name.allSatisfy { byte in
      byte.isASCIIAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    }
  }

  /// Whether it begins as an absolute address of the web, one that others can be relative to.
  static func isOfWeb(_ address: String) -> Bool {
    address.hasPrefix("https://") || address.hasPrefix("http://")
  }

  /// Whether it is the address of a server without "https://" before it, as people write it.
  static func lacksScheme(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count > 6 && bytes.first.map { $0 | 0x20 == UInt8(ascii: "w") } ?? false
      && bytes.prefix(4).elementsEqual("www.".utf8) && bytes.dropFirst(4).first != UInt8(ascii: ".")
      && bytes.dropFirst(4).prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: "."))
  }

  private static let allowedSchemes: Set<String> = ["http", "https", "gemini", "mailto"]
  static let longest = 8192

  /// Trims, drops what browsers drop (tabs, line breaks), and escapes blanks and characters that
  /// text may not hold.
  private static func cleaned(_ text: String) -> String? {
    guard text.utf8.count <= longest else { return nil }
    // As most are: nothing to drop and nothing to escape.
    var text = text
    if !text.isEmpty, text.withUTF8(TextBytes.areVisibleASCII) { return text }
    var result = ""
    var blanks = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ": blanks += result.isEmpty ? "" : "%20"
      case _ where ScalarKind(scalar) == .text:
        result += blanks
        result.unicodeScalars.append(scalar)
        blanks = ""
      default:
        result += blanks
        result += escaped(scalar)
        blanks = ""
      }
    }
    return result.isEmpty ? nil : result
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    guard scalar.value >= 0x20 else { return "" }
    return String(scalar).utf8.reduce(into: "") { result, byte in
      let digits = String(byte, radix: 16, uppercase: true)
      result += byte < 16 ? "%0\(digits)" : "%\(digits)"
    }
  }
}

/// The five components of RFC 3986, section 3.
private struct Reference {
  /// In lower case.
  var scheme: String?
  var authority: Substring?
  var path: Substring
  var query: Substring?
  var fragment: Substring?

  init(_ text: Substring) {
    var rest = text
    if let colon = Self.index(of: ":", in: rest), LinkResolver.isScheme(rest.utf8[..<colon]) {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.utf8.index(after: colon)...]
    }
    if let hash = Self.index(of: "#", in: rest) {
      fragment = rest[rest.utf8.index(after: hash)...]
      rest = rest[..<hash]
    }
    if let mark = Self.index(of: "?", in: rest) {
      query = rest[rest.utf8.index(after: mark)...]
      rest = rest[..<mark]
    }
    if rest.utf8.starts(with: "//".utf8) {
      rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...]
      let end = Self.index(of: "/", in: rest) ?? rest.endIndex
      authority = rest[..<end]
      rest = rest[end...]
    }
    path = rest
  }

  private static func index(of sign: Unicode.Scalar, in text: Substring) -> Substring.Index? {
    var copy = text
    let (offset, count) = copy.withUTF8 {
      (TextBytes.index(of: UInt8(ascii: sign), in: $0), $0.count)
    }
    return offset < count ? text.utf8.index(text.startIndex, offsetBy: offset) : nil
  }

  var hasHost: Bool { authority.map { !$0.isEmpty } ?? false }

  /// RFC 3986, section 5.3.
  var text: String {
    var result = ""
    func add(_ sign: String, _ part: Substring?) {
      guard let part else { return }
      result += sign
      result += part
    }
    if let scheme {
      result += scheme
      result += ":"
    }
    add("//", authority)
    add("", path)
    add("?", query)
    add("#", fragment)
    return result
  }

  /// Moves from this address to a reference without a scheme; RFC 3986, section 5.2.2.
  mutating func adopt(_ reference: Reference) {
    fragment = reference.fragment
    if let authority = reference.authority {
      self.authority = authority
      path = Self.withoutDots(reference.path)
      query = reference.query
    } else if reference.path.isEmpty {
      query = reference.query
    } else {
      path = Self.withoutDots(merged(with: reference.path))
      query = reference.query
    }
  }

  private func merged(with other: Substring) -> Substring {
    if other.utf8.first == UInt8(ascii: "/") { return other }
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? "/"
    return folder + other
  }

  /// RFC 3986, section 5.2.4.
  private static func withoutDots(_ path: Substring) -> Substring {
    guard mayHaveDots(path.utf8) else { return path }
    var kept: [Substring] = []
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".":
        if isLast { kept.append("") }
      case "..":
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append("") }
      default:
        kept.append(segment)
      }
    }
    return Substring(kept.joined(separator: "/"))
  }

  /// Whether a segment begins with a dot.
  private static func mayHaveDots(_ path: Substring.UTF8View) -> Bool {
    var isFirst = true
    for byte in path {
      if isFirst, byte == UInt8(ascii: ".") { return true }
      isFirst = byte == UInt8(ascii: "/")
    }
    return false
  }
}

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
