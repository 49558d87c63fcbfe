@testable import FeedParsing

/// Reads the input as an article file, and its front matter with both readers: they must agree.
/// libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  _ = ArticleFileParser.parse(bytes)
  expectAgreement(on: bytes)
  if case .found(let region) = FrontMatterRegion.find(in: bytes, isTruncated: false) {
    expectAgreement(on: UnsafeRawBufferPointer(rebasing: bytes[region.content]))
  }
  return 0
}

private func expectAgreement(on bytes: UnsafeRawBufferPointer) {
  guard let fast = FastFrontMatterReader.read(bytes, firstLine: 2) else { return }
  let text = FrontMatterRepair.repair(bytes).text
  precondition(fast == (try? YamsFrontMatterReader.read(text, firstLine: 2)))
}
