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
