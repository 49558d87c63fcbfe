/// Room for the values of a few rows, so that SQLite need not copy each into memory of its own.
final class BindingSpace {
  private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var used = 0

  deinit { bytes.deallocate() }

  /// A copy that lasts until ``clear()``; `nil` where there is no room.
  func copy(_ value: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    guard value.count < bytes.count - used else { return nil }
    let copy = UnsafeMutableRawBufferPointer(rebasing: bytes[used...].prefix(value.count + 1))
    copy.copyMemory(from: value)
    used += value.count + 1
    return UnsafeRawPointer(copy.baseAddress)
  }

  func clear() { used = 0 }
}
