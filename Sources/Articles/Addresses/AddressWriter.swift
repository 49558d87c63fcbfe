/// Writes the canonical form of one address into a buffer, from left to right.
struct AddressWriter {
  private let source: UnsafeBufferPointer<UInt8>
  private let output: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0
  private var hasOverflown = false
  private let keepsTracking: Bool

  init(
    _ source: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    keepsTracking: Bool = false
  ) {
    self.keepsTracking = keepsTracking
    self.source = source
    self.output = output
  }

  /// Whether `source` is an address; then the first `count` bytes of the buffer are its canonical
  /// form.
  mutating func write() -> Bool {
    guard let colon = writeScheme() else { return false }
    let scheme = String(decoding: output[..<colon], as: UTF8.self)
    guard !AddressRules.refusedSchemes.contains(scheme) else { return false }
    var rest = colon + 1
    if rest + 1 < source.count, source[rest] == UInt8(ascii: "/"),
      source[rest + 1] == UInt8(ascii: "/")
    {
      let end = source[(rest + 2)...].firstIndex(where: AddressRules.endsAuthority) ?? source.count
      append("/")
      append("/")
      guard writeAuthority((rest + 2)..<end, scheme: scheme) else { return false }
      rest = end
    } else if !AddressRules.schemesWithoutHost.contains(scheme) || rest == source.count {
      return false
    }
    writePathQueryAndFragment(from: rest)
    return !hasOverflown
  }

  /// Writes the scheme and its colon; the index of the colon.
  private mutating func writeScheme() -> Int? {
    for (index, byte) in source.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        append(byte | 0x20)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard index > 0 else { return nil }
        append(byte)
      case UInt8(ascii: ":"):
        // "C:" is a drive, and "example.org:80" has a dot: neither is a scheme of an article.
        guard index > 1 else { return nil }
        append(byte)
        return index
      default:
        return nil
      }
    }
    return nil
  }

  // MARK: Authority

  private mutating func writeAuthority(_ range: Range<Int>, scheme: String) -> Bool {
    // Browsers end an authority at a backslash, others do not: nobody can say where this leads.
    guard !source[range].contains(UInt8(ascii: "\\")) else { return false }
    let afterUser = source[range].lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 }
    let hostStart = afterUser ?? range.lowerBound
    var hostEnd = range.upperBound
    let lastColon = source[hostStart..<hostEnd].lastIndex(of: UInt8(ascii: ":"))
    let isBracketed = hostStart < hostEnd && source[hostStart] == UInt8(ascii: "[")
    var port: Int?
    if let lastColon, !isBracketed || source[lastColon - 1] == UInt8(ascii: "]") {
      hostEnd = lastColon
      guard let number = portNumber((lastColon + 1)..<range.upperBound) else { return false }
      port = number < 0 || number == AddressRules.defaultPort(of: scheme) ? nil : number
    }
    let isWritten =
      isBracketed ? writeIPv6(hostStart..<hostEnd) : writeHost(hostStart..<hostEnd)
    guard isWritten else { return false }
    if let port {
      append(UInt8(ascii: ":"))
      for digit in String(port).utf8 {
        append(digit)
      }
    }
    return true
  }

  /// The port, -1 where none stands after the colon, `nil` where none can be read.
  private func portNumber(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return -1 }
    var result = 0
    for byte in source[range] {
      guard byte.isASCIIDigit else { return nil }
      result = result * 10 + Int(byte - UInt8(ascii: "0"))
      guard result <= 65_535 else { return nil }
    }
    return result
  }

  private mutating func writeIPv6(_ range: Range<Int>) -> Bool {
    guard range.count > 3, source[range.upperBound - 1] == UInt8(ascii: "]"),
      source[range].contains(UInt8(ascii: ":"))
    else { return false }
    for byte in source[range.dropFirst().dropLast()] {
      guard
        byte.hexadecimalValue != nil || byte == UInt8(ascii: ":")
          || byte == UInt8(ascii: ".")
      else { return false }
    }
    for byte in source[range] {
      append(byte.asciiLowercased)
    }
    return true
  }

  private mutating func writeHost(_ range: Range<Int>) -> Bool {
    guard isInternational(range) else { return writeASCIIHost(source[range]) }
    let host = String(decoding: source[range], as: UTF8.self)
    guard let ascii = InternationalHost.ascii(host) else { return false }
    return writeASCIIHost(ascii.utf8)
  }

  /// Whether a host has letters beyond ASCII, or a label that stands for some.
  private func isInternational(_ range: Range<Int>) -> Bool {
    for index in range {
      let byte = source[index]
      if byte >= 0x80 { return true }
      guard byte == UInt8(ascii: "-"), index >= range.lowerBound + 3 else { continue }
      if AddressRules.startsEncodedLabel(source[(index - 3)...index]) { return true }
    }
    return false
  }

  private mutating func writeASCIIHost(_ host: some Collection<UInt8>) -> Bool {
    guard (1...255).contains(host.count) else { return false }
    var hasName = false
    for byte in host {
      guard AddressRules.isHostByte(byte) else { return false }
      hasName = hasName || byte != UInt8(ascii: ".")
      append(byte.asciiLowercased)
    }
    return hasName
  }

  // MARK: Path, query and fragment

  private mutating func writePathQueryAndFragment(from start: Int) {
    let hash = source[start...].firstIndex(of: UInt8(ascii: "#")) ?? source.count
    let question = source[start..<hash].firstIndex(of: UInt8(ascii: "?")) ?? hash
    writeEncoded(start..<question)
    if question < hash {
      writeQuery((question + 1)..<hash)
    }
    let fragment = source[min(hash + 1, source.count)...]
    if !fragment.isEmpty, !fragment.starts(with: AddressRules.textDirective) {
      append(UInt8(ascii: "#"))
      writeEncoded(fragment.startIndex..<fragment.endIndex)
    }
  }

  /// Writes the question mark and the parameters that name something; neither, if none is left.
  private mutating func writeQuery(_ range: Range<Int>) {
    let start = count
    append(UInt8(ascii: "?"))
    var hasDropped = false
    var isFirst = true
    var position = range.lowerBound
    while position <= range.upperBound {
      let end =
        source[position..<range.upperBound].firstIndex(of: UInt8(ascii: "&")) ?? range.upperBound
      if !keepsTracking, AddressRules.isTracking(source[position..<end]) {
        hasDropped = true
      } else {
        if !isFirst {
          append(UInt8(ascii: "&"))
        }
        isFirst = false
        writeEncoded(position..<end)
      }
      position = end + 1
    }
    if hasDropped, count == start + 1 {
      count = start
    }
  }

  private mutating func writeEncoded(_ range: Range<Int>) {
    for index in range {
      let byte = source[index]
      if byte == UInt8(ascii: "%") {
        let isEscape =
          index + 2 < range.upperBound && source[index + 1].hexadecimalValue != nil
          && source[index + 2].hexadecimalValue != nil
        isEscape ? append(byte) : appendEscape(byte)
      } else if AddressRules.isLegal(byte) {
        append(byte)
      } else {
        appendEscape(byte)
      }
    }
  }

  private mutating func appendEscape(_ byte: UInt8) {
    append(UInt8(ascii: "%"))
    append(AddressRules.hexadecimalDigit(byte >> 4))
    append(AddressRules.hexadecimalDigit(byte & 15))
  }

  private mutating func append(_ character: Unicode.Scalar) {
    append(UInt8(ascii: character))
  }

  private mutating func append(_ byte: UInt8) {
    guard count < output.count else {
      hasOverflown = true
      return
    }
    output[count] = byte
    count += 1
  }
}

