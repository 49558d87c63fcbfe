/// CRC-32 as in zip and PNG (ISO 3309, polynomial EDB88320 reflected), over bytes that come in pieces.
public struct CRC32 {
  private var state: UInt32 = 0xFFFF_FFFF

  public var checksum: UInt32 { ~state }

  /// In eight lower-case hexadecimal digits.
  public var text: String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  public init() {}

  public mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }

  public mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { add($0) }
  }

  /// Eight bytes at a time: of a mass mark there are a hundred megabytes.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    Self.tables.withUnsafeBufferPointer { table in
      let whole = bytes.count & ~7
      for offset in stride(from: 0, to: whole, by: 8) {
        let word = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let low = UInt32(truncatingIfNeeded: word) ^ state
        let high = UInt32(truncatingIfNeeded: word >> 32)
        var next: UInt32 = table[0x700 | Int(low & 0xFF)]
        next ^= table[0x600 | Int((low >> 8) & 0xFF)]
        next ^= table[0x500 | Int((low >> 16) & 0xFF)]
        next ^= table[0x400 | Int(low >> 24)]
        next ^= table[0x300 | Int(high & 0xFF)]
        next ^= table[0x200 | Int((high >> 8) & 0xFF)]
        next ^= table[0x100 | Int((high >> 16) & 0xFF)]
        next ^= table[Int(high >> 24)]
        state = next
      }
      for byte in bytes[whole...] { step(byte, table) }
    }
  }

  private mutating func step(_ byte: UInt8, _ table: UnsafeBufferPointer<UInt32>) {
    state = state >> 8 ^ table[Int(UInt8(truncatingIfNeeded: state) ^ byte)]
  }

  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc = CRC32()
    crc.add(bytes)
    return crc.checksum
  }

  /// What a byte does to the state, then what it does with one to seven bytes of zero after it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for index in 0..<256 {
      var crc = UInt32(index)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
      tables.append(crc)
    }
    for index in 256..<2048 {
      let before = tables[index - 256]
      let next = tables[Int(before & 0xFF)]
      tables.append((before >> 8) ^ next)
    }
    return tables
  }()
}
