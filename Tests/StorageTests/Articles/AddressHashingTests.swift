import Testing

@testable import Storage

struct AddressHashingTests {
  /// The vectors of the SipHash paper and reference implementation: key 00…0F, message 00, 01, ….
  @Test(
    arguments: [
      (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
      (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5),
    ] as [(Int, UInt64)])
  func isSipHash24(length: Int, expected: UInt64) {
    let hashing = AddressHashing(key0: 0x0706_0504_0302_0100, key1: 0x0f0e_0d0c_0b0a_0908)
    let message = (0..<length).map { UInt8($0) }
    #expect(message.withUnsafeBytes { hashing.hash($0) } == expected)
  }
}
