import Testing

@testable import Articles

@Suite struct ByteSizeTests {
  @Test(arguments: [
    (0, "0 KB"), (1, "1 KB"), (48_044, "47 KB"), (1 << 20, "1 MB"), (4_000_000, "3.8 MB"),
    (3 << 20, "3 MB"), (38 << 20, "38 MB"), (10_433_332, "10 MB"), (1300 << 20, "1.3 GB"),
    ((1 << 30) - 1, "1 GB"), (16 << 30, "16 GB"), (Int.max, "1073741824 GB"), (-1, "0 KB"),
  ])
  func itReadsTheSameEverywhere(bytes: Int, text: String) {
    #expect(ByteSize(bytes).description == text)
    // What a row knows of it.
    guard (1..<1 << 40).contains(bytes) else { return }
    let kept = Medium(packed: Medium(.sound, bytes: bytes).packed)
    #expect(kept.bytes.map { ByteSize($0).description } == text)
  }
}
