import Glibc

/// The number of a machine on a network.
enum IPAddress: Hashable, Sendable {
  case v4(UInt32)
  /// The upper and the lower half.
  case v6(UInt64, UInt64)

  /// Reads what `inet_pton` reads, with or without brackets and a zone (`fe80::1%eth0`).
  init?(_ text: String) {
    let bare = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
    let number = String(bare.prefix { $0 != "%" })
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, number, &four) == 1 {
      self.init(four)
    } else if inet_pton(AF_INET6, number, &six) == 1 {
      self.init(six)
    } else {
      return nil
    }
  }

  /// `nil` for what is no address of the internet (a local socket, say).
  init?(_ address: UnsafePointer<sockaddr>) {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      self.init(UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr)
    case AF_INET6:
      self.init(UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr)
    default:
      return nil
    }
  }

  private init(_ address: in_addr) {
    self = .v4(UInt32(bigEndian: address.s_addr))
  }

  private init(_ address: in6_addr) {
    self = withUnsafeBytes(of: address) {
      .v6(
        UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  /// Whether the address lies in a block such as `10.0.0.0/8`; `false` for blocks that are none.
  func isIn(_ block: String) -> Bool {
    let parts = block.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let bits = Int(parts[1]), let start = IPAddress(String(parts[0]))
    else { return false }
    switch (self, start) {
    case (.v4(let number), .v4(let other)):
      return (0...32).contains(bits) && (number ^ other) >> (32 - bits) == 0
    case (.v6(let high, let low), .v6(let otherHigh, let otherLow)):
      guard (0...128).contains(bits) else { return false }
      return (high ^ otherHigh) >> max(0, 64 - bits) == 0
        && (low ^ otherLow) >> min(64, 128 - bits) == 0
    default:
      return false
    }
  }

  /// Whether the address is one that anybody may serve: not this machine, its link, a private
  /// network or a group, nor an IPv6 form that stands for such an IPv4 address.
  ///
  /// 198.18.0.0/15, meant for measurements, counts as public: proxies that route by name (Clash
  /// and kin) answer every question for a name with it.
  var isPublic: Bool {
    switch self {
    case .v4(let number):
      return !Self.closedIPv4.contains { (number ^ $0.start) >> (32 - $0.bits) == 0 }
    case .v6(let high, let low):
      if high == 0, low >> 32 == 0xFFFF {
        return IPAddress.v4(UInt32(truncatingIfNeeded: low)).isPublic
      }
      if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 {
        return IPAddress.v4(UInt32(truncatingIfNeeded: low)).isPublic
      }
      if high >> 48 == 0x2002 {
        return IPAddress.v4(UInt32(truncatingIfNeeded: high >> 16)).isPublic
      }
      return !Self.closedIPv6.contains { (high ^ $0.start) >> (64 - $0.bits) == 0 }
    }
  }

  /// The IANA registries of special-purpose addresses, as far as a server may sit there.
  private static let closedIPv4: [(start: UInt32, bits: UInt32)] = [
    (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
    (0xAC10_0000, 12), (0xC000_0000, 24), (0xC0A8_0000, 16), (0xE000_0000, 4), (0xF000_0000, 4),
  ]

  /// Blocks that the upper half tells: unspecified, loopback and IPv4-compatible; local NAT64;
  /// Teredo, which hides an IPv4 address; unique-local; link-local and the old site-local; groups.
  private static let closedIPv6: [(start: UInt64, bits: UInt64)] = [
    (0x0000_0000_0000_0000, 64), (0x0064_FF9B_0001_0000, 48), (0x2001_0000_0000_0000, 32),
    (0xFC00_0000_0000_0000, 7), (0xFE80_0000_0000_0000, 10), (0xFEC0_0000_0000_0000, 10),
    (0xFF00_0000_0000_0000, 8),
  ]
}