/// Which bytes, schemes and parameters an address may have (RFC 3986, and what trackers add).
enum AddressRules {
  /// What names content, a program or something of this machine, never an article.
  static let refusedSchemes: Set<String> = [
    "about", "blob", "data", "file", "filesystem", "javascript", Address.ownScheme, "vbscript",
    "view-source",
  ]

  /// Schemes that may do without `//` and a host. Any other text with a colon is no address:
  /// "Note: to be written" would give all such articles one key.
  static let schemesWithoutHost: Set<String> = ["magnet", "mailto", "news", "tag", "urn"]

  static let textDirective = Array(":~:text=".utf8)

  static func defaultPort(of scheme: String) -> Int? {
    switch scheme {
    case "http", "ws": 80
    case "https", "wss": 443
    case "ftp": 21
    case "gopher": 70
    case "gemini": 1965
    default: nil
    }
  }

  static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  /// Whether these four bytes are `xn--`.
  static func startsEncodedLabel(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.elementsEqual("xn--".utf8) { $0.asciiLowercased == $1 }
  }

  /// Whether a parameter says only where a reader came from.
  static func isTracking(_ parameter: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch parameter.first {
    case UInt8(ascii: "u"):
      if parameter.starts(with: "utm_".utf8) { return true }
    case UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "d"), UInt8(ascii: "w"),
      UInt8(ascii: "m"), UInt8(ascii: "y"), UInt8(ascii: "t"), UInt8(ascii: "i"),
      UInt8(ascii: "_"), UInt8(ascii: "v"), UInt8(ascii: "o"), UInt8(ascii: "r"):
      break
    default:
      return false
    }
    let name = parameter.prefix { $0 != UInt8(ascii: "=") }
    return trackingNames.contains { $0.count == name.count && name.elementsEqual($0) }
  }

  private static let trackingNames: [[UInt8]] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_enc_id", "oly_anon_id",
    "ref_src",
  ].map { Array($0.utf8) }

  static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + (value - 10)
  }

  static func isHostByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_")
  }

  /// Whether a byte may stand unescaped in a path, a query or a fragment.
  static func isLegal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "@")...UInt8(ascii: "Z"),
      UInt8(ascii: "&")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "$"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default:
      false
    }
  }
}
