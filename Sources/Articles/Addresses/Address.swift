/// The address of an article in canonical form: ASCII, compared by bytes.
public struct Address: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// ASCII only, so that `String` equality is equality of bytes.
  public let text: String

  /// For text that is known to be canonical.
  init(canonical text: String) {
    self.text = text
  }

  public var description: String { text }

  /// What stands before the first colon: `https`, or `martlet` for an article without an address.
  public var scheme: String {
    String(text.prefix { $0 != ":" })
  }

  public static func < (a: Address, b: Address) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

extension Address {
  /// The most bytes an address may have, before and after it is made canonical.
  public static let longest = 8192

  /// Which rules the canonical form follows: to be counted on whenever an address gets another form than
  /// before, so that libraries which hold the former one are brought up to date. The form itself must
  /// lead from the former one to the new one.
  ///
  /// 1: letters beyond ASCII in hosts by case and compatibility forms. 2: by UTS 46.
  public static let rules = 2

  /// Makes an address canonical.
  ///
  /// Blanks around it go; scheme and host become lower case, a host with other letters punycode, by UTS 46;
  /// user, default port, empty fragment, text fragment and the parameters that track readers go;
  /// illegal bytes are percent-encoded. Everything else stays as it is, escapes, the order of the
  /// parameters and trailing slashes included. A canonical address does not change.
  ///
  /// `nil` for what is no address: without a scheme, without a host where the scheme has one, with
  /// a host or port that cannot be, longer than ``longest``; and for what is not the address of an
  /// article anywhere: content and programs (`data:`, `javascript:`, …), files, keys made here.
  public init?(canonicalizing text: String) {
    self.init(canonicalizing: text, keepingTracking: false)
  }

  /// An address as a program may be given it, or a person, in canonical form.
  /// - Parameter keepingTracking: whether the parameters that track readers stay; then it is no
  ///   address to know an article by.
  public static func openable(_ text: String, keepingTracking: Bool) -> String? {
    Address(canonicalizing: text, keepingTracking: keepingTracking)?.text
  }

  private init?(canonicalizing text: String, keepingTracking: Bool) {
    var text = text
    let result = text.withUTF8 { bytes -> (text: String?, isUnchanged: Bool) in
      let trimmed = UnsafeBufferPointer(rebasing: bytes[Address.trimmedRange(of: bytes)])
      guard (1...Address.longest).contains(trimmed.count) else { return (nil, false) }
      // Escaping makes three bytes of one, punycode at most 255 bytes of a host.
      let capacity = min(trimmed.count * 3 + 264, Address.longest)
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) {
        var writer = AddressWriter(trimmed, into: $0, keepsTracking: keepingTracking)
        guard writer.write() else { return (nil, false) }
        let written = UnsafeBufferPointer(rebasing: $0[..<writer.count])
        // Most addresses are canonical already: these keep their storage.
        if written.count == bytes.count, bytes.indices.allSatisfy({ written[$0] == bytes[$0] }) {
          return (nil, true)
        }
        return (String(decoding: written, as: UTF8.self), false)
      }
    }
    if result.isUnchanged {
      self.init(canonical: text)
    } else if let changed = result.text {
      self.init(canonical: changed)
    } else {
      return nil
    }
  }

  private static func trimmedRange(of bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 {
      start += 1
    }
    while end > start, bytes[end - 1] <= 0x20 {
      end -= 1
    }
    return start..<end
  }
}

extension Address {
  /// The scheme of keys made here, for articles that have no address of their own.
  static let ownScheme = "martlet"

  /// Whether it is a key made here, and nothing that could be opened.
  public var isOwn: Bool { text.utf8.starts(with: "martlet:".utf8) }

  /// The key of an article file that gives no address: `martlet:file/` and a SHA-256 over type,
  /// domain and title. Where the file lies is no part of it.
  public init(fileWithType type: String, domain: String, title: String) {
    let name = [type, domain, title].joined(separator: "\0")
    self.init(canonical: Address.ownScheme + ":file/" + SHA256.hexDigest(of: name.utf8))
  }

  /// The key of an article file that shares type, domain and title with another one that was there
  /// first, and says something else: the same with the text.
  public init(fileWithType type: String, domain: String, title: String, text: [String]) {
    let name = ([type, domain, title] + text).joined(separator: "\0")
    self.init(canonical: Address.ownScheme + ":file/" + SHA256.hexDigest(of: name.utf8))
  }

  /// What the articles have in common whose texts differ from that of the article with this key; no
  /// key of anything.
  public init(othersThan key: Address) {
    self.init(canonical: key.text + "/others")
  }

  /// The key of an item of a feed that has no address of its own: `martlet:item/` and a SHA-256 over
  /// what tells it apart from all others, the random id of its feed first.
  public init(itemOf parts: [String]) {
    let name = parts.joined(separator: "\0")
    self.init(canonical: Address.ownScheme + ":item/" + SHA256.hexDigest(of: name.utf8))
  }

  /// Reads a key as a state file or a library holds it: `martlet:` keys as they are, anything else
  /// made canonical. `nil` for what is neither.
  public init?(key: String) {
    let prefix = Address.ownScheme + ":"
    guard key.utf8.starts(with: prefix.utf8) else {
      self.init(canonicalizing: key)
      return
    }
    guard key.utf8.count > prefix.utf8.count, key.utf8.count <= Address.longest,
      key.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    self.init(canonical: key)
  }
}
