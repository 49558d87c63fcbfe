/// Numbers in a column of the library: eight bytes each, little-endian, in order.
enum PackedIntegers {
  static func pack(_ numbers: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// What remains of a damaged column after the last whole number is left out.
  static func unpack(_ bytes: UnsafeRawBufferPointer) -> [Int64] {
    (0..<bytes.count / 8).map {
      Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self))
    }
  }

  /// The same one by one, without an array.
  static func each(_ bytes: UnsafeRawBufferPointer, _ body: (Int64) -> Void) {
    for offset in stride(from: 0, through: bytes.count - 8, by: 8) {
      body(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
    }
  }

  static func first(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    bytes.count < 8 ? nil : Int64(littleEndian: bytes.loadUnaligned(as: Int64.self))
  }
}
