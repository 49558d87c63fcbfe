import Testing

@testable import FeedParsing

@Suite struct FrontMatterRegionTests {
  private func find(_ text: String, isTruncated: Bool = false) -> FrontMatterRegion.Search {
    find(Array(text.utf8), isTruncated: isTruncated)
  }

  private func find(_ bytes: [UInt8], isTruncated: Bool = false) -> FrontMatterRegion.Search {
    bytes.withUnsafeBytes { FrontMatterRegion.find(in: $0, isTruncated: isTruncated) }
  }

  @Test(arguments: [
    "---\na: 1\n---\nbody", "---\r\na: 1\r\n---\r\nbody", "---\ra: 1\r---\rbody",
    "\u{FEFF}---\na: 1\n---\nbody", "--- \t\na: 1\n---\t \nbody", "---\na: 1\n...\nbody",
    "---\na: 1\n... \r\nbody", "---\na: 1\n--- x\n---x\n-- -\n----\n....\n---\nbody",
  ])
  func fences(text: String) {
    guard case .found(let region) = find(text) else {
      Issue.record("\(find(text))")
      return
    }
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[region.content], as: UTF8.self).hasPrefix("a: 1"))
    #expect(String(decoding: bytes[region.body], as: UTF8.self) == "body")
  }

  @Test func fencesMayTouchAndEndTheFile() {
    #expect(find("---\n---") == .found(FrontMatterRegion(content: 4..<4, body: 7..<7)))
    #expect(find("---\n---\n") == .found(FrontMatterRegion(content: 4..<4, body: 8..<8)))
  }

  @Test(arguments: ["", "\u{FEFF}", " \n\t\r\n", "\n"])
  func emptyFiles(text: String) {
    #expect(find(text) == .skipped(.empty))
  }

  @Test(arguments: ["# Read me", "--", "-", "\n---\na: 1\n---\n", "---a\n", "a: 1\n---\n", "...\n"])
  func filesWithoutFrontMatter(text: String) {
    #expect(find(text) == .skipped(.noFrontMatter))
  }

  @Test func filesThatAreNotText() {
    #expect(
      find([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]) == .skipped(.notText))
    #expect(find([0, 0, 0, 0]) == .skipped(.notText))
    #expect(find([0xFF, 0xFE, 0x41, 0x00]) == .skipped(.notText))
  }

  @Test func frontMatterInUTF16() {
    let little = "---\na: 1\n---\n".utf8.flatMap { [$0, 0] as [UInt8] }
    let big = "---\na: 1\n---\n".utf8.flatMap { [0, $0] as [UInt8] }
    #expect(find([0xFF, 0xFE] + little) == .broken(.notUTF8))
    #expect(find([0xFE, 0xFF] + big) == .broken(.notUTF8))
    #expect(find(little) == .broken(.notUTF8))
    #expect(find(big) == .broken(.notUTF8))
  }

  @Test(arguments: ["---", "---\n", "---\na: 1\n", "---\na: 1\n--", "---\na: 1\n --- \n"])
  func frontMatterWithoutEnd(text: String) {
    #expect(find(text) == .broken(.noEnd))
    #expect(find(text, isTruncated: true) == .broken(.tooLarge))
  }

  @Test func frontMatterHasABound() {
    let line = String(repeating: "a", count: FrontMatterBounds.bytes - 1) + "\n"
    guard case .found(let region) = find("---\n\(line)---\n", isTruncated: true) else {
      Issue.record("refused at the bound")
      return
    }
    #expect(region.content.count == FrontMatterBounds.bytes)
    #expect(find("---\na\(line)---\n") == .broken(.tooLarge))
  }
}
