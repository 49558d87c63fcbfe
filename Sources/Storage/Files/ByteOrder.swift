import Glibc

extension UnsafeRawBufferPointer {
  /// Negative, zero or positive as `memcmp`; of two that agree the shorter comes first.
  func order(to other: UnsafeRawBufferPointer) -> Int {
    let common = Swift.min(count, other.count)
    if common > 0, let left = baseAddress, let right = other.baseAddress {
      let difference = memcmp(left, right, common)
      if difference != 0 { return Int(difference) }
    }
    return count - other.count
  }
}
